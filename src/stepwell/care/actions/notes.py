"""A therapist's own words about a person, and the end of care."""

from datetime import datetime
from uuid import UUID

from django.db import InterfaceError, OperationalError, transaction

from stepwell.care import access, export_files
from stepwell.care.actions import audit
from stepwell.care.errors import NothingWritten, NotSaved, NotThere, TooMuch
from stepwell.care.models import ChartNote, Enrolment
from stepwell.care.models.clinic_work import WORDS_MOST

WRITTEN = ("note", "visit")
"""The kinds that a therapist writes as they go. A wrong one is corrected by a later one: none is ever changed."""


def write(*, who: access.Visitor, person: UUID, kind: str, words: str, now: datetime) -> None:
    """Add a note to a person's chart.

    Args:
        kind: one of ``WRITTEN``.

    Raises:
        NotThere: the person is not theirs, or shares nothing. NothingWritten, TooMuch, NotSaved.
    """
    if kind not in WRITTEN:
        raise ValueError(kind)
    _added(who, person, kind, words, now)


def discharge(*, who: access.Visitor, person: UUID, words: str, now: datetime) -> None:
    """Give a person the summary of their care and end it: the clinic reads nothing new, the person keeps everything.

    Both happen, or neither. Raises as ``write``.
    """
    with transaction.atomic():
        care = _added(who, person, "discharge", words, now)
        export_files.take_back((person,))
        Enrolment.objects.filter(pk=care.pk).update(ended_at=now, scope="")
        audit.note(who, person, "share", "end of care", clinic=care.clinic_id, now=now)


def _added(who: access.Visitor, person: UUID, kind: str, words: str, now: datetime) -> Enrolment:
    care = access.enrolments_open_to(who).filter(person=person).first()
    if care is None or who.account is None:
        raise NotThere
    words = words.strip()
    if not words:
        raise NothingWritten
    if len(words) > WORDS_MOST:
        raise TooMuch("This note")
    try:
        with transaction.atomic():
            ChartNote.objects.create(person_id=person, clinic_id=care.clinic_id, by_id=who.account, kind=kind, words=words, at=now)
            audit.note(who, person, "write", f"chart: {kind}", clinic=care.clinic_id, now=now)
    except (OperationalError, InterfaceError) as error:
        raise NotSaved from error
    return care
