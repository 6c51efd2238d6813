"""The addresses below /api/v1: who is let in, how they answer, and their OpenAPI file."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, ValidationError
from ninja.operation import Operation
from ninja.security import HttpBearer

from stepwell import __version__
from stepwell.api.unchanged import unless_unchanged
from stepwell.api.v1 import problems, shapes
from stepwell.api.v1.problems import Refused
from stepwell.care import edition
from stepwell.care.actions import tokens
from stepwell.care.actions.tokens import Application
from stepwell.engine.plain import plain

WORDS = "Facts are only added: nothing is changed or deleted. Every look at somebody's record is written down for them."


class Site(NinjaAPI):
    """Our addresses, with schemas made from our own structs."""

    def get_openapi_schema(self, **named: Any) -> Any:
        """Return the OpenAPI file."""
        made = super().get_openapi_schema(**named)
        made["components"]["schemas"] = shapes.components(edition.present().knowledge)
        return made

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """Return the plain name of what an address does."""
        return operation.view_func.__name__


class Token(HttpBearer):
    """A token of a program, made by a manager of the clinic, that may do one thing."""

    def __init__(self, scope: str) -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> Application | None:
        """Return the program; None for a token that opens nothing. Raises Refused for one that is not for this."""
        program = tokens.let_in(token.strip(), timezone.now())
        if program is not None and self.scope not in program.scopes:
            raise Refused(HTTPStatus.FORBIDDEN, f'This token is not for that: it needs "{self.scope}".')
        return program


READ, WRITE = Token("read"), Token("write")
site = Site(title="Stepwell", version=__version__, description=WORDS, docs_url=None, openapi_url=None, urls_namespace="api")


def _only_known(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Refuse what an address does not take: passed over, it would give another answer than whoever asks believes."""

    @wraps(view)
    def asked(request: HttpRequest, **named: object) -> HttpResponseBase:
        in_the_path = request.resolver_match.kwargs if request.resolver_match is not None else {}
        takes = sorted(set(named) - set(in_the_path))
        if unknown := sorted(set(request.GET) - set(takes)):
            mend = f"Use {', '.join(takes)}." if takes else "Leave it out: this address takes none."
            raise Refused(HTTPStatus.UNPROCESSABLE_ENTITY, "A parameter is not known here.", mend, unknown[0][:40])
        return view(request, **named)

    return asked


site.add_decorator(_only_known)


@site.exception_handler(Refused)
def _refused(request: HttpRequest, error: Refused | type[Refused]) -> HttpResponse:
    assert isinstance(error, Refused)
    return problems.answer(error.problem)


@site.exception_handler(AuthenticationError)
def _unknown(request: HttpRequest, error: object) -> HttpResponse:
    return problems.answer(Refused(HTTPStatus.UNAUTHORIZED).problem)


@site.exception_handler(ValidationError)
def _not_understood(request: HttpRequest, error: ValidationError | type[ValidationError]) -> HttpResponse:
    first = error.errors[0] if isinstance(error, ValidationError) and error.errors else {}
    where = ".".join(str(part) for part in first.get("loc", ())[1:])
    title = "A part of the address is not of its kind."
    return problems.answer(Refused(HTTPStatus.UNPROCESSABLE_ENTITY, title, "Send what the OpenAPI file describes.", where).problem)


@require_safe
def openapi(request: HttpRequest) -> HttpResponseBase:
    """Give the OpenAPI file. It needs no token, and says nothing of anybody."""
    return given(request, msgspec.json.encode(dict(site.get_openapi_schema(path_prefix="api/v1/"))))


def said(request: HttpRequest, value: Any, *, emergency: str = "{emergency}") -> HttpResponseBase:
    """Return a value as an answer. ``emergency``: the number that stands where texts name the emergency number."""
    return given(request, msgspec.json.encode(plain(value, emergency)))


def given(request: HttpRequest, body: bytes, status: int = HTTPStatus.OK) -> HttpResponseBase:
    """Return JSON as an answer; without its body for whoever has the same already."""
    return unless_unchanged(request, HttpResponse(body, status=status, content_type=shapes.JSON))


def program_of(request: HttpRequest) -> Application:
    """Return the program that asks."""
    found: Application = request.auth  # type: ignore[attr-defined]
    return found
