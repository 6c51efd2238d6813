"""Whatever is sent: plain words, never a trace, nothing written, and what was saved before is still there."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms import model_to_dict
from django.test import Client
from django.urls import URLPattern, resolve
from django.utils import timezone

from stepwell.care.actions import facts as actions
from stepwell.care.models import Draft, Fact
from stepwell.care.queries import people
from stepwell.engine import log
from stepwell.web import urls
from stepwell.web.patient.drafts import BEGUN_ON, FACT_ID
from tests.web import walked

EXERCISE = "supported_side_lying"
FREE_TEXT = {"given_name", "activity_1", "helped_before"}
MAY_BE_EMPTY = {
    "/flare/": {"leg_worst"},
    "/measures/weekly/2/": {"numbness"},
    "/check-in/": {"sleep", "back_worst", "after_session", "flare"},
}
BEFORE = {"probe_place": "thigh", "probe_leg": "4", "direction": "flexion"}
AFTER = {"probe_place": "back", "probe_leg": "2", "new_numbness": "no"}
ONE_SESSION = {"id": "5e5510e0-0000-4000-8000-000000000001", "exercise": EXERCISE, f"{EXERCISE}-done": "all", f"{EXERCISE}-leg": "same"}

FORMS: dict[str, dict[str, Any]] = {
    **{f"/safety-check/{group}/": answers for group, answers in walked.CALM.items()},
    **{f"/evaluation/{group}/": answers for group, answers in walked.QUICK.items()},
    "/evaluation/activities_back/": {"activity_1": "walk", "activity_1_now": "3"},
    "/evaluation/time_and_things/": {"minutes_a_day": "20", "equipment": ["none"]},
    "/check-in/": {**walked.CHECK_IN, "after_session": "better"},
    "/flare/": {"anything_new": ["none"], "leg_worst": "5"},
    "/flare/question/": {"answer": "no"},
    "/flare/over/": {"over": "yes"},
    "/flare/why/": {"suspected": ["prolonged_sitting"]},
    "/relapse-plan/": {"helped_before": "short walks"},
    "/triggers/asked/": {"exposure": ["alcohol"]},
    "/triggers/test/heavy_lifting/": {"sure": "yes"},
    "/triggers/test/stop/": {"sure": "yes"},
    "/help/first-visit/": {},
    "/from-your-therapist/": {"own": "ladder_walk"},
    "/goals/": {"do": "reached", "goal": "goal_7"},
    "/settings/": {"given_name": "", "country": "us", "text_size": "normal", "skin": "deep", "build": "slim", "hair": "long"},
    "/settings/reminders/": {"session_at": "18:00", "check_in_at": "09:00", "quiet_from": "21:00", "quiet_to": "08:00"},
    "/settings/reminders/moved/": {},
    "/settings/reminders/off/": {},
    "/learn/hurt_and_harm/": {"read": "yes"},
    "/measures/weekly/2/": {"numbness": "3"},
    "/measures/weekly/answers/": {},
    "/measures/score/": {"measure": "rmdq_24", "score": "9", "on": "2026-03-03", "by": "therapist"},
    "/settings/delete/": {"sure": "on"},
    "/settings/import/": {},
    "/session/save/": ONE_SESSION,
    f"/exercise/{EXERCISE}/wish/": {"wish": "never"},
    "/try-a-movement/": BEFORE,
    "/try-a-movement/now/": AFTER,
    "/try-a-movement/result/": {"lasting": "yes"},
    "/care/examined/": {"by": "doctor", "said_yes": "on"},
    "/evaluation/ready/": {},
    "/evaluation/answers/": {},
    "/safety-check/told-before/": {},
}
"""Every address that takes a post, with what a browser would send."""

WRONG = ["", "x" * 100_000, "-1", "999", "a while", "no_such_choice", "2999-01-01", "1e400", "a\x00b", "[]", "<script>", "NaN"]
TOO_MUCH = b"a=" + b"x" * 10_000_000
BODIES: list[tuple[bytes, str]] = [
    (b"", "application/x-www-form-urlencoded"),
    (b"\xff\xfe%ff=%fe&\x00=%00", "application/x-www-form-urlencoded"),
    (b"sleep=%80%80&leg_waking=%c3%28", "application/x-www-form-urlencoded"),
    (b"&".join(b"a%d=1" % number for number in range(2000)), "application/x-www-form-urlencoded"),
    (b"--x\r\nno part at all", "multipart/form-data; boundary=x"),
    (b"no boundary", "multipart/form-data"),
    (b"{", "application/json"),
    (b"words", "text/plain; charset=no-such-charset"),
    (b"\x00\x01", ""),
]


def ready(client: Client, address: str) -> Client:
    """Return somebody for whom this address has something to ask."""
    if address.startswith("/safety-check/"):
        return client
    walked.evaluated(client)
    if address == "/care/examined/":
        client.post("/safety-check/bladder_bowel_saddle/", {"saddle_feeling": ["yes"]})
    if address in ("/flare/over/", "/flare/why/"):
        client.post("/flare/", {"anything_new": ["none"]})
    if address.startswith("/triggers/test/"):
        today = timezone.localdate()
        begun = log.OnOffTest(on=today, exposure="heavy_lifting", wish="start")
        calmer: list[log.Fact] = [log.Order(on=today, order="stage", stage="restore"), *([begun] if address.endswith("/stop/") else [])]
        actions.add(person=people.owner(), facts=calmer, now=timezone.now())
    if address == "/flare/question/":
        client.post("/check-in/", {**walked.CHECK_IN, "flare": "not_sure"})
    if address.startswith("/try-a-movement/") and address != "/try-a-movement/":
        client.post("/try-a-movement/", BEFORE)
    if address == "/try-a-movement/result/":
        client.post("/try-a-movement/now/", AFTER)
    return client


def kept() -> tuple[Any, ...]:
    """Everything that is written about the person: their own row, every fact, and the answers of what is begun."""
    answered = {}
    for kind, answers in Draft.objects.values_list("kind", "answers"):
        answered[kind] = {key: value for key, value in json.loads(answers).items() if key not in (FACT_ID, BEGUN_ON)}
    begun = {kind: items for kind, items in answered.items() if items}
    person = model_to_dict(people.owner())
    return person, list(Fact.objects.order_by("pk").values_list()), begun


def refused(response: Any, sent: object) -> None:
    """Expect plain words or another page, and no word of the program's own."""
    assert 300 <= response.status_code < 500, f"{str(sent)[:200]}: {response.status_code}"
    said = response.content.decode(errors="strict")
    assert not any(word in said for word in ("Traceback", "Exception", "site-packages", "psycopg", "sqlite3")), str(sent)[:200]
    assert response.status_code < 400 or len(said) > 20, f"{str(sent)[:200]}: {response.status_code} without a word"


def test_every_address_that_takes_a_post_is_tried() -> None:
    takes_none = {
        "start",
        "safety_check",
        "safety_result",
        "care_card",
        "evaluation",
        "flare_now",
        "flare_ups",
        "graduated",
        "today",
        "exercise",
        "session",
        "paper",
        "papers",
        "session_done",
    }
    takes_none |= {"triggers", "test", "treatments", "found", "own_picture", "own_video", "first_visit_file"}
    takes_none |= {"keep", "manifest", "offline", "offline_care", "service_worker", "session_ahead", "session_softer", "today_ahead"}
    takes_none |= {"calendar", "token", "waiting", "measures", "measure", "measure_saved", "measure_talk"}
    takes_none |= {
        "figure",
        "picture",
        "progress",
        "day_story",
        "print",
        "learn",
        "learn_paper",
        "told",
        "help",
        "export",
        "export_fhir",
        "about",
        "sources",
    }
    names = {each.name for each in urls.urlpatterns if isinstance(each, URLPattern)}
    assert {resolve(address).url_name for address in FORMS} == names - takes_none


@pytest.mark.parametrize("address", FORMS)
def test_wrong_values_write_nothing(newcomer: Client, address: str) -> None:
    client = ready(newcomer, address)
    before = kept()
    for sent in wrong_forms(FORMS[address], MAY_BE_EMPTY.get(address, set())):
        refused(client.post(address, sent), sent)
        assert kept() == before, f"{str(sent)[:200]} was written"


@pytest.mark.parametrize("address", FORMS)
def test_broken_bodies_write_nothing(newcomer: Client, address: str) -> None:
    client = ready(newcomer, address)
    before = kept()
    for body, kind in BODIES:
        refused(client.generic("POST", address, body, content_type=kind), (body, kind))
        assert kept() == before, (body, kind)


@pytest.mark.parametrize("address", FORMS)
def test_from_elsewhere_from_another_host_and_too_much(newcomer: Client, address: str) -> None:
    ready(newcomer, address)
    before = kept()
    stranger = Client(enforce_csrf_checks=True, HTTP_HOST="localhost")
    assert stranger.post(address, FORMS[address]).status_code == 403
    assert stranger.post(address, FORMS[address], HTTP_X_CSRFTOKEN="x" * 64).status_code == 403
    assert Client(HTTP_HOST="elsewhere.example").post(address, FORMS[address]).status_code == 400
    assert newcomer.post(address, TOO_MUCH, content_type="application/x-www-form-urlencoded").status_code == 413
    assert kept() == before


@pytest.mark.parametrize("address", ["/session/save/", f"/exercise/{EXERCISE}/wish/"])
@pytest.mark.parametrize("method", ["get", "put", "delete", "patch", "options"])
def test_another_method_is_refused_in_words(settled: Client, address: str, method: str) -> None:
    response = getattr(settled, method)(address)
    assert response.status_code == 405
    assert response["Allow"] == "POST"
    assert "takes what a form or a button sends" in response.content.decode()


def session(**changed: Any) -> dict[str, Any]:
    """Return a session as the player sends it, but for what is named."""
    item = {"exercise": EXERCISE, "done": "all", "effort": "right", "leg": "same"}
    whole = {"kind": "session", "id": ONE_SESSION["id"], "on": timezone.localdate().isoformat(), "length": "full", "items": [item]}
    return {**whole, **changed}


def item(**changed: Any) -> list[dict[str, Any]]:
    """Return the items of a session with one exercise, but for what is named."""
    return [{"exercise": EXERCISE, "done": "all", **changed}]


WRONG_SESSIONS: dict[str, Callable[[], Any]] = {
    "nothing": dict,
    "a list": lambda: [session()],
    "a word": lambda: "session",
    "no id": lambda: session(id=None),
    "a number as id": lambda: session(id=7),
    "a long id": lambda: session(id="x" * 65),
    "an id with a null byte": lambda: session(id="a\x00b"),
    "an empty id": lambda: session(id=""),
    "a day to come": lambda: session(on="2999-01-01"),
    "no day": lambda: session(on="someday"),
    "a day that is none": lambda: session(on="2026-02-30"),
    "an unknown exercise": lambda: session(items=item(exercise="handstand")),
    "an exercise with a null byte": lambda: session(items=item(exercise="a\x00")),
    "a number as exercise": lambda: session(items=item(exercise=3)),
    "an unknown tap": lambda: session(items=item(leg="fine")),
    "minus one set": lambda: session(items=item(sets=-1)),
    "half a set": lambda: session(items=item(sets=1.5)),
    "a huge number": lambda: session(items=item(minutes=10**30)),
    "more exercises than there can be": lambda: session(items=item() * 21),
    "an unknown field": lambda: session(note="hello"),
    "an unknown hurt": lambda: session(items=item(hurt={"feeling": "cold", "action": "stop"})),
    "an order": lambda: {"kind": "order", "on": timezone.localdate().isoformat(), "order": "clear", "by": "doctor", "id": "1"},
    "a safety check": lambda: {"kind": "safety_check", "on": timezone.localdate().isoformat(), "answers": {}, "id": "1"},
}


@pytest.mark.parametrize("wrong", WRONG_SESSIONS)
def test_a_wrong_session_from_the_player_is_refused(settled: Client, wrong: str) -> None:
    before = kept()
    response = settled.post("/session/save/", json.dumps(WRONG_SESSIONS[wrong]()), content_type="application/json")
    assert response.status_code == 422
    assert len(json.loads(response.content)["problem"]) > 20
    assert kept() == before


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b"null", b"[" * 100_000, b'{"kind":' * 50_000, b'{"id": "\xc3\x28"}', b"NaN"])
def test_what_is_no_json_is_refused(settled: Client, body: bytes) -> None:
    before = kept()
    response = settled.generic("POST", "/session/save/", body, content_type="application/json")
    assert response.status_code == 422
    assert kept() == before


@pytest.mark.parametrize("answer", ["walk\x00", "w" * 5000, {"more": 1}, [["deep"]], None, 10**40])
def test_a_file_with_an_answer_that_cannot_be_is_refused(settled: Client, answer: Any) -> None:
    before = kept()
    facts = [{"kind": "evaluation", "on": "2026-01-01", "answers": {"activity_1": answer, "activity_1_now": 3}}]
    file = SimpleUploadedFile("log.json", json.dumps({"format": "stepwell-log/1", "facts": facts}).encode())
    assert settled.post("/settings/import/", {"file": file}).status_code == 422
    assert kept() == before


@pytest.mark.parametrize("key", ["a\x00b", "x" * 65, 7, {}])
def test_a_file_with_an_id_that_cannot_be_is_refused(settled: Client, key: Any) -> None:
    before = kept()
    facts = [{"kind": "check_in", "on": "2026-01-01", "id": key, "answers": {}}]
    file = SimpleUploadedFile("log.json", json.dumps({"format": "stepwell-log/1", "facts": facts}).encode())
    assert settled.post("/settings/import/", {"file": file}).status_code == 422
    assert kept() == before


@pytest.mark.parametrize(
    "address",
    [
        "/exercise/handstand/",
        "/learn/handstand/",
        "/session/done/%00/",
        "/session/done/x/",
        "/evaluation/a-b/",
        "/safety-check/%E2%82%AC/",
        "/%ff/",
    ],
)
def test_an_address_of_nothing_is_not_found_in_words(settled: Client, address: str) -> None:
    response = settled.get(address)
    assert response.status_code == 404
    assert "There is no such page" in response.content.decode()


def wrong_forms(good: dict[str, Any], may_be_empty: set[str]) -> Iterator[dict[str, Any]]:
    """Yield an empty form, and for each field every value that cannot be, alone and beside the right one."""
    yield {}
    for name, right in good.items():
        for wrong in WRONG:
            if (name in FREE_TEXT and len(wrong) < 60 and "\x00" not in wrong) or (name in may_be_empty and not wrong):
                continue
            yield {**good, name: wrong}
        if name not in FREE_TEXT:
            yield {**good, name: [*(right if isinstance(right, list) else [right]), "no_such_choice"]}
