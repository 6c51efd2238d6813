"""Today: the session, the exercises and why, the walk, and what to watch for."""

from collections import OrderedDict
from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from stepwell.care.queries import facts
from stepwell.engine.decision import DayPlan
from stepwell.web.patient.gate import needs_plan
from stepwell.web.shared import doses, week, why
from stepwell.web.shared.viewer import viewer

if TYPE_CHECKING:
    from stepwell.care.models import Person

_KEPT_PAGES = 64
_kept: OrderedDict[bytes, SafeString] = OrderedDict()


@require_safe
@needs_plan
def today(request: HttpRequest, plan: DayPlan) -> HttpResponse:
    """Show the plan of today."""
    return render(request, "patient/today.html", {"body": body(viewer(request), plan, _greeting()), "here": "today"})


def body(person: "Person", plan: DayPlan, greeting: str) -> SafeString:
    """Return all of Today but the frame. It is kept in memory, by everything it is made of."""
    first, last = week.first_and_last(plan.on)
    done, stopped = facts.days_done(person, first, last)
    began, checked_in = facts.first_day(person, plan.on)
    seen: dict[str, Any] = {
        "plan": plan,
        "done": sorted(done),
        "stopped": sorted(stopped),
        "began": max(began, first) if began else None,
        "checked_in": checked_in,
        "name": person.given_name,
        "greeting": greeting,
    }
    return _kept_body(msgspec.msgpack.encode((get_language(), seen)), seen)


def _kept_body(key: bytes, seen: dict[str, Any]) -> SafeString:
    if key not in _kept:
        _kept[key] = render_to_string("patient/today_body.html", _shown(**seen))
        if len(_kept) > _KEPT_PAGES:
            _kept.popitem(last=False)
    return _kept[key]


def _shown(
    *, plan: DayPlan, done: list[Any], stopped: list[Any], began: date | None, checked_in: bool, name: str, greeting: str
) -> dict[str, Any]:
    return {
        "plan": plan,
        "greeting": f"{greeting}, {name}" if name else greeting,
        "week": week.strip(plan.on, done, began, stopped),
        "is_done": plan.on in done,
        "is_stopped": plan.on in stopped,
        "items": [
            {"is": item, "dose": doses.short(item), "change": _change(item.change, item.change_text), "why": why.shown(item.reasons)}
            for item in plan.items
        ],
        "changes": why.shown(plan.changes),
        "why_today": why.shown((plan.why_today,))[0],
        "held_back": [{"is": held, "why": why.shown((held.reason,))[0]} for held in plan.held_back],
        "walk_why": why.shown(plan.walk.reasons),
        "lesson_why": why.shown((plan.lesson.why,))[0] if plan.lesson else None,
        "checked_in": checked_in,
        "advice": plan.advice,
    }


def _change(change: str, text: str) -> str:
    """Return the words of a change chip: what the plan says, or the plain word for it."""
    plain = {"same": _("Same"), "more": _("A little more"), "less": _("A little less"), "new": _("New"), "back": _("Back")}
    return text or plain[change]


def _greeting() -> str:
    hour = timezone.localtime().hour
    if hour < 5 or hour >= 18:
        return _("Good evening")
    return _("Good morning") if hour < 12 else _("Good afternoon")
