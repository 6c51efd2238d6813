"""Get help: when it is an emergency, whom to call, and what a physical therapist can do."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from stepwell.knowledge import loader
from stepwell.knowledge.schema import Tier
from stepwell.web.patient.calls import call_of
from stepwell.web.shared.viewer import viewer


@require_safe
def get_help(request: HttpRequest) -> HttpResponse:
    """Show the signs that need care at once, the country's numbers, and how a clinician can help."""
    person = viewer(request)
    advice = loader.load().advice
    context = {"call": call_of(person.country), "now": advice[Tier.EMERGENCY_NOW], "today": advice[Tier.SAME_DAY], "here": "help"}
    return render(request, "patient/help.html", context)
