"""Reasons: the sentence, the rule, the numbers and the sources behind every decision."""

from datetime import date

from stepwell.engine.decision import Reason
from stepwell.knowledge.schema import Entry, Knowledge

Number = float | int | str


def because(knowledge: Knowledge, reason_id: str, **numbers: Number) -> Reason:
    """Return the reason ``reason_id`` of reasons.toml with its numbers filled in.

    Args:
        knowledge: where the sentence and the rule stand.
        reason_id: an id in reasons.toml.
        numbers: what the sentence's braces name.
    """
    return told(knowledge, reason_id, numbers)


def told(knowledge: Knowledge, reason_id: str, numbers: dict[str, Number], *, on: date | None = None, finding: str = "") -> Reason:
    """Return the same for something that came about on a day, or was found in the person's own answers, in words."""
    text = knowledge.reasons[reason_id]
    return Reason(
        id=reason_id,
        text=_sentence(text.text, numbers),
        rule=text.rule,
        finding=finding,
        numbers=dict(numbers),
        sources=text.sources,
        grade=text.grade,
        on=on,
    )


def from_entry(entry: Entry, text: str, *, rule: str = "", finding: str = "", on: date | None = None) -> Reason:
    """Return a reason whose sentence stands in the entry itself (a red flag, a suitability, a caution)."""
    return Reason(id=entry.id, text=text, rule=rule, finding=finding, sources=entry.sources, grade=entry.grade, on=on)


def shown(number: float) -> str:
    """Return a number as a person reads it: no needless decimals."""
    return f"{number:.1f}".removesuffix(".0")


def often(times: int) -> str:
    """Return how often in a day, in words: "once a day", "twice a day", "3 times a day"."""
    return {1: "once a day", 2: "twice a day"}.get(times, f"{times} times a day")


def _sentence(template: str, numbers: dict[str, Number]) -> str:
    """Fill in a sentence; words that end in a full stop lose it, because the sentence has its own."""
    if not numbers:
        return template
    stopped = [name for name, value in numbers.items() if isinstance(value, str) and value.endswith(".")]
    return template.format_map(numbers | {name: str(numbers[name]).rstrip(".") for name in stopped} if stopped else numbers)
