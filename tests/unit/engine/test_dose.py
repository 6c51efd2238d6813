"""How much: the edges of the arithmetic that turns a multiple into sets, repetitions and seconds."""

from datetime import date, timedelta

import pytest

from stepwell.engine.dose import Amount, Doses, after_good_session, amount, effort_of, grown_gently, is_at_top, started_low, stepped_back
from stepwell.engine.log import Item
from stepwell.knowledge.loader import load
from stepwell.knowledge.schema import DoseRange

KNOWLEDGE = load()
ON = date(2026, 3, 10)
CALM, RESTORE, BUILD = (KNOWLEDGE.stages[name] for name in ("calm", "restore", "build"))


def allowed(**fields: object) -> DoseRange:
    """Return a range: 2-3 sets of 8-12, held 3-5 s, unless said otherwise."""
    usual: dict[str, object] = {
        "hold_s": (3, 5),
        "repetitions": (8, 12),
        "sets": (2, 3),
        "per_day": (1, 1),
        "per_week": (5, 5),
        "effort": "easy",
    }
    return DoseRange(**{**usual, **fields})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("factor", "wanted"),
    [
        (1.0, Amount(sets=2, repetitions=8, hold_s=3)),
        (1.08, Amount(sets=2, repetitions=9, hold_s=3)),
        (1.5, Amount(sets=2, repetitions=12, hold_s=3)),
        (2.0, Amount(sets=2, repetitions=12, hold_s=4)),
        (2.25, Amount(sets=3, repetitions=12, hold_s=3)),
        (9.0, Amount(sets=3, repetitions=12, hold_s=5)),
        (0.85, Amount(sets=2, repetitions=7, hold_s=3)),
        (0.5, Amount(sets=1, repetitions=8, hold_s=3)),
        (0.1, Amount(sets=1, repetitions=2, hold_s=3)),
        (0.0, Amount(sets=1, repetitions=1, hold_s=3)),
    ],
)
def test_a_dose_grows_one_thing_at_a_time_and_shrinks_by_sets_first(factor: float, wanted: Amount) -> None:
    assert amount(allowed(), factor) == wanted


@pytest.mark.parametrize(("factor", "hold"), [(1.0, 15), (1.5, 15), (2.0, 20), (3.0, 30), (9.0, 30)])
def test_a_long_hold_grows_in_steps_of_five_seconds(factor: float, hold: int) -> None:
    assert amount(allowed(hold_s=(15, 30), repetitions=(2, 3), sets=(1, 1)), factor).hold_s == hold


@pytest.mark.parametrize(("factor", "minutes"), [(0.1, 1), (1.0, 5), (1.5, 8), (4.0, 10)])
def test_what_is_timed_grows_in_minutes(factor: float, minutes: int) -> None:
    assert amount(allowed(minutes=(5, 10)), factor) == Amount(minutes=minutes)


def test_the_top_of_a_range() -> None:
    assert is_at_top(allowed(), Amount(sets=2, repetitions=12, hold_s=3))
    assert not is_at_top(allowed(), Amount(sets=2, repetitions=11, hold_s=5))
    assert not is_at_top(allowed(), Amount(sets=1, repetitions=12, hold_s=3))
    assert is_at_top(allowed(minutes=(5, 10)), Amount(minutes=10))


def test_a_single_hold_is_at_its_top_only_at_its_longest() -> None:
    lying = allowed(hold_s=(60, 300), repetitions=(1, 1), sets=(1, 1))
    assert not is_at_top(lying, Amount(hold_s=240))
    assert is_at_top(lying, Amount(hold_s=300))


def test_effort_is_smoothed_and_unknown_stays_unknown() -> None:
    assert effort_of((), None, KNOWLEDGE) is None
    assert effort_of((Item(exercise="cat_cow"),), None, KNOWLEDGE) is None
    assert effort_of((Item(exercise="cat_cow", effort="right"),), None, KNOWLEDGE) == 5
    assert effort_of((Item(exercise="cat_cow", effort="hard"),), 5, KNOWLEDGE) == pytest.approx(6.2)


def test_two_good_sessions_raise_the_relief_dose_up_to_its_cap() -> None:
    once, changed = after_good_session(Doses(), RESTORE, ON, KNOWLEDGE, loaded=False)
    assert (once.relief, changed) == (1.0, ())
    twice, changed = after_good_session(once, RESTORE, ON, KNOWLEDGE, loaded=False)
    assert (twice.relief, changed) == (1.08, ("relief_up",))
    topped, changed = after_good_session(Doses(relief=2.0, relief_good=1), RESTORE, ON, KNOWLEDGE, loaded=False)
    assert (topped.relief, changed) == (2.0, ())


def test_the_load_dose_needs_three_good_sessions_moderate_effort_and_a_week() -> None:
    ready = Doses(load_good=2, effort=5.0)
    raised, changed = after_good_session(ready, RESTORE, ON, KNOWLEDGE, loaded=True)
    assert raised.load == 1.08
    assert "load_up" in changed
    for short in (Doses(load_good=1, effort=5.0), Doses(load_good=2, effort=7.0), Doses(load_good=2)):
        assert after_good_session(short, RESTORE, ON, KNOWLEDGE, loaded=True)[0].load == 1.0
    lately = Doses(load=1.08, load_good=2, effort=5.0, load_raised_on=ON - timedelta(days=6))
    assert after_good_session(lately, RESTORE, ON, KNOWLEDGE, loaded=True)[0].load == 1.08
    week_ago = Doses(load=1.08, load_good=2, effort=5.0, load_raised_on=ON - timedelta(days=7))
    assert after_good_session(week_ago, RESTORE, ON, KNOWLEDGE, loaded=True)[0].load > 1.08


def test_a_load_below_its_start_may_come_back_sooner() -> None:
    below = Doses(load=0.8, load_good=2, effort=5.0, load_raised_on=ON - timedelta(days=1))
    assert after_good_session(below, RESTORE, ON, KNOWLEDGE, loaded=True)[0].load > 0.8


def test_each_stage_caps_the_load() -> None:
    for stage, cap in ((CALM, 0.8), (RESTORE, 1.3), (BUILD, 2.0)):
        near = Doses(load=cap * 0.99, load_good=2, effort=5.0)
        assert after_good_session(near, stage, ON, KNOWLEDGE, loaded=True)[0].load == pytest.approx(cap)


def test_too_much_effort_lowers_the_load_by_7_percent() -> None:
    hard, changed = after_good_session(Doses(effort=8.1), RESTORE, ON, KNOWLEDGE, loaded=True)
    assert hard.load == pytest.approx(0.93)
    assert "load_down" in changed
    assert after_good_session(Doses(effort=8.0), RESTORE, ON, KNOWLEDGE, loaded=True)[0].load == 1.0


def test_stepping_back_never_goes_below_half() -> None:
    doses = Doses(relief=1.5, load=1.2, relief_good=1, load_good=2)
    for _ in range(20):
        doses = stepped_back(doses, 0.85, KNOWLEDGE)
    assert (doses.relief, doses.load, doses.relief_good, doses.load_good) == (0.5, 0.5, 0, 0)


def test_new_ranges_start_low_and_never_higher_than_before() -> None:
    assert started_low(Doses(relief=1.9, load=1.3)) == Doses(relief=1.0, load=1.0)
    assert started_low(Doses(relief=0.7, load=0.6)) == Doses(relief=0.7, load=0.6)


@pytest.mark.parametrize(
    ("last", "wanted", "given"),
    [
        (Amount(repetitions=5), Amount(sets=2, repetitions=10), Amount(repetitions=6)),
        (Amount(repetitions=10), Amount(sets=2, repetitions=10), Amount(sets=2, repetitions=6)),
        (Amount(repetitions=10), Amount(repetitions=11), Amount(repetitions=11)),
        (Amount(sets=2, repetitions=10), Amount(repetitions=6), Amount(repetitions=6)),
        (Amount(repetitions=2, hold_s=20), Amount(repetitions=3, hold_s=20), Amount(repetitions=3, hold_s=20)),
        (Amount(repetitions=2, hold_s=20), Amount(repetitions=2, hold_s=40), Amount(repetitions=2, hold_s=25)),
        (Amount(minutes=5), Amount(minutes=10), Amount(minutes=6)),
        (None, Amount(sets=2, repetitions=10), Amount(sets=2, repetitions=10)),
    ],
)
def test_a_dose_grows_by_a_quarter_or_one_small_step(last: Amount | None, wanted: Amount, given: Amount) -> None:
    """A new stage has larger ranges; it must not double an exercise overnight."""
    assert grown_gently(wanted, last, 1.25, least=4) == given


def test_after_a_setback_a_dose_may_fall_but_not_grow() -> None:
    last = Amount(sets=2, repetitions=8)
    assert grown_gently(Amount(sets=2, repetitions=12), last, 1.0) == last
    assert grown_gently(Amount(sets=1, repetitions=8), last, 1.0) == Amount(sets=1, repetitions=8)


def test_a_dose_that_grows_gently_gets_there() -> None:
    """No step may be too small to reach the next: one set of five becomes two of ten."""
    dose, wanted = Amount(repetitions=5), Amount(sets=2, repetitions=10)
    for _ in range(12):
        dose = grown_gently(wanted, dose, 1.25, least=4)
    assert dose == wanted
