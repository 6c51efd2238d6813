"""What waits, and why: shown to the person, so that nothing is left out silently."""

from datetime import timedelta

from stepwell.engine import flare
from stepwell.engine.because import because
from stepwell.engine.decision import HeldBack
from stepwell.engine.known import Understanding
from stepwell.engine.safe_set import Refusal, Today
from stepwell.knowledge.schema import Knowledge

GRAVEST_FIRST = (
    "ordered_off",
    "rests_red_nerve",
    "rests_red_direction",
    "rests_red_load",
    "second_amber",
    "direction_rests",
    "likely_to_worsen",
    "pattern_avoids",
    "pattern_waits",
    "flare_no_load",
    "strong_no_load",
    "tension_waits",
    "contraindicated",
    "undecided",
    "own_wish",
    "no_floor",
    "no_equipment",
)
RANKS = {reason: rank for rank, reason in enumerate(GRAVEST_FIRST)}
MOST_SHOWN = 12
MOST_OF_A_KIND = 3


def shown(refused: dict[str, Refusal | None], known: Understanding, today: Today, knowledge: Knowledge) -> tuple[HeldBack, ...]:
    """Return what is held back today, the most telling first.

    Args:
        refused: exercise id -> why it is not for today; None where it is allowed.
        known: for the days until something comes back.
        today: the stage and where a flare stands.
        knowledge: for the names.
    """
    kinds = (
        [HeldBack(name=knowledge.reasons["acute_waits_name"].text, reason=because(knowledge, "acute_waits"))]
        if today.stage.id == "calm"
        else []
    )
    waiting = [(refusal, exercise) for exercise, refusal in refused.items() if refusal is not None and refusal.id in RANKS]
    waiting.sort(key=lambda pair: RANKS[pair[0].id])
    counts: dict[str, int] = {}
    for refusal, exercise in waiting:
        counts[refusal.id] = counts.get(refusal.id, 0) + 1
        if counts[refusal.id] <= MOST_OF_A_KIND and len(kinds) < MOST_SHOWN:
            kinds.append(_held(refusal, exercise, known, today, knowledge))
    return tuple(kinds)


def _held(refusal: Refusal, exercise: str, known: Understanding, today: Today, knowledge: Knowledge) -> HeldBack:
    remembered = known.tried.get(exercise)
    until = remembered.rests_until if remembered is not None and refusal.id == remembered.rest_reason else None
    if refusal.id == "ordered_off":
        until = known.orders.held.get(exercise)
    if refusal.id == "flare_no_load" and (softer := flare.day_of(known.flare, today.on, knowledge)) is not None:
        until = softer.easy_until + timedelta(days=1)
    return HeldBack(name=knowledge.exercises[exercise].name, exercise=exercise, reason=refusal.said(knowledge), until=until)
