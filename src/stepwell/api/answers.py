"""What a program is answered: a resource, or an OperationOutcome that says what is wrong. Never a page."""

from collections.abc import Callable, Iterable
from http import HTTPStatus

import msgspec
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from stepwell.fhir import Issue, outcome
from stepwell.fhir.names import Json
from stepwell.fhir.outcome import IssueCode

CONTENT_TYPE = "application/fhir+json"
PLACE = "/fhir"

WORDS: dict[int, tuple[IssueCode, str]] = {
    HTTPStatus.BAD_REQUEST: ("invalid", "The request could not be read."),
    HTTPStatus.FORBIDDEN: ("forbidden", "This token may not do that."),
    HTTPStatus.NOT_FOUND: ("not-found", "There is no such thing here."),
    HTTPStatus.METHOD_NOT_ALLOWED: (
        "not-supported",
        "This address does not take that method. Facts are only added, with POST to the base address.",
    ),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: ("too-long", "That is too much at once. Send up to 8 MB, in parts."),
    HTTPStatus.TOO_MANY_REQUESTS: ("throttled", "That was too often. Wait as many seconds as Retry-After says, then go on."),
    HTTPStatus.INTERNAL_SERVER_ERROR: ("exception", "Something went wrong on our side. What was sent may not be saved."),
    HTTPStatus.SERVICE_UNAVAILABLE: (
        "exception",
        "The records cannot be reached just now, and nothing was changed. Try again in a minute.",
    ),
}


class Refused(Exception):
    """A request is not done. ``status`` and ``issues`` say why."""

    def __init__(self, status: HTTPStatus, *issues: Issue) -> None:
        super().__init__(status)
        self.status, self.issues = status, issues


def not_there() -> Refused:
    """Return the one answer for what is not there and for what is somebody else's."""
    code, text = WORDS[HTTPStatus.NOT_FOUND]
    return Refused(HTTPStatus.NOT_FOUND, Issue(code=code, text=text))


def answer(resource: Json, status: int = HTTPStatus.OK) -> HttpResponse:
    """Return a resource as an answer."""
    return HttpResponse(msgspec.json.encode(resource), status=status, content_type=CONTENT_TYPE)


def refused(status: int, issues: Iterable[Issue]) -> HttpResponse:
    """Return what is wrong as an answer; to somebody without a token it also says that one is needed."""
    response = answer(outcome(issues), status)
    if status == HTTPStatus.UNAUTHORIZED:
        response["WWW-Authenticate"] = 'Bearer realm="Stepwell"'
    return response


def only_outcomes(respond: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Turn a page that says what went wrong into an OperationOutcome, for every address below /fhir."""

    def answered(request: HttpRequest) -> HttpResponseBase:
        response = respond(request)
        is_ours = request.path == PLACE or request.path.startswith(f"{PLACE}/")
        if not is_ours or response.status_code < HTTPStatus.BAD_REQUEST or response.headers.get("Content-Type") == CONTENT_TYPE:
            return response
        code, text = WORDS.get(response.status_code, WORDS[HTTPStatus.BAD_REQUEST])
        plain = refused(response.status_code, [Issue(code=code, text=text)])
        for name in ("Allow", "Retry-After"):
            if name in response.headers:
                plain[name] = response[name]
        return plain

    return answered
