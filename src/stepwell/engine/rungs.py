"""The ladder of an exercise, from easier to harder: which of its steps may be done, and when the next takes over."""

from datetime import date

from stepwell.engine.dose import LOAD, Amount, is_at_top
from stepwell.engine.known import Understanding
from stepwell.engine.safe_set import Today, rating_for
from stepwell.engine.tried import Tried
from stepwell.knowledge.once import once
from stepwell.knowledge.schema import Exercise, Knowledge, Purpose, Rating

CLIMBED = LOAD | {Purpose.DIRECTION}
"""What is done in steps that take over from each other."""


def gives_way(exercise: Exercise, allowed: dict[str, Exercise], known: Understanding, today: Today, knowledge: Knowledge) -> bool:
    """Whether the step of its ladder that is in use keeps its place: a step is changed for a reason, and never to and fro.

    The reasons: it was mastered (upward), it made the leg worse or is not for today, or the person prefers this one.
    """
    orders = known.orders
    if known.wishes.get(exercise.id) == "prefer" or exercise.id in orders.pinned or exercise.id in orders.added:
        return False
    own = known.tried.get(exercise.id)
    since = own.last_on if own is not None and own.last_on is not None else date.min
    for other in (*exercise.progressions, *exercise.regressions):
        in_use = known.tried.get(other) if other in allowed and allowed[other].purpose is exercise.purpose else None
        if in_use is None or in_use.last_on is None or in_use.last_on <= since or in_use.ambers:
            continue
        lately = (today.on - in_use.last_on).days <= knowledge.response["rung_days"].value
        is_step_up = exercise.id in allowed[other].progressions and _is_mastered(allowed[other], known, today, knowledge)
        if lately and not is_step_up:
            return True
    return False


def is_locked(exercise: Exercise, allowed: dict[str, Exercise], known: Understanding, today: Today, knowledge: Knowledge) -> bool:
    """Whether an easier version that is allowed should be mastered first."""
    below = _easier_ones(knowledge)[exercise.id]
    easier = below and [other for other in below if other.id in allowed]
    return bool(easier) and not any(_is_mastered(other, known, today, knowledge) for other in easier)


def is_outgrown(exercise: Exercise, allowed: dict[str, Exercise], known: Understanding, today: Today, knowledge: Knowledge) -> bool:
    """Whether the top of an exercise's range was reached in good sessions, and a harder one that suits is allowed."""
    if exercise.purpose not in CLIMBED or not _is_mastered(exercise, known, today, knowledge):
        return False
    harder = [allowed[other] for other in exercise.progressions if other in allowed and allowed[other].purpose is exercise.purpose]
    suits = [other for other in harder if rating_for(other, known, today.stage)[0] in (Rating.RECOMMENDED, Rating.OK)]
    return bool(suits) and (
        exercise.purpose is Purpose.DIRECTION or is_at_top(exercise.doses[today.stage.dose_stage], _last_done(known.tried[exercise.id]))
    )


@once
def _easier_ones(knowledge: Knowledge) -> dict[str, tuple[Exercise, ...]]:
    """Return exercise id -> the easier versions of the same purpose: for control and strength also those that only itself names."""
    every = knowledge.exercises
    found: dict[str, dict[str, Exercise]] = {exercise: {} for exercise in every}
    for exercise in every.values():
        below = exercise.regressions if exercise.purpose in LOAD else ()
        found[exercise.id] |= {other: every[other] for other in below if every[other].purpose is exercise.purpose}
        for harder in exercise.progressions:
            if every[harder].purpose is exercise.purpose:
                found[harder][exercise.id] = exercise
    return {exercise: tuple(easier.values()) for exercise, easier in found.items()}


def _is_mastered(exercise: Exercise, known: Understanding, today: Today, knowledge: Knowledge) -> bool:
    remembered = known.tried.get(exercise.id)
    if remembered is None or remembered.greens < knowledge.response["mastered_greens"].value:
        return False
    return (
        is_at_top(exercise.doses[today.stage.dose_stage], _last_done(remembered))
        or remembered.greens >= 2 * knowledge.response["mastered_greens"].value
    )


def _last_done(remembered: Tried) -> Amount:
    return Amount(sets=remembered.sets, repetitions=remembered.repetitions, hold_s=remembered.hold_s, minutes=remembered.minutes)
