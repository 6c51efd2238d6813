"""The days and weeks behind, when the plan changed, and the usual course: each told by a log made by hand."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.engine import course, outcome
from stepwell.engine.log import Answers, CheckIn, Evaluation, Item, Log, Order, Session
from stepwell.engine.plan_changes import plan_changes, stages
from stepwell.knowledge.loader import load

KNOWLEDGE = load()
MONDAY = date(2026, 3, 2)
DONE = Item(exercise="pelvic_tilt", repetitions=8)


def said(day: int, **answers: int | str) -> CheckIn:
    told: Answers = dict(answers)
    return CheckIn(on=MONDAY + timedelta(days=day), answers=told)


def mornings(levels: dict[int, int]) -> list[CheckIn]:
    return [said(day, leg_waking=level) for day, level in levels.items()]


def test_a_day_has_one_point_and_its_later_check_in_counts() -> None:
    told = outcome.points([said(0, leg_waking=6), said(0, leg_waking=4), said(1, leg_waking=4)], KNOWLEDGE)
    assert [(point.on, point.waking) for point in told] == [(MONDAY, 4), (MONDAY + timedelta(days=1), 4)]
    assert told[0].level == 4


def test_a_flare_up_said_in_the_morning_is_not_unsaid_by_silence() -> None:
    told = outcome.points([said(0, leg_waking=6, flare="yes"), said(0, leg_worst=7), said(1, leg_waking=6, flare="no")], KNOWLEDGE)
    assert [point.flare for point in told] == [True, False]


def test_a_day_without_a_rating_has_no_point() -> None:
    told = outcome.points([said(0, leg_waking=5), said(1, walked_minutes=10), said(2, leg_waking=5)], KNOWLEDGE)
    assert [(point.on - MONDAY).days for point in told] == [0, 2]


def test_a_line_breaks_where_nothing_is_known() -> None:
    told = outcome.points(mornings({0: 5, 1: 5, 4: 5, 8: 4, 9: 4}), KNOWLEDGE)
    assert [[(point.on - MONDAY).days for point in run] for run in outcome.runs(told)] == [[0, 1, 4], [8, 9]]


@given(st.dictionaries(st.integers(0, 120), st.integers(0, 10), max_size=60))
def test_every_point_is_of_a_day_that_was_told_and_inside_its_band(levels: dict[int, int]) -> None:
    told = outcome.points(mornings(dict(sorted(levels.items()))), KNOWLEDGE)
    assert [(point.on - MONDAY).days for point in told] == sorted(levels)
    assert all(0 <= point.low <= point.level <= point.high <= 10 for point in told)
    assert tuple(point for run in outcome.runs(told) for point in run) == told
    for run in outcome.runs(told):
        assert all((later.on - earlier.on).days <= outcome.LONGEST_STEP_DAYS for earlier, later in pairwise(run))


def test_a_week_tells_what_a_day_told_in_the_end() -> None:
    corrected = [
        said(0, leg_waking=8, walked_minutes=60, flare="yes"),
        said(0, leg_waking=4, walked_minutes=20, flare="no"),
        said(1, leg_waking=3),
    ]
    (week,) = outcome.weeks(corrected, [])
    assert (week.leg, week.walked, week.flare_days) == ((3, 4), 20, 0)


def test_a_week_tells_the_most_walked_in_a_day_the_longest_sit_and_each_day_once() -> None:
    sunday, next_monday = said(6, leg_waking=3, walked_minutes=25, sat_minutes=40), said(7, leg_waking=2)
    sessions = [Session(on=MONDAY, items=(DONE,)), Session(on=MONDAY, items=(DONE,), walked_minutes=30)]
    newest, first = outcome.weeks([said(0, leg_waking=5, flare="yes"), said(0, flare="yes"), sunday, next_monday], sessions)
    assert (first.days_done, first.leg, first.walked, first.sat, first.flare_days) == (1, (3, 5), 30, 40, 1)
    assert (newest.first, newest.days_done, newest.walked, newest.sat) == (MONDAY + timedelta(days=7), 0, None, None)


def test_a_session_that_was_opened_and_left_is_no_day_done_and_a_walk_is() -> None:
    left = Session(on=MONDAY, items=(Item(exercise="pelvic_tilt", done="none"),))
    walk = Session(on=MONDAY + timedelta(days=1), walked_minutes=12)
    assert outcome.days_done([left, walk]) == {walk.on}


def test_the_plan_tells_its_first_stage_and_each_later_one() -> None:
    begun = Evaluation(on=MONDAY, answers={"leg_now": 2, "settles": "under_10_min", "night_waking": "no", "began": "weeks_2_6"})
    log = Log(facts=(begun, *(said(day, leg_waking=0, flare="no") for day in range(1, 40))))
    changes = stages(plan_changes(log, KNOWLEDGE), MONDAY)
    order = ("calm", "restore", "build", "maintain")
    assert changes[0].on == MONDAY
    assert len(changes) > 1
    assert [order.index(each.stage) for each in changes] == sorted({order.index(each.stage) for each in changes})
    assert stages(changes, changes[-1].on) == changes[-1:]
    assert all(each.says for each in changes)


def test_an_order_is_told_on_its_day() -> None:
    log = Log(facts=(said(0, leg_waking=3), Order(on=MONDAY + timedelta(days=2), order="remove", exercise="pelvic_tilt")))
    assert [(each.on, each.kind) for each in plan_changes(log, KNOWLEDGE)] == [(MONDAY + timedelta(days=2), "order")]


def test_the_usual_band_is_wide_and_inside_the_scale() -> None:
    for weeks in course.WEEKS_SHOWN:
        band = course.usual(KNOWLEDGE.course, weeks)
        assert (band[0].week, band[-1].week) == (0, weeks)
        assert all(0 <= week.low < week.high <= 10 for week in band)


def test_the_band_is_the_middle_and_the_spread_of_the_knowledge() -> None:
    first = course.usual(KNOWLEDGE.course, 12)[0]
    middle, spread = KNOWLEDGE.course.points[0].middle, KNOWLEDGE.course.spread
    assert (first.low, first.high) == pytest.approx((middle - spread, middle + spread))


def test_a_week_of_ones_own_needs_two_mornings_and_takes_the_later_word_of_a_day() -> None:
    told = [*mornings({0: 6, 1: 4, 7: 9, 14: 2}), said(14, leg_waking=4), *mornings({15: 2})]
    assert [(week.number, week.level, week.mornings) for week in course.own_weeks(told, MONDAY)] == [(1, 5, 2), (3, 3, 2)]


@pytest.mark.parametrize(("last", "shown"), [(0, 12), (12, 12), (13, 26), (40, 52)])
def test_the_picture_reaches_as_far_as_ones_own_weeks(last: int, shown: int) -> None:
    own = [course.OwnWeek(number=last, level=3, mornings=7)] if last else []
    assert course.last_week_shown(own) == shown


def test_taking_its_time_is_said_only_after_the_weeks_of_the_review_rule() -> None:
    slow = course.own_weeks(mornings(dict.fromkeys(range(70), 6)), MONDAY)
    early = course.own_weeks(mornings(dict.fromkeys(range(42), 6)), MONDAY)
    better = course.own_weeks(mornings({day: 6 if day < 14 else 4 for day in range(70)}), MONDAY)
    assert course.takes_its_time(slow, KNOWLEDGE)
    assert not course.takes_its_time(early, KNOWLEDGE)
    assert not course.takes_its_time(better, KNOWLEDGE)
    assert not course.takes_its_time((), KNOWLEDGE)
