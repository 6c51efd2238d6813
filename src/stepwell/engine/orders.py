"""What a clinician has set, as it stands now: obeyed at once, within the safety gate and the cautions."""

from datetime import date
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from stepwell.engine.clinicians import Order, OwnExercise
from stepwell.knowledge.schema import Direction

OWN_MOST = 8
"""Exercises of the clinic's own that one person can have at a time; a ninth takes the place of the oldest."""


class Orders(Struct, frozen=True, kw_only=True):
    """Orders in force.

    Attributes:
        added, pinned, removed: exercise ids. An added one joins where it fits; a pinned one is always in.
        held: exercise id -> the last day of the pause; None for open-ended.
        doses: exercise id -> the order with its sets, repetitions or seconds.
        stage: the highest stage allowed, and used; None when not set.
        direction: the movement direction to use; direction_by: who set it; is_direction_tested: they tested it on examining.
        notes: exercise id -> the therapist's own words.
        waived: exercise id -> the keys of warnings that a clinician overrode for it, with a reason.
        own: exercises of the clinic's own, by id. note: words for the person.
    """

    added: tuple[str, ...] = ()
    pinned: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    held: dict[str, date | None] = {}
    doses: dict[str, Order] = {}
    stage: str | None = None
    direction: Direction | None = None
    direction_by: Literal["therapist", "doctor"] = "therapist"
    is_direction_tested: bool = False
    notes: dict[str, str] = {}
    waived: dict[str, tuple[str, ...]] = {}
    own: dict[str, OwnExercise] = {}
    note: str = ""


def given(standing: Orders, order: Order) -> Orders:
    """Return the orders in force after one more. A later order about the same thing replaces the earlier."""
    exercise = order.exercise
    match order.order:
        case "stage":
            return replace(standing, stage=order.stage)
        case "direction":
            return replace(standing, direction=order.direction, direction_by=order.by, is_direction_tested=False)
        case "lift" if order.stage or order.direction:
            stage, way = None if order.stage else standing.stage, None if order.direction else standing.direction
            return replace(standing, stage=stage, direction=way)
        case "lift":
            return _lifted(standing, exercise) if exercise else Orders()
        case "note":
            return replace(standing, note=order.reason)
        case "own" if order.own is not None:
            return replace(standing, own=_newest_last(standing.own, order.own))
    return _given_for(standing, order, exercise) if exercise else standing


def _given_for(standing: Orders, order: Order, exercise: str) -> Orders:
    """Take in an order about one exercise of the library."""
    noted = replace(standing, notes=standing.notes | {exercise: order.reason}) if order.reason else standing
    fresh = _lifted(noted, exercise, keep_notes=True)
    match order.order:
        case "add":
            return _overriding(replace(fresh, added=(*fresh.added, exercise)), order)
        case "pin":
            return _overriding(replace(fresh, pinned=(*fresh.pinned, exercise), doses=noted.doses), order)
        case "remove":
            return replace(fresh, removed=(*fresh.removed, exercise))
        case "hold":
            return replace(noted, held=noted.held | {exercise: order.until})
        case "dose":
            return replace(noted, doses=noted.doses | {exercise: order})
    return standing


def is_named(standing: Orders, exercise: str) -> bool:
    """Whether an order asks for an exercise, whether or not the programme would have chosen it too."""
    return exercise in standing.pinned or exercise in standing.added or exercise in standing.doses


def is_off(standing: Orders, exercise: str, today: date) -> bool:
    """Whether an order keeps an exercise out today."""
    if exercise in standing.removed:
        return True
    if exercise not in standing.held:
        return False
    until = standing.held[exercise]
    return until is None or today <= until


def _overriding(standing: Orders, order: Order) -> Orders:
    """Note what this very order overrides: an earlier order's reason does not speak for it."""
    return replace(standing, waived=standing.waived | {str(order.exercise): order.overrides}) if order.overrides else standing


def _newest_last(own: dict[str, OwnExercise], one: OwnExercise) -> dict[str, OwnExercise]:
    kept = [other for other in own.values() if other.id != one.id][-(OWN_MOST - 1) :]
    return {each.id: each for each in (*kept, one)}


def _lifted(standing: Orders, exercise: str, *, keep_notes: bool = False) -> Orders:
    return replace(
        standing,
        added=_without(standing.added, exercise),
        pinned=_without(standing.pinned, exercise),
        removed=_without(standing.removed, exercise),
        held={held: until for held, until in standing.held.items() if held != exercise},
        doses={dosed: order for dosed, order in standing.doses.items() if dosed != exercise},
        waived={waived: keys for waived, keys in standing.waived.items() if waived != exercise},
        own={own: set_by for own, set_by in standing.own.items() if own != exercise},
        notes=standing.notes if keep_notes else {noted: words for noted, words in standing.notes.items() if noted != exercise},
    )


def _without(exercises: tuple[str, ...], exercise: str) -> tuple[str, ...]:
    return tuple(other for other in exercises if other != exercise)
