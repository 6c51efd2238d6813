"""A clinic's own page, for anybody: where it is, when it is open, how to call, and what happens at a first visit."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from stepwell.care.queries import visits
from stepwell.web.shared.calls import tel


@require_safe
def clinic(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the clinic. One that does not show itself looks like one that is not there."""
    place = visits.public_clinic(slug)
    if place is None:
        raise Http404
    return render(request, "public/clinic.html", {"clinic": place, "clinic_tel": tel(place.phone)})
