"""A session: the chosen exercises with their doses, fitted to the minutes a person has."""

from datetime import date
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from stepwell.engine import dose, dose_change, exercising, flare, keeping_up, last_time, timetable
from stepwell.engine.decision import Prescription
from stepwell.engine.dose import COMFORT, Amount
from stepwell.engine.fitting import Part, fewer_for_now, fitted, minutes, short_version
from stepwell.engine.known import Understanding
from stepwell.engine.last_time import LastTime
from stepwell.engine.log import Order
from stepwell.engine.orders import is_named
from stepwell.engine.pattern import painful_sides
from stepwell.engine.safe_set import Today
from stepwell.engine.selection import Chosen, Ranking, swaps
from stepwell.engine.telling import item_reasons
from stepwell.knowledge.schema import DoseRange, Exercise, Knowledge, Purpose, Sides

LEAST_MINUTES = 5
USUAL_MINUTES = 15
"""Minutes taken when a person has not said how many they have (design)."""
SETBACKS = frozenset({"morning_worse", "said_worse", "moved_down"})
"""Events after which nothing grows before a session was done."""
POSITIONS = ("supine", "side_lying", "prone", "quadruped", "kneeling", "sitting", "standing")


class Made(Struct, frozen=True, kw_only=True):
    """A session as it will be shown."""

    items: tuple[Prescription, ...]
    short: tuple[str, ...]
    minutes: int
    short_minutes: int
    sessions_a_day: int
    is_lighter: bool = False
    small: keeping_up.Why = ""


class Bounds(Struct, frozen=True, kw_only=True):
    """What holds for every dose of a day.

    factor: what the day leaves of a dose. growth: how many times its last dose an exercise may reach.
    least: the fewest repetitions of a movement without a long hold. last: the last day with a session before it.
    """

    factor: float
    growth: float
    least: int
    last: LastTime | None


def made(
    picked: list[Chosen], safe: dict[str, Exercise], ranking: Ranking, known: Understanding, today: Today, knowledge: Knowledge
) -> Made:
    """Return the session made of the chosen exercises, and its five-minute version.

    Args:
        picked: in slot order.
        safe: every exercise allowed today, for swaps.
        ranking: how they compare.
        known: doses, orders, wishes.
        today: the stage and where a flare stands.
        knowledge: the numbers.
    """
    bounds = _bounds(known, today, knowledge)
    parts = _swapped([_part(one, bounds, known, today, knowledge) for one in picked], safe, bounds, known, today, knowledge)
    small = keeping_up.why_small(known.sessions, known.session_count, known.sure, known.standing, today.on, knowledge, known.paused)
    parts.sort(key=lambda part: (part.exercise.purpose is not Purpose.RELIEF, POSITIONS.index(part.exercise.position)))
    sessions, room = _room(known, today, knowledge)
    kept = fitted(parts, room * 60, knowledge.pace)
    kept = fewer_for_now(kept, keeping_up.most_exercises(small, len(kept), knowledge))
    short = short_version(kept, knowledge.pace)
    present = {part.exercise.id for part in kept}
    before = [None, *(part.exercise.position for part in kept)]
    # A position of ease or a way to relax is never a step too far.
    possible = {one.id: one for one in safe.values() if one.purpose in COMFORT} | ranking.due
    items = tuple(
        _written(part, position, swaps(part.exercise, possible, present, ranking), ranking, bounds, sessions, known, today, knowledge)
        for part, position in zip(kept, before, strict=False)
    )
    return Made(
        items=items,
        short=tuple(part.exercise.id for part in short),
        minutes=minutes(kept, knowledge.pace),
        short_minutes=minutes(short, knowledge.pace),
        sessions_a_day=sessions,
        is_lighter=is_lighter_week(known, today.on, knowledge),
        small=small,
    )


def day_factor(known: Understanding, today: Today, knowledge: Knowledge) -> float:
    """Return what today's circumstances leave of a dose: strong pain, a flare, days away, a lighter week, a sore morning."""
    factor = min(
        knowledge.response["flare_dose"].value if today.brought_back else 1.0,
        flare.dose_factor(flare.day_of(known.flare, today.on, knowledge), today.on, knowledge),
        exercising.gap_factor(known, today.on, knowledge),
        knowledge.response["deload_dose"].value if is_lighter_week(known, today.on, knowledge) else 1.0,
    )
    return factor * (knowledge.response["morning_strict_cut"].value if known.easy_on == today.on else 1.0)


def is_lighter_week(known: Understanding, on: date, knowledge: Knowledge) -> bool:
    """Whether this is every sixth week of the build stage."""
    if known.standing.stage != "build" or known.standing.since is None:
        return False
    every = int(knowledge.response["deload_week"].value)
    return (on - known.standing.since).days // 7 % every == every - 1


def _bounds(known: Understanding, today: Today, knowledge: Knowledge) -> Bounds:
    """Return what holds for every dose: nothing grows with strong pain, after days away, or after a setback that no session followed."""
    last = last_time.before(known.last_times, today.on)
    held = today.strong is not None or exercising.gap_factor(known, today.on, knowledge) < 1.0
    held = held or any(event.id in SETBACKS and (last is None or event.on > last.on) for event in known.events)
    return Bounds(
        factor=day_factor(known, today, knowledge),
        growth=1.0 if held else knowledge.response["most_growth"].value,
        least=int(knowledge.response["least_repetitions"].value),
        last=last,
    )


def _part(one: Chosen, bounds: Bounds, known: Understanding, today: Today, knowledge: Knowledge) -> Part:
    exercise = one.exercise
    allowed = exercise.doses[today.stage.dose_stage]
    wanted = _wanted(exercise, allowed, bounds, known, today, knowledge)
    order = known.orders.doses.get(exercise.id)

    def grown(sets: int) -> Amount:
        return _capped(_gently(replace(wanted, sets=min(sets, wanted.sets)), exercise, bounds, known, today), exercise, known)

    amount = grown(wanted.sets) if order is None else _capped(_ordered(wanted, order, today), exercise, known)
    side = _side(exercise, known)
    return Part(
        chosen=one,
        allowed=allowed,
        amount=amount,
        by_therapist=order is not None,
        side=side,
        work_s=timetable.work_s(amount, side, allowed, knowledge.pace),
        grown=grown,
    )


def _gently(wanted: Amount, exercise: Exercise, bounds: Bounds, known: Understanding, today: Today) -> Amount:
    """Return what may be done of a dose today, after the last time it was done."""
    if exercise.purpose in COMFORT:
        return wanted
    return dose.grown_gently(wanted, _former(exercise, bounds, known, today), bounds.growth, bounds.least)


def _ordered(wanted: Amount, order: Order, today: Today) -> Amount:
    given = replace(
        wanted,
        sets=order.sets or wanted.sets,
        repetitions=order.repetitions or wanted.repetitions,
        hold_s=wanted.hold_s if order.hold_s is None else order.hold_s,
    )
    return dose.smaller(given, wanted) if today.easy else given  # a flare-up's softer days soften what was set, too


def _wanted(exercise: Exercise, allowed: DoseRange, bounds: Bounds, known: Understanding, today: Today, knowledge: Knowledge) -> Amount:
    """Return the dose that the rules want today, however large the last one was."""
    if exercise.purpose in COMFORT:
        start = dose.amount(allowed, 1.0)
        return replace(start, hold_s=min(start.hold_s, int(knowledge.response["relief_hold_s"].value)), minutes=min(start.minutes, 3))
    own = dose.own_share(exercise, known.tried.get(exercise.id), known.doses, today.stage, knowledge)
    grown = dose.factor_for(exercise, known.doses, today.stage)
    reached = grown if today.strong is None else min(1.0, grown)  # what grew with less pain is not for strong pain
    return dose.amount(allowed, reached * own * bounds.factor, least=bounds.least)


def _capped(amount: Amount, exercise: Exercise, known: Understanding) -> Amount:
    """Keep to the shortest hold that the person's own cautions allow."""
    limits = [exercise.cautions[index].hold_at_most_s for index in known.adapted.get(exercise.id, ())]
    return replace(amount, hold_s=min([amount.hold_s, *(limit for limit in limits if limit is not None)]))


def _former(exercise: Exercise, bounds: Bounds, known: Understanding, today: Today) -> Amount | None:
    """Return the dose of an exercise in the last session before today, or the last time it was done; None where it never was."""
    tried = known.tried.get(exercise.id)
    if tried is None or tried.last_on is None:
        return None
    if bounds.last is not None and exercise.id in bounds.last.planned:
        return bounds.last.planned[exercise.id]
    if tried.first_on == today.on:
        return None
    return Amount(sets=tried.sets, repetitions=tried.repetitions, hold_s=tried.hold_s, minutes=tried.minutes)


def _swapped(
    parts: list[Part], safe: dict[str, Exercise], bounds: Bounds, known: Understanding, today: Today, knowledge: Knowledge
) -> list[Part]:
    """Exchange what the person swapped today for an allowed exercise of the same purpose; leave out what they skipped."""
    wanted = {swap.exercise: swap.to for swap in known.swaps if swap.on == today.on}
    result: list[Part] = []
    for part in parts:
        if part.exercise.id not in wanted:
            result.append(part)
            continue
        other = safe.get(wanted[part.exercise.id] or "")
        if other is not None and other.purpose is part.exercise.purpose and all(kept.exercise.id != other.id for kept in parts):
            result.append(_part(replace(part.chosen, exercise=other, why="swapped"), bounds, known, today, knowledge))
    return result


def _room(known: Understanding, today: Today, knowledge: Knowledge) -> tuple[int, int]:
    """Return how many sessions a day, and how many minutes each may take: together never above what the person gave.

    Whom strong pain brings back to the calm set does it once, and no longer than one of several would be.
    """
    given = known.answers.get("minutes_a_day", USUAL_MINUTES)
    minutes = min(int(given) if isinstance(given, int | float) else USUAL_MINUTES, int(knowledge.response["most_minutes_a_day"].value))
    fewest, most = today.stage.sessions_a_day
    wanted = max(fewest, min(most, round(fewest * known.doses.relief)))
    sessions = max(1, min(wanted, minutes // max(LEAST_MINUTES, today.stage.minutes[0])))
    return 1 if today.brought_back else sessions, min(today.stage.minutes[1], minutes // sessions)


def _written(
    part: Part,
    before: str | None,
    others: tuple[str, ...],
    ranking: Ranking,
    bounds: Bounds,
    sessions: int,
    known: Understanding,
    today: Today,
    knowledge: Knowledge,
) -> Prescription:
    exercise, amount = part.exercise, part.amount
    change, text = dose_change.since(_former(exercise, bounds, known, today), known.tried.get(exercise.id), amount)
    return Prescription(
        exercise=exercise.id,
        name=exercise.name,
        slot=part.chosen.slot.id,
        side=part.side,
        sets=amount.sets,
        repetitions=amount.repetitions,
        hold_s=amount.hold_s,
        minutes=amount.minutes,
        rest_s=part.allowed.rest_s,
        tempo_s=part.allowed.tempo_s,
        per_day=min(sessions, part.allowed.per_day[1]),
        total_s=timetable.ready_s(exercise.position, before, knowledge.pace) + part.work_s,
        effort=part.allowed.effort,
        note=part.allowed.note,
        first_side=_easier_side(known) if part.side in ("each", "alternating") and not amount.minutes else None,
        change=change,
        change_text=text,
        cautions=_cautions(exercise, known, knowledge),
        set_by="therapist" if part.is_ordered or is_named(known.orders, exercise.id) else "programme",
        set_words=known.orders.notes.get(exercise.id, ""),
        swaps=others,
        reasons=item_reasons(part.chosen, ranking.way, change, amount, known, today, knowledge),
    )


def _cautions(exercise: Exercise, known: Understanding, knowledge: Knowledge) -> tuple[str, ...]:
    """Return how this person should adapt the exercise: their own cautions, and the hour after rising for bending."""
    own = tuple(exercise.cautions[index].text for index in known.adapted.get(exercise.id, ()))
    keys = known.picture.keys if known.picture else ()
    waits = any(key in exercise.not_first_hour for key in keys)
    return (*own, knowledge.reasons["not_first_hour"].text) if waits else own


def _side(exercise: Exercise, known: Understanding) -> timetable.Sides:
    """Return which sides an exercise is done for: the sore one alone where it is meant for it."""
    if exercise.sides is not Sides.ONE:
        return "both" if exercise.sides is Sides.BOTH else "alternating"
    sore = painful_sides(known.answers)
    if not exercise.sore_side_only or len(sore) != 1:
        return "each"
    return "left" if "left" in sore else "right"


def _easier_side(known: Understanding) -> Literal["left", "right"]:
    """Return the side to begin with: the one that does not hurt, the left when neither or both do."""
    return "right" if painful_sides(known.answers) == {"left"} else "left"
