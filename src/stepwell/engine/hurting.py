"""What follows from "it hurts" (hurt.toml): whether it asks for the safety check, the smaller form of an exercise, and what loads alike."""

from collections.abc import Iterable
from math import ceil

from msgspec import Struct
from msgspec.structs import replace

from stepwell.engine.decision import Prescription
from stepwell.engine.log import Hurt
from stepwell.knowledge.schema import Direction, Exercise, Knowledge, Level, Link, Purpose, Smaller

ROUNDED_FROM_S = 15
"""From here on a hold is counted in steps of five seconds, as a dose is."""
PULLS = (Level.MEDIUM, Level.HIGH)


class Milder(Struct, frozen=True, kw_only=True):
    """An exercise in its smaller form: its dose, the rule that made it, and what to say."""

    item: Prescription
    rule: str
    says: str


def needs_check(hurt: Hurt, knowledge: Knowledge) -> bool:
    """Whether this asks for the safety questions before any more exercise: by what it feels like, or by where it is."""
    return knowledge.hurt.feelings[hurt.feeling].check or hurt.place in knowledge.hurt.places


def smaller(item: Prescription, knowledge: Knowledge) -> Milder | None:
    """Return an exercise in its smaller form by the first rule that applies; None where nothing can be made smaller."""
    for rule in knowledge.hurt.smaller.values():
        now = getattr(item, rule.of)
        if now >= rule.least and (rule.of == "minutes" or not item.minutes):
            return Milder(item=replace(item, **{rule.of: _less(now, rule)}), rule=rule.id, says=rule.says)
    return None


def linked(exercise: Exercise, others: Iterable[Exercise], knowledge: Knowledge) -> tuple[str, ...]:
    """Return which of the others load the body the same way, by any of the links, in their order."""
    links = knowledge.hurt.links.values()
    return tuple(other.id for other in others if other.id != exercise.id and any(_loads_alike(exercise, other, link) for link in links))


def _less(now: int, rule: Smaller) -> int:
    step = 5 if rule.of == "hold_s" and now >= ROUNDED_FROM_S else 1
    return max(1, ceil(now * rule.share / step) * step)


def _loads_alike(one: Exercise, other: Exercise, link: Link) -> bool:
    match link.load:
        case "spine":
            return bool({*one.load.spine} & {*other.load.spine} - {Direction.NEUTRAL})
        case "neural_tension":
            return _pulls_the_nerve(one) and _pulls_the_nerve(other)
        case "hip_rotation":
            return "none" not in (one.load.hip_rotation, other.load.hip_rotation)


def _pulls_the_nerve(exercise: Exercise) -> bool:
    """Whether an exercise is for the nerve, however gentle, or puts some pull on it."""
    return exercise.purpose is Purpose.NERVE or exercise.load.neural_tension in PULLS
