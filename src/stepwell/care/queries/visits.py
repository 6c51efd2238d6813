"""Visits: those that a therapist handles, the times that a manager sees, and the one behind a link."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

import msgspec
from django.db.models import Exists, OuterRef, QuerySet

from stepwell.care import access, calendar_address, visit_address, visit_states
from stepwell.care.access import Visitor
from stepwell.care.alarming import alarming
from stepwell.care.models import Appointment, Clinic, Consent, Enrolment, Person, WorkCalendar
from stepwell.care.queries import accounts
from stepwell.care.sent_along import asked_with
from stepwell.care.visit_history import Step, steps, turns

OVER_FOR = timedelta(days=30)
"""So long a visit that is over stays in the lists, and behind the link of whoever asked."""


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """What a clinic says about itself to somebody who wants to come."""

    id: UUID
    name: str
    slug: str
    phone: str
    address: str
    hours: str


class Visit(msgspec.Struct, frozen=True, kw_only=True):
    """One visit.

    Attributes:
        shared: what was sent along, as JSON; "" for nothing, and where the person has stopped sharing since, or the care has ended.
        seen: how often somebody did something: sent back with whatever is done next.
        person: whose it is; None for somebody who asked from the public page.
    """

    id: UUID
    clinic: Place
    state: str
    name: str
    contact: str
    preferred: str
    reason: str
    insurance: str
    shared: str
    starts_at: datetime | None
    minutes: int
    created_at: datetime
    history: tuple[Step, ...]
    person: UUID | None = None
    therapist: str = ""

    @property
    def seen(self) -> int:
        """How often somebody did something."""
        return turns(self.history)

    @property
    def changed_at(self) -> datetime:
        """When something happened last."""
        return self.history[-1].at if self.history else self.created_at

    @property
    def ends_at(self) -> datetime | None:
        """When it ends, once it has a time."""
        return self.starts_at + timedelta(minutes=self.minutes) if self.starts_at else None

    @property
    def is_open(self) -> bool:
        """Whether something can still happen."""
        return self.state in visit_states.OPEN

    @property
    def initials(self) -> str:
        """The first letters of the name, for a calendar that others may see."""
        return " ".join(f"{word[0].upper()}." for word in self.name.split()[:3] if word[0].isalnum())

    @property
    def email(self) -> str:
        """The address to write to; "" where only a telephone number was given."""
        return next((part for part in self.contact.split(", ") if "@" in part), "")

    @property
    def phone(self) -> str:
        """The telephone number; "" where only an e-mail address was given."""
        return next((part for part in self.contact.split(", ") if "@" not in part), "")


class Named(msgspec.Struct, frozen=True, kw_only=True):
    """What a manager sees of a visit: whose, when, and how it stands."""

    name: str
    state: str
    starts_at: datetime | None
    minutes: int
    therapist: str


def public_clinic(slug: str) -> Place | None:
    """Return a clinic that shows itself to everybody; None where there is none."""
    row = Clinic.objects.filter(slug=slug, is_public=True).first()
    return _place(row) if row else None


def clinics_to_ask(person: Person) -> list[Place]:
    """Return where somebody can ask for a visit: the clinic that looks after them, else every one that shows itself."""
    own = Clinic.objects.filter(enrolments__person=person, enrolments__ended_at=None)
    return [_place(row) for row in own] or [_place(row) for row in Clinic.objects.filter(is_public=True).order_by("name", "pk")]


def open_to(who: Visitor, now: datetime) -> list[Visit]:
    """Return the visits of a therapist, and requests that are nobody's yet, oldest first; those that are over for a while only."""
    return _recent(access.visits_open_to(who), now)


def one(who: Visitor, visit: UUID) -> Visit | None:
    """Return one visit that a therapist may open."""
    row = access.visits_open_to(who).select_related("clinic", "therapist").filter(pk=visit).first()
    return visit_of(row) if row else None


def named_to(who: Visitor, clinic: UUID, now: datetime) -> list[Named]:
    """Return whose visits there are at a clinic, and when; none where the visitor does not manage it."""
    return [
        Named(name=visit.name, state=visit.state, starts_at=visit.starts_at, minutes=visit.minutes, therapist=visit.therapist)
        for visit in _recent(access.visits_named_to(who).filter(clinic=clinic), now)
    ]


def of_id(visit: UUID) -> Visit | None:
    """Return a visit by its own id, for whoever made that id."""
    row = Appointment.objects.filter(pk=visit).select_related("clinic", "therapist").first()
    return visit_of(row) if row else None


def behind(secret: str, now: datetime) -> Visit | None:
    """Return the visit behind a link; None when there is none, or it has been over for long."""
    rows = Appointment.objects.filter(secret_hash=visit_address.hashed(secret)).select_related("clinic", "therapist")
    row = rows.first()
    if row is None:
        return None
    visit = visit_of(row)
    last = max(visit.ends_at or visit.created_at, visit.changed_at)
    return visit if visit.state == "requested" or last > now - OVER_FOR else None


def work_calendar(address: str, now: datetime) -> list[Visit] | None:
    """Return the visits in a therapist's calendar, by its secret address; None where there is no such calendar any more."""
    key = calendar_address.key_in(address)
    row = WorkCalendar.objects.select_related("account").filter(key=key).first() if key else None
    who = accounts.visitor(row.account) if row else access.NOBODY
    if row is None or "therapist" not in who.roles:
        return None
    own = access.visits_open_to(who).filter(therapist=row.account, state__in=visit_states.HELD)
    return _recent(own, now)


def work_calendar_address(who: Visitor) -> str:
    """Return the secret part of the address of a therapist's own calendar; "" while it is off."""
    key = WorkCalendar.objects.filter(account=who.account).values_list("key", flat=True).first()
    return calendar_address.address_of(key) if key else ""


def of_person(person: Person | UUID, now: datetime) -> list[Visit]:
    """Return a person's own visits, oldest first."""
    return _recent(Appointment.objects.filter(person=person), now)


def asked(rows: "QuerySet[Appointment]") -> Iterator[tuple[UUID, datetime, str]]:
    """Yield the requests without an answer among some rows, oldest first: whose, since when, and their own words in it."""
    for row in _with_withdrawn(rows.filter(state="requested")).order_by("created_at", "pk"):
        if row.person_id is not None:
            yield row.person_id, row.created_at, _own_words(row)


def alarming_of_strangers(who: Visitor) -> int:
    """Return how many requests of people without an account wait for a therapist and hold words that may mean danger."""
    return sum(bool(alarming(_own_words(row))) for row in access.visits_open_to(who).filter(state="requested", person=None))


def _own_words(row: Appointment) -> str:
    return asked_with(row.reason, row.preferred, "" if _is_withdrawn(row) else row.shared)


def visit_of(row: Appointment) -> Visit:
    """Return a row as the pages show it."""
    return Visit(
        id=row.pk,
        clinic=_place(row.clinic),
        state=row.state,
        name=row.name,
        contact=row.contact,
        preferred=row.preferred,
        reason=row.reason,
        insurance=row.insurance,
        shared="" if _is_withdrawn(row) else row.shared,
        starts_at=row.starts_at,
        minutes=row.minutes,
        created_at=row.created_at,
        history=tuple(steps(row)),
        person=row.person_id,
        therapist=row.therapist.get_full_name() if row.therapist else "",
    )


def _recent(rows: "QuerySet[Appointment]", now: datetime) -> list[Visit]:
    listed = _with_withdrawn(rows).select_related("clinic", "therapist")
    found = [visit_of(row) for row in listed.order_by("starts_at", "created_at", "pk")]
    return [visit for visit in found if (visit.is_open and not _is_past(visit, now)) or visit.changed_at > now - OVER_FOR]


def _with_withdrawn(rows: "QuerySet[Appointment]") -> "QuerySet[Appointment]":
    """Return the rows, each with whether what was sent along may no longer be read."""
    since = Consent.objects.filter(person=OuterRef("person"), clinic=OuterRef("clinic"), wish="withdrawn", at__gt=OuterRef("created_at"))
    ended = Enrolment.objects.filter(person=OuterRef("person"), clinic=OuterRef("clinic"), ended_at__gt=OuterRef("created_at"))
    return rows.annotate(is_withdrawn=Exists(since) | Exists(ended))


def _is_past(visit: Visit, now: datetime) -> bool:
    return visit.ends_at is not None and visit.ends_at < now - OVER_FOR


def _is_withdrawn(row: Appointment) -> bool:
    """Whether the person has stopped sharing with this clinic since they asked, or their care there has ended."""
    if row.person_id is None or not row.shared:
        return False
    if hasattr(row, "is_withdrawn"):  # a list asks for all of them at once
        return bool(row.is_withdrawn)
    here = {"person": row.person_id, "clinic": row.clinic_id}
    has_ended = Enrolment.objects.filter(**here, ended_at__gt=row.created_at).exists()
    return has_ended or Consent.objects.filter(**here, wish="withdrawn", at__gt=row.created_at).exists()


def _place(row: Clinic) -> Place:
    return Place(id=row.pk, name=row.name, slug=row.slug, phone=row.phone, address=row.address, hours=row.hours)
