"""The story of one day: everything told of it, and nothing else."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from stepwell.care.actions import facts
from stepwell.care.queries import days, people
from stepwell.engine.decision import DayPlan
from stepwell.engine.log import CheckIn, Fact, FlareNote, Item, LessonRead, Order, Session
from stepwell.knowledge import loader
from tests.web import walked

pytestmark = pytest.mark.one_database

EXERCISES = loader.load().exercises


def today() -> date:
    return timezone.localdate()


def told(*what: Fact) -> None:
    facts.add(person=people.owner(), facts=list(what), now=timezone.now())


def story(client: Client, on: date) -> str:
    response = client.get(f"/progress/{on.isoformat()}/")
    assert response.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_both_sessions_of_a_day_are_told(settled: Client) -> None:
    told(
        Session(on=today(), id="1", items=(Item(exercise="pelvic_tilt", repetitions=8),)),
        Session(on=today(), id="2", items=(Item(exercise="cat_cow", repetitions=6),), walked_minutes=9),
    )
    page = story(settled, today())
    for words in ("session 1", EXERCISES["pelvic_tilt"].name, "session 2", EXERCISES["cat_cow"].name, "You walked 9 minutes."):
        assert words in page


def test_a_day_of_rest_is_not_a_day_missed(settled: Client) -> None:
    told(CheckIn(on=today(), answers={"leg_waking": 3}))
    page = story(settled, today())
    assert "A rest day counts." in page
    assert not re.search(r"missed|skipped|behind|only", page, re.IGNORECASE)


def test_a_session_opened_and_left_is_not_called_done(settled: Client) -> None:
    told(Session(on=today(), items=(Item(exercise="pelvic_tilt", done="none"),)))
    assert "It was opened, and left for another time." in story(settled, today())


def test_of_two_check_ins_the_later_word_counts_and_the_rest_stays(settled: Client) -> None:
    told(CheckIn(on=today(), id="1", answers={"leg_waking": 6, "sleep": "poor"}), CheckIn(on=today(), id="2", answers={"leg_waking": 4}))
    page = story(settled, today())
    assert "4 of 10" in page
    assert "6 of 10" not in page
    assert "Poor" in page


def test_the_plan_is_told_as_it_was_shown_with_its_reason(settled: Client) -> None:
    settled.get("/today/")
    plan = days.decision(people.owner(), today())
    assert isinstance(plan, DayPlan)
    page = story(settled, today())
    assert plan.stage_name in page
    assert plan.why_today.text.split(".")[0] in page.replace("&#x27;", "'")


def test_a_day_without_a_plan_says_what_came_first_and_with_which_number(newcomer: Client) -> None:
    walked.safety(newcomer, bladder_bowel_saddle={"saddle_sensation": "yes"})
    newcomer.get("/care/")
    page = story(newcomer, today())
    assert "No exercise on this day." in page
    assert "{emergency}" not in page


def test_a_flare_up_day_is_named_and_a_day_taken_back_is_not(settled: Client) -> None:
    told(CheckIn(on=today(), id="1", answers={"flare": "yes"}))
    assert "You called it a flare-up day" in story(settled, today())
    told(CheckIn(on=today(), id="2", answers={"flare": "no"}))
    assert "You called it a flare-up day" not in story(settled, today())


def test_a_log_from_elsewhere_still_tells_what_changed_the_plan(settled: Client) -> None:
    yesterday = today() - timedelta(days=1)
    told(Order(on=yesterday, order="remove", exercise="pelvic_tilt"))
    page = story(settled, yesterday)
    assert "What changed in the plan" in page
    assert "What changed in the plan" not in story(settled, yesterday - timedelta(days=1))


def test_what_was_suspected_and_read_is_told(settled: Client) -> None:
    told(FlareNote(on=today(), suspected=("long_drive",), words="the move"), LessonRead(on=today(), lesson="hurt_and_harm"))
    page = story(settled, today())
    assert "the move" in page
    assert loader.load().triggers["long_drive"].chip in page
    assert loader.load().lessons["hurt_and_harm"].title in page


def test_a_day_of_which_nothing_was_told_invents_nothing(settled: Client) -> None:
    told(CheckIn(on=today() - timedelta(days=9), answers={"leg_waking": 7}))
    page = story(settled, today() - timedelta(days=5))
    assert "Nothing was noted on this day." in page
    assert "of 10" not in page


@pytest.mark.parametrize("day", ["tomorrow", "2026-1-1", "20260101", "0001-01-01", "2026-02-30", "9999-12-31"])
def test_a_day_that_is_none_or_to_come_is_not_there(day: str, settled: Client) -> None:
    assert settled.get(f"/progress/{day}/").status_code == 404


def test_the_next_day_is_offered_only_when_it_has_begun(settled: Client) -> None:
    assert f"/progress/{today() + timedelta(days=1)}/" not in settled.get(f"/progress/{today()}/").content.decode()
    assert f"/progress/{today()}/" in settled.get(f"/progress/{today() - timedelta(days=1)}/").content.decode()


def test_a_day_costs_the_same_in_a_long_log(settled: Client) -> None:
    told(*(CheckIn(on=today() - timedelta(days=n), answers={"leg_waking": 3}) for n in range(60, 0, -1)))
    with CaptureQueriesContext(
        connection,
    ) as asked:
        story(settled, today() - timedelta(days=30))
    assert len(asked) <= 5
