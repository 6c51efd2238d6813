"""The pages about one person, for the row of links on each of them."""

from dataclasses import dataclass
from uuid import UUID

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

PAGES: tuple[tuple[str, str | Promise], ...] = (
    ("person", gettext_lazy("Overview")),
    ("evaluation", gettext_lazy("Evaluation")),
    ("plan", gettext_lazy("Plan")),
    ("goals", gettext_lazy("Goals")),
    ("treatments", gettext_lazy("Treatments")),
    ("messages", gettext_lazy("Messages")),
    ("notes", gettext_lazy("Notes")),
    ("measures", gettext_lazy("Measures")),
    ("monitoring", gettext_lazy("Days and minutes")),
    ("paper", gettext_lazy("Paper")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One page about a person. ``is_here``: it is the one that is open."""

    address: str
    name: str | Promise
    is_here: bool


def places(person: UUID, here: str) -> list[Place]:
    """Return the pages that there are about a person, in order."""
    found = ((page, name, _address(page, person)) for page, name in PAGES)
    return [Place(address=address, name=name, is_here=page == here) for page, name, address in found if address]


def _address(page: str, person: UUID) -> str:
    try:
        return reverse(f"therapist:{page}", args=[person])
    except NoReverseMatch:
        return ""
