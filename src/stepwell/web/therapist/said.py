"""Where a page says what became of what was sent: the next page jumps to it, and it has the focus."""

from uuid import UUID

from django.http import HttpResponseRedirect
from django.urls import reverse

SAID = "#said"


def to_what_is_said(route: str, person: UUID) -> HttpResponseRedirect:
    """Go to a page about a person, to what it says."""
    return HttpResponseRedirect(reverse(route, args=[person]) + SAID)
