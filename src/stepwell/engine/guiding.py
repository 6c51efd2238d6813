"""A session as the player guides it: each exercise with its phases, its smaller form, what loads alike, and what may stand in."""

from collections.abc import Iterable
from itertools import chain

from msgspec import Struct
from msgspec.structs import replace

from stepwell.engine import hurting, timetable
from stepwell.engine.decision import DayPlan, Prescription
from stepwell.engine.holds import holds
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
        breathes: whether its long holds guide the breath.
        seconds: how long it takes, the two taps included.
        milder, milder_phases: its smaller form; None and empty where nothing can be made smaller.
        linked: ids of what may still come in this session, stand-ins included, that loads the body the same way, in order.
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
    breathes: bool = False
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
    positions = [None, *(knowledge.exercises[item.exercise].position for item in items)]
    stand_ins = [_swapped_in(item, plan, known, knowledge) for item in items]
    made = []
    for at, (item, before) in enumerate(zip(items, positions, strict=False)):
        to_come = dict.fromkeys(other.exercise for other in (*items[at + 1 :], *chain(*stand_ins[at:])))
        swaps = tuple(_one(other, before, to_come, known, knowledge) for other in stand_ins[at])
        made.append(replace(_one(item, before, to_come, known, knowledge), swaps=swaps))
    return tuple(made)


def seconds(session: tuple[Guided, ...]) -> int:
    """Return how long a session takes."""
    return sum(one.seconds for one in session)


def breathes(exercise: Exercise, known: Understanding, knowledge: Knowledge) -> bool:
    """Whether long holds of an exercise guide the person's breath: never for those who should breathe at their own pace."""
    breath = knowledge.pace.breath
    return exercise.purpose in breath.purposes and holds(breath.not_for, known.answers, knowledge) is False


def _one(item: Prescription, before: str | None, to_come: Iterable[str], known: Understanding, knowledge: Knowledge) -> Guided:
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
        breathes=breathes(exercise, known, knowledge),
        linked=hurting.linked(exercise, [knowledge.exercises[other] for other in to_come], knowledge),
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
