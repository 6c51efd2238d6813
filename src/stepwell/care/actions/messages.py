"""Sending and reading messages between a person and their clinic."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, InterfaceError, OperationalError, transaction
from msgspec import Struct

from stepwell.care import access
from stepwell.care.actions import audit
from stepwell.care.errors import AlreadySaved, NothingWritten, NotSaved, NotThere, TooMuch
from stepwell.care.models import Enrolment, Message, Person
from stepwell.care.models.clinic_work import WORDS_MOST

NOTICE_EVERY = timedelta(days=1)
"""How often at most a mail says that there is a message. Design."""


class Sent(Struct, frozen=True, kw_only=True):
    """What came of sending.

    Attributes:
        is_new: False when this very message was there already.
        tell: the address to which a notice may go now; "" for nobody, and where one went within a day.
    """

    is_new: bool
    tell: str


def to_clinic(*, person: Person, by: int, words: str, key: UUID, now: datetime) -> Sent:
    """Send a message of a person to the clinic that looks after them.

    Args:
        by: the person's own account.
        key: made on the device: the same message again adds nothing.

    Raises:
        NotThere: no clinic looks after them, or they share nothing with it, so that nobody there could read it.
        NothingWritten, TooMuch, AlreadySaved, NotSaved.
    """
    care = Enrolment.objects.filter(person=person, ended_at=None).select_related("therapist__account").first()
    if care is None or not care.scope:
        raise NotThere
    return _sent(care, by, words, key, now, from_clinic=False)


def to_person(*, who: access.Visitor, person: UUID, words: str, key: UUID, now: datetime) -> Sent:
    """Send a message of a therapist to a person. Raises as ``to_clinic``; NotThere also where the person is not theirs."""
    care = access.enrolments_open_to(who).filter(person=person).select_related("person__account").first()
    if care is None or who.account is None:
        raise NotThere
    with transaction.atomic():
        sent = _sent(care, who.account, words, key, now, from_clinic=True)
        audit.note(who, person, "write", "message", clinic=care.clinic_id, now=now)
    return sent


def seen_by_person(person: Person, now: datetime) -> None:
    """Note that a person has seen what their clinic wrote."""
    Message.objects.filter(person=person, from_clinic=True, read_at=None).update(read_at=now)


def seen_by_clinic(who: access.Visitor, person: UUID, now: datetime) -> None:
    """Note that a therapist has seen what a person wrote, and that they looked."""
    care = access.enrolments_open_to(who).filter(person=person).first()
    if care is None:
        raise NotThere
    audit.note(who, person, "read", "messages", clinic=care.clinic_id, now=now)
    Message.objects.filter(person=person, clinic=care.clinic_id, from_clinic=False, read_at=None).update(read_at=now)


def _sent(care: Enrolment, by: int, words: str, key: UUID, now: datetime, *, from_clinic: bool) -> Sent:
    words = words.strip()
    if not words:
        raise NothingWritten
    if len(words) > WORDS_MOST:
        raise TooMuch("This message")
    kept = Message.objects.filter(key=key).first()
    if kept is None:
        told_lately = Message.objects.filter(
            person=care.person_id, from_clinic=from_clinic, read_at=None, at__gt=now - NOTICE_EVERY
        ).exists()
        try:
            with transaction.atomic():
                Message.objects.create(
                    key=key, person_id=care.person_id, clinic_id=care.clinic_id, by_id=by, from_clinic=from_clinic, words=words, at=now
                )
            return Sent(is_new=True, tell="" if told_lately else _address(care, from_clinic=from_clinic))
        except IntegrityError:
            kept = Message.objects.filter(key=key).first()
        except (OperationalError, InterfaceError) as error:
            raise NotSaved from error
    if kept is None or (kept.person_id, kept.words, kept.from_clinic) != (care.person_id, words, from_clinic):
        raise AlreadySaved
    return Sent(is_new=False, tell="")


def _address(care: Enrolment, *, from_clinic: bool) -> str:
    account = getattr(care.person, "account", None) if from_clinic else getattr(care.therapist, "account", None)
    return account.email if account is not None and account.is_active else ""
