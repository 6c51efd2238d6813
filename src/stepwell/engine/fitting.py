"""Making a session fit the minutes a person has, and its five-minute version."""

from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from stepwell.engine import dose
from stepwell.engine.dose import Amount
from stepwell.engine.selection import Chosen
from stepwell.knowledge.schema import DoseRange, Exercise

SHORT_S = 300


class Part(Struct, frozen=True, kw_only=True):
    """One chosen exercise with its dose, before it is written out."""

    chosen: Chosen
    allowed: DoseRange
    amount: Amount
    by_therapist: bool
    side: Literal["both", "each", "alternating", "left", "right"]

    @property
    def exercise(self) -> Exercise:
        """The exercise itself."""
        return self.chosen.exercise

    @property
    def seconds(self) -> int:
        """How long it takes, rest included."""
        return dose.seconds(self.exercise, self.allowed, self.amount, one_side=self.side in ("left", "right"))

    @property
    def is_ordered(self) -> bool:
        """Whether a therapist set its dose or put it in."""
        return self.by_therapist or self.chosen.why == "ordered"


def fitted(parts: list[Part], room_s: int) -> list[Part]:
    """Make it fit: a set less at a time, where it matters least; then the least important left out; then the last smaller.

    What a therapist set gives way last: a dose is shortened, and an exercise left out, only when nothing else is left to.
    """
    made = _fewer_sets(parts, room_s, ordered=False)
    made = _fewer(made, room_s, ordered=False)
    made = _fewer_sets(made, room_s, ordered=True)
    made = _fewer(made, room_s, ordered=True)
    if made and total(made) > room_s:
        made = [_smaller(made[0], room_s)]
    return made


def _fewer_sets(parts: list[Part], room_s: int, *, ordered: bool) -> list[Part]:
    left = list(parts)
    while total(left) > room_s and (several := [part for part in left if part.amount.sets > 1 and (ordered or not part.by_therapist)]):
        longest = max(several, key=lambda part: (not part.is_ordered, part.amount.sets, part.chosen.slot.keep))
        left[left.index(longest)] = replace(longest, amount=replace(longest.amount, sets=longest.amount.sets - 1))
    return left


def _fewer(parts: list[Part], room_s: int, *, ordered: bool) -> list[Part]:
    left = list(parts)
    while total(left) > room_s and len(left) > 1 and (others := [part for part in left if ordered or not part.is_ordered]):
        left.remove(max(others, key=lambda part: part.chosen.slot.keep))
    return left


def _smaller(part: Part, room_s: int) -> Part:
    while part.seconds > room_s:
        amount = part.amount
        if amount.minutes > 1:
            amount = replace(amount, minutes=amount.minutes - 1)
        elif amount.sets > 1:
            amount = replace(amount, sets=amount.sets - 1)
        elif amount.repetitions > 1:
            amount = replace(amount, repetitions=amount.repetitions - 1)
        else:
            amount = replace(amount, hold_s=max(0, min(amount.hold_s - 10, room_s - 60)))
        if amount == part.amount:
            break
        part = replace(part, amount=amount)
    return part


def short_version(parts: list[Part]) -> set[str]:
    """Return the ids of the five-minute version: the most important that fit, at least one."""
    left = SHORT_S
    short: set[str] = set()
    for part in sorted(parts, key=lambda part: part.chosen.slot.keep):
        if part.seconds <= left:
            short.add(part.exercise.id)
            left -= part.seconds
    return short or {part.exercise.id for part in sorted(parts, key=lambda part: part.seconds)[:1]}


def total(parts: list[Part]) -> int:
    """Return how many seconds these take together."""
    return sum(part.seconds for part in parts)
