"""What a clinician has set, as it stands now: obeyed at once, within the safety gate and the cautions."""

from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from stepwell.engine.log import Order
from stepwell.knowledge.schema import Direction


class Orders(Struct, frozen=True, kw_only=True):
    """Orders in force.

    Attributes:
        added, pinned, removed: exercise ids. An added one joins where it fits; a pinned one is always in.
        held: exercise id -> the last day of the pause; None for open-ended.
        doses: exercise id -> the order with its sets, repetitions or seconds.
        stage: the highest stage allowed, and used; None when not set.
        direction: the movement direction to use.
        notes: exercise id -> the therapist's own words.
    """

    added: tuple[str, ...] = ()
    pinned: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    held: dict[str, date | None] = {}
    doses: dict[str, Order] = {}
    stage: str | None = None
    direction: Direction | None = None
    notes: dict[str, str] = {}


def given(standing: Orders, order: Order) -> Orders:
    """Return the orders in force after one more. A later order about the same thing replaces the earlier."""
    exercise = order.exercise
    match order.order:
        case "stage":
            return replace(standing, stage=order.stage)
        case "direction":
            return replace(standing, direction=order.direction)
        case "lift":
            return _lifted(standing, exercise) if exercise else Orders()
    if exercise is None:
        return standing
    noted = replace(standing, notes=standing.notes | {exercise: order.reason}) if order.reason else standing
    match order.order:
        case "add":
            return replace(_lifted(noted, exercise, keep_notes=True), added=(*_without(noted.added, exercise), exercise))
        case "pin":
            return replace(
                _lifted(noted, exercise, keep_notes=True), pinned=(*_without(noted.pinned, exercise), exercise), doses=noted.doses
            )
        case "remove":
            return replace(_lifted(noted, exercise, keep_notes=True), removed=(*_without(noted.removed, exercise), exercise))
        case "hold":
            return replace(noted, held=noted.held | {exercise: order.until})
        case "dose":
            return replace(noted, doses=noted.doses | {exercise: order})
    return standing


def is_off(standing: Orders, exercise: str, today: date) -> bool:
    """Whether an order keeps an exercise out today."""
    if exercise in standing.removed:
        return True
    if exercise not in standing.held:
        return False
    until = standing.held[exercise]
    return until is None or today <= until


def _lifted(standing: Orders, exercise: str, *, keep_notes: bool = False) -> Orders:
    return replace(
        standing,
        added=_without(standing.added, exercise),
        pinned=_without(standing.pinned, exercise),
        removed=_without(standing.removed, exercise),
        held={held: until for held, until in standing.held.items() if held != exercise},
        doses={dosed: order for dosed, order in standing.doses.items() if dosed != exercise},
        notes=standing.notes if keep_notes else {noted: words for noted, words in standing.notes.items() if noted != exercise},
    )


def _without(exercises: tuple[str, ...], exercise: str) -> tuple[str, ...]:
    return tuple(other for other in exercises if other != exercise)
