"""Making a session fit the minutes a person has, and its five-minute version."""

from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace

from stepwell.engine import timetable
from stepwell.engine.dose import Amount
from stepwell.engine.selection import Chosen
from stepwell.engine.timetable import Sides
from stepwell.knowledge.schema import DoseRange, Exercise, Pace

SHORT_S = 300


class Part(Struct, frozen=True, kw_only=True):
    """One chosen exercise with its dose, before it is written out.

    Attributes:
        work_s: how long it takes, the rests and the two taps included, getting ready left out.
        grown: the dose for another number of sets, held to growing gently from the last one.
    """

    chosen: Chosen
    allowed: DoseRange
    amount: Amount
    by_therapist: bool
    side: Sides
    work_s: int
    grown: Callable[[int], Amount]

    @property
    def exercise(self) -> Exercise:
        """The exercise itself."""
        return self.chosen.exercise

    @property
    def is_ordered(self) -> bool:
        """Whether a therapist set its dose or put it in."""
        return self.by_therapist or self.chosen.why == "ordered"


def with_amount(part: Part, amount: Amount, pace: Pace) -> Part:
    """Return a part with another dose, and the time that it takes."""
    return replace(part, amount=amount, work_s=timetable.work_s(amount, part.side, part.allowed, pace))


def _a_set_less(part: Part, pace: Pace) -> Part:
    """Return a part with a set less: what grew into a new set grows within the former ones instead."""
    sets = part.amount.sets - 1
    return with_amount(part, replace(part.amount, sets=sets) if part.by_therapist else part.grown(sets), pace)


def fitted(parts: list[Part], room_s: int, pace: Pace) -> list[Part]:
    """Make it fit: a set less at a time, where it matters least; then the least important left out; then the last smaller.

    What a therapist set gives way last: a dose is shortened, and an exercise left out, only when nothing else is left to.

    Args:
        parts: in the order in which they will be done.
        room_s: how long they may take together.
        pace: for the time between them.
    """
    made = _fewer_sets(parts, room_s, pace, ordered=False)
    made = _fewer(made, room_s, pace, ordered=False)
    made = _fewer_sets(made, room_s, pace, ordered=True)
    made = _fewer(made, room_s, pace, ordered=True)
    if made and total(made, pace) > room_s:
        made = [_smaller(made[0], room_s, pace)]
    return made


def fewer_for_now(parts: list[Part], most: int) -> list[Part]:
    """Return the ``most`` parts that matter most, in the same order; what a therapist set stays."""
    left = list(parts)
    while len(left) > most and (others := [part for part in left if not part.is_ordered]):
        left.remove(max(others, key=lambda part: part.chosen.slot.keep))
    return left


def _fewer_sets(parts: list[Part], room_s: int, pace: Pace, *, ordered: bool) -> list[Part]:
    left = list(parts)
    while total(left, pace) > room_s and (
        several := [part for part in left if part.amount.sets > 1 and (ordered or not part.by_therapist)]
    ):
        longest = max(several, key=lambda part: (not part.is_ordered, part.amount.sets, part.chosen.slot.keep))
        left[left.index(longest)] = _a_set_less(longest, pace)
    return left


def _fewer(parts: list[Part], room_s: int, pace: Pace, *, ordered: bool) -> list[Part]:
    left = list(parts)
    while total(left, pace) > room_s and len(left) > 1 and (others := [part for part in left if ordered or not part.is_ordered]):
        left.remove(max(others, key=lambda part: part.chosen.slot.keep))
    return left


def _smaller(part: Part, room_s: int, pace: Pace) -> Part:
    while total([part], pace) > room_s:
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
        part = with_amount(part, amount, pace)
    return part


def short_version(parts: list[Part], pace: Pace) -> list[Part]:
    """Return the five-minute version, in the same order: the most important that fit, at least one."""
    short: list[Part] = []
    for part in sorted(parts, key=lambda part: part.chosen.slot.keep):
        more = [other for other in parts if other is part or other in short]
        if total(more, pace) <= SHORT_S:
            short = more
    return short or sorted(parts, key=lambda part: part.work_s)[:1]


def total(parts: list[Part], pace: Pace) -> int:
    """Return how many seconds these take, done in this order."""
    seconds, before = 0, None
    for part in parts:
        position = part.chosen.exercise.position
        seconds += timetable.ready_s(position, before, pace) + part.work_s
        before = position
    return seconds


def minutes(parts: list[Part], pace: Pace) -> int:
    """Return the whole minutes nearest to what these take: within 10 % of it from five minutes on, and half a minute below."""
    return max(1, (total(parts, pace) + 30) // 60) if parts else 0
