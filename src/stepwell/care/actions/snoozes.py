"""Reasons on the list of patients that a therapist puts off, or takes up again."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from stepwell.care import access, edition
from stepwell.care.actions import audit
from stepwell.care.errors import CannotWait, NotThere
from stepwell.care.models import Snooze
from stepwell.care.queries import shared


def put_off(who: access.Visitor, person: UUID, reason: str, now: datetime) -> None:
    """Put one reason off for as many days as its rule allows. Something newer brings it back sooner.

    Raises:
        NotThere: the person is not open to this visitor, or there is no such reason.
        CannotWait: the reason is one that only doing something about it takes away.
    """
    need = edition.present().knowledge.needs.get(reason)
    if need is None:
        raise NotThere
    if not need.put_off_days:
        raise CannotWait
    _note(who, person, reason, need.put_off_days, now)


def take_up(who: access.Visitor, person: UUID, reason: str, now: datetime) -> None:
    """Take back that a reason was put off. Raises NotThere as ``put_off`` does."""
    if reason not in edition.present().knowledge.needs:
        raise NotThere
    _note(who, person, reason, -1, now)


def _note(who: access.Visitor, person: UUID, reason: str, days: int, now: datetime) -> None:
    known = shared.opened(who, person)
    if known is None or who.account is None:
        raise NotThere
    until = timezone.localdate(now) + timedelta(days=days)
    with transaction.atomic():
        Snooze.objects.create(person=known.person, clinic_id=known.clinic, by_id=who.account, reason=reason, until=until, at=now)
        audit.note(who, person, "write", "put_off", clinic=known.clinic, now=now)
