"""Who is looking at the page: read once for each request."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404, HttpRequest

from stepwell.care.queries import days, people
from stepwell.engine.log import Look

if TYPE_CHECKING:
    from stepwell.care.models import Person


def viewer(request: HttpRequest) -> "Person":
    """Return the person this programme belongs to, remembered for the rest of the request.

    Raises:
        Http404: in a clinic, for an account that has no programme of its own.
    """
    person: Person | None = getattr(request, "_viewer", None)
    if person is None:
        person = people.of_account(request.user) if settings.IS_CLINIC else people.owner()
        if person is None:
            raise Http404
        request._viewer = person  # type: ignore[attr-defined]
    return person


def text_size(request: HttpRequest) -> str:
    """Return normal, large or larger; normal on error pages, which must not need the database."""
    return viewer(request).text_size if is_ones_own(request) else "normal"


def look(request: HttpRequest) -> Look:
    """Return how the drawn figure is to look, read once for each request; the usual look on error pages."""
    if not is_ones_own(request):
        return Look()
    chosen: Look | None = getattr(request, "_look", None)
    if chosen is None:
        chosen = days.understanding(viewer(request)).look
        request._look = chosen  # type: ignore[attr-defined]
    return chosen


def is_ones_own(request: HttpRequest) -> bool:
    """Whether this is a page of somebody's own programme."""
    match = request.resolver_match
    is_patients = match is not None and match.namespace == "patient"
    return is_patients and (not settings.IS_CLINIC or people.of_account(request.user) is not None)


def country(request: HttpRequest) -> str:
    """Return the country whose numbers are shown: the person's own; for nobody, the one that was asked for, or ""."""
    return viewer(request).country if is_ones_own(request) else request.GET.get("country", "")


def frame(request: HttpRequest) -> str:
    """Return the template around a page that anybody may open: one's own places, those of a clinic, or none for nobody."""
    if is_ones_own(request):
        return "base.html"
    return "clinic_base.html" if request.user.is_authenticated else "account/entrance.html"
