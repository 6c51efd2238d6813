"""What a clinician puts into every session is in it, however few minutes there are."""

from typing import Any

import pytest
from msgspec.structs import replace

from stepwell.engine.decision import DayPlan
from stepwell.engine.log import Order
from stepwell.engine.order_cautions import warnings
from stepwell.engine.plan import plan_from
from stepwell.engine.safe_set import WALK
from stepwell.engine.understanding import Understanding, advance
from stepwell.knowledge.loader import load
from tests.scenario.notes import CASES, read, understood

KNOWLEDGE = load()


def _known() -> tuple[Understanding, Any]:
    """Return somebody who gives five minutes a day, and their day."""
    found = read(next(path for path in CASES if path.stem == "stage_starts_restore"))
    known = understood(found, KNOWLEDGE)
    return replace(known, answers={**known.answers, "minutes_a_day": 5}), found.today


KNOWN, TODAY = _known()


def _ordered(order: Any, exercise: str) -> Order:
    return Order(on=TODAY, order=order, exercise=exercise, reason="For you.")


FREE = sorted(one for one in KNOWLEDGE.exercises if one != WALK and not warnings([_ordered("pin", one)], KNOWN, TODAY, KNOWLEDGE))
"""What nothing speaks against. The walk stands beside every session anyway."""


@pytest.mark.parametrize("exercise", FREE)
@pytest.mark.parametrize("order", ["pin", "add"])
def test_an_ordered_exercise_stays_when_minutes_are_short(exercise: str, order: str) -> None:
    """One that the program would also have chosen by itself was left out as if nobody had asked for it."""
    plan = plan_from(advance(KNOWN, _ordered(order, exercise), KNOWLEDGE), KNOWLEDGE, TODAY)
    assert isinstance(plan, DayPlan)
    assert exercise in [item.exercise for item in plan.items]
