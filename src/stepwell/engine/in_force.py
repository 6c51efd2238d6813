"""Which of the orders given so far stand, and how a plan would look with some more: nothing is kept."""

from collections.abc import Iterable
from datetime import date
from functools import reduce

from msgspec.structs import replace

from stepwell.engine.decision import Decision
from stepwell.engine.known import Understanding
from stepwell.engine.log import Order
from stepwell.engine.plan import plan_from
from stepwell.engine.understanding import advance
from stepwell.knowledge.schema import Knowledge

Subject = tuple[str, str]
_PLACES = ("add", "pin", "remove")


def subject(order: Order) -> Subject | None:
    """Return what an order is about: a later one about the same thing replaces it. None for what happens once, such as a referral."""
    match order.order:
        case "add" | "pin" | "remove":
            return "place", order.exercise or ""
        case "hold" | "dose":
            return order.order, order.exercise or ""
        case "stage" | "direction":
            return order.order, ""
        case "precaution":
            return order.order, order.precaution or ""
        case "diagnosis" | "note":
            return order.order, ""
        case "own":
            return order.order, order.own.id if order.own else ""
    return None


def in_force(orders: Iterable[Order], today: date) -> tuple[Order, ...]:
    """Return the orders that stand on a day, as the engine obeys them, oldest first. A pause that is over stands no more."""
    standing: dict[Subject, Order] = {}
    for order in orders:
        for gone in _replaced(order, standing):
            del standing[gone]
        about = subject(order)
        if about is not None and not _is_empty_note(order):
            standing[about] = order
    return tuple(order for order in standing.values() if not _is_over(order, today))


def planned_with(known: Understanding, orders: Iterable[Order], knowledge: Knowledge, today: date) -> Decision:
    """Return the plan of a day as it would be with some more orders."""
    return plan_from(understood_with(known, orders, knowledge, today), knowledge, today)


def understood_with(known: Understanding, orders: Iterable[Order], knowledge: Knowledge, today: date) -> Understanding:
    """Return what would be understood after some more orders, all given on ``today``."""
    return reduce(lambda before, order: advance(before, replace(order, on=today), knowledge), orders, known)


def _replaced(order: Order, standing: dict[Subject, Order]) -> list[Subject]:
    """Return what an order takes away: see ``orders.given``."""
    about = subject(order)
    if order.order == "lift":
        return [each for each, former in standing.items() if _is_lifted(former, order)]
    gone = [about] if about in standing else []
    if order.order in _PLACES:
        kinds = ("hold",) if order.order == "pin" else ("hold", "dose")
        gone += [(kind, order.exercise or "") for kind in kinds if (kind, order.exercise or "") in standing]
    return [each for each in gone if each is not None]


def _is_lifted(former: Order, lift: Order) -> bool:
    """Whether a lift withdraws an order: of its exercise, its stage, its direction, or all but what was found."""
    if lift.exercise is not None:
        return lift.exercise in (former.exercise, former.own.id if former.own else None)
    if lift.stage is not None or lift.direction is not None:
        return former.order in ("stage",) * (lift.stage is not None) + ("direction",) * (lift.direction is not None)
    return former.order not in ("precaution", "diagnosis")


def _is_empty_note(order: Order) -> bool:
    return order.order == "note" and not order.reason


def _is_over(order: Order, today: date) -> bool:
    return order.order == "hold" and order.until is not None and order.until < today
