"""A measure from outside, held against the knowledge: what it does not know, or cannot be scored, is refused."""

from typing import Any

from msgspec.structs import replace

from stepwell.engine.log import LogError, Measure
from stepwell.knowledge.schema import Knowledge, MeasureItem, MeasureKind, Method

SHOWN_VALUES = 12


def checked(fact: Measure, where: str, knowledge: Knowledge) -> Measure:
    """Return the fact with whole numbers as such.

    Raises:
        LogError: the measure, an item or a value is not known, or there is nothing in it. Says which, and what to do.
    """
    measure = knowledge.measures.get(fact.measure)
    if measure is None:
        raise LogError(f"{where}.measure: {fact.measure[:40]!r} is not a known measure; see `stepwell measures` for the ids")
    if fact.score is not None:
        if fact.answers:
            raise LogError(f"{where}.score: stands beside answers; give one of them, a score is worked out from answers")
        _check_score(fact.score, measure, where)
        return fact
    if not fact.answers:
        raise LogError(f"{where}.answers: empty, and there is no score; give answers or a score, or leave the fact out")
    items = {item.id: item for item in measure.items}
    for item in fact.answers:
        if item not in items:
            wanted = f"use one of {', '.join(items)}" if items else "give its score: its answers are not worked out here"
            raise LogError(f"{where}.answers.{item[:40]}: not an item of {measure.id!r}; {wanted}")
    return replace(fact, answers={item: _whole(value, items[item], measure, where) for item, value in fact.answers.items()})


def _check_score(score: float, measure: MeasureKind, where: str) -> None:
    if measure.is_own or measure.scores[0].method is Method.WEEK_MEAN:
        raise LogError(f"{where}.score: {measure.id!r} is answered here, so no score is entered for it; give its answers")
    lowest, highest = measure.scores[0].lowest, measure.scores[0].highest
    if not lowest <= score <= highest:
        raise LogError(f"{where}.score: {score:g} is out of range; the {measure.scores[0].name} goes from {lowest:g} to {highest:g}")


def _whole(value: Any, item: MeasureItem, measure: MeasureKind, where: str) -> int:
    values = measure.values_of(item)
    if isinstance(value, bool) or not isinstance(value, int | float) or value not in values:
        listed = ", ".join(map(str, values)) if len(values) <= SHOWN_VALUES else f"a whole number from {min(values)} to {max(values)}"
        raise LogError(f"{where}.answers.{item.id}: that is not one of its answers; use {listed}")
    return int(value)
