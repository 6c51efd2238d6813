"""Flare-ups: when one begins, which days are soft, and how the dose comes back."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from stepwell.engine.flare import Flare, begins, day_of, dose_factor, is_easy
from stepwell.engine.pain import Day, Pain
from stepwell.knowledge.loader import load

KNOWLEDGE = load()
ON = date(2026, 3, 10)


def pain(*most: int, today: int) -> Pain:
    """Return pain of some days up to yesterday, and of today."""
    before = tuple(Day(on=ON - timedelta(days=len(most) - number), waking=level) for number, level in enumerate(most))
    return Pain(start=5, days=(*before, Day(on=ON, waking=today)))


@pytest.mark.parametrize(
    ("days", "today", "begun"),
    [
        ((2, 2, 2), 4, True),
        ((2, 2, 2), 3, False),
        ((3, 3, 3), 5, True),
        ((3, 3, 3), 4, False),
        ((0, 0, 0), 3, False),
        ((2, 2), 9, False),
        ((), 9, False),
    ],
)
def test_a_flare_is_two_above_the_usual_and_at_least_four(days: tuple[int, ...], today: int, begun: bool) -> None:
    assert begins(pain(*days, today=today), None, ON, KNOWLEDGE) is begun


def test_the_person_has_the_last_word() -> None:
    assert begins(pain(2, 2, 2, today=2), "yes", ON, KNOWLEDGE)
    assert not begins(pain(2, 2, 2, today=9), "no", ON, KNOWLEDGE)


def test_five_softer_days_and_then_back_to_full() -> None:
    flare = Flare(started_on=ON, said=True)
    days = [day_of(flare, ON + timedelta(days=number), KNOWLEDGE) for number in range(20)]
    easy = [is_easy(day, ON + timedelta(days=number)) for number, day in enumerate(days)]
    assert easy == [True] * 5 + [False] * 15
    assert [day.day for day in days if day] == list(range(1, 17))
    first = days[0]
    assert first is not None
    assert (first.easy_until, first.full_on) == (ON + timedelta(days=4), ON + timedelta(days=16))


def test_the_dose_is_half_then_grows_by_8_percent_a_day_and_never_jumps() -> None:
    flare = Flare(started_on=ON, said=True)
    factors = []
    for number in range(18):
        on = ON + timedelta(days=number)
        factors.append(dose_factor(day_of(flare, on, KNOWLEDGE), on, KNOWLEDGE))
    assert factors[:5] == [0.5] * 5
    assert factors[5] == 0.45
    assert all(later == pytest.approx(min(1.0, earlier * 1.08)) for earlier, later in pairwise(factors[5:16]))
    assert factors[16:] == [1.0, 1.0]
    assert factors[15] > 0.9


def test_no_flare_no_change() -> None:
    assert day_of(None, ON, KNOWLEDGE) is None
    assert dose_factor(None, ON, KNOWLEDGE) == 1.0
