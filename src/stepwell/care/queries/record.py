"""One person's record for the page of a therapist: the log as far as it is shared, what the clinic did, and since when that is new."""

from datetime import date, datetime, time, timedelta
from typing import Literal
from uuid import UUID

from django.utils import timezone
from msgspec import Struct

from stepwell.care import access
from stepwell.care.errors import NotThere
from stepwell.care.models import Account, Appointment, AuditEntry, ChartNote, LiveContact, Person
from stepwell.care.queries import logs, plans, shared
from stepwell.engine.log import Log
from stepwell.engine.plan_changes import PlanChange

FIRST_LOOK_DAYS = 14
LOOKED_AT = "person"


class Looked(Struct, frozen=True, kw_only=True):
    """From which day on things are new, and what happened then: a visit, an own look, or nothing (the last two weeks are shown)."""

    on: date
    why: Literal["visit", "look", "weeks"]


class ByClinic(Struct, frozen=True, kw_only=True):
    """Something that the clinic did or noted. ``words``: such as those of a note; "" for a visit."""

    on: date
    kind: Literal["visit", "note", "contact"]
    by: str
    words: str = ""


class Record(Struct, frozen=True, kw_only=True):
    """All that the page of a person is made of.

    Attributes:
        log: cut to what is shared now. changes: of the plan as a whole; none where the days are not shared.
        clinics: what the clinic did, oldest first.
        looked: since when things are new.
    """

    person: Person
    clinic: UUID
    parts: frozenset[str]
    log: Log
    changes: tuple[PlanChange, ...]
    clinics: tuple[ByClinic, ...]
    looked: Looked


def record(who: access.Visitor, person: UUID, now: datetime) -> Record:
    """Return the record of one person.

    Raises:
        NotThere: it is not open to this visitor, or there is none.
    """
    known = shared.opened(who, person)
    if known is None:
        raise NotThere
    return Record(
        person=known.person,
        clinic=known.clinic,
        parts=known.parts,
        log=shared.log_of(known),
        changes=plans.changes(known.person, logs.export(known.person)) if "days" in known.parts else (),
        clinics=_by_clinic(known, now),
        looked=_looked(who, known, now),
    )


def _by_clinic(known: shared.Open, now: datetime) -> tuple[ByClinic, ...]:
    here = {"person": known.person, "clinic": known.clinic}
    notes = list(ChartNote.objects.filter(**here).values_list("at", "by", "words"))
    contacts = list(LiveContact.objects.filter(**here).values_list("on", "by", "outcome"))
    visits = Appointment.objects.filter(**here, state__in=("confirmed", "done"), starts_at__lt=now).values_list("starts_at", "therapist")
    rows: list[tuple[date, Literal["visit", "note", "contact"], int | None, str]] = [
        *((timezone.localdate(at), "note", by, words) for at, by, words in notes),
        *((on, "contact", by, words) for on, by, words in contacts),
        *((timezone.localdate(at), "visit", by, "") for at, by in visits if at is not None),
    ]
    accounts = Account.objects.filter(pk__in={by for _, _, by, _ in rows if by})
    names = {account.pk: account.get_full_name() for account in accounts}
    found = (ByClinic(on=on, kind=kind, by=names.get(by or 0, ""), words=words) for on, kind, by, words in rows)
    return tuple(sorted(found, key=lambda each: each.on))


def _looked(who: access.Visitor, known: shared.Open, now: datetime) -> Looked:
    """Return the later of the last visit and this visitor's last look on an earlier day."""
    midnight = timezone.make_aware(datetime.combine(timezone.localdate(now), time.min))
    looks = AuditEntry.objects.filter(person=known.person, account=who.account, action="read", what=LOOKED_AT, at__lt=midnight)
    look = looks.order_by("-pk").values_list("at", flat=True).first()
    visits = Appointment.objects.filter(person=known.person, clinic=known.clinic, state__in=("confirmed", "done"), starts_at__lt=midnight)
    visit = visits.order_by("-starts_at").values_list("starts_at", flat=True).first()
    found: list[tuple[datetime, Literal["visit", "look"]]] = []
    if look is not None:
        found.append((look, "look"))
    if visit is not None:
        found.append((visit, "visit"))
    if not found:
        return Looked(on=timezone.localdate(now) - timedelta(days=FIRST_LOOK_DAYS), why="weeks")
    at, why = max(found)
    return Looked(on=timezone.localdate(at), why=why)
