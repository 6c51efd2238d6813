"""What somebody at a clinic means to do."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from stepwell.care import access
from stepwell.care.actions import audit
from stepwell.care.errors import NothingWritten, NotThere, TooMuch
from stepwell.care.models import ClinicTask

WORDS_MOST = 300


def add(*, who: access.Visitor, person: UUID, words: str, due: date | None, now: datetime) -> None:
    """Add a task about a person for oneself.

    Raises:
        NotThere: the person is not theirs. NothingWritten, TooMuch.
    """
    care = access.enrolments_open_to(who).filter(person=person).first()
    if care is None or who.account is None:
        raise NotThere
    words = words.strip()
    if not words:
        raise NothingWritten
    if len(words) > WORDS_MOST:
        raise TooMuch("This task")
    with transaction.atomic():
        audit.note(who, person, "write", "task", clinic=care.clinic_id, now=now)
        ClinicTask.objects.create(
            clinic_id=care.clinic_id, person_id=person, owner_id=who.account, by_id=who.account, words=words, due=due, at=now
        )


def done(*, who: access.Visitor, task: int, now: datetime) -> UUID:
    """Mark a task as done, once, and return whom it is about. Raises NotThere for one that is not theirs."""
    row = access.tasks_open_to(who).filter(pk=task).first()
    if row is None or row.person_id is None:
        raise NotThere
    person: UUID = row.person_id
    with transaction.atomic():
        audit.note(who, person, "write", "task", clinic=row.clinic_id, now=now)
        access.tasks_open_to(who).filter(pk=task, done_at=None).update(done_at=now)
    return person
