"""Who read or wrote whose record: entries that are only ever added, each sealed to the one before it.

The seals of a person's entries make a chain: an entry that is altered, put in between or taken out does not fit any more, and
``verify`` says where. The database refuses such changes from the application in the first place (``care.append_only``).
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from hashlib import sha256
from uuid import UUID

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone
from msgspec import Struct, field

from stepwell.care.access import Visitor
from stepwell.care.actions import writing
from stepwell.care.errors import NotSaved
from stepwell.care.models import AuditEntry, Person

WHAT_MOST = 60
WHO_MOST = 120


class Change(Struct, frozen=True):
    """Who changes something of their own record now, and by which page."""

    who: Visitor
    person: UUID
    what: str


class Noticed(Struct):
    """What is known of one request.

    Attributes:
        noted: people, each with the action that was written down.
        change: what the request is for, where it is a change of one's own record; its entry is written with the change itself.
    """

    noted: set[tuple[UUID, str]] = field(default_factory=set)
    change: Change | None = None


_noticed: ContextVar[Noticed | None] = ContextVar("what is known of this request", default=None)


class Verified(Struct, frozen=True, kw_only=True):
    """What a person's entries turned out to be.

    Attributes:
        entries: how many there are.
        whole: whether each fits the one before it.
        broken_at: the first entry that does not; None when all do.
    """

    entries: int
    whole: bool
    broken_at: int | None = None


def note(
    who: Visitor | None, person: Person | UUID, action: str, what: str, clinic: UUID | None = None, now: datetime | None = None
) -> None:
    """Write down one read or write of a person's record. Nothing is written for a person who is gone.

    Args:
        who: None for the program itself. An application with a token is a Visitor with a name and without an account.
        action: one of ``care.models.sharing.ACTIONS``.
        what: which part, such as "progress"; never its content. Cut to 60 characters.
        clinic: on whose behalf; found by itself where the visitor works at only one, and left out for the person themselves.

    Raises:
        NotSaved: the storage refused. Whoever reads must then not show what was read.
    """
    note_all(who, (person,), action, what, clinic=clinic, now=now)


def note_all(
    who: Visitor | None,
    people: Iterable[Person | UUID],
    action: str,
    what: str,
    clinic: UUID | None = None,
    now: datetime | None = None,
    *,
    once_a_day: bool = False,
) -> None:
    """Write down one read of a list, for everybody in it: the same few queries for one person and for five hundred.

    Args:
        once_a_day: leave out whoever has an entry of the same visitor, action and part since midnight, as for the list of patients.
    """
    now = now or timezone.now()
    ids = sorted({person.pk if isinstance(person, Person) else person for person in people})
    _remember(ids, action)
    if once_a_day:
        ids = _not_yet_today(ids, who, action, what, now)
    if not ids:
        return
    try:
        with writing.turn(), transaction.atomic():
            _append(_locked(ids), who, action, what, clinic, now)
    except (OperationalError, InterfaceError) as error:
        raise NotSaved from error


def verify(person: Person | UUID) -> Verified:
    """Return whether a person's entries are all there and as they were written."""
    last, entries = "", 0
    for row in AuditEntry.objects.filter(person=person).order_by("pk").iterator():
        entries += 1
        if row.before != last or row.seal != sealed(row):
            return Verified(entries=entries, whole=False, broken_at=row.pk)
        last = row.seal
    return Verified(entries=entries, whole=True)


def sealed(row: AuditEntry) -> str:
    """Return the hash that an unaltered entry carries: over all it says and the seal of the one before it."""
    at = row.at.astimezone(UTC).isoformat(timespec="microseconds")
    parts = (row.before, row.person_id, row.account_id, row.who, row.clinic_id, row.action, row.what, at)
    return sha256("\n".join("" if part is None else str(part) for part in parts).encode()).hexdigest()


@contextmanager
def noticing() -> Iterator[Noticed]:
    """Collect what is written down while this lasts: so that the site can see what a page forgot."""
    noticed = Noticed()
    token = _noticed.set(noticed)
    try:
        yield noticed
    finally:
        _noticed.reset(token)


@contextmanager
def changing(person: UUID, now: datetime) -> Iterator[None]:
    """Write in one transaction, in the writer's turn: a change of a record, and the entry for who asked for it, or neither.

    What is written within takes the person's lock, so that their entries stay in line.
    A request that changes somebody's own record has one entry, with its first change. Whoever changes somebody else's writes
    an entry that says more (``note``).
    """
    noticed = _noticed.get()
    change = noticed.change if noticed is not None else None
    is_due = noticed is not None and change is not None and change.person == person and (person, "write") not in noticed.noted
    with writing.turn(), transaction.atomic():
        yield
        if is_due and change is not None:
            _append([person], change.who, "write", change.what, None, now)
    if is_due:
        _remember([person], "write")


def _locked(ids: list[UUID]) -> list[UUID]:
    """Return those of the people who are there, with their locks taken: one after the other, always in the same order."""
    # A statement of its own, because what PostgreSQL reads beside a lock may be older than the lock.
    return list(Person.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk").values_list("pk", flat=True))


def _append(present: list[UUID], who: Visitor | None, action: str, what: str, clinic: UUID | None, now: datetime) -> None:
    newest = AuditEntry.objects.filter(person=OuterRef("pk")).order_by("-pk")
    seals = dict(Person.objects.filter(pk__in=present).annotate(last=Subquery(newest.values("seal")[:1])).values_list("pk", "last"))
    rows = [
        AuditEntry(
            person_id=person,
            account_id=who.account if who else None,
            who=who.name[:WHO_MOST] if who else "",
            clinic_id=clinic or _clinic_of(who, person),
            action=action,
            what=what[:WHAT_MOST],
            at=now,
            before=seals.get(person) or "",
        )
        for person in present
    ]
    for row in rows:
        row.seal = sealed(row)
    AuditEntry.objects.bulk_create(rows)


def _clinic_of(who: Visitor | None, person: UUID) -> UUID | None:
    """Return the one clinic that a visitor works at; None for the person themselves, and where it could be several."""
    if who is None or who.person == person:
        return None
    clinics = {work.clinic for work in who.work}
    return clinics.pop() if len(clinics) == 1 else None


def _not_yet_today(ids: list[UUID], who: Visitor | None, action: str, what: str, now: datetime) -> list[UUID]:
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    account = who.account if who else None
    same = AuditEntry.objects.filter(person__in=ids, account=account, action=action, what=what[:WHAT_MOST], at__gte=midnight)
    noted = set(same.values_list("person", flat=True))
    return [person for person in ids if person not in noted]


def _remember(ids: Iterable[UUID], action: str) -> None:
    noticed = _noticed.get()
    if noticed is not None:
        noticed.noted.update((person, action) for person in ids)
