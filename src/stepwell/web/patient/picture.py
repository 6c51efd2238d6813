"""Your picture: what the answers fit, how it usually goes, what the plan does and holds back, and when to be seen."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from stepwell.care.queries import days
from stepwell.engine.decision import DayPlan
from stepwell.knowledge import loader
from stepwell.web.patient.gate import needs_plan
from stepwell.web.shared import why
from stepwell.web.shared.viewer import viewer


@require_safe
@needs_plan
def picture(request: HttpRequest, plan: DayPlan) -> HttpResponse:
    """Show the working pattern in plain words. Never a diagnosis, and always how sure it is."""
    known = days.understanding(viewer(request))
    if known.picture is None:
        return redirect("patient:evaluation")
    shown = {
        "picture": known.picture,
        "supports": why.shown(known.picture.supports),
        "stage": loader.load().stages.get(plan.stage),
        "held_back": [{"is": held, "why": why.shown((held.reason,))[0]} for held in plan.held_back],
        "course": loader.load().lessons.get("how_long_it_takes"),
        "advice": why.shown(plan.advice),
        "plan": plan,
        "here": "today",
    }
    return render(request, "patient/picture.html", shown)
