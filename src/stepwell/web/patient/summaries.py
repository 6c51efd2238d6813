"""What a person was given when their care at a clinic ended."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from stepwell.care.queries import notes as queries
from stepwell.web.shared.viewer import viewer


@require_safe
def summaries(request: HttpRequest) -> HttpResponse:
    """Show the summaries, newest first."""
    return render(request, "patient/summaries.html", {"summaries": queries.given(viewer(request)), "here": "settings"})
