"""Small parts of the engine whose edges matter: stages, pain, walking, probes, orders, chance."""

from datetime import date, timedelta

import pytest

from stepwell.engine import orders, pain, stage, walking
from stepwell.engine.log import Answers, Order, Probe, Reading
from stepwell.engine.orders import Orders
from stepwell.engine.pain import Day, Pain
from stepwell.engine.probe import may_probe, result
from stepwell.engine.selection import noise
from stepwell.engine.stage import Standing
from stepwell.engine.walking import Walk
from stepwell.knowledge.loader import load
from stepwell.knowledge.schema import Direction

KNOWLEDGE = load()
ON = date(2026, 3, 10)
SETTLED: Answers = {"leg_now": 3, "settles": "under_30_min", "night_waking": "no", "began": "weeks_2_6"}


@pytest.mark.parametrize(
    ("changed", "smoothed", "wanted"),
    [
        ({}, 4.5, "restore"),
        ({}, 4.6, "calm"),
        ({"settles": "over_60_min"}, 2, "calm"),
        ({"night_waking": "yes"}, 2, "calm"),
        ({"began": "under_2_weeks"}, 2, "calm"),
    ],
)
def test_an_irritable_leg_begins_in_calm(changed: Answers, smoothed: float, wanted: str) -> None:
    assert stage.first_stage({**SETTLED, **changed}, smoothed, KNOWLEDGE) == wanted


@pytest.mark.parametrize("question", SETTLED)
def test_a_leg_that_is_not_known_begins_in_calm(question: str) -> None:
    assert stage.first_stage({key: value for key, value in SETTLED.items() if key != question}, 2, KNOWLEDGE) == "calm"


def test_a_check_in_between_starts_the_count_again() -> None:
    standing = Standing(stage="calm", since=ON)
    for number, smoothed in enumerate((4.5, 4.5, 4.6, 4.5, 4.5)):
        standing = stage.checked_in(standing, smoothed, ON + timedelta(days=number), KNOWLEDGE, may_rise=True)
        assert standing.stage == "calm"
    assert stage.checked_in(standing, 4.5, ON + timedelta(days=5), KNOWLEDGE, may_rise=True).stage == "restore"


def test_there_is_nothing_below_calm_and_above_maintain() -> None:
    bottom = Standing(stage="calm", since=ON)
    top = Standing(stage="maintain", since=ON)
    for number in range(40):
        bottom = stage.checked_in(bottom, 10, ON + timedelta(days=number), KNOWLEDGE, may_rise=True)
        top = stage.checked_in(top, 0, ON + timedelta(days=number), KNOWLEDGE, may_rise=True)
    assert (bottom.stage, top.stage) == ("calm", "maintain")


def test_a_day_in_between_without_a_check_in_breaks_days_in_a_row() -> None:
    days = tuple(Day(on=ON + timedelta(days=number), waking=7) for number in (0, 1, 3, 4))
    assert pain.days_in_a_row_at_least(Pain(days=days), 7) == 2
    assert pain.days_in_a_row_at_least(Pain(days=days[:2]), 7) == 2
    assert pain.days_in_a_row_at_least(Pain(), 7) == 0


def test_worst_counts_for_strong_pain_but_not_for_the_mornings() -> None:
    days = tuple(Day(on=ON + timedelta(days=number), waking=3, worst=8) for number in range(3))
    assert pain.days_in_a_row_at_least(Pain(days=days), 7) == 3
    assert pain.days_in_a_row_at_least(Pain(days=days), 7, waking=True) == 0


def test_the_spread_of_few_days_is_taken_from_the_literature() -> None:
    assert pain.spread(Pain(days=tuple(Day(on=ON, waking=3) for _ in range(4)))) == 1.2
    assert pain.spread(Pain(days=tuple(Day(on=ON, waking=3) for _ in range(5)))) == 0


@pytest.mark.parametrize(
    ("minutes", "row"), [(0, 0), (3, 0), (4, 1), (7, 1), (8, 2), (11, 2), (12, 3), (15, 4), (20, 5), (240, 5), (None, 0)]
)
def test_the_walk_starts_at_80_percent_of_what_is_comfortable(minutes: int | None, row: int) -> None:
    answers: Answers = {} if minutes is None else {"walking_minutes": minutes}
    assert walking.started(answers, "disc_related", ON, KNOWLEDGE) == Walk(row=row, since=ON)


@pytest.mark.parametrize(("minutes", "row"), [(0, 0), (3, 0), (4, 1), (6, 1), (7, 2), (11, 3)])
def test_legs_that_tire_start_with_rests_at_what_they_can(minutes: int, row: int) -> None:
    assert walking.started({"walking_minutes": minutes}, "stenosis", ON, KNOWLEDGE) == Walk(row=row, intervals=True, since=ON)


def test_the_end_of_the_walk_with_rests_leads_to_the_ladder() -> None:
    days = tuple(ON + timedelta(days=number) for number in range(4))
    top = Walk(row=3, intervals=True, since=ON, walked_on=days)
    assert walking.moved_on(top, ON + timedelta(days=7), KNOWLEDGE) == Walk(row=3, since=ON + timedelta(days=7))


def test_the_top_row_stays_the_top_row() -> None:
    days = tuple(ON + timedelta(days=number) for number in range(4))
    top = Walk(row=11, since=ON, walked_on=days)
    assert walking.moved_on(top, ON + timedelta(days=7), KNOWLEDGE).row == 11


def test_walks_of_weeks_ago_do_not_count_for_this_week() -> None:
    old = Walk(row=3, since=ON, walked_on=tuple(ON + timedelta(days=number) for number in range(4)))
    assert walking.moved_on(old, ON + timedelta(days=30), KNOWLEDGE).row == 3


@pytest.mark.parametrize(
    ("before", "after", "lasting", "numb", "wanted"),
    [
        (("calf", 4), ("thigh", 4), True, False, "better"),
        (("calf", 4), ("calf", 2), None, False, "better"),
        (("calf", 4), ("thigh", 4), False, False, "same"),
        (("calf", 4), ("calf", 3), True, False, "same"),
        (("thigh", 4), ("calf", 4), True, False, "worse"),
        (("thigh", 4), ("calf", 4), None, False, "worse"),
        (("thigh", 4), ("calf", 4), False, False, "same"),
        (("thigh", 4), ("thigh", 6), False, False, "worse"),
        (("calf", 4), ("thigh", 6), True, False, "worse"),
        (("calf", 4), ("back", 0), True, True, "worse"),
    ],
)
def test_what_a_tried_direction_did(before: tuple[str, int], after: tuple[str, int], lasting: bool | None, numb: bool, wanted: str) -> None:
    readings = [Reading(place=place, leg=leg) for place, leg in (before, after)]  # type: ignore[arg-type]
    tried = Probe(on=ON, direction=Direction.EXTENSION, before=readings[0], after=readings[1], lasting=lasting, new_numbness=numb)
    assert result(tried, KNOWLEDGE) == wanted


@pytest.mark.parametrize(("leg", "tried", "allowed"), [(7, 0, True), (8, 0, False), (3, 1, True), (3, 2, False), (None, 0, False)])
def test_when_a_movement_may_be_tried(leg: int | None, tried: int, allowed: bool) -> None:
    assert may_probe(leg, tried, KNOWLEDGE) is allowed


def test_a_later_order_replaces_an_earlier_one() -> None:
    standing = orders.given(Orders(), Order(on=ON, order="remove", exercise="cat_cow"))
    assert orders.is_off(standing, "cat_cow", ON)
    standing = orders.given(standing, Order(on=ON, order="add", exercise="cat_cow"))
    assert not orders.is_off(standing, "cat_cow", ON)
    assert standing.added == ("cat_cow",)


def test_lifting_everything_leaves_nothing() -> None:
    standing = orders.given(Orders(), Order(on=ON, order="stage", stage="calm"))
    standing = orders.given(standing, Order(on=ON, order="pin", exercise="cat_cow", reason="for the back"))
    assert orders.given(standing, Order(on=ON, order="lift")) == Orders()


def test_chance_is_the_same_for_a_person_a_week_and_a_thing() -> None:
    monday, sunday = date(2026, 3, 2), date(2026, 3, 8)
    assert noise(1, monday, "extension") == noise(1, sunday, "extension")
    assert noise(1, monday, "extension") != noise(1, sunday + timedelta(days=1), "extension")
    assert noise(1, monday, "extension") != noise(2, monday, "extension")
    assert noise(1, monday, "extension") != noise(1, monday, "flexion")


def test_chance_is_spread_like_a_bell() -> None:
    drawn = [noise(seed, ON, "extension") for seed in range(2000)]
    mean = sum(drawn) / len(drawn)
    assert abs(mean) < 0.1
    assert 0.9 < sum((value - mean) ** 2 for value in drawn) / len(drawn) < 1.1


def test_a_stage_that_may_not_be_passed_is_left_at_once_when_it_may() -> None:
    standing = Standing(stage="restore", since=ON)
    for number in range(12):
        standing = stage.checked_in(standing, 1, ON + timedelta(days=number), KNOWLEDGE, may_rise=True, highest="restore")
    assert standing.stage == "restore"
    assert stage.checked_in(standing, 1, ON + timedelta(days=12), KNOWLEDGE, may_rise=True).stage == "build"


def test_a_second_check_in_on_one_day_replaces_the_first() -> None:
    """Somebody who corrects a number has not had two mornings."""
    once = pain.checked_in(Pain(smoothed=4, slow=4, start=4), {"leg_waking": 2}, ON, KNOWLEDGE)
    twice = pain.checked_in(
        pain.checked_in(Pain(smoothed=4, slow=4, start=4), {"leg_waking": 9}, ON, KNOWLEDGE), {"leg_waking": 2}, ON, KNOWLEDGE
    )
    assert twice == once
    more = pain.checked_in(once, {"lowest_place": "calf"}, ON, KNOWLEDGE)
    assert (more.days[-1].waking, more.days[-1].place, more.smoothed) == (2, 5, once.smoothed)


def test_a_day_counts_once_for_the_stage() -> None:
    standing = Standing(stage="calm", since=ON - timedelta(days=5))
    for _ in range(5):
        standing = stage.checked_in(standing, 3, ON, KNOWLEDGE, may_rise=True)
    assert (standing.stage, standing.low) == ("calm", 1)
    assert stage.checked_in(standing, 9, ON, KNOWLEDGE, may_rise=True).low == 0
