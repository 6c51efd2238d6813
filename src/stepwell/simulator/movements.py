"""What the real exercises ask of a virtual body: their family, their load, and the dose that counts as one."""

from msgspec import Struct

from stepwell.engine.decision import Prescription
from stepwell.knowledge.schema import Direction, Exercise, Knowledge, Level, Purpose
from stepwell.simulator.parameters import Loads, parameters

WAYS = (Direction.EXTENSION, Direction.FLEXION, Direction.SIDE_GLIDE)
STRONG = frozenset({"hip", "leg", "trunk", "control"})
"""Families that build strength."""
LEAST_S = 1.0
_FAMILIES = {
    Purpose.RELIEF: "ease",
    Purpose.BREAK: "ease",
    Purpose.RELAXATION: "rest",
    Purpose.NERVE: "nerve",
    Purpose.CONTROL: "control",
    Purpose.HIP_STRENGTH: "hip",
    Purpose.LEG_STRENGTH: "leg",
    Purpose.TRUNK_STRENGTH: "trunk",
    Purpose.AEROBIC: "walk",
    Purpose.DIRECTION: "stretch",
    Purpose.MOBILITY: "stretch",
}


class Movement(Struct, frozen=True, kw_only=True):
    """One exercise as a virtual body meets it.

    Attributes:
        number: its place among all movements, for what is drawn for each.
        family: what kind of effect it has; "direction" for a movement in one spine direction.
        way: that direction; None for other families.
        load: what it asks at a dose of one, on the scale of tolerance.
        reference: the seconds of work that count as a dose of one, the same for its whole family.
    """

    id: str
    number: int
    family: str
    way: Direction | None
    load: float
    reference: float


class Task(Struct, frozen=True):
    """One movement of a session and how much of it: 1 is its reference dose."""

    movement: Movement
    dose: float


def movements(knowledge: Knowledge) -> dict[str, Movement]:
    """Return every exercise of the library as a movement, by id."""
    loads = parameters().loads
    return {exercise.id: _movement(exercise, number, loads) for number, exercise in enumerate(knowledge.exercises.values())}


def task(movement: Movement, item: Prescription) -> Task:
    """Return what a prescribed exercise asks."""
    seconds = item.minutes * 60 if item.minutes else item.sets * item.repetitions * max(LEAST_S, item.hold_s + item.tempo_s)
    return Task(movement, seconds / movement.reference)


def _movement(exercise: Exercise, number: int, loads: Loads) -> Movement:
    way = _way(exercise)
    load = loads.purpose[exercise.purpose.value] * loads.axial[exercise.load.axial.value]
    family = "direction" if way is not None else _family(exercise)
    return Movement(
        id=exercise.id,
        number=number,
        family=family,
        way=way,
        load=load + loads.tension[exercise.load.neural_tension.value],
        reference=loads.reference_s[family],
    )


def _way(exercise: Exercise) -> Direction | None:
    """Return the direction a movement takes the spine, for movements that are about it and take one only."""
    if exercise.purpose not in (Purpose.DIRECTION, Purpose.MOBILITY) or len(exercise.load.spine) != 1:
        return None
    return exercise.load.spine[0] if exercise.load.spine[0] in WAYS else None


def _family(exercise: Exercise) -> str:
    return "tension" if exercise.load.neural_tension is Level.HIGH else _FAMILIES[exercise.purpose]
