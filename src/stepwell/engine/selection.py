"""Which exercise fills each slot: the best of the safe set, by suitability first, then by what was learned."""

from collections.abc import Collection
from datetime import date, timedelta
from functools import lru_cache
from hashlib import blake2b
from statistics import NormalDist

from msgspec import Struct
from msgspec.structs import replace

from stepwell.engine.dose import COMFORT, LOAD, STRENGTH
from stepwell.engine.known import Understanding
from stepwell.engine.rungs import gives_way, is_locked, is_outgrown
from stepwell.engine.safe_set import WALK, Today, eased, prefers, rating_for
from stepwell.engine.tried import Kind
from stepwell.knowledge.schema import Direction, Exercise, Knowledge, Purpose, Rating, Slot

SUITS = {Rating.RECOMMENDED: 0.30, Rating.OK: 0.15, Rating.CAUTION: 0.0, Rating.AVOID: -9.0}
"""How much a rating counts, in points of leg pain (design): a step outweighs any lesson of a few sessions."""
CORE = 0.08
PREFERRED = 0.10
KEPT = 0.06
OUTGROWN = 0.30
"""Taken off an exercise whose top was reached, so that the next step of its ladder takes over."""
FIRST_DIRECTION = 0.20
SETTLED_DIRECTION = 0.60
ONE_OF_A_KIND = frozenset({Purpose.NERVE, Purpose.DIRECTION, Purpose.RELIEF})
SWAPS_OFFERED = 3
UNTRIED = Kind()
SPINE_WAYS = (Direction.EXTENSION, Direction.FLEXION, Direction.SIDE_GLIDE)


class Chosen(Struct, frozen=True, kw_only=True):
    """One filled slot, and why this exercise: "eased", "ordered", "swapped", "suits", "core" or "only"."""

    slot: Slot
    exercise: Exercise
    why: str
    score: float


class Ranking(Struct, frozen=True, kw_only=True):
    """How the allowed exercises compare today.

    due: those whose turn it is and that are no step too far. way: the spine direction in use; None: none yet.
    """

    scores: dict[str, float]
    due: dict[str, Exercise]
    way: Direction | None


def ranked(allowed: dict[str, Exercise], known: Understanding, today: Today, knowledge: Knowledge) -> Ranking:
    """Return the score of every allowed exercise, in points of leg pain: higher is better; and which of them are due."""
    liked = {way for way in Direction if prefers(way, known)}
    return Ranking(
        scores={
            exercise.id: _score(exercise, liked, known, today) - OUTGROWN * is_outgrown(exercise, allowed, known, today, knowledge)
            for exercise in allowed.values()
        },
        due=_not_too_soon(allowed, known, today, knowledge),
        way=direction_in_use(allowed, known, today, knowledge),
    )


def chosen(allowed: dict[str, Exercise], ranking: Ranking, known: Understanding, today: Today, knowledge: Knowledge) -> list[Chosen]:
    """Fill the stage's slots from the allowed exercises.

    Args:
        allowed: the safe set, by id.
        ranking: how they compare.
        known: for what was tried, wished and ordered.
        today: the stage and its slots.
        knowledge: for the ladder from easier to harder.

    Returns:
        At most the stage's highest number, in slot order: pinned and added ones first come to their slots,
        then the best of each slot. New exercises are held to the stage's number a week.
    """
    ready = {exercise.id: exercise for exercise in ranking.due.values() if not gives_way(exercise, allowed, known, today, knowledge)}
    taken: list[Chosen] = []
    fresh_left = _new_allowed(known, today, knowledge)
    for slot in today.stage.slots:
        found = _for_slot(slot, ready, taken, ranking, known, today, fresh_left)
        if found is not None:
            fresh_left -= _is_new(found.exercise, known)
            taken.append(found)
    if not taken:
        taken = _comfort(ready, ranking, today)
    return _with_ordered(taken, allowed, known, today)


def _comfort(ready: dict[str, Exercise], ranking: Ranking, today: Today) -> list[Chosen]:
    """Return a position of ease, or breathing, for a day on which nothing else is left: better than an empty plan."""
    easy = [exercise for exercise in ready.values() if exercise.purpose in (Purpose.RELIEF, Purpose.RELAXATION)]
    easy.sort(key=lambda exercise: (exercise.purpose is not Purpose.RELIEF, -ranking.scores[exercise.id], exercise.id))
    return [
        Chosen(slot=today.stage.slots[0], exercise=exercise, why="standard", score=ranking.scores[exercise.id]) for exercise in easy[:1]
    ]


def _not_too_soon(allowed: dict[str, Exercise], known: Understanding, today: Today, knowledge: Knowledge) -> dict[str, Exercise]:
    """Return what is due today and no step too far: of a harder version, an easier one was mastered first."""
    resting = {purpose for purpose in STRENGTH if not _is_strength_day(purpose, known, today, knowledge)}
    return {
        exercise.id: exercise
        for exercise in allowed.values()
        if exercise.purpose not in resting
        and _has_days_left(exercise, known, today)
        and not is_locked(exercise, allowed, known, today, knowledge)
    }


def swaps(exercise: Exercise, possible: dict[str, Exercise], present: set[str], ranking: Ranking) -> tuple[str, ...]:
    """Return what may stand in for an exercise with the same purpose, best first; ``possible`` is what is not too soon."""
    same = [other for other in possible.values() if other.purpose is exercise.purpose and other.id not in present]
    same.sort(key=lambda other: (-ranking.scores[other.id], other.id))
    return tuple(other.id for other in same[:SWAPS_OFFERED])


def direction_in_use(allowed: dict[str, Exercise], known: Understanding, today: Today, knowledge: Knowledge) -> Direction | None:
    """Return the spine direction to use: set by a clinician and not worse since, tried and liked, or first of the pattern's own."""
    ordered = known.orders.direction
    if ordered is not None and known.likes.get(ordered) != "worse":
        return ordered
    open_ways = [way for way in SPINE_WAYS if way not in known.locks]
    scores = {way: score for way in open_ways if (score := _direction_score(way, known, today, knowledge)) is not None}
    possible = {way for exercise in allowed.values() if exercise.purpose is Purpose.DIRECTION for way in exercise.load.spine}
    return max(possible.intersection(scores) or scores, key=lambda way: (scores[way], way), default=None)


def _direction_score(way: Direction, known: Understanding, today: Today, knowledge: Knowledge) -> float | None:
    """Return how good a direction looks, chance included until one is settled.

    None when it made things worse, and when neither the pattern nor the person's own tries speak for it: chance
    chooses among what suits, and never tries what does not.
    """
    if known.likes.get(way) == "worse":
        return None
    first = known.picture.directions if known.picture else ()
    score = SETTLED_DIRECTION * prefers(way, known) + FIRST_DIRECTION * (way in first[:1])
    if way not in first and not prefers(way, known):
        return None
    chance = knowledge.response["choice_noise"].value * knowledge.response["family_sd"].value
    return score + chance * noise(known.seed, today.on, way.value)


def noise(seed: int, on: date, what: str) -> float:
    """Return a normal deviate that is the same for a person, a week and a thing: chance that can be replayed."""
    year, week, _ = on.isocalendar()
    return _drawn(seed, year, week, what)


@lru_cache(maxsize=256)
def _drawn(seed: int, year: int, week: int, what: str) -> float:
    drawn = int.from_bytes(blake2b(f"{seed}:{year}:{week}:{what}".encode(), digest_size=7).digest())
    return NormalDist().inv_cdf((drawn + 0.5) / 2**56)


def _for_slot(
    slot: Slot, ready: dict[str, Exercise], taken: list[Chosen], ranking: Ranking, known: Understanding, today: Today, fresh_left: int
) -> Chosen | None:
    way = ranking.way
    for purpose in slot.purposes:
        if purpose in ONE_OF_A_KIND and any(other.exercise.purpose is purpose for other in taken):
            continue
        candidates = [
            exercise
            for exercise in ready.values()
            if exercise.purpose is purpose
            and not any(other.exercise.id == exercise.id for other in taken)
            and (fresh_left > 0 or not _is_new(exercise, known) or (purpose is Purpose.DIRECTION and known.orders.direction is way))
            and (purpose is not Purpose.DIRECTION or (way is not None and _may_lead(exercise, way, known, today)))
            and not _against(exercise, way, purpose)
        ]
        candidates = [exercise for exercise in candidates if not _is_twin(exercise, taken)] or candidates
        if candidates:
            best = max(candidates, key=lambda exercise: (ranking.scores[exercise.id], exercise.id))
            return Chosen(slot=slot, exercise=best, why=_why(best, known, today), score=ranking.scores[best.id])
    return None


def _may_lead(exercise: Exercise, way: Direction, known: Understanding, today: Today) -> bool:
    """Whether an exercise may stand for a direction: one that was not yet tried only where the pattern speaks for it."""
    suits = rating_for(exercise, known, today.stage)[0] in (Rating.RECOMMENDED, Rating.OK)
    return way in exercise.load.spine and (suits or prefers(way, known))


def _is_twin(exercise: Exercise, taken: list[Chosen]) -> bool:
    """Whether the easier or the harder version of the same thing is in the session already."""
    same = [other.exercise for other in taken if other.exercise.purpose is exercise.purpose]
    return any(other.id in (*exercise.progressions, *exercise.regressions) or exercise.id in other.progressions for other in same)


def _against(exercise: Exercise, way: Direction | None, purpose: Purpose) -> bool:
    """Whether a stretch goes to the end of the direction opposite to the one in use."""
    if purpose is not Purpose.MOBILITY or way not in (Direction.EXTENSION, Direction.FLEXION):
        return False
    opposite = Direction.FLEXION if way is Direction.EXTENSION else Direction.EXTENSION
    return exercise.load.end_range and opposite in exercise.load.spine and way not in exercise.load.spine


def _score(exercise: Exercise, liked: Collection[Direction], known: Understanding, today: Today) -> float:
    rating, _ = rating_for(exercise, known, today.stage)
    remembered = known.tried.get(exercise.id)
    kind = known.kinds.get(exercise.purpose, UNTRIED)
    eased = -(kind.mean + remembered.mean) if remembered else -kind.mean
    kept = KEPT if remembered is not None and remembered.days else 0.0
    wish = PREFERRED if known.wishes.get(exercise.id) == "prefer" else 0.0
    steered = exercise.purpose not in LOAD and any(way in liked for way in exercise.load.spine)
    preferred = FIRST_DIRECTION if steered else 0.0
    return SUITS[rating] + eased + kept + wish + preferred + CORE * exercise.core


def _why(exercise: Exercise, known: Understanding, today: Today) -> str:
    remembered = known.tried.get(exercise.id)
    if remembered is not None and remembered.times >= 2 and remembered.mean < 0 and remembered.greens >= 2:
        return "eased"
    if exercise.purpose is Purpose.DIRECTION:
        if any(eased(way, known) for way in exercise.load.spine):
            return "direction_liked"
        if known.orders.direction in exercise.load.spine:
            return "direction_tested" if known.orders.is_direction_tested else "direction_set"
        own = [way for way in known.picture.directions if way in SPINE_WAYS] if known.picture else []
        return "direction_first" if any(way in own[:1] for way in exercise.load.spine) else "direction_try"
    if exercise.core:
        return "core"
    rating, _ = rating_for(exercise, known, today.stage)
    return "suits" if rating is Rating.RECOMMENDED else "standard"


def _is_new(exercise: Exercise, known: Understanding) -> bool:
    """Whether an exercise would be introduced today; a position of ease, or breathing, needs no getting used to."""
    return exercise.id not in known.tried and exercise.purpose not in COMFORT


def _new_allowed(known: Understanding, today: Today, knowledge: Knowledge) -> int:
    """Return how many exercises may be introduced: any in the first session, then so many a week."""
    if not known.sessions or (known.session_count == 1 and known.sessions[-1] == today.on):
        return 99
    week = today.on - timedelta(days=7)
    first_day = min((tried.first_on for tried in known.tried.values() if tried.first_on), default=today.on)
    counted = [tried for exercise, tried in known.tried.items() if knowledge.exercises[exercise].purpose not in COMFORT]
    introduced = sum(1 for tried in counted if tried.first_on and tried.first_on > week and tried.first_on != first_day)
    return max(0, today.stage.new_a_week - introduced)


def _has_days_left(exercise: Exercise, known: Understanding, today: Today) -> bool:
    """Whether an exercise's days a week leave room for it today."""
    remembered, most = known.tried.get(exercise.id), exercise.doses[today.stage.dose_stage].per_week[1]
    if remembered is None or len(remembered.days) < most:
        return True
    return sum(1 for day in remembered.days if 0 < (today.on - day).days < 7) < most


def _is_strength_day(purpose: Purpose, known: Understanding, today: Today, knowledge: Knowledge) -> bool:
    """Whether strength work of a kind has rested long enough: another exercise of the same kind is no rest for the same muscles."""
    if today.stage.id in ("calm", "restore"):
        return True
    rest = knowledge.response["strength_rest_days"].value
    if any(0 < (today.on - day).days <= rest for day in _days_of({purpose}, known, knowledge)):
        return False
    if today.stage.id != "maintain":
        return True
    lately = {day for day in _days_of(STRENGTH, known, knowledge) if 0 < (today.on - day).days < 7}
    return len(lately) < knowledge.response["maintain_strength_days"].value


def _days_of(purposes: Collection[Purpose], known: Understanding, knowledge: Knowledge) -> set[date]:
    """Return the days of the last week on which something of these kinds was done."""
    return {day for exercise, tried in known.tried.items() if knowledge.exercises[exercise].purpose in purposes for day in tried.days}


def _with_ordered(taken: list[Chosen], allowed: dict[str, Exercise], known: Understanding, today: Today) -> list[Chosen]:
    """Put in what a clinician pinned or added; in a full session in place of the slot's own choice, or of what matters least."""
    most = max(today.stage.exercises[1], len(known.orders.pinned))
    # What a slot chose by itself is held to the minutes like every other; what a clinician asked for gives way last.
    named = {*known.orders.pinned, *known.orders.added}
    taken = [replace(one, why="ordered") if one.exercise.id in named else one for one in taken]
    for wanted in (*known.orders.pinned, *known.orders.added):
        exercise = allowed.get(wanted)
        if exercise is None or wanted == WALK or any(other.exercise.id == wanted for other in taken):
            continue  # the walk stands beside every session anyway
        slot = next((slot for slot in today.stage.slots if exercise.purpose in slot.purposes), _least(today.stage.slots))
        if len(taken) >= most:
            others = [other for other in taken if other.why != "ordered"]
            if not others:
                continue
            taken = [other for other in taken if other is not max(others, key=lambda other: (other.slot.id == slot.id, other.slot.keep))]
        taken = [Chosen(slot=slot, exercise=exercise, why="ordered", score=9.0), *taken]
    return sorted(taken, key=lambda one: [slot.id for slot in today.stage.slots].index(one.slot.id))


def _least(slots: tuple[Slot, ...]) -> Slot:
    """Return the slot that is the first to go when time is short."""
    return max(slots, key=lambda slot: slot.keep)
