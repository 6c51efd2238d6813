"""How often something may be asked of a clinic's site, where guessing or flooding could do harm.

Here is only what nothing else counts. Wrong passwords are counted by axes, per address and account; sign-in pages, new passwords and
codes of a second factor by allauth; requests for a visit by ``care.actions.visit_requests``. This counts with allauth's counter, in the
same table of the database, so that all processes count together.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Literal

from allauth.core.internal import ratelimit
from django.http import HttpRequest, HttpResponse
from django.urls import ResolverMatch
from django.utils.crypto import salted_hmac
from msgspec import Struct

from stepwell.server import errors

Respond = Callable[[HttpRequest], HttpResponse]


class Limit(Struct, frozen=True, kw_only=True):
    """So many requests in so long a time.

    Attributes:
        name: what is counted.
        most: how many; within: in how long.
        of: who is counted: a network address, an account that is signed in, or a token (an address, where none is sent).
        routes: names of routes, or how they begin.
        only_posts: whether looking is free.
        answers: only requests that got one of these answers are counted; every one where it is empty.
    """

    name: str
    most: int
    within: timedelta
    of: Literal["address", "account", "token"]
    routes: tuple[str, ...]
    only_posts: bool = False
    answers: frozenset[int] = frozenset()

    def is_about(self, request: HttpRequest, route: str) -> bool:
        """Whether a request falls under it."""
        return route.startswith(self.routes) and not (self.only_posts and request.method != "POST")

    def is_passed(self, request: HttpRequest, *, count: bool) -> bool:
        """Whether no more is allowed; ``count`` counts this request too."""
        rate = f"{self.most}/{self.within.total_seconds():.0f}s/key"
        who, kept = _who(request, self.of), {self.name: rate}
        used = ratelimit.consume(request, app="stepwell", action=self.name, config=kept, key=who, limit_get=True, dry_run=not count)
        return used is None


WITH_A_SECRET = ("public:invitation", "public:visit", "public:work_calendar", "patient:calendar")
PROGRAMS = ("fhir:", "api:")

LIMITS = (
    Limit(
        name="wrong links",
        most=30,
        within=timedelta(minutes=10),
        of="address",
        routes=WITH_A_SECRET,
        answers=frozenset({404, 410}),
    ),
    Limit(name="wrong tokens", most=30, within=timedelta(minutes=10), of="address", routes=PROGRAMS, answers=frozenset({401})),
    Limit(name="requests of a program", most=300, within=timedelta(minutes=1), of="token", routes=PROGRAMS),
    Limit(name="invitations taken up", most=20, within=timedelta(minutes=10), of="address", routes=("public:invitation",), only_posts=True),
    Limit(
        name="invitations sent",
        most=60,
        within=timedelta(hours=1),
        of="account",
        routes=("therapist:invite", "therapist:invite_again", "manager:home", "manager:send_again"),
        only_posts=True,
    ),
)
"""All of them are our own choice (design): far above what people do, far below what guessing or flooding needs."""


class Limits:
    """Refuse what comes too often, with words and with how long to wait."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on, and count what its answer makes countable."""
        response = self.respond(request)
        for limit in _limits(request, request.resolver_match):
            if response.status_code in limit.answers:
                limit.is_passed(request, count=True)
        return response

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> HttpResponse | None:
        """Return what is said to whoever asked too often; None where it was not."""
        for limit in _limits(request, request.resolver_match):
            if limit.is_passed(request, count=not limit.answers):
                return errors.too_often(limit.within)
        return None


def network_of(request: HttpRequest) -> str | None:
    """Return the address that is counted. Of IPv6 that is the network: whoever has one there has all the others in it too."""
    address = request.META.get("REMOTE_ADDR")
    return str(ratelimit.truncate_ip(address)) if address else None


def hashed(key: str, prefix: str, version: int) -> str:
    """Return under what a count is kept: its key, which holds network addresses, cannot be read from it."""
    return salted_hmac("stepwell.server.limits", f"{prefix}:{version}:{key}", algorithm="sha256").hexdigest()


def _limits(request: HttpRequest, match: ResolverMatch | None) -> list[Limit]:
    return [limit for limit in LIMITS if limit.is_about(request, match.view_name)] if match is not None else []


def _who(request: HttpRequest, of: str) -> str:
    if of == "account":
        return f"account {request.user.pk}"
    token = request.headers.get("Authorization", "") if of == "token" else ""
    return f"token {token}" if token else f"address {ratelimit.get_ip(request)}"
