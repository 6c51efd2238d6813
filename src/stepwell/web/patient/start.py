"""The first page: what this is and is not, and the way in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from stepwell.care.queries import days
from stepwell.knowledge import loader
from stepwell.web.shared.calls import call_of
from stepwell.web.shared.viewer import viewer


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Say what Stepwell is; somebody who has begun already goes to their day."""
    person = viewer(request)
    if days.understanding(person).began_on is not None:
        return redirect("patient:today")
    return render(request, "patient/start.html", {"release": loader.load().release, "call": call_of(person.country)})
