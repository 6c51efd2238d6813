"""Get help: when it is an emergency, whom to call, and what a physical therapist can do."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from stepwell.knowledge import loader
from stepwell.knowledge.schema import Tier
from stepwell.web.shared.calls import call_of
from stepwell.web.shared.viewer import country, frame, is_ones_own


@require_safe
def get_help(request: HttpRequest) -> HttpResponse:
    """Show the signs that need care at once, the country's numbers, and how a clinician can help."""
    known = loader.load()
    context = {
        "call": call_of(country(request)),
        "now": known.advice[Tier.EMERGENCY_NOW],
        "today": known.advice[Tier.SAME_DAY],
        "countries": known.countries.values(),
        "is_own": is_ones_own(request),
        "has_visits": settings.IS_CLINIC,
        "frame": frame(request),
        "here": "help",
    }
    return render(request, "patient/help.html", context)
