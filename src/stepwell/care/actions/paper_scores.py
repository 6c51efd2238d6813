"""Scores that a therapist has on paper, noted in the person's log."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from stepwell.care import access
from stepwell.care.actions import audit, facts, writing
from stepwell.care.errors import NotThere
from stepwell.care.queries import shared
from stepwell.engine.log import Measure


def add(who: access.Visitor, person: UUID, measure: Measure, now: datetime) -> None:
    """Add a score that a therapist entered.

    Raises:
        NotThere: the person is not open to this visitor.
        FutureFact, AlreadySaved, NotSaved: as ``facts.add``.
    """
    known = shared.opened(who, person)
    if known is None or who.account is None:
        raise NotThere
    with writing.turn(), transaction.atomic():
        facts.add(person=known.person, facts=[measure], now=now, author=who.account)
        audit.note(who, person, "write", "measures", clinic=known.clinic, now=now)
