"""Which exercises are allowed today, and for each of the others the first reason why not. Never learned."""

from datetime import date
from hashlib import blake2b

from msgspec import Struct

from stepwell.engine import orders, tried
from stepwell.engine.because import Number, because
from stepwell.engine.decision import Reason
from stepwell.engine.dose import COMFORT, STRENGTH
from stepwell.engine.exercising import LOCKABLE
from stepwell.engine.holds import holds
from stepwell.engine.known import Understanding
from stepwell.engine.pattern import painful_sides
from stepwell.knowledge.condition import Leaf, leaves
from stepwell.knowledge.schema import Caution, Direction, Exercise, Knowledge, Level, Purpose, Rating, Stage, Suitability

ALWAYS_AT_HAND = frozenset({"mat", "pillow", "wall"})
KEY_MOST = 200
"""Letters that an order may name an override with."""
WALK = "walking_programme"
"""Short walks go on through everything: they have a ladder of their own, with sitting rests where legs tire."""
STRICTNESS = {Rating.RECOMMENDED: 0, Rating.OK: 1, Rating.CAUTION: 2, Rating.AVOID: 3}


class Today(Struct, frozen=True, kw_only=True):
    """The circumstances of one day.

    Attributes:
        stage: the one in use, after flares, strong pain and orders.
        easy: a softer day, of a flare-up or because leg pain is strong.
        strong: today's leg pain, 0-10, where it is strong.
        flaring: in a flare-up or on the way back from one.
        brought_back: with strong pain, where the person is in a later stage than Calm. In Calm itself
            doses and sessions are made for strong pain, so nothing of them is halved.
    """

    on: date
    stage: Stage
    easy: bool
    flaring: bool
    strong: int | None = None
    brought_back: bool = False


class Refusal(Struct, frozen=True):
    """Why an exercise is not for today: a reason's id with its numbers, or a caution; not yet in words, because few are shown.

    A plan looks at every exercise of the library, so the sentence is made only where somebody will read it.
    """

    id: str
    numbers: dict[str, Number] = {}
    caution: Caution | None = None

    def said(self, knowledge: Knowledge) -> Reason:
        """Return it in words."""
        if self.caution is None:
            return because(knowledge, self.id, **self.numbers)
        return Reason(
            id=self.id,
            text=self.caution.text,
            rule=knowledge.reasons[self.id].rule,
            finding="what you told about your health",
            sources=self.caution.sources,
            grade=self.caution.grade,
        )


def rating_for(exercise: Exercise, known: Understanding, stage: Stage) -> tuple[Rating, str]:
    """Return how an exercise suits this person's pattern at this stage, the strictest of a mixture, and why."""
    keys = known.picture.keys if known.picture else ("non_specific",)
    if len(keys) == 1:
        suitability = exercise.suitability[keys[0]]
        return _rating(suitability, stage), suitability.reason
    rated = [(_rating(exercise.suitability[key], stage), exercise.suitability[key].reason) for key in keys]
    return max(rated, key=lambda pair: STRICTNESS[pair[0]])


def why_not(exercise: Exercise, known: Understanding, today: Today, knowledge: Knowledge) -> Refusal | None:
    """Return why an exercise is not for today, or None when it is allowed. The gravest reason comes first."""
    is_held = exercise.id in known.excluded or exercise.id in known.undecided
    return (
        (_contraindicated(exercise, known, knowledge, may_be_waived=True) if is_held else None)
        or (_ordered_off(exercise, known, today, knowledge) if known.orders.removed or known.orders.held else None)
        or _rests(exercise, known, today, knowledge)
        or _wrong_stage(exercise, known, today, knowledge)
        or _wrong_pattern(exercise, known, today, knowledge)
        or _out_of_reach(exercise, known, knowledge)
    )


def waiver(exercise: Exercise, refusal: Refusal, known: Understanding, knowledge: Knowledge) -> str:
    """Return the key by which a clinician overrides a refusal for an exercise; "" for one that no order can override.

    It names what the refusal is about, so that it lapses when that changes: another illness, another pattern.
    """
    match refusal.id:
        case "contraindicated":
            return _cautions_key(exercise, known, knowledge)
        case "pattern_avoids" | "pattern_waits":
            return f"{refusal.id}: {' '.join(known.picture.keys if known.picture else ('non_specific',))}"
        case "tension_waits" | "untested_direction":
            return refusal.id
    return ""


def is_within_reach(exercise: Exercise, known: Understanding, on: date, knowledge: Knowledge) -> bool:
    """Whether nothing lasting keeps an exercise out: no caution, no order, and what it needs is at hand. For trying a movement."""
    lasting = _contraindicated(exercise, known, knowledge) or _out_of_reach(exercise, known, knowledge)
    return lasting is None and not orders.is_off(known.orders, exercise.id, on)


def eased(direction: Direction, known: Understanding) -> bool:
    """Whether the person tried a direction and it eased the leg, in a probe or in sessions."""
    return (
        direction not in known.locks
        and known.likes.get(direction) != "worse"
        and (known.likes.get(direction) == "better" or direction in known.eased)
    )


def prefers(direction: Direction, known: Understanding) -> bool:
    """Whether a direction was tried and eased the leg, in a probe or in sessions, or a clinician set it."""
    is_ordered = known.orders.direction is direction and known.likes.get(direction) != "worse"
    return is_ordered or eased(direction, known)


def _rating(suitability: Suitability, stage: Stage) -> Rating:
    return suitability.later if suitability.later is not None and stage.id != "calm" else suitability.rating


def _contraindicated(exercise: Exercise, known: Understanding, knowledge: Knowledge, *, may_be_waived: bool = False) -> Refusal | None:
    """Return the caution that holds; else, or where a clinician has overridden those that do, what cannot be told yet: never overridden."""
    held = known.excluded.get(exercise.id)
    if held:
        refusal = Refusal("contraindicated", caution=exercise.cautions[held[0]])
        if not (may_be_waived and _is_waived(exercise, refusal, known, knowledge)):
            return refusal
    return Refusal("undecided", {"exercise": exercise.name}) if exercise.id in known.undecided else None


def _is_waived(exercise: Exercise, refusal: Refusal, known: Understanding, knowledge: Knowledge) -> bool:
    waived = known.orders.waived.get(exercise.id)
    return waived is not None and (key := waiver(exercise, refusal, known, knowledge)) != "" and key in waived


def _cautions_key(exercise: Exercise, known: Understanding, knowledge: Knowledge) -> str:
    """Name the answers behind the cautions that hold now; those of which nothing was said are named with "not"."""
    said: set[str] = set()
    for index in known.excluded.get(exercise.id, ()):
        about = list(leaves(exercise.cautions[index].when))
        true = {_written(leaf) for leaf in about if holds(leaf, known.answers, knowledge) is True}
        said |= true or {f"not {_written(leaf)}" for leaf in about}
    key = "contraindicated: " + ", ".join(sorted(said))
    return key if len(key) <= KEY_MOST else f"contraindicated: {blake2b(key.encode(), digest_size=16).hexdigest()}"


def _written(leaf: Leaf) -> str:
    return f"{leaf.question} {leaf.operator.value} {leaf.value}"


def _ordered_off(exercise: Exercise, known: Understanding, today: Today, knowledge: Knowledge) -> Refusal | None:
    return Refusal("ordered_off", {"exercise": exercise.name}) if orders.is_off(known.orders, exercise.id, today.on) else None


def _rests(exercise: Exercise, known: Understanding, today: Today, knowledge: Knowledge) -> Refusal | None:
    remembered = known.tried.get(exercise.id)
    if remembered is not None and remembered.rests_until is not None and tried.rests(remembered, today.on):
        days = (remembered.rests_until - today.on).days
        return Refusal(remembered.rest_reason, {"exercise": exercise.name, "days": days})
    locked = next((way for way in exercise.load.spine if way in LOCKABLE and way in known.locks), None) if known.locks else None
    if locked is not None:
        return Refusal(
            "direction_rests", {"direction": knowledge.reasons[f"direction_{locked.value}"].text, "sessions": known.locks[locked]}
        )
    if known.wishes.get(exercise.id) == "never":
        return Refusal("own_wish", {"exercise": exercise.name})
    if remembered is not None:
        kind = known.kinds.get(exercise.purpose, tried.Kind())
        if tried.worsening_chance(remembered, kind, knowledge) > knowledge.response["worsening_chance"].value:
            return Refusal("likely_to_worsen", {"exercise": exercise.name})
    return None


def _wrong_stage(exercise: Exercise, known: Understanding, today: Today, knowledge: Knowledge) -> Refusal | None:
    dose = exercise.doses.get(today.stage.dose_stage)
    if dose is None:
        return Refusal("later_stage", {"exercise": exercise.name, "stage": today.stage.name})
    tension_waits = exercise.load.neural_tension is Level.HIGH and today.stage.id in ("calm", "restore")
    if tension_waits and not _is_waived(exercise, Refusal("tension_waits"), known, knowledge):
        return Refusal("tension_waits", {"exercise": exercise.name})
    if today.easy and exercise.purpose in STRENGTH:
        return Refusal("flare_no_load" if today.strong is None else "strong_no_load", {"exercise": exercise.name})
    is_untested = dose.only_if_preferred and not any(prefers(direction, known) for direction in exercise.load.spine)
    if is_untested and not _is_waived(exercise, Refusal("untested_direction"), known, knowledge):
        return Refusal("untested_direction", {"exercise": exercise.name})
    return None


def _wrong_pattern(exercise: Exercise, known: Understanding, today: Today, knowledge: Knowledge) -> Refusal | None:
    rating, reason = rating_for(exercise, known, today.stage)
    if rating is Rating.AVOID and not _is_waived(exercise, Refusal("pattern_avoids"), known, knowledge):
        return Refusal("pattern_avoids", {"exercise": exercise.name, "why": reason})
    goes_on = exercise.purpose in COMFORT or exercise.id == WALK
    waits = rating is Rating.CAUTION and (today.stage.id == "calm" or today.flaring) and not goes_on
    waits = waits and not any(prefers(direction, known) for direction in exercise.load.spine if direction in LOCKABLE)
    if waits and not _is_waived(exercise, Refusal("pattern_waits"), known, knowledge):
        return Refusal("pattern_waits", {"exercise": exercise.name, "why": reason})
    if exercise.purpose is Purpose.NERVE and not painful_sides(known.answers):
        return Refusal("no_leg_symptoms", {"exercise": exercise.name})
    return None


def _out_of_reach(exercise: Exercise, known: Understanding, knowledge: Knowledge) -> Refusal | None:
    if exercise.load.floor and known.answers.get("floor_transfer", "no") == "no" and not exercise.load.bed:
        return Refusal("no_floor", {"exercise": exercise.name})
    if not exercise.equipment:
        return None
    said = known.answers.get("equipment")
    have = said if isinstance(said, tuple) else ("chair",)
    missing = next((thing for thing in exercise.equipment if thing not in ALWAYS_AT_HAND and thing not in have), None)
    return Refusal("no_equipment", {"exercise": exercise.name, "thing": missing}) if missing is not None else None
