"""Another way to be on the move than walking: its ladder, and the way back to the walk."""

from datetime import date, timedelta

import pytest

from stepwell.engine import walking
from stepwell.engine.walking import Walk
from stepwell.knowledge.loader import load

KNOWLEDGE = load()
DAY_1 = date(2026, 3, 2)
BIKE, WATER = "stationary_cycling", "water_walking_swimming"


def lived(walk: Walk, days: int, every: int) -> Walk:
    """Return where somebody stands after so many days, with minutes told every so many days and nothing that went wrong."""
    for ahead in range(1, days + 1):
        on = DAY_1 + timedelta(days=ahead)
        walk = walking.walked(walk, on) if ahead % every == 0 else walk
        walk = walking.moved_on(walk, on, KNOWLEDGE)
    return walk


@pytest.mark.parametrize(("exercise", "minutes"), [(BIKE, [5, 8, 12, 20, 25]), (WATER, [10, 20, 25, 30, 45])])
def test_the_ladder_is_that_of_the_dossier(exercise: str, minutes: list[int]) -> None:
    walk = walking.preferring(Walk(row=5), exercise, DAY_1)
    assert [step.minutes[0] for step in walking.ladder(walk, KNOWLEDGE)] == minutes
    assert walking.step(walk, KNOWLEDGE).minutes[0] == minutes[0]


def test_a_row_is_for_two_weeks_with_enough_days() -> None:
    bike, water = (walking.preferring(Walk(row=5), exercise, DAY_1) for exercise in (BIKE, WATER))
    assert lived(bike, 13, 1).row == 0
    assert lived(bike, 14, 1).row == 1
    assert lived(bike, 14, 3).row == 0, "four days in two weeks are too few for the bike"
    assert lived(water, 14, 3).row == 1, "and enough for water"


def test_the_last_row_is_where_it_stays() -> None:
    assert lived(walking.preferring(Walk(row=5), BIKE, DAY_1), 200, 1).row == 4


def test_a_setback_goes_back_and_begins_the_weeks_again() -> None:
    walk = lived(walking.preferring(Walk(row=5), BIKE, DAY_1), 42, 1)
    back = walking.set_back(walk, DAY_1 + timedelta(days=42), 2)
    assert (walk.row, back.row, back.other) == (3, 1, BIKE)


def test_the_walk_goes_on_where_it_was_left() -> None:
    walk = walking.preferring(walking.preferring(Walk(row=5), BIKE, DAY_1), WATER, DAY_1)
    assert walking.afoot(walk, DAY_1) == Walk(row=5, since=DAY_1)
    assert walking.afoot(Walk(row=3), DAY_1) == Walk(row=3)


def test_choosing_it_again_changes_nothing() -> None:
    walk = lived(walking.preferring(Walk(row=5), BIKE, DAY_1), 20, 1)
    assert walking.preferring(walk, BIKE, DAY_1 + timedelta(days=20)) == walk
