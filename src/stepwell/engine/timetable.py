"""What happens second by second: the phases of one exercise. The minutes shown and the player's clock are both made of them."""

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

from stepwell.engine.decision import Prescription
from stepwell.engine.dose import Amount
from stepwell.knowledge.schema import DoseRange, Pace

Kind = Literal["ready", "hold", "ease", "move", "switch", "rest", "timed"]
Side = Literal["left", "right", ""]
Sides = Literal["both", "each", "alternating", "left", "right"]
_OTHER: dict[Side, Side] = {"left": "right", "right": "left"}


class Phase(Struct, frozen=True, array_like=True):
    """One thing at a time, for so many seconds.

    Attributes:
        kind: ready (get into position), hold, ease (let go between two holds), move (one repetition of a flowing
            movement), switch (change sides), rest (between two sets), timed (keep going).
        seconds: at least 1.
        side: the side that works or comes next; "" when both do at once.
        set, repetition: from 1; 0 where they mean nothing. A rest and a switch name the set they belong to.
    """

    kind: Kind
    seconds: int
    side: Side = ""
    set: int = 0
    repetition: int = 0


def phases(item: Prescription, position: str, before: str | None, pace: Pace) -> tuple[Phase, ...]:
    """Return all phases of one exercise, in order.

    The holds, repetitions, sets and rests are exactly those of the plan. For "each" a set is done on the first side, then
    on the other; for "alternating" every repetition is done on one side, then on the other.

    Args:
        item: with its dose.
        position: the position of the body it is done in.
        before: the position before it; None when it is the first of the session.
        pace: the seconds that the dose does not give.
    """
    sides = _in_turn(item.side, item.first_side)
    made = [Phase("ready", ready_s(position, before, pace), sides[0])]
    if item.minutes:
        return (*made, Phase("timed", item.minutes * 60, sides[0] if item.side in ("left", "right") else ""))
    turns = [sides] if item.side == "alternating" else [(side,) for side in sides]
    for number in range(1, item.sets + 1):
        for turn, working in enumerate(turns):
            made += [Phase("switch", pace.switch_s, working[0], number)] * (turn > 0)
            made += _one_turn(item, working, number, pace)
        made += [Phase("rest", max(item.rest_s, pace.least_rest_s), sides[0], number)] * (number < item.sets)
    return tuple(made)


def seconds(made: Iterable[Phase], pace: Pace) -> int:
    """Return how long an exercise takes, the two taps after it included."""
    return sum(phase.seconds for phase in made) + pace.rating_s


def ready_s(position: str, before: str | None, pace: Pace) -> int:
    """Return how long getting ready takes: longer where the position of the body changes."""
    return pace.same_position_s if position == before else pace.new_position_s


def work_s(amount: Amount, side: Sides, allowed: DoseRange, pace: Pace) -> int:
    """Return how long an exercise takes without getting ready: what ``phases`` add up to, reckoned at once."""
    if amount.minutes:
        return amount.minutes * 60 + pace.rating_s
    in_a_turn = amount.repetitions * (2 if side == "alternating" else 1)
    turns_a_set = 2 if side == "each" else 1
    if amount.hold_s:
        turn_s = in_a_turn * amount.hold_s + (in_a_turn - 1) * max(allowed.tempo_s, pace.least_ease_s)
    else:
        turn_s = in_a_turn * max(allowed.tempo_s, pace.least_move_s)
    set_s = turns_a_set * turn_s + (turns_a_set - 1) * pace.switch_s
    return amount.sets * set_s + (amount.sets - 1) * max(allowed.rest_s, pace.least_rest_s) + pace.rating_s


def _in_turn(side: Sides, first: Literal["left", "right"] | None) -> tuple[Side, ...]:
    """Return the sides that work, the easier one first; ("",) when both work at once."""
    if side in ("left", "right"):
        return (side,)
    if side == "both":
        return ("",)
    begins: Side = first or "left"
    return (begins, _OTHER[begins])


def _one_turn(item: Prescription, working: tuple[Side, ...], number: int, pace: Pace) -> list[Phase]:
    """Return the repetitions of one set, on one side or on both in turn, with an easing between two holds."""
    made: list[Phase] = []
    for repetition in range(1, item.repetitions + 1):
        for side in working:
            if not item.hold_s:
                made.append(Phase("move", max(item.tempo_s, pace.least_move_s), side, number, repetition))
                continue
            made.append(Phase("hold", item.hold_s, side, number, repetition))
            made.append(Phase("ease", max(item.tempo_s, pace.least_ease_s), side, number, repetition))
    return made[:-1] if item.hold_s else made
