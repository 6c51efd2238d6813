"""Which movement directions may be tried, and with which exercise."""

from datetime import date

from msgspec import Struct

from stepwell.engine.known import Understanding
from stepwell.engine.safe_set import STRICTNESS, is_within_reach, rating_for
from stepwell.engine.tried import rests
from stepwell.knowledge.schema import Direction, DoseStage, Exercise, Knowledge, Purpose, Rating

TRIED = (Direction.EXTENSION, Direction.FLEXION, Direction.SIDE_GLIDE)
SHORT_HOLD_S = 5


class Way(Struct, frozen=True, kw_only=True):
    """One direction and the exercise that tries it; ``first``: the one the person's pattern suggests."""

    direction: Direction
    exercise: Exercise
    first: bool


def ways(known: Understanding, knowledge: Knowledge, on: date, tried: frozenset[Direction]) -> tuple[Way, ...]:
    """Return the directions that may be tried now, the suggested one first.

    Left out: directions and exercises that rest after making the leg worse, what was tried today, what the person
    never wants, and a direction for which no exercise suits the person's pattern, conditions and means.
    """
    suggested = tuple(known.picture.directions) if known.picture is not None else ()
    order = [*(one for one in suggested if one in TRIED), *(one for one in TRIED if one not in suggested)]
    open_ones = [one for one in order if one not in known.locks and one not in tried]
    found = [(one, _exercise(one, known, on, knowledge)) for one in open_ones]
    return tuple(Way(direction=one, exercise=exercise, first=one in suggested[:1]) for one, exercise in found if exercise is not None)


def _exercise(direction: Direction, known: Understanding, on: date, knowledge: Knowledge) -> Exercise | None:
    fitting = [each for each in knowledge.exercises.values() if each.load.spine == (direction,) and _suits(each, known, on, knowledge)]
    return min(fitting, key=lambda each: _preference(each, known, knowledge), default=None)


def _suits(exercise: Exercise, known: Understanding, on: date, knowledge: Knowledge) -> bool:
    if exercise.purpose not in (Purpose.DIRECTION, Purpose.MOBILITY) or not _is_repeated(exercise):
        return False
    if rests(known.tried.get(exercise.id), on) or known.wishes.get(exercise.id) == "never":
        return False
    return is_within_reach(exercise, known, on, knowledge) and _rating(exercise, known, knowledge) is not Rating.AVOID


def _is_repeated(exercise: Exercise) -> bool:
    """Whether it is done as repetitions with a short hold, not held once for long."""
    dose = exercise.doses.get(DoseStage.ACUTE) or next(iter(exercise.doses.values()))
    return dose.hold_s[0] <= SHORT_HOLD_S and dose.repetitions[1] > 1


def _preference(exercise: Exercise, known: Understanding, knowledge: Knowledge) -> tuple[bool, int, bool]:
    return (exercise.purpose is not Purpose.DIRECTION, STRICTNESS[_rating(exercise, known, knowledge)], exercise.load.floor)


def _rating(exercise: Exercise, known: Understanding, knowledge: Knowledge) -> Rating:
    return rating_for(exercise, known, knowledge.stages[known.standing.stage])[0]
