"""A person's chart at a clinic: the notes, what is still to do, and what the person was given at the end."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from msgspec import Struct

from stepwell.care import access
from stepwell.care.errors import NotThere
from stepwell.care.models import Account, ChartNote, ClinicTask, Person
from stepwell.care.queries import shared
from stepwell.engine.decision import Decision
from stepwell.engine.log import Log

SHOWN = 100


class Note(Struct, frozen=True, kw_only=True):
    """One note. kind: note, evaluation, visit or discharge."""

    at: datetime
    by: str
    kind: str
    words: str


class Task(Struct, frozen=True, kw_only=True):
    """Something to do about a person. due: None for no day."""

    id: int
    person: UUID
    name: str
    words: str
    due: date | None


class Chart(Struct, frozen=True, kw_only=True):
    """What a clinic has of a person beside their own log. log: cut to what is shared."""

    clinic: UUID
    name: str
    notes: tuple[Note, ...]
    tasks: tuple[Task, ...]
    log: Log


def chart(who: access.Visitor, person: UUID) -> Chart:
    """Return a person's chart for their therapist. Raises NotThere for somebody who is not theirs."""
    known = shared.opened(who, person)
    if known is None:
        raise NotThere
    account = Account.objects.filter(person=person).first()
    return Chart(
        clinic=known.clinic,
        name=account.get_full_name() if account else known.person.given_name,
        notes=_notes(ChartNote.objects.filter(person=person, clinic=known.clinic).order_by("-at", "-pk")[:SHOWN]),
        tasks=tuple(task for task in tasks(who) if task.person == person),
        log=shared.log_of(known),
    )


def decided(who: access.Visitor, person: UUID, today: date) -> Decision | None:
    """Return what a day holds for a therapist's person, cut to what is shared; None where their days are not. Raises NotThere."""
    known = shared.opened(who, person)
    if known is None:
        raise NotThere
    return shared.decided(known, today)


def tasks(who: access.Visitor) -> tuple[Task, ...]:
    """Return what a therapist still has to do, the soonest first, those without a day last."""
    rows = access.tasks_open_to(who).filter(done_at=None, person__isnull=False).select_related("person__account")
    found = [_task(row, row.person) for row in rows if row.person is not None]
    return tuple(sorted(found, key=lambda task: (task.due or date.max, task.id)))


def given(person: Person) -> tuple[Note, ...]:
    """Return the summaries that a person was given at the end of care, newest first."""
    return _notes(ChartNote.objects.filter(person=person, kind="discharge").order_by("-at", "-pk"))


def _notes(rows: Iterable[ChartNote]) -> tuple[Note, ...]:
    found = list(rows)
    names = {account.pk: account.get_full_name() for account in Account.objects.filter(pk__in={row.by_id for row in found})}
    return tuple(Note(at=row.at, by=names.get(row.by_id, ""), kind=row.kind, words=row.words) for row in found)


def _name(person: Person) -> str:
    account = getattr(person, "account", None)
    return account.get_full_name() if account is not None else person.given_name


def _task(row: ClinicTask, person: Person) -> Task:
    return Task(id=row.pk, person=person.pk, name=_name(person), words=row.words, due=row.due)
