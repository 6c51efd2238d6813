"""What waits on the page of a plan, kept on the server while the session lasts.

Each press is answered by going to a page of its own address, so that leaving and coming back asks for nothing to be sent again.
The browser keeps nothing: pages are not stored, and the address holds a random name only.
"""

from collections.abc import Mapping
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from msgspec import Struct

KEPT, KEPT_MOST = "plan_pages", 4
"""In the session: the pages that were worked on last (design: what is left open for longer is begun anew)."""
LETTERS_MOST = 4000
"""Of one field; the draft, which was checked before, is kept whole."""


class Left(Struct, frozen=True, kw_only=True):
    """A page as it was left. fields: what was written, by name. problem, wrong: of the last press, said once."""

    fields: QueryDict
    problem: str = ""
    wrong: str = ""


def leave(request: HttpRequest, person: UUID, page: str, fields: Mapping[str, str], problem: str = "", wrong: str = "") -> str:
    """Keep a page, and return its address."""
    cut = {name: value if name == "draft" else value[:LETTERS_MOST] for name, value in fields.items() if value}
    kept = {name: each for name, each in request.session.get(KEPT, {}).items() if name != page}
    kept[page] = {"person": str(person), "fields": urlencode(cut), "problem": problem, "wrong": wrong}
    request.session[KEPT] = dict(list(kept.items())[-KEPT_MOST:])
    return f"{reverse('therapist:plan', args=[person])}?{urlencode({'page': page})}"


def found(request: HttpRequest, person: UUID) -> Left | None:
    """Return the page that is asked for as it was left; None where there is none. What was wrong is told once."""
    page = request.GET.get("page", "")
    kept = request.session.get(KEPT, {})
    if page not in kept or kept[page]["person"] != str(person):
        return None
    left = Left(fields=QueryDict(kept[page]["fields"]), problem=kept[page]["problem"], wrong=kept[page]["wrong"])
    if left.problem:
        request.session[KEPT] = kept | {page: kept[page] | {"problem": "", "wrong": ""}}
    return left


def forget(request: HttpRequest, page: str) -> None:
    """Keep a page no longer: it was saved."""
    request.session[KEPT] = {name: each for name, each in request.session.get(KEPT, {}).items() if name != page}


def named(page: str) -> str:
    """Return the name of a page if it is one, else a new name."""
    try:
        return str(UUID(page))
    except ValueError:
        return str(uuid4())
