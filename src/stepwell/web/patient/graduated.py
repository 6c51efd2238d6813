"""A lighter routine: what is enough once it has been calm for a good while, and how to come back."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from stepwell.care.queries import days
from stepwell.knowledge import loader
from stepwell.web.shared.calls import call_of
from stepwell.web.shared.viewer import viewer


@require_safe
def graduated(request: HttpRequest) -> HttpResponse:
    """Show the lighter routine. It prescribes nothing, so it is open at any time, and says for whom it is."""
    person, rules = viewer(request), loader.load().response
    context = {
        "stage": days.understanding(person).standing.stage,
        "weeks": int(rules["graduated_weeks"].value),
        "strength_days": int(rules["maintain_strength_days"].value),
        "check_again_days": int(rules["gap_again_days"].value),
        "call": call_of(person.country),
        "here": "progress",
    }
    return render(request, "patient/graduated.html", context)
