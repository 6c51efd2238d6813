"""Pages of what a search found. A page goes on after the last resource of the one before, so that nothing is told twice or left out."""

from collections.abc import Sequence
from http import HTTPStatus
from urllib.parse import urlencode

from django.http import HttpRequest
from msgspec import Struct

from stepwell import fhir
from stepwell.api.answers import PLACE, Refused
from stepwell.fhir import Issue, SearchError
from stepwell.fhir.names import Json

COUNT, COUNT_MOST = 100, 1000
FORMATS = ("json", "application/json", "application/fhir+json")


class Asked(Struct, frozen=True, kw_only=True):
    """What an address asks for: the search itself, and the part of it that is wanted."""

    search: tuple[tuple[str, str], ...]
    count: int | None = None
    after: str = ""


def asked(request: HttpRequest) -> Asked:
    """Return what an address asks for.

    Raises:
        SearchError: _count is no number. Refused: another format than JSON is wanted.
    """
    pairs = [(name, value) for name, values in request.GET.lists() for value in values]
    own = {name: value for name, value in pairs if name in ("_count", "_after", "_format")}
    if own.get("_format", "json") not in FORMATS:
        raise Refused(HTTPStatus.NOT_ACCEPTABLE, Issue(code="not-supported", text="_format: only JSON is given; leave it out or use json"))
    search = tuple(pair for pair in pairs if pair[0] not in own)
    return Asked(search=search, count=_count(own.get("_count")), after=own.get("_after", ""))


def base(request: HttpRequest) -> str:
    """Return what the addresses of resources begin with."""
    return request.build_absolute_uri(PLACE)


def page(request: HttpRequest, found: Sequence[Json], wanted: Asked) -> Json:
    """Return one page of what was found, with the address of the next one.

    Raises:
        Refused: the resource after which the page would begin is not among them any more.
    """
    rest, size = _rest(found, wanted.after), COUNT if wanted.count is None else min(wanted.count, COUNT_MOST)
    shown = rest[:size]
    made = fhir.searchset(shown, base=base(request), address=request.build_absolute_uri(), total=len(found))
    if shown and len(rest) > size:
        following = urlencode([*wanted.search, ("_count", str(size)), ("_after", _name(shown[-1]))])
        made["link"].append({"relation": "next", "url": f"{request.build_absolute_uri(request.path)}?{following}"})
    return made


def _rest(found: Sequence[Json], after: str) -> Sequence[Json]:
    if not after:
        return found
    for place, each in enumerate(found):
        if _name(each) == after:
            return found[place + 1 :]
    raise Refused(HTTPStatus.GONE, Issue(code="not-found", text="This page is not there any more. Begin the search again."))


def _name(resource: Json) -> str:
    return f"{resource['resourceType']}/{resource['id']}"


def _count(written: str | None) -> int | None:
    if written is None:
        return None
    if not (written.isascii() and written.isdigit() and len(written) < 10):
        raise SearchError("_count: give a whole number")
    return int(written)
