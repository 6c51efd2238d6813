"""Who asks: the program behind a token, and whether it may do what it asks for."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from stepwell.api.answers import Refused, refused
from stepwell.api.unchanged import unless_unchanged
from stepwell.care.actions import tokens
from stepwell.care.actions.tokens import Application
from stepwell.fhir import Issue, SearchError

View = Callable[..., HttpResponseBase]
NO_TOKEN = Issue(code="login", text="Send a token that is valid now, as Authorization: Bearer. A manager of the clinic makes one.")


def with_token(scope: str) -> Callable[[View], View]:
    """Let a view be opened by programs whose token has a scope. The view is given the program after the request.

    A browser's session opens nothing here, so that no other site can make it ask.
    """

    def wrapped(view: View) -> View:
        @wraps(view)
        def asked(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            program = tokens.let_in(_secret(request), timezone.now())
            if program is None:
                return refused(HTTPStatus.UNAUTHORIZED, [NO_TOKEN])
            if scope not in program.scopes:
                return refused(HTTPStatus.FORBIDDEN, [Issue(code="forbidden", text=f'This token is not for that: it needs "{scope}".')])
            return _answered(view, request, program, *args, **kwargs)

        return csrf_exempt(asked)

    return wrapped


def _answered(view: View, request: HttpRequest, program: Application, *args: object, **kwargs: object) -> HttpResponseBase:
    try:
        return unless_unchanged(request, view(request, program, *args, **kwargs))
    except SearchError as error:
        return refused(HTTPStatus.BAD_REQUEST, [error.issue])
    except Refused as no:
        return refused(no.status, no.issues)


def _secret(request: HttpRequest) -> str:
    kind, _, secret = request.headers.get("Authorization", "").partition(" ")
    return secret.strip() if kind.lower() == "bearer" else ""
