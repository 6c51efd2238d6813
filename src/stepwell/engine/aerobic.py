"""Today's walk, or what stands in for it: staying gently active is part of every day."""

from datetime import date

from stepwell.engine import exercising, walking
from stepwell.engine.because import because, often
from stepwell.engine.decision import AerobicGoal, Reason
from stepwell.engine.known import Understanding
from stepwell.engine.safe_set import WALK, Today
from stepwell.knowledge.schema import Exercise, Knowledge, Purpose

FLARE_MINUTES = 5
FLARE_TIMES = 3
CALM_MINUTES = 10
WALKS_UP = frozenset({"walk_up", "way_up"})


def goal(allowed: dict[str, Exercise], known: Understanding, today: Today, knowledge: Knowledge) -> AerobicGoal:
    """Return the walk of the day, or the way preferred to it; another way when walking is not for today; the gentlest when none is.

    On a flare-up's softer days it is short walks for everybody who may walk.
    """
    if known.walk.other in allowed and not (today.easy and WALK in allowed):
        return _preferred(allowed[known.walk.other], known, today, knowledge)
    if WALK in allowed:
        return _walk(known, today, knowledge)
    for other in allowed.values():
        if other.purpose is Purpose.AEROBIC:
            dose = other.doses[today.stage.dose_stage]
            return AerobicGoal(
                exercise=other.id,
                name=other.name,
                minutes=dose.minutes[0],
                times=1,
                effort=dose.effort,
                note=dose.note,
                reasons=(because(knowledge, "instead_of_walking", exercise=other.name), *_bounds(dose.minutes[0], knowledge)),
            )
    return AerobicGoal(
        exercise=WALK,
        name=knowledge.exercises[WALK].name,
        minutes=0,
        times=0,
        effort="",
        note=knowledge.reasons["no_walk"].text,
        reasons=(because(knowledge, "no_walk"),),
    )


def _walk(known: Understanding, today: Today, knowledge: Knowledge) -> AerobicGoal:
    walk = walking.afoot(known.walk, today.on)
    step = walking.step(walk, knowledge)
    minutes, times = step.minutes[0], step.per_day[0]
    reason: Reason = because(
        knowledge, "walk_intervals" if walk.intervals else "walk_step", minutes=minutes, often=often(times), row=step.row
    )
    if today.easy:
        minutes, times = min(minutes, FLARE_MINUTES), max(times, FLARE_TIMES)
        reason = because(knowledge, "walk_flare" if today.strong is None else "walk_strong", minutes=minutes, often=often(times))
    elif today.stage.id == "calm" and minutes > CALM_MINUTES:
        minutes, times = CALM_MINUTES, max(times, 2)
        reason = because(knowledge, "walk_calm", minutes=minutes, often=often(times))
    elif (factor := exercising.factor_after(_days_away(known, today), known, knowledge)) < 1.0:
        minutes = max(1, int(minutes * factor))
        reason = because(knowledge, "walk_after_gap", minutes=minutes, often=often(times))
    return AerobicGoal(
        exercise=WALK,
        name=knowledge.exercises[WALK].name,
        minutes=minutes,
        times=times,
        effort=step.effort,
        note=" ".join(part for part in (step.note, known.orders.notes.get(WALK, "")) if part),
        change=_change(known, today, minutes, longer=minutes == step.minutes[0]),  # type: ignore[arg-type]
        reasons=(reason, *_bounds(minutes, knowledge)),
    )


def _preferred(way: Exercise, known: Understanding, today: Today, knowledge: Knowledge) -> AerobicGoal:
    """Return the person's row on the ladder of the way they prefer; never more than its own dose for the stage."""
    step, dose = walking.step(known.walk, knowledge), way.doses[today.stage.dose_stage]
    minutes = min(step.minutes[0], dose.minutes[1])
    reason = because(knowledge, "way_step", exercise=way.name, minutes=minutes)
    if (factor := exercising.factor_after(_days_away(known, today), known, knowledge)) < 1.0:
        minutes = max(1, int(minutes * factor))
        reason = because(knowledge, "way_after_gap", exercise=way.name, minutes=minutes)
    return AerobicGoal(
        exercise=way.id,
        name=way.name,
        minutes=minutes,
        times=1,
        effort=step.effort,
        note=" ".join(part for part in (step.note, known.orders.notes.get(way.id, "")) if part),
        change=_change(known, today, minutes, longer=minutes == step.minutes[0]),  # type: ignore[arg-type]
        reasons=(reason, *_bounds(minutes, knowledge)),
    )


def _bounds(minutes: int, knowledge: Knowledge) -> tuple[Reason, ...]:
    """Return in words how little is enough on a hard day, and where a good day ends; nothing where the goal is that little already."""
    least, most = int(knowledge.response["walk_least"].value), int(minutes * knowledge.response["walk_most"].value)
    return (because(knowledge, "walk_bounds", least=least, most=most),) if minutes > least else ()


def _days_away(known: Understanding, today: Today) -> int:
    """Return the days without a walk and without a session: a walk that nobody noted is not known to be missing."""
    return min(exercising.missed_days(known, today.on), walking.days_away(known.walk, today.on))


def _change(known: Understanding, today: Today, minutes: int, *, longer: bool) -> str:
    """Return how the walk differs from the last one: a step up, or the end of the calm stage's short walks, is told once."""
    last = max((day for day in (*known.sessions, *known.walk.walked_on) if day < today.on), default=date.min)
    fresh = {event.id for event in known.events if event.on > last}
    leaves_calm = "stage_up" in fresh and today.stage.id == "restore" and minutes > CALM_MINUTES
    if longer and (fresh & WALKS_UP or leaves_calm):
        return "more"
    return "new" if not known.walk.walked_on and not known.sessions else "same"
