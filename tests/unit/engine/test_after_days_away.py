"""What days away, sore walks and cuts leave behind: rules that were mended after trying them on virtual people."""

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from stepwell.engine.dose import Doses, after_good_session
from stepwell.engine.exercising import gap_factor
from stepwell.engine.log import CheckIn, Item, Session
from stepwell.engine.pain import Day, Pain
from stepwell.engine.safe_set import Today
from stepwell.engine.session import day_factor
from stepwell.engine.stage import Standing
from stepwell.engine.understanding import Understanding, advance
from stepwell.engine.walking import Walk
from stepwell.knowledge.loader import load

KNOWLEDGE = load()
ON = date(2026, 3, 2)
BUILD = KNOWLEDGE.stages["build"]


def after_a_gap(days_between: int) -> Understanding:
    """Return what is understood after a session, so many days, and another session."""
    known = Understanding(doses=Doses(relief=1.2, load=1.2), sessions=(ON,), session_count=1)
    again = Session(on=ON + timedelta(days=days_between), items=(Item(exercise="glute_bridge", leg="same"),))
    return advance(known, again, KNOWLEDGE)


@pytest.mark.parametrize(("days_between", "left"), [(1, 1.2), (4, 1.2), (7, 1.2), (8, 0.84), (30, 0.84)])
def test_only_a_week_or_more_away_lowers_the_dose_for_good(days_between: int, left: float) -> None:
    assert after_a_gap(days_between).doses.load == pytest.approx(left)


def test_the_session_after_a_few_days_away_is_lighter_all_the_same() -> None:
    known = Understanding(sessions=(ON,), session_count=1)
    day = Today(on=ON + timedelta(days=4), stage=BUILD, easy=False, flaring=False)
    assert day_factor(known, day, KNOWLEDGE) == KNOWLEDGE.response["gap_short_dose"].value


@pytest.mark.parametrize(("days_between", "factor"), [(4, 1.0), (5, 1.0), (6, 0.85), (8, 0.7)])
def test_in_maintain_two_sessions_a_week_are_as_planned_and_nobody_is_welcomed_back(days_between: int, factor: float) -> None:
    known = Understanding(standing=Standing(stage="maintain"), sessions=(ON,), session_count=1)
    on = ON + timedelta(days=days_between)
    assert gap_factor(known, on, KNOWLEDGE) == factor
    assert gap_factor(replace(known, standing=Standing(stage="build")), on, KNOWLEDGE) < 1.0


@pytest.mark.parametrize(
    ("stage", "away", "waking", "then"),
    [
        ("build", 60, 7, "calm"),
        ("build", 60, 5, "restore"),
        ("build", 60, 4, "build"),
        ("maintain", 8, 3, "build"),
        ("maintain", 7, 3, "maintain"),  # a check-in a week is no absence
        ("calm", 60, 0, "calm"),
    ],
)
def test_after_weeks_without_a_word_one_rating_says_whether_the_stage_still_fits(stage: str, away: int, waking: int, then: str) -> None:
    start = Pain(smoothed=2.0, slow=2.0, start=6, start_on=ON, days=(Day(on=ON, waking=2),))
    known = Understanding(on=ON, standing=Standing(stage=stage, since=ON), pain=start, sessions=(ON,), session_count=20)
    after = advance(known, CheckIn(on=ON + timedelta(days=away), answers={"leg_waking": waking, "anything_new": ("none",)}), KNOWLEDGE)
    assert (after.standing.stage, after.standing.fell_on) == (then, ())


def test_who_tells_something_or_exercises_meanwhile_is_not_judged_by_one_rating() -> None:
    start = Pain(smoothed=2.0, slow=2.0, start=6, start_on=ON, days=(Day(on=ON, waking=2),))
    back = CheckIn(on=ON + timedelta(days=20), answers={"leg_waking": 7, "anything_new": ("none",)})
    build = Understanding(on=ON, standing=Standing(stage="build", since=ON), pain=start, sessions=(ON,), session_count=20)
    trained = replace(build, sessions=(ON, ON + timedelta(days=18)))
    told = replace(build, pain=replace(start, days=(*start.days, Day(on=ON + timedelta(days=18), waking=2))))
    assert [advance(known, back, KNOWLEDGE).standing.stage for known in (build, trained, told)] == ["calm", "build", "build"]


def test_a_cut_load_comes_back_session_by_session_and_not_beyond_its_start() -> None:
    doses, seen = Doses(load=0.85, effort=5.0), []
    for number in range(4):
        doses, _ = after_good_session(doses, BUILD, ON + timedelta(days=2 * number), KNOWLEDGE, loaded=True)
        seen.append(round(doses.load, 3))
    assert seen == [0.918, 0.991, 1.0, 1.0]


def test_a_cut_load_stays_while_effort_is_high() -> None:
    doses, _ = after_good_session(Doses(load=0.85, effort=7.0), BUILD, ON, KNOWLEDGE, loaded=True)
    assert doses.load == 0.85


@pytest.mark.parametrize(("said", "row"), [("same", 4), ("better", 4), ("worse_settled", 3), ("worse_still", 3)])
def test_a_walk_grows_only_after_a_week_that_left_the_leg_well(said: str, row: int) -> None:
    walks = tuple(ON + timedelta(days=day) for day in range(7))
    known = Understanding(walk=Walk(row=3, since=ON, walked_on=walks), sessions=(ON,), session_count=1)
    told = CheckIn(on=ON + timedelta(days=7), answers={"leg_waking": 2, "walked_minutes": 10, "after_session": said})
    assert advance(known, told, KNOWLEDGE).walk.row == row
