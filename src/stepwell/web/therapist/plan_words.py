"""A plan as the person will see it, for the therapist's page: the same words as on Today, and what speaks against the orders."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from msgspec.structs import replace

from stepwell.care.queries import shared
from stepwell.care.queries.desk import Desk
from stepwell.engine.decision import DayPlan, Decision, Prescription
from stepwell.engine.in_force import planned_with
from stepwell.engine.log import Order
from stepwell.engine.order_cautions import OrderWarning, overriding, warnings
from stepwell.engine.safe_set import WALK
from stepwell.knowledge.schema import Knowledge
from stepwell.web.shared import doses, why
from stepwell.web.therapist import order_words

TELLS_ANSWERS = ("own_unchecked", "clears_concern", "exercise_paused", "stage_ahead", "stage_capped")
"""Warnings whose own words tell of the person: shown in general words while that part is not shared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LookedAt:
    """Orders as they would be given: each with its words and warnings, the plan that follows, and what of it was cut."""

    orders: list[dict[str, Any]]
    plan: Decision
    cut: list[str]


def looked_at(orders: Sequence[Order], desk: Desk, knowledge: Knowledge) -> LookedAt:
    """Return what would come of some orders. A warning is overridden only where the order has a reason, as when it is given."""
    if not orders:
        return LookedAt(orders=[], plan=desk.plan, cut=[])
    dated = [replace(order, on=desk.on, overrides=()) for order in orders]
    found = warnings(dated, desk.known, desk.on, knowledge)
    given = [overriding(order, index, found) if order.reason else order for index, order in enumerate(dated)]
    plan = planned_with(desk.known, given, knowledge, desk.on)
    shown_orders = [
        {
            "is": order,
            "said": order_words.said(order, knowledge),
            "warnings": [_warning(one, desk) for one in found if one.index == index],
            "needs_reason": any(one.needs_reason for one in found if one.index == index),
        }
        for index, order in enumerate(orders)
    ]
    return LookedAt(orders=shown_orders, plan=plan, cut=_cut(given, {one.index for one in found}, plan, knowledge))


def shown(decision: Decision, desk: Desk) -> dict[str, Any]:
    """Return all that the preview shows; of a plan that is not shared, nothing."""
    if not desk.sees_plan:
        return {"is_shared": False}
    whole, decision = decision, shared.cut(decision, frozenset({"evaluation"} if desk.sees_answers else ()))
    if not isinstance(decision, DayPlan):
        return {"is_shared": True, "referral": numbered(decision.heading), "why": why.shown(decision.reasons), "is_cut": decision != whole}
    return {
        "is_shared": True,
        "plan": decision,
        "items": [_item(item) for item in decision.items],
        "held_back": [{"is": held, "why": why.shown((held.reason,))[0]} for held in decision.held_back],
        "why_today": why.shown((decision.why_today,))[0],
        "advice": decision.advice,
    }


def numbered(text: str) -> str:
    """Name the emergency number instead of dialing it: a therapist's page is not where the person stands."""
    return text.replace("{emergency}", _("the emergency number"))


def _warning(one: OrderWarning, desk: Desk) -> dict[str, Any]:
    is_general = one.caution in TELLS_ANSWERS and not (desk.sees_answers and desk.sees_plan)
    return {
        "severity": one.severity.value,
        "advice": _("Something the person does not share with you speaks against it.") if is_general else numbered(one.advice),
        "why": why.shown((one.reason,)) if desk.sees_answers and one.reason.text != one.advice else (),
        "waits": one.needs_reason and not one.may_override,
    }


def _cut(orders: Sequence[Order], warned: Collection[int], plan: Decision, knowledge: Knowledge) -> list[str]:
    """Return in words what of some orders did not fit into the session; ``warned``: where a warning says already what keeps it out."""
    if not isinstance(plan, DayPlan):
        return []
    planned = {item.exercise: item for item in plan.items}
    off = {order.exercise for order in orders if order.order in ("hold", "remove")}
    found = []
    for index, order in enumerate(orders):
        name, item = order_words.exercise_name(order, knowledge), planned.get(order.exercise or "")
        if order.order == "dose" and item is not None and _is_less(item, order):
            found.append(_("%(name)s: the dose is cut to fit the minutes that the person has.") % {"name": name})
        elif order.order in ("pin", "add") and item is None and index not in warned and order.exercise not in {*off, WALK}:
            found.append(_("%(name)s is not in this session: there is no room for it, or the person left it out today.") % {"name": name})
    return found


def _is_less(item: Prescription, order: Order) -> bool:
    wanted = (order.sets or item.sets, order.repetitions or item.repetitions)
    return (item.sets, item.repetitions) != wanted


def _item(item: Prescription) -> dict[str, Any]:
    return {
        "is": item,
        "dose": doses.short(item),
        "change": item.change_text or _plain(item.change),
        "why": why.shown(item.reasons),
    }


def _plain(change: str) -> str:
    return {"same": _("Same"), "more": _("A little more"), "less": _("A little less"), "new": _("New"), "back": _("Back")}[change]
