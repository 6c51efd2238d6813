"""What is said when something is wrong: always the same shape, whoever refuses."""

from collections.abc import Callable
from http import HTTPStatus

import msgspec
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from msgspec import Struct

CONTENT_TYPE = "application/problem+json"
PLACE = "/api/"


class Problem(Struct, frozen=True, kw_only=True):
    """What is wrong, as RFC 9457 has it.

    Attributes:
        title: what is wrong. detail: what to do. where: in what was sent, as a path; "" where it is no part of it.
    """

    status: int
    title: str
    where: str = ""
    detail: str


WORDS: dict[int, tuple[str, str]] = {
    HTTPStatus.BAD_REQUEST: ("The request could not be read.", "Send what the OpenAPI file describes."),
    HTTPStatus.UNAUTHORIZED: (
        "There is no token that is valid now.",
        "Send one as Authorization: Bearer; a manager makes it.",
    ),
    HTTPStatus.FORBIDDEN: ("This token is not for that.", "Ask a manager of the clinic for one that is."),
    HTTPStatus.NOT_FOUND: (
        "There is no such thing here, or it is not shared with this clinic.",
        "/api/v1/people says who shares what.",
    ),
    HTTPStatus.METHOD_NOT_ALLOWED: ("This address does not take that method.", "Facts are only added, with POST."),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: ("That is too much at once.", "Send up to 8 MB."),
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: ("This is not sent as JSON.", "Send it with the content type application/json."),
    HTTPStatus.TOO_MANY_REQUESTS: ("That comes too often.", "Wait as long as Retry-After says, in seconds."),
    HTTPStatus.INTERNAL_SERVER_ERROR: ("Something went wrong on our side.", "Try once more; if it goes on, tell whoever runs this."),
    HTTPStatus.SERVICE_UNAVAILABLE: ("The records cannot be reached just now, and nothing was changed.", "Try again in a minute."),
}


class Refused(Exception):
    """A request is not done; ``problem`` says why."""

    def __init__(self, status: HTTPStatus, title: str = "", detail: str = "", where: str = "") -> None:
        super().__init__(status)
        known, mend = WORDS.get(status, ("", ""))
        self.problem = Problem(status=status, title=title or known, where=where, detail=detail or mend)


def answer(problem: Problem) -> HttpResponse:
    """Return a problem as an answer."""
    response = HttpResponse(msgspec.json.encode(problem), status=problem.status, content_type=CONTENT_TYPE)
    if problem.status == HTTPStatus.UNAUTHORIZED:
        response["WWW-Authenticate"] = 'Bearer realm="Stepwell"'
    return response


def only_problems(respond: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Turn a page that says what went wrong into a problem, for every address below /api/."""

    def answered(request: HttpRequest) -> HttpResponseBase:
        response = respond(request)
        is_ours = request.path.startswith(PLACE)
        if not is_ours or response.status_code < HTTPStatus.BAD_REQUEST or response.headers.get("Content-Type") == CONTENT_TYPE:
            return response
        known = response.status_code if response.status_code in WORDS else HTTPStatus.BAD_REQUEST
        title, detail = WORDS[known]
        plain = answer(Problem(status=response.status_code, title=title, detail=detail))
        for name in ("Allow", "Retry-After"):
            if name in response.headers:
                plain[name] = response[name]
        return plain

    return answered
