"""What a virtual person answers to the weekly and the monthly measures: as the leg has been, with noise."""

import numpy as np

from stepwell.engine.log import Answers
from stepwell.knowledge.schema import MeasureItem, MeasureKind

WORST_CHANGE = 3.0
"""Points of leg pain that count as the whole way from no change to very much worse or better."""
SPREAD = 0.8
"""Standard deviation of an answer around what the leg alone would give, on a scale of 0 to 10 (design)."""
FALLS_WITH_PAIN = frozenset({"activity_1", "activity_2", "activity_3", "keep_going", "work_ability", "confidence", "sleep", "mood", "joy"})
STARTS_AT = {"keep_going": 8.5, "work_ability": 9.0, "confidence": 9.0, "sleep": 8.5, "mood": 8.0, "joy": 8.5}
"""Answers of somebody without pain; 9.5 where nothing is named."""
FALLS_BY = {"mood": 0.4, "joy": 0.5, "sleep": 0.6, "confidence": 0.6, "keep_going": 0.5}
"""By how much such an answer falls for a point of pain; by 0.9 where nothing is named."""
SHARE = {"numbness": 0.6, "weakness": 0.25, "nights_woken": 0.45, "medicine_days": 0.6, "worry": 0.8, "days_off": 0.9}
"""How much of the pain an answer takes over; all of it where nothing is named."""


def answers(measure: MeasureKind, items: tuple[MeasureItem, ...], leg: float, start: float, rng: np.random.Generator) -> Answers:
    """Return the answers to these items.

    Args:
        measure: whose items they are.
        items: what is asked.
        leg: true leg pain of the last week, 0-10.
        start: the same at the start.
        rng: for what else moves an answer.
    """
    made: Answers = {}
    for item in items:
        values = measure.values_of(item)
        wanted = _wanted(item.id, leg, start) + SPREAD * float(rng.standard_normal()) * (len(values) > 3)
        made[item.id] = min(values, key=lambda value: (abs(value - wanted), value))
    return made


def _wanted(item: str, leg: float, start: float) -> float:
    if item == "global_change":
        return 5 * max(-1.0, min(1.0, (start - leg) / WORST_CHANGE))
    if item == "acceptable":
        return float(leg <= 2.5)
    if item == "program":
        return 0.0
    if item in FALLS_WITH_PAIN:
        return STARTS_AT.get(item, 9.5) - FALLS_BY.get(item, 0.9) * leg
    return SHARE.get(item, 1.0) * leg
