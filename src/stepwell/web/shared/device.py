"""What a device that keeps pages must know: whose pages they are, and when they are out of date."""

from datetime import date
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language

from stepwell.care import edition
from stepwell.web.shared.viewer import viewer

if TYPE_CHECKING:
    from stepwell.care.models import Person

KEEPING = "X-Stepwell-Keep"
"""The header by which the worker of the device says that it fetches a page to keep it."""
PERSON = "X-Stepwell-Person"
"""The header by which a post that waited on a device says whose it is."""

_OF_THE_LOG = frozenset({"head", "version", "newest_on", "seed", "created_at"})
_ENDINGS = (".py", ".html", ".css", ".js", ".svg")
_LENGTH = 16


def is_keeping(request: HttpRequest) -> bool:
    """Whether a page is fetched to be kept on the device, not to be looked at now."""
    return request.headers.get(KEEPING) == "1"


def is_anothers(request: HttpRequest) -> bool:
    """Whether a post says that it belongs to a person other than the one who looks: one who has been deleted since."""
    said = request.headers.get(PERSON, "")
    return bool(said) and said != mark(viewer(request))


def mark(person: "Person") -> str:
    """Return a text that tells one person from another and says nothing about them."""
    return salted_hmac("stepwell.device", str(person.pk)).hexdigest()[:_LENGTH]


def lasting_version(person: "Person", *chosen: object) -> str:
    """Return the version of pages that no answer changes, such as lessons and help. It changes with the settings and the release.

    chosen: what else the page shows that the person chose.
    """
    settings = [getattr(person, field.attname) for field in person._meta.concrete_fields if field.name not in _OF_THE_LOG]
    return _hashed(site(), get_language(), *settings, *chosen)


def daily_version(person: "Person", today: date) -> str:
    """Return the version of the pages of a day: it changes with every fact and every day too."""
    return _hashed(lasting_version(person), person.head, person.seed, today)


@cache
def site() -> str:
    """Return the version of the program's pages and decisions: a hash over their sources."""
    sources = [text for ending in _ENDINGS for named in edition.texts("stepwell.web", ending) for text in named]
    return _hashed(edition.present().engine, edition.present().release, *sources)


def _hashed(*parts: object) -> str:
    return sha256(repr(parts).encode()).hexdigest()[:_LENGTH]
