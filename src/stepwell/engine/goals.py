"""Goals as they stand: the latest word about each."""

from collections.abc import Iterable
from typing import Any

from stepwell.engine.clinicians import Goal

_PLACES = {"open": 0, "reached": 1, "dropped": 2}
MOST = 9
"""Goals of one kind that one person can have: more are no goals any more. Design."""


def standing(facts: Iterable[Any]) -> tuple[Goal, ...]:
    """Return the latest fact of each goal: those on the way first, then those reached, then those set aside.

    Args:
        facts: of any kind, oldest first.
    """
    latest: dict[str, Goal] = {}
    for fact in facts:
        if isinstance(fact, Goal):
            latest[fact.goal] = fact
    return tuple(sorted(latest.values(), key=lambda goal: _PLACES[goal.state]))


def free_name(goals: Iterable[Goal], kind: str) -> str:
    """Return the name for one more goal; "" when there are enough.

    Args:
        kind: "goal" for one that a therapist writes down, "own" for one of the person alone: neither takes the other's place.
    """
    taken = {goal.goal for goal in goals}
    return next((name for name in (f"{kind}_{number}" for number in range(1, MOST + 1)) if name not in taken), "")
