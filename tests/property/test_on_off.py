"""What is never and always true of an on/off test, whatever a life brought."""

from collections import Counter
from datetime import timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from stepwell.engine import flare, on_off
from stepwell.engine.decision import DayPlan
from stepwell.engine.log import OnOffTest
from stepwell.engine.plan import plan_from
from stepwell.engine.understanding import Understanding, advance, begin
from stepwell.knowledge.schema import Tier
from tests.property.logs import KNOWLEDGE, Life, lives

TESTABLE = sorted(trigger.id for trigger in KNOWLEDGE.triggers.values() if trigger.less_day)


def may_run(known: Understanding, life: Life) -> bool:
    stage = known.orders.stage or known.standing.stage
    flaring = flare.day_of(known.flare, known.on or life.today, KNOWLEDGE) is not None
    return known.safety.held <= Tier.ROUTINE and stage != "calm" and not flaring


@given(lives(), st.sampled_from([*TESTABLE, "weather", "poor_sleep_last_night", "alcohol"]))
def test_none_begins_in_the_calm_stage_in_a_flare_up_or_while_something_is_held(life: Life, exposure: str) -> None:
    known = advance(life.known, OnOffTest(on=life.today, exposure=exposure, wish="start"), KNOWLEDGE)
    if known.trials:
        assert may_run(known, life)
        assert exposure in TESTABLE


@given(lives(most_days=60), st.integers(0, 40), st.sampled_from(TESTABLE))
def test_whatever_comes_each_day_has_one_kind_and_hard_days_have_none(life: Life, number: int, exposure: str) -> None:
    known, is_begun = begin(life.log.seed), False
    for at, fact in enumerate(life.log.facts):
        if at >= number and not is_begun:
            known = advance(known, OnOffTest(on=fact.on, exposure=exposure, wish="start"), KNOWLEDGE)
            is_begun = bool(known.trials)
        known = advance(known, fact, KNOWLEDGE)
        plan = plan_from(known, KNOWLEDGE, fact.on)
        if isinstance(plan, DayPlan) and plan.test is not None and plan.test.kind in ("usual", "less"):
            assert may_run(known, life)
            assert bool(plan.test.what) is (plan.test.kind == "less")
    for trial in known.trials:
        planned = on_off.days(trial, known.seed, KNOWLEDGE)
        assert len({day.on for day in planned}) == len(planned)
        assert all(earlier.on < later.on for earlier, later in pairwise(planned))
        for block, count in Counter(day.block for day in planned).items():
            kinds = Counter(day.kind for day in planned if day.block == block)
            assert max(kinds.values()) <= 2
            assert count < 4 or kinds == {"usual": 2, "less": 2}
        assert len(trial.pauses) <= 2
        assert not planned or planned[0].on > trial.asked_on
        assert (planned[-1].on - trial.asked_on) <= timedelta(days=28 + 8 + 2 * 60) if planned else True
