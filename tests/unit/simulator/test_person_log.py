"""A made-up person's log: whole, readable, and always the same."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from stepwell.engine.decision import DayPlan, Referral
from stepwell.engine.log import CheckIn, Evaluation, FlareNote, Log, Measure, Session
from stepwell.engine.measuring import series
from stepwell.engine.plan import plan_day
from stepwell.engine.reading import read_log, written
from stepwell.knowledge.loader import load
from stepwell.simulator import person_log
from stepwell.simulator.diary import ACTIVITIES, TRIGGERS

KNOWLEDGE = load()
FIRST = date(2026, 3, 2)
DAYS = 90


@pytest.fixture(scope="module")
def log() -> Log:
    return person_log(1, DAYS, FIRST, KNOWLEDGE)


def test_the_same_arguments_give_the_same_bytes(log: Log) -> None:
    assert written(person_log(1, DAYS, FIRST, KNOWLEDGE)) == written(log)


def test_another_seed_gives_another_person(log: Log) -> None:
    assert written(person_log(2, DAYS, FIRST, KNOWLEDGE)) != written(log)


def test_it_can_be_read_as_any_log_from_outside(log: Log) -> None:
    assert read_log(written(log), KNOWLEDGE) == log


@pytest.mark.parametrize("seed", range(4))
def test_it_lies_within_its_days_and_can_be_planned_on(seed: int) -> None:
    log = person_log(seed, DAYS, FIRST, KNOWLEDGE)
    days = [fact.on for fact in log.facts]
    assert days == sorted(days)
    assert days[0] == FIRST
    assert FIRST + timedelta(days=DAYS - 4) <= days[-1] < FIRST + timedelta(days=DAYS)
    assert isinstance(plan_day(log, KNOWLEDGE, FIRST + timedelta(days=DAYS)), DayPlan | Referral)


def test_it_holds_what_a_full_log_holds(log: Log) -> None:
    evaluation = next(fact for fact in log.facts if isinstance(fact, Evaluation))
    assert evaluation.answers["activity_1"] == ACTIVITIES["activity_1"]
    sessions = [fact for fact in log.facts if isinstance(fact, Session)]
    assert len(sessions) > DAYS * 0.5
    assert all(item.leg is not None and item.effort is not None for session in sessions for item in session.items)
    gaps = [(later.on - earlier.on).days for earlier, later in pairwise(sessions)]
    assert max(gaps) > 4
    assert any(isinstance(fact, FlareNote) for fact in log.facts)


def test_measures_are_told_on_their_dates_and_show_that_it_gets_better(log: Log) -> None:
    told = [fact for fact in log.facts if isinstance(fact, Measure)]
    assert sum(fact.measure == "weekly" for fact in told) > DAYS / 7 * 0.6
    assert sum(fact.measure == "monthly" for fact in told) >= 2
    own = next(each for each in series(log.facts, KNOWLEDGE) if (each.measure, each.score) == ("weekly", "activities"))
    assert own.points[-1].value > own.points[0].value


def test_true_triggers_are_met_often_enough_to_be_found(log: Log) -> None:
    check_ins = [fact for fact in log.facts if isinstance(fact, CheckIn)]
    for trigger in TRIGGERS:
        met = sum(trigger in fact.answers["exposures"] for fact in check_ins)  # type: ignore[operator]
        assert 5 <= met <= len(check_ins) - 5


def test_a_short_log_is_a_short_life() -> None:
    assert {fact.on for fact in person_log(3, 1, FIRST, KNOWLEDGE).facts} == {FIRST}
