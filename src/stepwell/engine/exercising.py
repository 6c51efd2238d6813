"""Taking in what was done: sessions with their responses, and movement probes."""

from datetime import date
from typing import Literal

from msgspec.structs import replace

from stepwell.engine import hurting, last_time, pausing, probe, safety, walking
from stepwell.engine.dose import LOAD, effort_of, stepped_back
from stepwell.engine.known import Pending, Understanding, with_day, with_event
from stepwell.engine.log import Item, Probe, Session
from stepwell.engine.tried import Kind, Tried, Zone, after, learned, zone
from stepwell.knowledge.schema import Direction, Exercise, Knowledge, Purpose

LOCKABLE = frozenset({Direction.EXTENSION, Direction.FLEXION, Direction.SIDE_GLIDE, Direction.ROTATION})
KEPT_SESSION_DAYS = 28


def session_taken_in(known: Understanding, session: Session, knowledge: Knowledge) -> Understanding:
    """Take in a session: each exercise's zone, what it teaches, and what rests because of it."""
    done = [item for item in session.items if item.was_felt and item.exercise in knowledge.exercises]
    after_gap = _after_gap(known, session.on, knowledge) if done else known
    walked = walking.walked(after_gap.walk, session.on) if session.walked_minutes else after_gap.walk
    if not done:
        return replace(after_gap, walk=walked)
    known = replace(after_gap, walk=walked)
    zones = [zone(item, session.leg_before, knowledge) for item in done]
    for item, found in zip(done, zones, strict=True):
        known = _exercise_taken_in(known, item, found, session.on, knowledge)
    if any(item.hurt is not None and hurting.needs_check(item.hurt, knowledge) for item in done):
        known = with_event(replace(known, safety=safety.ask_again(known.safety)), "hurt_check", session.on)
    known = replace(known, last_times=last_time.remembered(known.last_times, session, knowledge))
    return _session_counted(known, session.on, done, zones, knowledge)


def probe_taken_in(known: Understanding, fact: Probe, knowledge: Knowledge) -> Understanding:
    """Take in a tried direction: better makes it the one to use, worse rests it."""
    found = probe.result(fact, knowledge)
    known = replace(known, likes=known.likes | {fact.direction: found})
    told = with_event(known, f"probe_{found}", fact.on, direction=knowledge.reasons[f"direction_{fact.direction.value}"].text)
    if found == "worse":
        told = rested(told, (fact.direction,), knowledge)
    elif found == "better":
        told = replace(told, locks={direction: left for direction, left in told.locks.items() if direction is not fact.direction})
    return replace(told, safety=safety.ask_again(told.safety)) if fact.new_numbness else told


def _exercise_taken_in(known: Understanding, item: Item, found: Zone, on: date, knowledge: Knowledge) -> Understanding:
    exercise = knowledge.exercises[item.exercise]
    tried, kind = learned(
        known.tried.get(exercise.id, _fresh(knowledge)), known.kinds.get(exercise.purpose, _fresh_kind(knowledge)), item, knowledge
    )
    tried = after(tried, item, found, on, knowledge)
    known = replace(known, tried=known.tried | {exercise.id: tried}, kinds=known.kinds | {exercise.purpose: kind})
    if found is Zone.GREEN and item.was_made_smaller:
        return with_event(known, "made_smaller", on, exercise=exercise.name)
    if found is Zone.GREEN:
        return _eased(known, exercise, tried, knowledge)
    known = replace(known, eased=tuple(way for way in known.eased if way not in exercise.load.spine))
    if tried.rests_until is None or tried.last_on != on or tried.ambers:
        return with_event(known, "exercise_cut", on, exercise=exercise.name)
    known = with_event(known, tried.rest_reason, on, exercise=exercise.name, days=(tried.rests_until - on).days)
    if found is Zone.RED_DIRECTION:
        known = rested(known, _directions(exercise), knowledge)
    if found is Zone.RED_NERVE:
        known = replace(known, safety=safety.ask_again(known.safety))
    return known


def _eased(known: Understanding, exercise: Exercise, tried: Tried, knowledge: Knowledge) -> Understanding:
    """Note a direction whose exercise has gone well often enough and tends to ease the leg."""
    believed = tried.mean + known.kinds[exercise.purpose].mean
    often = tried.greens >= knowledge.response["mastered_greens"].value
    if exercise.purpose is not Purpose.DIRECTION or not often or believed > -knowledge.response["eased_by"].value:
        return known
    return replace(known, eased=tuple(sorted({*known.eased, *_directions(exercise)})))


def _session_counted(known: Understanding, on: date, done: list[Item], zones: list[Zone], knowledge: Knowledge) -> Understanding:
    exercises = [knowledge.exercises[item.exercise] for item in done]
    used = {direction for exercise in exercises for direction in _directions(exercise)}
    clean = all(found is Zone.GREEN for found in zones) and not any(item.was_made_smaller for item in done)
    red = any(found in (Zone.RED_LOAD, Zone.RED_DIRECTION, Zone.RED_NERVE) for found in zones)
    same_day = known.pending if known.pending and known.pending.on == on else None
    loaded = any(exercise.purpose in LOAD for exercise in exercises)
    return replace(
        known,
        sessions=(*(day for day in known.sessions if day != on and (on - day).days < KEPT_SESSION_DAYS), on),
        session_count=known.session_count + (on not in known.sessions),
        doses=replace(known.doses, effort=effort_of(tuple(done), known.doses.effort, knowledge)),
        pending=Pending(on=on, clean=clean and (same_day is None or same_day.clean), loaded=loaded or bool(same_day and same_day.loaded)),
        locks=_unlocked(known.locks, used) if clean else known.locks,
        directions_used=tuple(sorted(used)),
        step_backs=with_day(known.step_backs, on) if red else known.step_backs,
    )


def _after_gap(known: Understanding, on: date, knowledge: Knowledge) -> Understanding:
    """Start lower after a week or more away: once, at the first session back. After fewer days that one session alone is lighter.

    Three days between sessions are usual for somebody who exercises twice a week: a cut that stayed would
    take more from them each week than good sessions give back, and end at the lowest dose for ever.
    """
    factor = gap_factor(known, on, knowledge)
    if factor == 1.0:
        return known
    known = replace(known, walk=replace(known.walk, walked_on=()))
    is_short = missed_days(known, on) < knowledge.response["gap_long_days"].value
    return known if is_short else replace(known, doses=stepped_back(known.doses, factor, knowledge))


def gap_factor(known: Understanding, on: date, knowledge: Knowledge) -> float:
    """Return what days without a session leave of the dose; 1 when there were few, or none was ever done."""
    return factor_after(missed_days(known, on), known, knowledge)


def factor_after(missed: int, known: Understanding, knowledge: Knowledge) -> float:
    """Return what so many whole days away leave of a dose."""
    if missed >= knowledge.response["gap_long_days"].value:
        return knowledge.response["gap_long_dose"].value
    return knowledge.response["gap_short_dose"].value if missed >= days_that_lighten(known, knowledge) else 1.0


def days_that_lighten(known: Understanding, knowledge: Knowledge) -> int:
    """Return after how many whole days without a session one is welcomed back to a lighter one: in Maintain a few are as planned."""
    is_kept_up = (known.orders.stage or known.standing.stage) == "maintain"
    return int(knowledge.response["gap_short_days_maintain" if is_kept_up else "gap_short_days"].value)


def is_long_away(known: Understanding, on: date, knowledge: Knowledge) -> bool:
    """Whether so many days passed without a session that the whole safety check comes first."""
    return missed_days(known, on) >= knowledge.response["gap_again_days"].value


def is_back_from_silence(known: Understanding, on: date, knowledge: Knowledge) -> bool:
    """Whether this check-in ends a week or more without a session and without a check-in: a level from before then says little."""
    least = knowledge.response["gap_long_days"].value
    told_on = max((day.on for day in known.pain.days if day.on < on), default=known.standing.since)
    is_away = not known.sessions or missed_days(known, on) >= least
    return is_away and told_on is not None and (on - told_on).days - 1 >= least


def missed_days(known: Understanding, on: date) -> int:
    """Return how many whole days lie between the last session and ``on``; 0 when there was none."""
    return max(0, (on - known.sessions[-1]).days - 1) if known.sessions else 0


def back_from(known: Understanding, on: date, knowledge: Knowledge) -> tuple[Literal["welcome_back", "after_pause"], int]:
    """Return what days without a session are called, and how many: the person's own, or a pause for safety, which is no absence.

    The dose after either is as careful: a body that rested is the same whoever decided it.
    """
    paused = paused_days(known, on)
    own = missed_days(known, on) - paused
    return ("after_pause", paused) if paused and own < days_that_lighten(known, knowledge) else ("welcome_back", own)


def paused_days(known: Understanding, on: date) -> int:
    """Return for how many of the days since the last session exercise was paused for safety."""
    return pausing.days_between(known.paused, known.sessions[-1], on) if known.sessions else 0


def rested(known: Understanding, directions: tuple[Direction, ...], knowledge: Knowledge) -> Understanding:
    """Let directions rest until enough sessions without them went well."""
    needed = int(knowledge.response["unlock_greens"].value)
    return replace(known, locks=known.locks | {direction: needed for direction in directions if direction in LOCKABLE})


def _unlocked(locks: dict[Direction, int], used: set[Direction]) -> dict[Direction, int]:
    """Count one good session for every resting direction that was not part of it."""
    counted = {direction: left - (direction not in used) for direction, left in locks.items()}
    return {direction: left for direction, left in counted.items() if left > 0}


def _directions(exercise: Exercise) -> tuple[Direction, ...]:
    return tuple(direction for direction in exercise.load.spine if direction in LOCKABLE)


def _fresh(knowledge: Knowledge) -> Tried:
    return Tried(variance=knowledge.response["exercise_sd"].value ** 2)


def _fresh_kind(knowledge: Knowledge) -> Kind:
    return Kind(variance=knowledge.response["family_sd"].value ** 2)
