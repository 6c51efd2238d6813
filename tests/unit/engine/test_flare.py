"""Flare-ups: only a yes begins one, which days are soft, how the dose comes back, and when one is over."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from stepwell.engine.flare import Flare, answered, day_of, dose_factor, ended, is_easy, last_day, review_reason, rise, way_back
from stepwell.engine.pain import Day, Pain
from stepwell.knowledge.loader import load

KNOWLEDGE = load()
ON = date(2026, 3, 10)


def later(days: int) -> date:
    """Return a day so many days after ``ON``."""
    return ON + timedelta(days=days)


def pain(*most: int, today: int) -> Pain:
    """Return pain of some days up to yesterday, and of today."""
    before = tuple(Day(on=later(number - len(most)), waking=level) for number, level in enumerate(most))
    return Pain(start=5, days=(*before, Day(on=ON, waking=today)))


def after(*answers: tuple[int, str | None]) -> Flare | None:
    """Return the flare-up after answers on some days, counted from ``ON``."""
    now = None
    for number, answer in answers:
        now = answered(now, answer, Pain(), later(number), KNOWLEDGE)
    return now


@pytest.mark.parametrize(
    ("days", "today", "stands_out"),
    [
        ((2, 2, 2, 2, 2), 4, True),
        ((2, 2, 2, 2, 2), 3, False),
        ((1, 2, 3, 4, 5), 5, True),
        ((0, 0, 0, 0, 0), 2, True),
        ((2, 2, 2, 2), 9, False),
        ((), 9, False),
    ],
)
def test_a_rise_is_two_above_the_usual_of_five_check_ins(days: tuple[int, ...], today: int, stands_out: bool) -> None:
    assert (rise(pain(*days, today=today), ON, KNOWLEDGE) is not None) is stands_out


def test_the_usual_is_of_two_weeks_and_knows_back_pain() -> None:
    long_ago = tuple(Day(on=later(-20 + number), waking=0) for number in range(5))
    lately = tuple(Day(on=later(-5 + number), waking=0, back=4) for number in range(5))
    assert rise(Pain(days=(*long_ago, *lately, Day(on=ON, back=5))), ON, KNOWLEDGE) is None
    assert rise(Pain(days=(*long_ago, Day(on=ON, back=5))), ON, KNOWLEDGE) is None
    found = rise(Pain(days=(*lately, Day(on=ON, waking=1, back=6))), ON, KNOWLEDGE)
    assert found is not None
    assert (found.strongest, found.usual) == (6, 4.0)


@pytest.mark.parametrize("answer", [None, "no", "not_sure"])
def test_nothing_but_a_yes_begins_a_flare_up(answer: str | None) -> None:
    assert answered(None, answer, pain(2, 2, 2, 2, 2, today=9), ON, KNOWLEDGE) is None
    assert answered(None, "yes", pain(2, 2, 2, 2, 2, today=2), ON, KNOWLEDGE) is not None


def test_two_noes_on_answered_days_end_it_and_a_gap_between_them_does_not_matter() -> None:
    one = after((0, "yes"), (1, "no"))
    assert one is not None
    assert one.over_on is None
    two = after((0, "yes"), (1, None), (2, "no"), (3, None), (6, "no"))
    assert two is not None
    assert (two.over_on, last_day(two), two.is_end_said) == (later(6), later(1), True)


@pytest.mark.parametrize("between", ["yes", "not_sure"])
def test_what_is_no_no_breaks_the_row(between: str) -> None:
    found = after((0, "yes"), (1, "no"), (2, between), (3, "no"))
    assert found is not None
    assert found.over_on is None


def test_a_no_on_the_first_day_takes_it_back() -> None:
    assert after((0, "yes"), (0, "no")) is None


def test_a_yes_that_was_taken_back_leaves_the_way_back_of_the_one_before_as_it_was() -> None:
    over = ((0, "yes"), (1, "no"), (2, "no"))
    untouched, taken_back = after(*over), after(*over, (8, "yes"), (8, "no"))
    assert taken_back == untouched
    assert dose_factor(day_of(taken_back, later(8), KNOWLEDGE), later(8), KNOWLEDGE) == pytest.approx(0.45 * 1.08**6)


def test_a_yes_on_the_way_back_that_was_taken_back_brings_no_softer_days() -> None:
    untouched, taken_back = after((0, "yes")), after((0, "yes"), (9, "yes"), (9, "no"))
    assert day_of(taken_back, later(9), KNOWLEDGE) == day_of(untouched, later(9), KNOWLEDGE)
    assert taken_back is not None
    assert taken_back.calm == (later(9),)


def test_a_flare_up_remembers_no_more_than_how_it_was_before_the_last_yes() -> None:
    found = after(*((day, answer) for day in range(0, 200, 20) for answer in ("yes", "no", "yes")))
    assert found is not None
    assert found.before is not None
    assert found.before.before is None


def test_a_yes_on_the_day_it_was_called_over_opens_it_again() -> None:
    found = after((0, "yes"), (1, "no"), (2, "no"), (2, "yes"))
    assert found is not None
    assert (found.started_on, found.over_on, found.calm) == (ON, None, ())


def test_it_is_over_when_the_person_says_so_and_the_way_back_begins_at_once() -> None:
    over = ended(after((0, "yes")), later(2), KNOWLEDGE)
    assert over is not None
    day = day_of(over, later(2), KNOWLEDGE)
    assert day is not None
    assert (day.easy_until, day.full_on, day.is_over) == (later(1), later(13), True)
    assert last_day(over) == later(1)
    assert dose_factor(day, later(2), KNOWLEDGE) == 0.45


def test_it_is_over_at_the_end_of_the_way_back_or_after_28_days() -> None:
    silent = after((0, "yes"), (20, None))
    assert silent is not None
    assert (silent.over_on, silent.is_end_said) == (later(16), False)
    endless = after(*((day, "yes") for day in range(28)), (28, None))
    assert endless is not None
    assert endless.over_on == later(28)


def test_a_yes_on_the_way_back_brings_softer_days_again_in_the_same_flare_up() -> None:
    found = after((0, "yes"), (7, "yes"))
    assert found is not None
    assert (found.started_on, found.eased_from) == (ON, later(7))
    day = day_of(found, later(7), KNOWLEDGE)
    assert day is not None
    assert (day.day, day.easy_until, day.full_on, day.episode_on) == (1, later(11), later(23), ON)


def test_a_yes_on_a_softer_day_changes_no_date() -> None:
    assert day_of(after((0, "yes"), (3, "yes")), later(4), KNOWLEDGE) == day_of(after((0, "yes")), later(4), KNOWLEDGE)


def test_five_softer_days_and_then_back_to_full() -> None:
    flare = after((0, "yes"))
    days = [day_of(flare, later(number), KNOWLEDGE) for number in range(20)]
    assert [is_easy(day, later(number)) for number, day in enumerate(days)] == [True] * 5 + [False] * 15
    assert [day.day for day in days if day] == list(range(1, 17))
    first = days[0]
    assert first is not None
    assert (first.easy_until, first.full_on) == (later(4), later(16))


def test_the_dose_is_half_then_grows_by_8_percent_a_day_and_never_jumps() -> None:
    flare = after((0, "yes"))
    factors = [dose_factor(day_of(flare, later(number), KNOWLEDGE), later(number), KNOWLEDGE) for number in range(18)]
    assert factors[:5] == [0.5] * 5
    assert factors[5] == 0.45
    assert all(late == pytest.approx(min(1.0, early * 1.08)) for early, late in pairwise(factors[5:16]))
    assert factors[16:] == [1.0, 1.0]
    assert factors[15] > 0.9


def test_the_way_back_is_told_day_by_day() -> None:
    day = day_of(after((0, "yes")), ON, KNOWLEDGE)
    assert day is not None
    rungs = way_back(day, KNOWLEDGE)
    assert (rungs[0].on, rungs[0].percent) == (later(5), 45)
    assert (rungs[-1].on, rungs[-1].percent) == (later(16), 100)
    assert [rung.on for rung in rungs] == [later(number) for number in range(5, 17)]
    assert all(early.percent < late.percent for early, late in pairwise(rungs))


def test_what_is_worth_a_look() -> None:
    assert review_reason(after((0, "yes")), Pain(), later(6), KNOWLEDGE) == ""
    assert review_reason(after((0, "yes")), Pain(), later(7), KNOWLEDGE) == "flare_long"
    assert review_reason(after((0, "yes"), (1, "no"), (2, "no"), (12, "yes")), Pain(), later(12), KNOWLEDGE) == "flare_again"
    assert review_reason(after((0, "yes"), (1, "no"), (2, "no"), (15, "yes")), Pain(), later(15), KNOWLEDGE) == ""
    four_weeks = after(*((day, "yes") for day in range(30)))
    assert four_weeks is not None
    assert four_weeks.started_on > ON
    assert review_reason(four_weeks, Pain(), later(29), KNOWLEDGE) == "flare_again"
    down = Pain(days=tuple(Day(on=later(number), place=place) for number, place in ((-1, 3), (0, 5), (1, 5))))
    assert review_reason(after((0, "yes")), down, later(1), KNOWLEDGE) == "flare_further_down"


def test_no_flare_no_change() -> None:
    assert day_of(None, ON, KNOWLEDGE) is None
    assert dose_factor(None, ON, KNOWLEDGE) == 1.0
