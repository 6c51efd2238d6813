"""What a therapist did at visits, and why: for the person."""

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from stepwell.care.queries import desk
from stepwell.engine.log import Treatment
from stepwell.web.shared import treatment_words
from stepwell.web.shared.viewer import viewer


@require_safe
def treatments(request: HttpRequest) -> HttpResponse:
    """Show every treatment by visit, latest first, each with what is known about it."""
    told = desk.treatments_of(viewer(request))
    shown = [treatment_words.shown(each.fact, each.name) for each in told if isinstance(each.fact, Treatment)]
    by_visit = [(on, list(done)) for on, done in groupby(shown, key=lambda each: each.on)]
    return render(request, "patient/treatments.html", {"visits": by_visit, "here": "settings"})
