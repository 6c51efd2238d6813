"""What the server gives a phone for when there is no signal, and what it takes from one afterwards."""

import json
import re
import struct
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.utils import timezone

from stepwell.care.actions import facts as fact_actions
from stepwell.care.errors import NotSaved
from stepwell.care.queries import days, people
from stepwell.engine.decision import DayPlan, Referral
from stepwell.engine.log import Answers, CheckIn
from stepwell.knowledge import loader
from stepwell.web.shared import device
from tests.web import walked

AS_SCRIPT = {"accept": "application/json"}
KEEPING = {"x-stepwell-keep": "1"}
SOURCE = Path(__file__).parent.parent.parent / "src" / "stepwell" / "web"


def keep(client: Client) -> Any:
    return client.get("/offline/keep/").json()


def on(keep: Any, days_ahead: int) -> list[str]:
    """Return the addresses that are kept for a day."""
    day = (timezone.localdate() + timedelta(days=days_ahead)).isoformat()
    return [page["at"] for page in keep["pages"] if page["day"] == day]


def test_today_and_tomorrow_are_to_be_kept_and_every_lesson(settled: Client) -> None:
    told = keep(settled)
    for ahead in (0, 1):
        assert on(told, ahead) == ["/today/", "/session/", "/session/?softer", "/session/?length=short"]
    lasting = {page["at"] for page in told["pages"] if not page["day"]}
    assert {"/check-in/", "/flare/", "/help/", "/learn/hurt_and_harm/", "/offline/", "/offline/care/", "/waiting/"} <= lasting
    assert told["instead"] == {"": "/offline/"}


def test_what_is_needed_today_is_fetched_before_the_lessons(settled: Client) -> None:
    """A short spell of signal brings the session and the care card first."""
    at = [page["at"] for page in keep(settled)["pages"]]
    lessons = [place for place, address in enumerate(at) if address.startswith("/learn/") and address != "/learn/"]
    assert lessons == list(range(len(at) - len(lessons), len(at)))


def test_every_page_to_keep_is_one_and_says_whose_it_is(settled: Client) -> None:
    told = keep(settled)
    for page in told["pages"]:
        answer = settled.get(page["source"], headers=KEEPING)
        assert answer.status_code == 200, page
        assert f'name="stepwell-person" content="{told["person"]}"' in answer.content.decode()


def test_with_a_referral_no_exercise_is_to_be_kept(settled: Client) -> None:
    settled.post("/safety-check/bladder_bowel_saddle/", {"saddle_feeling": ["yes"]})
    told = keep(settled)
    assert (on(told, 0), on(told, 1)) == ([], [])
    assert told["instead"] == {"": "/care/"}
    assert not told["open"]


def test_something_new_leaves_the_words_of_care_in_the_place_of_exercises(settled: Client) -> None:
    settled.post("/check-in/", {**walked.CHECK_IN, "anything_new": ["weakness"]})
    told = keep(settled)
    assert (on(told, 0), on(told, 1)) == ([], [])
    assert told["instead"] == {"": "/offline/care/"}


def test_when_the_questions_are_due_tomorrow_nothing_is_kept_for_it(settled: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    later = timezone.now() + timedelta(days=6)
    monkeypatch.setattr(timezone, "now", lambda: later)
    told = keep(settled)
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    assert on(told, 0)
    assert on(told, 1) == []
    assert told["instead"] == {"": "/offline/", tomorrow: "/offline/care/"}
    assert settled.get("/session/ahead/", headers=KEEPING)["Location"] == "/session/"


@pytest.mark.parametrize("address", ["/session/ahead/", "/today/ahead/", "/session/softer/{today}/"])
def test_what_is_prepared_is_for_the_device_that_keeps_it_and_for_nobody_to_open(settled: Client, address: str) -> None:
    address = address.format(today=timezone.localdate())
    assert settled.get(address).status_code == 302
    page = settled.get(address, headers=KEEPING).content.decode()
    assert "prepared ahead" in page.lower()


def test_what_is_prepared_is_not_stored_as_decided(settled: Client) -> None:
    keep(settled)
    settled.get("/session/ahead/", headers=KEEPING)
    from stepwell.care.queries import plans

    assert [stored.on for stored in plans.stored(people.owner())] == [timezone.localdate()] * len(plans.stored(people.owner()))


def test_the_softer_session_is_that_of_a_flare_up(settled: Client) -> None:
    today = timezone.localdate()
    softer = _doses(settled.get(f"/session/softer/{today}/", headers=KEEPING))
    usual = _doses(settled.get("/session/"))
    settled.post("/flare/", {"anything_new": ["none"]})
    assert softer == _doses(settled.get("/session/"))
    assert softer != usual


@pytest.mark.parametrize("day", ["yesterday", "2026-13-01", "1999-01-01", "999999-1"])
def test_a_softer_session_of_another_day_is_not_given(settled: Client, day: str) -> None:
    assert settled.get(f"/session/softer/{day}/", headers=KEEPING)["Location"] == "/session/"


def _doses(page: Any) -> list[tuple[str, int, int]]:
    return [(item["exercise"], item["sets"], item["repetitions"]) for item in page.context["data"]["items"]]


def test_a_calm_day_is_measured_by_the_latest_check_in(settled: Client) -> None:
    assert keep(settled)["calm"] is None, "unknown never counts as good"
    settled.post("/check-in/", walked.CHECK_IN)
    calm = keep(settled)["calm"]
    assert (calm["leg_waking"], calm["leg_worst"], calm["back_worst"], calm["flare"]) == (2, 3, 1, ["no"])
    assert calm["lowest_place"] == ["none", "back", "buttock", "thigh"]
    assert "worse_still" not in calm["after_session"]


def test_strong_pain_is_no_calm_answer_however_strong_it_was_before(settled: Client) -> None:
    """The server makes a softer day of it; tomorrow's session was planned without knowing it."""
    settled.post("/check-in/", {**walked.CHECK_IN, "leg_waking": "8", "leg_worst": "10", "back_worst": "9"})
    calm, rules = keep(settled)["calm"], loader.load().response
    assert calm["leg_waking"] < rules["strong_waking"].value
    assert calm["leg_worst"] < rules["strong_worst"].value
    assert calm["back_worst"] == 9


def test_the_version_changes_with_what_is_told_and_that_of_lessons_does_not(settled: Client) -> None:
    def versions() -> tuple[str, str]:
        pages = {page["at"]: page["version"] for page in keep(settled)["pages"]}
        return pages["/today/"], pages["/learn/"]

    before = versions()
    settled.post("/check-in/", walked.CHECK_IN)
    after = versions()
    assert after[0] != before[0]
    assert after[1] == before[1]
    assert f'name="stepwell-version" content="{keep(settled)["version"]}"' in settled.get("/today/").content.decode()


# --- what comes later -----------------------------------------------------------------------------


def test_a_check_in_that_waited_is_about_the_day_it_was_filled_in(settled: Client) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    answer = settled.post("/check-in/", {**walked.CHECK_IN, "fact_id": str(uuid4()), "on": yesterday.isoformat()}, headers=AS_SCRIPT)
    assert answer.json() == {"go": "/today/"}
    (told,) = walked.saved("check_in")
    assert told.on == yesterday


@pytest.mark.parametrize("day", ["2999-01-01", "tomorrow", "", "0", "2026-02-30"])
def test_a_day_to_come_or_no_day_is_today(settled: Client, day: str) -> None:
    settled.post("/check-in/", {**walked.CHECK_IN, "on": day})
    (told,) = walked.saved("check_in")
    assert told.on == timezone.localdate()


def test_the_same_check_in_twice_is_one_and_leads_to_the_same_place(settled: Client) -> None:
    sent = {**walked.CHECK_IN, "fact_id": str(uuid4()), "on": date.today().isoformat(), "anything_new": ["other"]}
    answers = [settled.post("/check-in/", sent, headers=AS_SCRIPT).json() for _ in range(3)]
    assert answers == [{"go": "/safety-check/"}] * 3
    assert len(walked.saved("check_in")) == 1


def test_danger_that_arrives_late_stands_beside_a_calm_answer_of_the_same_day(settled: Client) -> None:
    settled.post("/check-in/", walked.CHECK_IN)
    early = {**walked.CHECK_IN, "fact_id": str(uuid4()), "on": timezone.localdate().isoformat(), "anything_new": ["weakness"]}
    settled.post("/check-in/", early, headers=AS_SCRIPT)
    settled.post("/check-in/", {**walked.CHECK_IN, "fact_id": str(uuid4())}, headers=AS_SCRIPT)
    assert len(walked.saved("check_in")) == 3
    assert isinstance(days.decision(people.owner(), timezone.localdate()), Referral), "a calm answer does not take danger back"


@pytest.mark.parametrize("address", ["/check-in/", "/flare/"])
def test_what_is_wrong_is_said_to_the_script_in_words(settled: Client, address: str) -> None:
    answer = settled.post(address, {"anything_new": ["none", "weakness"]}, headers=AS_SCRIPT)
    assert answer.status_code == 422
    assert "New or growing since yesterday?" in answer.json()["problem"]


def test_a_flare_up_that_waited_is_kept_with_its_day(settled: Client) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    answer = settled.post("/flare/", {"anything_new": ["none"], "on": yesterday.isoformat()}, headers=AS_SCRIPT)
    assert answer.json() == {"go": "/flare/now/"}
    assert walked.saved("check_in")[0].on == yesterday


@pytest.mark.parametrize("address", ["/check-in/", "/session/save/"])
def test_what_the_storage_cannot_take_now_is_to_be_sent_again(settled: Client, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(**_: Any) -> None:
        raise NotSaved

    monkeypatch.setattr(fact_actions, "add", full)
    assert _sent(settled, address).status_code == 503


@pytest.mark.parametrize("address", ["/check-in/", "/session/save/", "/flare/"])
def test_nothing_of_somebody_who_was_deleted_comes_back(settled: Client, address: str) -> None:
    before = device.mark(people.owner())
    assert _sent(settled, address, before).status_code == 200
    settled.post("/settings/delete/", {"sure": "on"})
    answer = _sent(settled, address, before)
    assert answer.status_code == 422
    assert "deleted" in answer.json()["problem"]
    assert [*walked.saved("check_in"), *walked.saved("session")] == []


def _sent(client: Client, address: str, person: str = "") -> Any:
    headers = {"x-stepwell-person": person}
    if address == "/session/save/":
        body = {"kind": "session", "id": str(uuid4()), "on": timezone.localdate().isoformat(), "items": []}
        return client.post(address, json.dumps(body), content_type="application/json", headers=headers)
    return client.post(address, {**walked.CHECK_IN, "fact_id": str(uuid4())}, headers={**AS_SCRIPT, **headers})


def test_a_session_of_tomorrow_is_too_early_and_not_wrong(settled: Client) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    body = {"kind": "session", "id": str(uuid4()), "on": tomorrow.isoformat(), "items": []}
    assert settled.post("/session/save/", json.dumps(body), content_type="application/json").status_code == 425


def test_a_token_can_be_had_without_a_page(newcomer: Client) -> None:
    strict = Client(enforce_csrf_checks=True, HTTP_HOST="localhost")
    token = strict.get("/offline/token/").json()["token"]
    walked.evaluated(newcomer)
    assert strict.post("/check-in/", walked.CHECK_IN).status_code == 403
    assert strict.post("/check-in/", walked.CHECK_IN, headers={"x-csrftoken": token})["Location"] == "/today/"


def test_the_device_is_never_less_careful_than_the_knowledge() -> None:
    """The lists of the script say what does not close the kept sessions; everything else does."""
    script = (SOURCE / "static" / "stepwell" / "js" / "careful.js").read_text()
    lists = {name: set(re.findall(r'"(\w+)"', words)) for name, words in re.findall(r"const (\w+) = new Set\(\[(.*?)\]\);", script)}
    hurt = loader.load().hurt
    assert lists["MILD"] <= {feeling.id for feeling in hurt.feelings.values() if not feeling.check}
    assert not lists["USUAL_PLACES"] & set(hurt.places)
    assert lists["WORSE_LEG"] == {"worse", "further_down"}


def test_deleting_everything_asks_the_browser_to_forget_too(settled: Client) -> None:
    assert settled.post("/settings/delete/", {"sure": "on"})["Clear-Site-Data"] == '"cache", "storage"'


# --- the app ----------------------------------------------------------------------------------------


def test_the_worker_is_one_plain_script_that_holds_every_file_of_the_pages(newcomer: Client) -> None:
    answer = newcomer.get("/service-worker.js")
    script = answer.content.decode()
    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Cache-Control"] == "no-cache"
    assert not re.search(r"^\s*(import|export)\b", script, re.MULTILINE)
    shell = re.search(r"^const SHELL = (.*);$", script, re.MULTILINE)
    assert shell
    files = json.loads(shell[1])["files"]
    for page in ("/today/", "/learn/", "/help/"):
        for path in re.findall(r'(?:href|src)="(/static/[^"]+\.(?:css|js|woff2))"', newcomer.get(page, follow=True).content.decode()):
            assert path in files, page
    assert all(finders.find(path.removeprefix("/static/")) for path in files)


def test_the_app_can_be_installed_with_icons_of_the_sizes_it_names(newcomer: Client) -> None:
    answer = newcomer.get("/manifest.webmanifest")
    told = answer.json()
    assert answer["Content-Type"] == "application/manifest+json"
    assert (told["display"], told["start_url"], told["scope"]) == ("standalone", "/today/", "/")
    assert {icon["purpose"] for icon in told["icons"]} == {"any", "maskable"}
    for icon in told["icons"]:
        png = Path(str(finders.find(icon["src"].removeprefix("/static/")))).read_bytes()
        width, height = struct.unpack(">II", png[16:24])
        assert icon["sizes"] == f"{width}x{height}"
        assert len(png) < 20_000
    assert 'rel="manifest" href="/manifest.webmanifest"' in newcomer.get("/").content.decode()


def test_no_page_script_style_or_worker_names_another_host() -> None:
    """Links that a person follows, and names of formats, are no requests."""
    asking = re.compile(
        r"""(?:src=|fetch\(|import\s*\(?|url\(|@import|importScripts\(|sendBeacon\(|<link[^>]*href=)\s*["'`]?(?:https?:)?//"""
    )
    found = {
        str(path.relative_to(SOURCE)): asking.findall(path.read_text())
        for ending in ("*.html", "*.js", "*.css", "*.svg", "*.py")
        for path in SOURCE.rglob(ending)
    }
    assert {name: hits for name, hits in found.items() if hits} == {}


def test_a_plan_for_tomorrow_is_the_one_that_is_decided_then_if_nothing_is_told(settled: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    ahead = _doses(settled.get("/session/ahead/", headers=KEEPING))
    later = timezone.now() + timedelta(days=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert isinstance(days.decision(people.owner(), timezone.localdate()), DayPlan)
    assert _doses(settled.get("/session/")) == ahead


def test_what_the_latest_check_in_left_open_is_as_it_was_the_day_before(settled: Client) -> None:
    """Or the same pain, told again without a signal, would count as a worse day."""
    settled.post("/check-in/", {**walked.CHECK_IN, "leg_worst": "3"})
    answers: Answers = {"leg_waking": 2, "anything_new": ("none",)}
    fact_actions.add(person=people.owner(), facts=[CheckIn(on=timezone.localdate(), answers=answers)], now=timezone.now())
    assert settled.get("/offline/keep/").json()["calm"]["leg_worst"] == 3
