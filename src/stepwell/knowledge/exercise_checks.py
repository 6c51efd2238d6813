"""What must be true of the exercises: others that exist, doses that are possible, movements in order."""

from collections.abc import Callable

from stepwell.knowledge.condition import Condition
from stepwell.knowledge.errors import KnowledgeError
from stepwell.knowledge.schema import DoseRange, Exercise, Knowledge, Motion


def check(knowledge: Knowledge, check_condition: Callable[[Condition, str, Knowledge], None]) -> None:
    """Raise KnowledgeError for the first thing that does not fit; return quietly otherwise."""
    keys, named = {pattern.exercise_key for pattern in knowledge.patterns.values()}, dict[str, str]()
    for exercise in knowledge.exercises.values():
        where = f"exercises/{exercise.id}.toml"
        if named.setdefault(exercise.name, exercise.id) != exercise.id:
            raise KnowledgeError(where, f"has the same name, {exercise.name!r}, as {named[exercise.name]}", "give each its own")
        for other in (*exercise.progressions, *exercise.regressions):
            if other not in knowledge.exercises or other == exercise.id:
                raise KnowledgeError(where, f"the exercise {other!r} does not exist", "name another exercise's id")
        for missing in sorted(keys - exercise.suitability.keys()):
            raise KnowledgeError(where, f"no suitability for {missing!r}", "rate it")
        for caution in exercise.cautions:
            check_condition(caution.when, f"{where}: cautions", knowledge)
        _check_doses(exercise, where)
        if exercise.motion is not None:
            _check_motion(exercise.motion, f"{where}: motion")


def _check_motion(motion: Motion, where: str) -> None:
    at = [key.at for key in motion.keys]
    if at[0] != 0 or at != sorted(set(at)):
        raise KnowledgeError(where, f"the keys are at {at}", "let the first be at 0 and each later than the one before")
    if motion.cycle and at[-1] == 1:
        raise KnowledgeError(where, "a cycle has a key at 1", "leave it out: a cycle comes back to its first key by itself")
    if not motion.cycle and len(at) > 1 and at[-1] != 1:
        raise KnowledgeError(where, f"the last key is at {at[-1]}", "let it be at 1, or say cycle = true")


def _check_doses(exercise: Exercise, where: str) -> None:
    if not exercise.doses:
        raise KnowledgeError(where, "no dose for any stage", "add [doses.subacute] or another")
    for stage, dose in exercise.doses.items():
        place = f"{where}: doses.{stage.value}"
        for name in ("hold_s", "repetitions", "sets", "per_day", "per_week", "minutes", "effort_rpe"):
            check_pair(getattr(dose, name), f"{place}: {name}")
        _check_possible(dose, place)


def _check_possible(dose: DoseRange, place: str) -> None:
    limits = {"hold_s": (0, 1200), "repetitions": (1, 60), "sets": (1, 6), "per_day": (1, 16), "per_week": (1, 7), "minutes": (0, 60)}
    for name, (least, most) in limits.items():
        lowest, highest = getattr(dose, name)
        if lowest < least or highest > most:
            raise KnowledgeError(f"{place}: {name}", f"{lowest} to {highest} is not possible", f"keep it from {least} to {most}")


def check_pair(pair: tuple[int, int], where: str) -> None:
    """Raise KnowledgeError where the lowest of a range is above its highest."""
    if pair[0] > pair[1]:
        raise KnowledgeError(where, f"{pair[0]} is above {pair[1]}", "write the lowest first")
