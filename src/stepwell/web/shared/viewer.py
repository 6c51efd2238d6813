"""Who is looking at the page: read once for each request."""

from typing import TYPE_CHECKING

from django.http import HttpRequest

from stepwell.care.queries import days, people
from stepwell.engine.log import Look

if TYPE_CHECKING:
    from stepwell.care.models import Person


def viewer(request: HttpRequest) -> "Person":
    """Return the person this programme belongs to, remembered for the rest of the request."""
    person: Person | None = getattr(request, "_viewer", None)
    if person is None:
        person = people.owner()
        request._viewer = person  # type: ignore[attr-defined]
    return person


def text_size(request: HttpRequest) -> str:
    """Return normal, large or larger; normal on error pages, which must not need the database."""
    match = request.resolver_match
    return viewer(request).text_size if match is not None and match.namespace == "patient" else "normal"


def look(request: HttpRequest) -> Look:
    """Return how the drawn figure is to look, read once for each request; the usual look on error pages."""
    match = request.resolver_match
    if match is None or match.namespace != "patient":
        return Look()
    chosen: Look | None = getattr(request, "_look", None)
    if chosen is None:
        chosen = days.understanding(viewer(request)).look
        request._look = chosen  # type: ignore[attr-defined]
    return chosen
