"""In a clinic: no page about a person is sent before it is written down who asked for it."""

from collections.abc import Callable
from http import HTTPStatus
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from stepwell.care.access import Visitor
from stepwell.care.actions import audit
from stepwell.care.errors import NotSaved, NotThere
from stepwell.care.queries import accounts
from stepwell.server import errors

Respond = Callable[[HttpRequest], HttpResponse]
SAFE = ("GET", "HEAD", "OPTIONS")
STAFF = ("therapist", "manager")
OWN = "patient"


class Witness:
    """Add the entry that a page forgot: a therapist's look at a person, and every change by anybody.

    A page that names what it shows or does better writes its own (``care.actions.audit.note``), and then nothing is added here.
    Pages about one person name them in the address as ``person``.
    """

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer only what could be written down."""
        with audit.noticing() as noticed:
            request._noticed = noticed  # type: ignore[attr-defined]
            response = self.respond(request)
            if getattr(request, "_was_let_in", False):
                try:
                    _add_what_is_missing(request, response, noticed)
                except NotSaved:
                    return errors.page(503)
        return response

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> None:
        """Remember that the gatekeeper, who comes first, let this request in; and whose own record it is to change."""
        request._was_let_in = True  # type: ignore[attr-defined]
        who, match = accounts.visitor(request.user), request.resolver_match
        if who.person is not None and match is not None and match.namespace == OWN and request.method not in SAFE:
            request._noticed.change = audit.Change(who, who.person, match.url_name or "page")  # type: ignore[attr-defined]

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer that there is no such page, where a record is not there or not this visitor's."""
        return errors.page(404, request=request) if isinstance(exception, NotThere) else None


def _add_what_is_missing(request: HttpRequest, response: HttpResponse, noticed: audit.Noticed) -> None:
    who = accounts.visitor(request.user)
    match = request.resolver_match
    action = _action(request, response)
    person = _about(who, match.namespace, match.kwargs.get("person"), action) if match is not None else None
    if match is None or person is None or action is None:
        return
    actions = {done for about, done in noticed.noted if about == person}
    if not (actions - {"read"} if action == "write" else actions):
        audit.note(who, person, action, match.url_name or "page")


def _action(request: HttpRequest, response: HttpResponse) -> str | None:
    """Return what happened: something was changed, or something was shown; None for neither."""
    if response.status_code < HTTPStatus.BAD_REQUEST and request.method not in SAFE:
        return "write"
    shown = HTTPStatus.OK <= response.status_code < HTTPStatus.MULTIPLE_CHOICES
    return "read" if shown or response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY else None


def _about(who: Visitor, place: str, person: object, action: str | None) -> UUID | None:
    """Return whose record a request was about; None where there is nothing to write down, as for a look at one's own."""
    if place in STAFF:
        return person if isinstance(person, UUID) else None
    return who.person if place == OWN and action == "write" else None
