"""A session as the player guides it: each exercise with its phases, its smaller form, what loads alike, and what may stand in."""

from msgspec import Struct
from msgspec.structs import replace

from stepwell.engine import hurting, timetable
from stepwell.engine.decision import DayPlan, Prescription
from stepwell.engine.hurting import Milder
from stepwell.engine.known import Swap, Understanding
from stepwell.engine.plan import plan_from
from stepwell.engine.timetable import Phase
from stepwell.knowledge.schema import Exercise, Knowledge

SWAPS_GUIDED = 2


class Guided(Struct, frozen=True, kw_only=True):
    """One exercise as the player plays it.

    Attributes:
        position: of the body; ``before``: the one before it, None when it is the first.
        phases: second by second.
        seconds: how long it takes, the two taps included.
        milder, milder_phases: its smaller form; None and empty where nothing can be made smaller.
        linked: ids of later exercises of this session that load the body the same way, in order.
        swaps: what may stand in for it, each as complete as this one but without swaps of its own.
    """

    item: Prescription
    position: str
    before: str | None
    phases: tuple[Phase, ...]
    seconds: int
    milder: Milder | None
    milder_phases: tuple[Phase, ...]
    linked: tuple[str, ...]
    swaps: tuple["Guided", ...] = ()


def guided(plan: DayPlan, known: Understanding, knowledge: Knowledge, *, short: bool = False) -> tuple[Guided, ...]:
    """Return a day's session as the player guides it.

    Args:
        plan: of the day.
        known: what the plan was made from, for what may stand in.
        knowledge: the exercises and the rules.
        short: only the five-minute version.
    """
    items = [item for item in plan.items if not short or item.exercise in plan.short]
    exercises = [knowledge.exercises[item.exercise] for item in items]
    made = []
    for at, item in enumerate(items):
        before, later = (exercises[at - 1].position if at else None), tuple(exercises[at + 1 :])
        stand_ins = tuple(_one(other, before, later, (), knowledge) for other in _swapped_in(item, plan, known, knowledge))
        made.append(_one(item, before, later, stand_ins, knowledge))
    return tuple(made)


def seconds(session: tuple[Guided, ...]) -> int:
    """Return how long a session takes."""
    return sum(one.seconds for one in session)


def _one(item: Prescription, before: str | None, later: tuple[Exercise, ...], swaps: tuple[Guided, ...], knowledge: Knowledge) -> Guided:
    exercise = knowledge.exercises[item.exercise]
    made = timetable.phases(item, exercise.position, before, knowledge.pace)
    milder = hurting.smaller(item, knowledge)
    return Guided(
        item=item,
        position=exercise.position,
        before=before,
        phases=made,
        seconds=timetable.seconds(made, knowledge.pace),
        milder=milder,
        milder_phases=timetable.phases(milder.item, exercise.position, before, knowledge.pace) if milder else (),
        linked=hurting.linked(exercise, later, knowledge),
        swaps=swaps,
    )


def _swapped_in(item: Prescription, plan: DayPlan, known: Understanding, knowledge: Knowledge) -> list[Prescription]:
    """Return what a swap of this exercise would bring, from the very plan that each swap would make."""
    found = []
    for other in item.swaps[:SWAPS_GUIDED]:
        wished = replace(known, swaps=(*known.swaps, Swap(on=plan.on, exercise=item.exercise, to=other)))
        after = plan_from(wished, knowledge, plan.on)
        if isinstance(after, DayPlan):
            found += [one for one in after.items if one.exercise == other]
    return found
