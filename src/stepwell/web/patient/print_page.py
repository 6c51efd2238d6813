"""The home programme on paper."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from stepwell.engine.decision import DayPlan
from stepwell.knowledge import loader
from stepwell.web.patient.gate import needs_plan
from stepwell.web.shared import doses
from stepwell.web.shared.calls import call_of
from stepwell.web.shared.viewer import viewer


@require_safe
@needs_plan
def print_page(request: HttpRequest, plan: DayPlan) -> HttpResponse:
    """Show today's plan as a page for the printer, with boxes to tick."""
    exercises = loader.load().exercises
    person = viewer(request)
    shown = {
        "plan": plan,
        "person": person,
        "emergency": call_of(person.country).country.emergency,
        "items": [{"is": item, "dose": doses.short(item), "exercise": exercises[item.exercise]} for item in plan.items],
        "now": timezone.localtime(),
        "ticks": range(7),
        "here": "today",
    }
    return render(request, "patient/print.html", shown)
