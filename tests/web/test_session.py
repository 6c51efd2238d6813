"""The session: read, done with or without the player, saved once."""

import json
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
    assert "the leg eased" in page
    assert "score" not in page.lower()


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
