"""Tomorrow's pages, made today for a phone that may have no signal then. Provisional: a check-in may change the plan."""

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from stepwell.care.queries import days
from stepwell.engine.decision import DayPlan, Decision
from stepwell.engine.plan import plan_from
from stepwell.knowledge import loader
from stepwell.web.patient import session, today
from stepwell.web.patient.gate import is_evaluated, plan_or_referral
from stepwell.web.shared import device
from stepwell.web.shared.viewer import viewer


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


@require_safe
def session_ahead(request: HttpRequest) -> HttpResponse:
    """Give the next day's session to the device that keeps it; anybody else goes to today's."""
    found = plan(request)
    if found is None or not device.is_keeping(request):
        return redirect("patient:session")
    shown = session.page(request, found, session.length_asked(request, found))
    return render(request, "patient/session_ahead.html", shown | {"made_on": timezone.localdate()})


@require_safe
def today_ahead(request: HttpRequest) -> HttpResponse:
    """Give the next day's Today page to the device that keeps it; anybody else goes to today's."""
    found = plan(request)
    if found is None or not device.is_keeping(request):
        return redirect("patient:today")
    body = today.body(viewer(request), found, greeting=_("Hello"))
    return render(request, "patient/today_ahead.html", {"body": body, "here": "today", "made_on": timezone.localdate()})
