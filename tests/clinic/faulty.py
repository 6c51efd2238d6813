"""The clinic's site with one route more, that was left open: the walk must find it."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path

from stepwell.care.errors import NotThere
from stepwell.care.models import ChartNote, Person
from stepwell.server import urls as real
from stepwell.web import urls as patient
from stepwell.web.manager import urls as manager
from stepwell.web.public import urls as public
from stepwell.web.therapist import urls as therapist

_PLACES = {"public": public, "therapist": therapist, "manager": manager, "patient": patient}

urlpatterns: list[URLPattern | URLResolver] = []
handler404 = real.handler404


def add(name: str, where: str, view: Callable[..., HttpResponse]) -> None:
    """Make the site anew with one route more. name: with its namespace; "" for none."""
    place, _, own = name.partition(":")
    more = [path(where, view, name=own or None)]
    first = path("", include(([*more, *_PLACES[place].urlpatterns], place))) if place else more[0]
    urlpatterns[:] = [first, *real.urlpatterns]


def names(request: HttpRequest) -> HttpResponse:
    """Show the names of all people to anybody."""
    return HttpResponse(", ".join(Person.objects.values_list("given_name", flat=True)))


def unchecked(request: HttpRequest, **named: object) -> HttpResponse:
    """Show something that was named, without asking whose it is."""
    return HttpResponse("something")


def tells_them_apart(request: HttpRequest, person: UUID) -> HttpResponse:
    """Refuse what is not there in another way than what is somebody else's."""
    return HttpResponse("no", status=404) if Person.objects.filter(pk=person).exists() else HttpResponse("nobody", status=404)


def words_of_everybody(request: HttpRequest) -> HttpResponse:
    """Show all notes to everybody in a role."""
    return HttpResponse(", ".join(ChartNote.objects.values_list("words", flat=True)))


def broken(request: HttpRequest) -> HttpResponse:
    """Fail."""
    raise ValueError


def not_there(request: HttpRequest, **named: object) -> HttpResponse:
    """Ask for a record that is not open to whoever asks."""
    raise NotThere
