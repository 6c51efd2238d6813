"""What waits on the page of a plan: kept with the person's record while the session lasts.

Each press is answered by going to a page of its own address, so that leaving and coming back asks for nothing to be sent again.
The browser keeps nothing: pages are not stored, and the address holds a random name only. The session holds those names, and no word
about anybody: it stays for a while when a person's record is deleted.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils import timezone
from msgspec import Struct

from stepwell.care.actions import plan_pages as actions
from stepwell.care.errors import TooMuch
from stepwell.care.queries import accounts
from stepwell.care.queries import plan_pages as queries

KEPT, KEPT_MOST = "plan_pages", 4
"""In the session: the pages that were worked on last, each with whose plan it is (design: what is left open for longer is begun anew)."""
LETTERS_MOST = 4000
"""Of one field; the draft, which was checked before, is kept whole."""


class Left(Struct, frozen=True, kw_only=True):
    """A page as it was left. fields: what was written, by name. problem, wrong: of the last press, said once."""

    fields: QueryDict
    problem: str = ""
    wrong: str = ""


def leave(request: HttpRequest, person: UUID, page: str, fields: Mapping[str, str], problem: str = "", wrong: str = "") -> str:
    """Keep a page, and return its address. What is too long to be kept is refused: the page then is as it was left before."""
    cut = {name: value if name == "draft" else value[:LETTERS_MOST] for name, value in fields.items() if value}
    try:
        _keep(request, person, page, {"fields": cut, "problem": problem, "wrong": wrong})
    except TooMuch as error:
        before = _left(request, person, page).get("fields", {"page": page, "do": "show"})
        _keep(request, person, page, {"fields": before, "problem": str(error), "wrong": ""})
    named = {name: whose for name, whose in request.session.get(KEPT, {}).items() if name != page} | {page: str(person)}
    for name in list(named)[:-KEPT_MOST]:
        actions.forget(person=UUID(named.pop(name)), page=name)
    request.session[KEPT] = named
    return f"{reverse('therapist:plan', args=[person])}?{urlencode({'page': page})}"


def found(request: HttpRequest, person: UUID) -> Left | None:
    """Return the page that is asked for as it was left; None where there is none. What was wrong is told once."""
    page = request.GET.get("page", "")
    kept = _left(request, person, page)
    if not kept:
        return None
    left = Left(fields=QueryDict(urlencode(kept["fields"])), problem=kept["problem"], wrong=kept["wrong"])
    if left.problem:
        _keep(request, person, page, kept | {"problem": "", "wrong": ""})
    return left


def forget(request: HttpRequest, page: str) -> None:
    """Keep a page no longer: it was saved."""
    named = dict(request.session.get(KEPT, {}))
    if page in named:
        actions.forget(person=UUID(named.pop(page)), page=page)
        request.session[KEPT] = named


def named(page: str) -> str:
    """Return the name of a page if it is one, else a new name."""
    try:
        return str(UUID(page))
    except ValueError:
        return str(uuid4())


def _keep(request: HttpRequest, person: UUID, page: str, left: Mapping[str, Any]) -> None:
    actions.keep(who=accounts.visitor(request.user), person=person, page=page, left=left, now=timezone.now())


def _left(request: HttpRequest, person: UUID, page: str) -> dict[str, Any]:
    is_ours = request.session.get(KEPT, {}).get(page) == str(person)
    return queries.left(accounts.visitor(request.user), person, page) if is_ours else {}
