"""The pages for what went wrong: plain words, the right status, never a trace."""

from datetime import timedelta
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from msgspec import Struct

from stepwell.care.queries import accounts
from stepwell.server import clinic


class Words(Struct, frozen=True):
    """What a page says: its heading, what happened, and what to do."""

    heading: str | Promise
    happened: str | Promise
    do: str | Promise


WORDS = {
    400: Words(
        gettext_lazy("We could not read that"),
        gettext_lazy("Something in the address or the form was not as expected. Nothing you saved before is lost."),
        gettext_lazy("Go back to the start page and try again."),
    ),
    403: Words(
        gettext_lazy("That form is too old"),
        gettext_lazy("The page was open for a long time, or cookies are off. Nothing you saved before is lost."),
        gettext_lazy("Open the page again and send it once more. Cookies need to be on for this site."),
    ),
    404: Words(
        gettext_lazy("There is no such page"),
        gettext_lazy("The link may be old, or the address may have a typing mistake."),
        gettext_lazy("Go to the start page."),
    ),
    405: Words(
        gettext_lazy("This page cannot be opened like that"),
        gettext_lazy("Its address only takes what a form or a button sends. Nothing was changed."),
        gettext_lazy("Go back to the start page and take the way from there."),
    ),
    413: Words(
        gettext_lazy("That is too much at once"),
        gettext_lazy("What was sent is larger than 8 MB, so it was not saved. Nothing you saved before is lost."),
        gettext_lazy("Send something smaller."),
    ),
    429: Words(
        gettext_lazy("That was very often"),
        gettext_lazy("Many requests came from here in a short time, so this one has to wait. Nothing you saved before is lost."),
        gettext_lazy("Wait a while, then try again."),
    ),
    500: Words(
        gettext_lazy("Something went wrong on our side"),
        gettext_lazy("It was not your doing. Nothing you saved before is lost. What you sent just now may not be saved."),
        gettext_lazy("Go back and try once more."),
    ),
    503: Words(
        gettext_lazy("Your notes cannot be reached just now"),
        gettext_lazy("Nothing you saved before was lost. What you sent just now was not saved."),
        gettext_lazy("Wait a minute and try again. If it goes on, look at the terminal where Stepwell runs: it says why."),
    ),
}


LOCKED = Words(
    gettext_lazy("Too many tries"),
    gettext_lazy("The address or the password did not fit several times. To keep others out, sign-in now waits for 15 minutes."),
    gettext_lazy("Try again later. If you have forgotten your password, ask for a new one."),
)
RETRY_S = 60
"""After how many seconds to try again, where nothing says more."""


def page(status: int, words: Words | None = None, retry_s: int = RETRY_S, *, request: HttpRequest | None = None) -> HttpResponse:
    """Return the page for a status. Works without a request, a database and even without its template.

    Args:
        request: of whom to think: who only works at a clinic is offered nothing of a patient's.
        words: other words than the usual ones for this status.
        retry_s: seconds to wait, for an answer that says so.
    """
    words = words or WORDS[status]
    context = {"status": status, "heading": words.heading, "happened": words.happened, "do": words.do}
    context |= {"is_staff": _is_staff(request), "is_clinic": settings.IS_CLINIC}
    try:
        html: str = render_to_string("errors/page.html", context)
    except Exception:  # noqa: BLE001 (the last page must come, whatever is broken)
        html = _bare(words)
    response = HttpResponse(html, status=status)
    if status in (HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.TOO_MANY_REQUESTS):
        response["Retry-After"] = str(retry_s)
    return response


def _is_staff(request: HttpRequest | None) -> bool:
    """Whether the request is known to be of somebody who works at a clinic and is nobody's patient."""
    if request is None or not settings.IS_CLINIC:
        return False
    try:
        who = accounts.visitor(request.user)
    except Exception:  # noqa: BLE001 (nobody was recognized yet, or the database is what failed: the page must come all the same)
        return False
    return who.works_at_a_clinic and who.person is None


def _bare(words: Words) -> str:
    title, happened, do = (escape(text) for text in (words.heading, words.happened, words.do))
    start = escape(_("Start page"))
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f'<title>{title}</title><main><h1>{title}</h1><p>{happened}</p><p>{do}</p><p><a href="/">{start}</a></p></main></html>'
    )


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that a request could not be read, or was too large."""
    return page(413 if isinstance(exception, RequestDataTooBig) else 400, request=request)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that a request is refused."""
    return page(403, request=request)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that a form is too old, or that cookies are off."""
    return page(403, request=request)


def locked_out(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Say that sign-in waits after too many wrong tries."""
    return page(429, LOCKED, clinic.COOL_OFF_S)


def too_often(within: timedelta) -> HttpResponse:
    """Say that something came too often, and that after this time it surely goes on."""
    return page(429, retry_s=int(within.total_seconds()))


def too_many(request: HttpRequest) -> HttpResponse:
    """Say that something came too often in a minute, which is what allauth counts."""
    return page(429)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that there is no such page."""
    return page(404, request=request)


def server_error(request: HttpRequest) -> HttpResponse:
    """Say that the fault is ours."""
    return page(500, request=request)
