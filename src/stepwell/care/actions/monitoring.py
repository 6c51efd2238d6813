"""Minutes spent on a person's record, and talks with them: noted by hand, never counted by the program, never changed."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from stepwell.care import access
from stepwell.care.actions import audit
from stepwell.care.errors import FutureFact, NotThere
from stepwell.care.models import LiveContact, ReviewTime
from stepwell.care.queries import shared
from stepwell.care.queries.shared import Open

MINUTES_MOST = 480
ACTIVITY_MOST, OUTCOME_MOST = 120, 300
SAME_WITHIN = timedelta(minutes=1)
"""The same entry once more within this time is the same post, sent twice."""


def note_minutes(who: access.Visitor, person: UUID, *, on: date, minutes: int, activity: str, now: datetime) -> None:
    """Note minutes that somebody spent on a person's record.

    Raises:
        NotThere: the person is not open to this visitor.
        FutureFact: the day has not come yet.
    """
    known, by = _opened(who, person, on, now)
    entry = {"person": known.person, "clinic_id": known.clinic, "by_id": by, "on": on, "minutes": minutes, "activity": activity}
    if ReviewTime.objects.filter(**entry, at__gt=now - SAME_WITHIN).exists():
        return
    with transaction.atomic():
        ReviewTime.objects.create(**entry, at=now)
        audit.note(who, person, "write", "monitoring", clinic=known.clinic, now=now)


def note_contact(who: access.Visitor, person: UUID, *, on: date, channel: str, minutes: int, outcome: str, now: datetime) -> None:
    """Note a talk with a person. ``channel``: phone, video or in_person. Raises as ``note_minutes`` does."""
    known, by = _opened(who, person, on, now)
    entry = {"person": known.person, "clinic_id": known.clinic, "by_id": by, "on": on}
    entry |= {"channel": channel, "minutes": minutes, "outcome": outcome}
    if LiveContact.objects.filter(**entry, at__gt=now - SAME_WITHIN).exists():
        return
    with transaction.atomic():
        LiveContact.objects.create(**entry, at=now)
        audit.note(who, person, "write", "monitoring", clinic=known.clinic, now=now)


def _opened(who: access.Visitor, person: UUID, on: date, now: datetime) -> tuple[Open, int]:
    known = shared.opened(who, person)
    if known is None or who.account is None:
        raise NotThere
    if on > timezone.localdate(now):
        raise FutureFact
    return known, who.account
