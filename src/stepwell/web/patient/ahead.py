"""Tomorrow's pages, made today for a phone that may have no signal then. Provisional: a check-in may change the plan."""

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from msgspec.structs import replace

from stepwell.care.queries import days
from stepwell.engine.decision import DayPlan, Decision
from stepwell.engine.log import CheckIn
from stepwell.engine.plan import plan_from
from stepwell.engine.understanding import advance
from stepwell.knowledge import loader
from stepwell.web.patient import session, today
from stepwell.web.patient.gate import is_evaluated, plan_or_referral
from stepwell.web.shared import device
from stepwell.web.shared.viewer import viewer

FLARE = CheckIn(on=date.min, answers={"flare": "yes", "anything_new": ("none",)})
"""What the flare-up page saves; its day is filled in."""


def next_day(decision: Decision) -> date:
    """Return the day that is prepared ahead: the one after the day that is decided."""
    return decision.on + timedelta(days=1)


def decided(request: HttpRequest) -> Decision:
    """Return what would be decided for the next day if nothing more were told. It is not stored: it was not decided yet."""
    return plan_from(days.understanding(viewer(request)), loader.load(), next_day(plan_or_referral(request)))


def plan(request: HttpRequest) -> DayPlan | None:
    """Return the next day's plan; None when anything stands before exercise, today or then."""
    now, then = plan_or_referral(request), decided(request)
    may_exercise = isinstance(now, DayPlan) and is_evaluated(now)
    return then if may_exercise and isinstance(then, DayPlan) and is_evaluated(then) else None


def softer(request: HttpRequest, found: DayPlan) -> DayPlan | None:
    """Return the plan of the same day for somebody who says that it is a flare-up and nothing is new; None where there is none."""
    knowledge = loader.load()
    told = advance(days.understanding(viewer(request)), replace(FLARE, on=found.on), knowledge)
    then = plan_from(told, knowledge, found.on)
    return then if isinstance(then, DayPlan) else None


@require_safe
def session_ahead(request: HttpRequest) -> HttpResponse:
    """Give the next day's session to the device that keeps it; anybody else goes to today's."""
    return _session(request, plan(request), is_softer=False)


@require_safe
def session_softer(request: HttpRequest, day: str) -> HttpResponse:
    """Give the session of today or the next day as it would be in a flare-up, to the device that keeps it."""
    now = plan_or_referral(request)
    usual = next((each for each in (now, plan(request)) if isinstance(each, DayPlan) and each.on.isoformat() == day), None)
    return _session(request, softer(request, usual) if usual else None, is_softer=True)


def _session(request: HttpRequest, found: DayPlan | None, *, is_softer: bool) -> HttpResponse:
    if found is None or not device.is_keeping(request):
        return redirect("patient:session")
    shown = session.page(request, found, session.length_asked(request, found))
    return render(request, "patient/session_ahead.html", shown | {"made_on": timezone.localdate(), "is_softer": is_softer})


@require_safe
def today_ahead(request: HttpRequest) -> HttpResponse:
    """Give the next day's Today page to the device that keeps it; anybody else goes to today's."""
    found = plan(request)
    if found is None or not device.is_keeping(request):
        return redirect("patient:today")
    body = today.body(viewer(request), found, greeting=_("Hello"))
    return render(request, "patient/today_ahead.html", {"body": body, "here": "today", "made_on": timezone.localdate()})
