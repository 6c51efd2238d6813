"""The session: read, done with or without the player, saved once."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from stepwell.engine.log import Session
from tests.web import walked
from tests.web.test_today import plan, words

SESSION_ID = "0b1c2d3e-0000-4000-8000-00000000000a"


def body(**changes: Any) -> dict[str, Any]:
    """Return a session as the player sends it."""
    item = plan().items[0]
    done = {
        "exercise": item.exercise,
        "sets": item.sets,
        "repetitions": item.repetitions,
        "hold_s": item.hold_s,
        "done": "all",
        "effort": "right",
    }
    sent = {
        "kind": "session",
        "id": SESSION_ID,
        "on": timezone.localdate().isoformat(),
        "length": "full",
        "items": [{**done, "leg": "eased"}],
    }
    return sent | changes


def player_data(client: Client, length: str) -> Any:
    """Return what the page gives the player."""
    page = client.get(f"/session/?length={length}").content.decode()
    found = re.search(r'<script id="player-data" type="application/json">(.*?)</script>', page, re.DOTALL)
    assert found
    return json.loads(found[1])


def sent(client: Client, what: Any) -> Any:
    """Send JSON as the player does."""
    return client.post("/session/save/", what if isinstance(what, str) else json.dumps(what), content_type="application/json")


def test_lists_the_steps_for_reading(settled: Client) -> None:
    page = words(settled, "/session/")
    for item in plan().items:
        assert item.name in page
        assert f'value="{item.exercise}"' in page


def test_the_short_version_holds_only_its_exercises(settled: Client) -> None:
    page = words(settled, "/session/?length=short")
    for item in plan().items:
        assert (f'name="{item.exercise}-done"' in page) is (item.exercise in plan().short)


def test_the_player_saves_and_is_told_where_to_go(settled: Client) -> None:
    assert sent(settled, body()).json() == {"go": f"/session/done/{SESSION_ID}/"}
    (session,) = walked.saved("session")
    assert isinstance(session, Session)
    assert session.items[0].leg == "eased"


def test_sent_twice_it_is_saved_once(settled: Client) -> None:
    assert [sent(settled, body()).status_code for _ in range(2)] == [200, 200]
    assert len(walked.saved("session")) == 1


def test_the_plain_form_saves_the_same_fact_with_the_planned_dose(settled: Client) -> None:
    item = plan().items[0]
    form = {"id": SESSION_ID, "on": timezone.localdate().isoformat(), "length": "full", "exercise": item.exercise}
    response = settled.post("/session/save/", {**form, f"{item.exercise}-done": "part", f"{item.exercise}-effort": "hard"})
    assert response["Location"] == f"/session/done/{SESSION_ID}/"
    (session,) = walked.saved("session")
    assert isinstance(session, Session)
    assert (session.items[0].repetitions, session.items[0].done, session.items[0].effort) == (item.repetitions, "part", "hard")


def test_the_page_after_it_says_what_was_done_and_no_score(settled: Client) -> None:
    sent(settled, body())
    page = words(settled, f"/session/done/{SESSION_ID}/")
    assert plan().items[0].name in page
    assert "The leg eased" in page
    assert "score" not in page.lower()


def test_skipping_everything_is_neither_praised_nor_counted(settled: Client) -> None:
    skipped = [{"exercise": item.exercise, "done": "none"} for item in plan().items]
    sent(settled, body(items=skipped))
    page = words(settled, f"/session/done/{SESSION_ID}/")
    assert "Nothing was done this time, and nothing is lost." in page
    assert not re.search("counts in full|more ache|Done for now", page)
    assert "You have done a session today" not in words(settled, "/today/")


def test_it_says_the_day_the_minutes_and_what_hurt_in_words(settled: Client) -> None:
    first, second, *_ = plan().items
    items = [
        {"exercise": first.exercise, "sets": 2, "repetitions": 8, "spent_s": 170, "done": "all"},
        {"exercise": second.exercise, "smaller": True, "spent_s": 100, "hurt": {"feeling": "sharp", "place": "thigh", "action": "smaller"}},
    ]
    yesterday = timezone.localdate() - timedelta(days=1)
    sent(settled, body(on=yesterday.isoformat(), items=items, stopped_early=True))
    page = words(settled, f"/session/done/{SESSION_ID}/")
    assert f"{yesterday:%A}, {yesterday.day} {yesterday:%B} · About 5 minutes" in page
    assert "2 × 8 · about 3 minutes" in page
    assert "In its smaller form · about 2 minutes" in page
    assert "It hurt, so you made it smaller" in page
    assert "You listened to your body" in page


def test_after_a_session_another_is_offered_and_after_one_that_stirred_the_leg_none(settled: Client) -> None:
    first, *rest = plan().items
    sent(settled, body(items=[{"exercise": item.exercise, "done": "all", "leg": "same"} for item in (first, *rest)]))
    assert "One more is fine if it feels right" in words(settled, "/today/")
    assert "Start session" in words(settled, "/today/")
    worse = [{"exercise": first.exercise, "done": "all", "leg": "worse"}]
    sent(settled, body(id="0d5a1c0e-52a4-4d3f-9f4a-7c1f4d1c0002", items=worse))
    page = words(settled, "/today/")
    assert "something in it stirred your leg. One is enough for today" in page
    assert "One more is fine" not in page
    assert "Start session" not in page


def test_a_session_without_its_seconds_says_no_minutes(settled: Client) -> None:
    sent(settled, body())
    assert "minute" not in words(settled, f"/session/done/{SESSION_ID}/")


def test_a_swapped_in_exercise_and_a_part_of_one_long_hold_are_kept(settled: Client) -> None:
    item = next(item for item in plan().items if item.swaps)
    swapped = {"exercise": item.exercise, "done": "none", "hurt": {"feeling": "stretch", "action": "swap"}}
    sent(settled, body(items=[swapped, {"exercise": item.swaps[0], "hold_s": 150, "done": "part", "spent_s": 61}]))
    (session,) = walked.saved("session")
    assert [(one.exercise, one.done) for one in session.items] == [(item.exercise, "none"), (item.swaps[0], "part")]
    assert "In part · about 1 minute" in words(settled, f"/session/done/{SESSION_ID}/")


def test_two_pages_that_sent_one_session_are_both_kept(settled: Client) -> None:
    more = body()["items"][0] | {"done": "part"}
    answers = [sent(settled, body()), sent(settled, body(items=[more])), sent(settled, body(items=[more]))]
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert [session.items[0].done for session in walked.saved("session")] == ["all", "part"]


@pytest.mark.parametrize("place", ["both_legs", "between_legs"])
def test_a_place_that_means_danger_leads_to_the_safety_questions_whatever_it_feels_like(settled: Client, place: str) -> None:
    item = body()["items"][0] | {"hurt": {"feeling": "stretch", "place": place, "action": "stop"}}
    assert sent(settled, body(items=[item])).json()["go"] == "/safety-check/"
    assert settled.get("/session/").status_code == 302


@pytest.mark.parametrize("length", ["full", "short"])
def test_what_the_player_gets_is_the_plan_second_by_second(settled: Client, length: str) -> None:
    data = player_data(settled, length)
    planned = [item for item in plan().items if length == "full" or item.exercise in plan().short]
    assert [item["exercise"] for item in data["items"]] == [item.exercise for item in planned]
    for item, wanted in zip(data["items"], planned, strict=True):
        assert item["seconds"] == sum(seconds for _, seconds, *_ in item["phases"]) + data["rating_s"]
        assert {key: item[key] for key in ("sets", "repetitions", "hold_s", "minutes")} == {
            key: getattr(wanted, key) for key in ("sets", "repetitions", "hold_s", "minutes")
        }
        assert item["getting_there"]
        assert settled.get(item["figure"]["left"]).status_code == 200
        assert item["steps"]
    assert data["minutes"] == (plan().minutes if length == "full" else plan().short_minutes)


def test_what_stands_in_is_whole_so_that_a_swap_works_without_a_signal(settled: Client) -> None:
    items = player_data(settled, "full")["items"]
    assert any(item["swaps"] for item in items)
    for item in items:
        for other in item["swaps"]:
            assert other.keys() == item.keys() - {"swaps"}
            assert other["phases"][0][0] == "ready"


def test_the_player_knows_what_each_feeling_leads_to(settled: Client) -> None:
    hurt = player_data(settled, "full")["hurt"]
    assert list(hurt) == ["stretch", "sharp", "further_down", "numb", "weak"]
    assert {feeling: rule["check"] for feeling, rule in hurt.items() if rule["check"]} == dict.fromkeys(
        ["further_down", "numb", "weak"], True
    )
    assert all(rule["actions"] == ["stop"] for rule in hurt.values() if rule["check"])
    assert all(place["check"] for rule in hurt.values() for place in rule["places"].values())


def test_danger_in_the_player_says_at_once_what_help_says(settled: Client) -> None:
    """The screen before the nine pages of questions: the emergency words, the number, then the questions."""
    stop = settled.get("/session/").content.decode().partition('data-step="check"')[2].partition("</section>")[0]
    assert stop.index("newly numb or feels different, where a saddle would touch") < stop.index('href="tel:911"')
    assert stop.index('href="tel:911"') < stop.index("Answer the safety questions")
    hurt = player_data(settled, "full")["hurt"]
    danger = [hurt["numb"]["says"], hurt["weak"]["says"], *(place["says"] for place in hurt["sharp"]["places"].values())]
    assert [says for says in danger if "emergency department now" not in says] == []


STOPPED = {"done": "part", "spent_s": 45, "hurt": {"feeling": "sharp", "place": "calf", "action": "stop"}}


def test_a_session_that_pain_stopped_at_once_is_told_as_stopped_and_not_as_done(settled: Client) -> None:
    first, *rest = ({"exercise": item.exercise, "done": "none"} for item in plan().items)
    sent(settled, body(items=[first | STOPPED, *rest], stopped_early=True))
    today = words(settled, "/today/")
    assert "You stopped when it hurt. That was right." in today
    assert "You have done a session today" not in today
    assert "session done" not in today
    for place in ("/today/", "/progress/"):
        assert "stopped when it hurt" in settled.get(place).content.decode()
    assert "rest day" not in words(settled, "/progress/")
    assert re.search(r'<span class="number">[1-9]\d*</span> days? with a session', settled.get("/progress/").content.decode()) is None
    page = words(settled, f"/session/done/{SESSION_ID}/")
    assert "Stopped for now" in page
    assert "That was right" in page


def test_who_swapped_what_hurt_and_then_left_is_not_told_to_have_stopped(settled: Client) -> None:
    first, *rest = ({"exercise": item.exercise, "done": "none"} for item in plan().items)
    swapped = {"done": "none", "hurt": {"feeling": "sharp", "place": "calf", "action": "swap"}}
    sent(settled, body(items=[first | swapped, *rest], stopped_early=True))
    assert "You stopped when it hurt" not in words(settled, "/today/")
    page = words(settled, f"/session/done/{SESSION_ID}/")
    assert "You stopped when it hurt" not in page
    assert "acted on it" in page


@pytest.mark.parametrize("more", [{"done": "all"}, {"done": "part"}])
def test_one_exercise_that_was_done_makes_it_a_day_with_a_session(settled: Client, more: dict[str, str]) -> None:
    """Also where the next one hurt, and also where it was done in part: some is better than none."""
    first, second, *_ = plan().items
    sent(settled, body(items=[{"exercise": first.exercise} | more, {"exercise": second.exercise} | STOPPED], stopped_early=True))
    assert "session done" in settled.get("/today/").content.decode()
    assert "You stopped when it hurt" not in words(settled, "/today/")


def test_numbness_leads_to_the_safety_questions(settled: Client) -> None:
    item = body()["items"][0] | {"done": "part", "hurt": {"feeling": "numb", "action": "stop"}}
    assert sent(settled, body(items=[item])).json()["go"] in ("/safety-check/", "/care/")
    assert settled.get("/session/").status_code == 302


def test_a_session_of_yesterday_counts_on_a_day_without_a_plan(settled: Client) -> None:
    late = body(on=(timezone.localdate() - timedelta(days=1)).isoformat())
    walked.safety(settled, bladder_bowel_saddle={"saddle_feeling": "yes"})
    assert sent(settled, late).json() == {"go": "/care/"}
    assert len(walked.saved("session")) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        " ",
        "{",
        "[]",
        "null",
        '{"kind": "check_in"}',
        {"id": None},
        {"on": "2999-01-01"},
        {"on": "yesterday"},
        {"items": [{"exercise": "moon_walk"}]},
        {"items": [{"exercise": "cat_cow", "repetitions": -4}]},
        {"items": "all"},
        {"extra": 1},
        {"stopped_early": "yes"},
        {"items": [{"exercise": "cat_cow", "spent_s": 10**9}]},
        {"items": [{"exercise": "cat_cow", "smaller": "much"}]},
        {"items": [{"exercise": "cat_cow", "hurt": {"feeling": "sharp", "place": "elbow", "action": "stop"}}]},
        {"items": [{"exercise": "cat_cow", "hurt": {"feeling": "odd", "action": "stop"}}]},
    ],
)
def test_what_is_no_session_is_refused_and_nothing_is_saved(settled: Client, wrong: Any) -> None:
    response = sent(settled, wrong if isinstance(wrong, str) else body(**wrong))
    assert response.status_code == 422
    assert response.json()["problem"]
    assert walked.saved("session") == []


def test_a_form_that_lost_its_id_says_what_to_do(settled: Client) -> None:
    response = settled.post("/session/save/", {"exercise": plan().items[0].exercise})
    assert response.status_code == 422
    assert 'role="alert"' in response.content.decode()


def test_only_a_post_saves(settled: Client) -> None:
    assert settled.get("/session/save/").status_code == 405
