"""What one exercise did: zones, rests, and what is learned."""

from datetime import date, timedelta
from typing import Any

import pytest

from stepwell.engine.log import Hurt, Item
from stepwell.engine.tried import Kind, Tried, Zone, after, learned, rested, rests, worsening_chance, zone
from stepwell.knowledge.loader import load

KNOWLEDGE = load()
ON = date(2026, 3, 10)


def item(feeling: Any = None, **fields: Any) -> Item:
    """Return an exercise that was done; ``feeling`` is what "it hurts" said."""
    hurt = Hurt(feeling=feeling, action="stop") if feeling else None
    return Item(exercise="cat_cow", hurt=hurt, **fields)


@pytest.mark.parametrize(
    ("how", "leg_before", "wanted"),
    [
        (item(leg="eased"), 2, Zone.GREEN),
        (item(leg="same"), 2, Zone.GREEN),
        (item(), None, Zone.GREEN),
        (item("stretch"), 2, Zone.GREEN),
        (item(leg_change=1), 4, Zone.GREEN),
        (item(leg_change=1), 5, Zone.AMBER),
        (item(leg_change=1), None, Zone.AMBER),
        (item(leg="worse"), 2, Zone.AMBER),
        (item(leg="further_down", settled_min=15), 2, Zone.AMBER),
        (item(leg="further_down", settled_min=16), 2, Zone.RED_DIRECTION),
        (item(leg="further_down"), 2, Zone.RED_DIRECTION),
        (item("further_down"), 2, Zone.RED_DIRECTION),
        (item(leg_change=2), 2, Zone.RED_LOAD),
        (item("sharp"), 2, Zone.RED_LOAD),
        (item("numb", settled_min=5), 2, Zone.AMBER),
        (item("numb"), 2, Zone.RED_NERVE),
        (item("weak", settled_min=5), 2, Zone.RED_NERVE),
        (item("weak", leg="further_down", leg_change=5), 2, Zone.RED_NERVE),
        (item(leg="further_down", leg_change=5), 2, Zone.RED_DIRECTION),
    ],
)
def test_the_worst_sign_gives_the_zone(how: Item, leg_before: int | None, wanted: Zone) -> None:
    assert zone(how, leg_before, KNOWLEDGE) is wanted


def test_a_first_amber_cuts_and_a_second_in_a_row_rests() -> None:
    once = after(Tried(), item(), Zone.AMBER, ON, KNOWLEDGE)
    assert (once.factor, once.rests_until) == (0.6, None)
    twice = after(once, item(), Zone.AMBER, ON + timedelta(days=1), KNOWLEDGE)
    assert (twice.rests_until, twice.rest_reason) == (ON + timedelta(days=11), "second_amber")


def test_a_green_in_between_starts_the_count_again() -> None:
    once = after(Tried(), item(), Zone.AMBER, ON, KNOWLEDGE)
    good = after(once, item(), Zone.GREEN, ON, KNOWLEDGE)
    assert good.ambers == 0
    assert after(good, item(), Zone.AMBER, ON, KNOWLEDGE).rests_until is None


def test_a_cut_dose_comes_back_a_tenth_at_a_time_from_the_second_green() -> None:
    cut = after(Tried(), item(), Zone.AMBER, ON, KNOWLEDGE)
    first = after(cut, item(), Zone.GREEN, ON, KNOWLEDGE)
    second = after(first, item(), Zone.GREEN, ON, KNOWLEDGE)
    assert first.factor == 0.6
    assert second.factor == pytest.approx(0.7)


@pytest.mark.parametrize(("strikes", "days"), [(0, 10), (1, 10), (2, 60), (5, 60)])
def test_the_third_time_rests_for_sixty_days(strikes: int, days: int) -> None:
    out = rested(Tried(strikes=strikes), "rests_red_load", ON, KNOWLEDGE)
    assert out.rests_until == ON + timedelta(days=days)
    assert out.factor == 0.5


def test_a_rest_ends_on_its_day() -> None:
    out = rested(Tried(), "rests_red_load", ON, KNOWLEDGE)
    assert rests(out, ON + timedelta(days=9))
    assert not rests(out, ON + timedelta(days=10))
    assert not rests(None, ON)


def test_nothing_is_learned_from_silence() -> None:
    assert learned(Tried(), Kind(), item(), KNOWLEDGE) == (Tried(), Kind())


def test_what_eases_is_believed_to_ease_a_little_more_each_time() -> None:
    tried, kind = Tried(), Kind()
    means = []
    for _ in range(5):
        tried, kind = learned(tried, kind, item(leg="eased"), KNOWLEDGE)
        means.append(tried.mean + kind.mean)
    assert means == sorted(means, reverse=True)
    assert -1 < means[-1] < 0
    assert tried.variance < Tried().variance
    assert kind.variance < Kind().variance


def test_an_exercise_that_worsened_again_and_again_is_likely_to() -> None:
    tried, kind = Tried(), Kind()
    assert worsening_chance(tried, kind, KNOWLEDGE) < 0.2
    for _ in range(12):
        tried, kind = learned(tried, kind, item(leg_change=3), KNOWLEDGE)
    assert worsening_chance(tried, kind, KNOWLEDGE) > 0.2


def test_only_the_days_of_the_last_week_are_kept() -> None:
    tried = Tried()
    for number in range(30):
        tried = after(tried, item(), Zone.GREEN, ON + timedelta(days=number), KNOWLEDGE)
    assert len(tried.days) == 7
    assert tried.times == 30
