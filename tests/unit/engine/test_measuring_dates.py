"""When a measure is offered, and when it waits."""

from datetime import date, timedelta

import pytest

from stepwell.engine.decision import DayPlan
from stepwell.engine.log import CheckIn, Fact, Log, Measure
from stepwell.engine.measuring_dates import Measured, due, next_due, told
from stepwell.engine.plan import plan_day
from stepwell.engine.reminding import Times, reminders
from stepwell.engine.understanding import Understanding
from stepwell.knowledge.loader import load
from tests.bench._made_log import made_log

KNOWLEDGE = load()
BEGAN = date(2026, 1, 31)


def asked(day: int, last: dict[str, int] | None = None, *, easy: bool = False, loaded: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return what is due so many days after the first day, when measures were last told on the given days."""
    measured = Measured(last={measure: BEGAN + timedelta(days=when) for measure, when in (last or {}).items()})
    return due(measured, BEGAN, BEGAN + timedelta(days=day), KNOWLEDGE, easy=easy, loaded=loaded)


def test_nothing_is_due_on_the_first_day_or_before_it() -> None:
    assert asked(0) == ()
    assert due(Measured(), None, BEGAN, KNOWLEDGE) == ()


def test_the_week_comes_on_the_weekday_of_the_first_day_and_is_open_for_three() -> None:
    days = [day for day in range(30) if "weekly" in asked(day)]

    assert days == [1, 2, 7, 8, 9, 14, 15, 16, 21, 22, 23, 28, 29]


def test_the_month_comes_every_four_weeks_and_is_open_for_one() -> None:
    days = [day for day in range(70) if "monthly" in asked(day)]

    assert days == [*range(2, 9), *range(30, 37), *range(58, 65)]


def test_a_start_at_the_end_of_a_month_skips_no_month() -> None:
    """Four weeks after a time on February 2 is March 2: no day is missing in a short month."""
    came_round = [BEGAN + timedelta(days=day) for day in range(120) if "monthly" in asked(day) and "monthly" not in asked(day - 1)]

    assert came_round == [date(2026, 2, 2), date(2026, 3, 2), date(2026, 3, 30), date(2026, 4, 27), date(2026, 5, 25)]


def test_what_was_told_is_not_asked_again_this_time() -> None:
    assert "weekly" in asked(7, {"weekly": 1})
    assert asked(9, {"weekly": 7}) == ()
    assert "weekly" in asked(14, {"weekly": 9})


def test_what_was_told_early_is_not_asked_again_so_soon() -> None:
    assert "weekly" not in asked(8, {"weekly": 6})
    assert "monthly" not in asked(30, {"monthly": 25})
    assert "monthly" in asked(30, {"monthly": 12})


def test_a_time_that_was_missed_waits_for_the_next_and_is_not_made_up() -> None:
    assert "weekly" not in asked(3)
    assert "weekly" not in asked(6)
    assert "weekly" in asked(7)


def test_after_weeks_away_only_the_present_time_is_asked() -> None:
    assert asked(99, {"weekly": 1, "monthly": 2}) == ("weekly",)
    assert asked(95, {"weekly": 1, "monthly": 2}) == ()


def test_nobody_is_asked_on_a_softer_day() -> None:
    assert asked(8) == ("monthly", "weekly")
    assert asked(8, easy=True) == ()


def test_an_instrument_is_due_only_where_its_words_are_loaded() -> None:
    assert "rmdq_24" not in asked(2)
    assert "rmdq_24" in asked(2, loaded=("rmdq_24",))
    assert "ears" not in asked(2, loaded=("ears",))


@pytest.mark.parametrize(("day", "last", "expected"), [(0, None, 1), (2, None, 2), (5, None, 7), (8, 6, 14), (9, 8, 14), (100, 99, 105)])
def test_the_next_time_is_known(day: int, last: int | None, expected: int) -> None:
    measured = Measured(last={} if last is None else {"weekly": BEGAN + timedelta(days=last)})
    cadence = KNOWLEDGE.measures["weekly"].cadence
    assert cadence is not None

    assert next_due(measured, BEGAN, BEGAN + timedelta(days=day), cadence, "weekly") == BEGAN + timedelta(days=expected)


def test_what_is_remembered_does_not_grow() -> None:
    measured = Measured()
    for day in range(400):
        measured = told(measured, Measure(on=BEGAN + timedelta(days=day), measure="weekly", answers={"numbness": 1}))

    assert measured.last == {"weekly": BEGAN + timedelta(days=399)}


@pytest.mark.parametrize("began", [BEGAN + timedelta(days=day) for day in range(7)])
def test_the_calendar_marks_only_days_on_which_something_is_due_and_the_next_week_among_them(began: date) -> None:
    today = began + timedelta(days=20)
    marked = [each.on for each in reminders(Understanding(began_on=began, on=today), Times(), KNOWLEDGE, today) if each.kind == "measures"]

    assert all(due(Measured(), began, on, KNOWLEDGE) for on in marked)
    assert began + timedelta(days=21) in marked


def _plan(*more: Fact, days: int) -> DayPlan:
    facts = made_log(days, BEGAN, KNOWLEDGE).facts
    log = Log(facts=(*facts, *more))
    plan = plan_day(log, KNOWLEDGE, max(fact.on for fact in log.facts))
    assert isinstance(plan, DayPlan)
    return plan


def test_the_plan_of_a_day_names_what_is_due() -> None:
    today = BEGAN + timedelta(days=8)

    assert _plan(days=9).measures_due[-1:] == ("weekly",)
    assert "weekly" not in _plan(Measure(on=today, measure="weekly", answers={"numbness": 0}), days=9).measures_due


def test_the_plan_of_a_flare_up_asks_nothing_at_first() -> None:
    today = BEGAN + timedelta(days=8)
    plan = _plan(CheckIn(on=today, answers={"flare": "yes", "anything_new": ("none",), "leg_worst": 5}), days=9)

    assert plan.flare is not None
    assert plan.measures_due == ()
