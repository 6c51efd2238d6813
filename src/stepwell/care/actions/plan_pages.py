"""What a therapist has not saved yet on the page of a plan: a draft of the person's record, that goes with it."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

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
    _forget_old(Draft.objects.filter(person=person), now)


def tidy(now: datetime) -> None:
    """Forget every page that nobody comes back to."""
    _forget_old(Draft.objects.all(), now)


def _forget_old(among: QuerySet[Draft], now: datetime) -> None:
    for draft in among.filter(kind__startswith=BEGINS).select_related("person"):
        if now.timestamp() - kept_drafts.answers(draft.person, draft.kind).get(AT, 0) > KEPT_FOR.total_seconds():
            drafts.clear(person=draft.person, kind=draft.kind)


def forget(*, person: UUID, page: str) -> None:
    """Keep a page no longer. Harmless where there is none."""
    drafts.clear(person=Person(pk=person), kind=kind(page))
