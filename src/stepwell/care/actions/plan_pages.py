"""What a therapist has not saved yet on the page of a plan: a draft of the person's record, that goes with it."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from stepwell.care.access import Visitor
from stepwell.care.actions import drafts
from stepwell.care.errors import NotThere
from stepwell.care.models import Draft, Person
from stepwell.care.queries import drafts as kept_drafts
from stepwell.care.queries import shared
from stepwell.care.queries.plan_pages import AT, BEGINS, kind

KEPT_FOR = timedelta(hours=12)
"""As long as a session may last: nobody comes back to what is older (design)."""


def keep(*, who: Visitor, person: UUID, page: str, left: Mapping[str, Any], now: datetime) -> None:
    """Keep a page as it was left, in place of what was kept of it before; what is too old of the others goes.

    Args:
        page: names it; whoever made the name up alone knows it.

    Raises:
        NotThere: the person is not theirs, or shares nothing. TooMuch, NotSaved: what was kept before stays.
    """
    record = shared.opened(who, person)
    if record is None:
        raise NotThere
    drafts.save(person=record.person, kind=kind(page), answers={**left, AT: now.timestamp()})
    for each in Draft.objects.filter(person=person, kind__startswith=BEGINS).values_list("kind", flat=True):
        if now.timestamp() - kept_drafts.answers(record.person, each).get(AT, 0) > KEPT_FOR.total_seconds():
            drafts.clear(person=record.person, kind=each)


def forget(*, person: UUID, page: str) -> None:
    """Keep a page no longer. Harmless where there is none."""
    drafts.clear(person=Person(pk=person), kind=kind(page))
