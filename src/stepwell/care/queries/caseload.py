"""The people that a therapist looks after: those who need them first, with the reasons, and then everybody else."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import Max, Min, Q, QuerySet
from django.utils import timezone
from msgspec import Struct

from stepwell.care import access, case_summaries, edition
from stepwell.care.alarming import alarming
from stepwell.care.models import Appointment, Enrolment, Message, PlanReview, Snooze
from stepwell.care.queries import visits
from stepwell.engine import flare, needs
from stepwell.engine.case import Case
from stepwell.engine.decision import FlareDay
from stepwell.engine.needs import Around, Needed, PutOff


class _Row(NamedTuple):
    """One row of the one query that reads everybody: a care, its person, and their summary."""

    person: UUID
    clinic: UUID
    scope: str
    since: datetime
    name: str | None
    email: str | None
    given_name: str
    version: int
    head: str
    of_head: str | None
    of_release: str | None
    of_engine: str | None
    body: str | None


_COLUMNS = (
    "person_id", "clinic_id", "scope", "since", "person__account__name", "person__account__email", "person__given_name",
    "person__version", "person__head", "person__case_summary__head", "person__case_summary__release",
    "person__case_summary__engine", "person__case_summary__body",
)  # fmt: skip


class Patient(Struct, frozen=True, kw_only=True):
    """One person of the list.

    Attributes:
        case: what they share now, in short. parts: which parts that is.
        needs: why they need somebody today, the most pressing first; empty when they are on track.
        put_off: reason -> how it was put off, also where that is over.
        since: when care began here. unread: messages that nobody has read.
        flare: where in a flare-up today stands. next_visit: when the next confirmed visit begins.
    """

    person: UUID
    clinic: UUID
    name: str
    since: date
    parts: frozenset[str]
    case: Case
    needs: tuple[Needed, ...] = ()
    put_off: dict[str, PutOff] = {}
    flare: FlareDay | None = None
    unread: int = 0
    next_visit: datetime | None = None


class _Unread(Struct, kw_only=True):
    """Messages of one person that nobody has read. ``alarming``: what words in them may be about, each once."""

    count: int = 0
    at: datetime | None = None
    alarming: dict[str, None] = {}

    def add(self, at: datetime, words: str) -> None:
        """Take in one more, newer than those before."""
        self.count, self.at = self.count + 1, at
        self.alarming |= dict.fromkeys(alarming(words))


class _Asked(Struct, kw_only=True):
    """Requests of one person for a visit without an answer: since when, and what words in them may be about, since when."""

    at: datetime
    alarming: dict[str, None] = {}
    alarming_at: datetime | None = None

    def add(self, at: datetime, words: str) -> None:
        """Take in one more, newer than those before."""
        if found := alarming(words):
            self.alarming |= dict.fromkeys(found)
            self.alarming_at = self.alarming_at or at


class _Beside(Struct, kw_only=True):
    """What is known of the people of a list beside their logs, each by person."""

    put_off: dict[UUID, dict[str, PutOff]]
    reviewed: dict[UUID, tuple[date, datetime]]
    unread: dict[UUID, _Unread]
    requested: dict[UUID, _Asked]
    next_visit: dict[UUID, datetime]


def caseload(who: access.Visitor, now: datetime, *, only: Collection[UUID] | None = None) -> list[Patient]:
    """Return everybody whose care is open to this therapist: whoever needs them first, then by name.

    As many queries for five hundred people as for one, while their summaries fit.

    Args:
        only: these people and nobody else, where they are open to the visitor.
    """
    open_to = access.enrolments_open_to(who)
    asked = open_to if only is None else open_to.filter(person__in=only)
    rows = [_Row(*row) for row in asked.values_list(*_COLUMNS)]
    if not rows:
        return []
    cases = _cases(rows)
    beside = _beside(asked, who, now)
    found = [_patient(row, cases[row.person], beside, timezone.localdate(now)) for row in rows]
    return sorted(found, key=_place)


def patient(who: access.Visitor, person: UUID, now: datetime) -> Patient | None:
    """Return one person as the list shows them; None for one that is not open to this visitor."""
    return next(iter(caseload(who, now, only=(person,))), None)


def _place(each: Patient) -> tuple[object, ...]:
    """Sort by the most pressing reason and for how long it has held; then by name."""
    first = each.needs[0] if each.needs else None
    return (first.order, first.on, each.name.casefold()) if first else (1000, date.max, each.name.casefold())


def _cases(rows: Iterable[_Row]) -> dict[UUID, Case]:
    found: dict[UUID, Case] = {}
    stale: list[UUID] = []
    for row in rows:
        fits = row.body and case_summaries.fits(row.head, (row.of_head, row.of_release, row.of_engine))
        case = case_summaries.read(row.body) if fits and row.body else None
        if case is None and row.version:
            stale.append(row.person)
        found[row.person] = case or Case()
    return found | case_summaries.made_anew(stale) if stale else found


def _beside(asked: QuerySet[Enrolment], who: access.Visitor, now: datetime) -> _Beside:
    here = Q(person__in=asked.values("person"), clinic__in=who.clinics_as("therapist"))
    put_off: dict[UUID, dict[str, PutOff]] = {}
    for person, reason, until, at in Snooze.objects.filter(here).order_by("at", "pk").values_list("person", "reason", "until", "at"):
        put_off.setdefault(person, {})[reason] = PutOff(on=timezone.localdate(at), until=until)
    reviews = PlanReview.objects.filter(here).values_list("person").annotate(on=Max("on"), at=Max("at"))
    waiting = Message.objects.filter(here, from_clinic=False, read_at=None).order_by("at", "pk").values_list("person", "at", "words")
    unread: dict[UUID, _Unread] = {}
    for person, at, words in waiting:
        unread.setdefault(person, _Unread()).add(at, words)
    requested: dict[UUID, _Asked] = {}
    for person, at, words in visits.asked(Appointment.objects.filter(here)):
        requested.setdefault(person, _Asked(at=at)).add(at, words)
    coming = Appointment.objects.filter(here, state="confirmed", starts_at__gte=now).values_list("person").annotate(at=Min("starts_at"))
    return _Beside(
        put_off=put_off,
        reviewed={person: (on, at) for person, on, at in reviews},
        unread=unread,
        requested=requested,
        next_visit=dict(coming),
    )


def _patient(row: _Row, whole: Case, beside: _Beside, today: date) -> Patient:
    knowledge = edition.present().knowledge
    parts = frozenset(row.scope.split(","))
    case = case_summaries.shared(whole, parts)
    told = needs.needs(case, _around(row.person, timezone.localdate(row.since), beside), today, knowledge)
    unread = beside.unread.get(row.person)
    return Patient(
        person=row.person,
        clinic=row.clinic,
        name=row.name or row.given_name or (row.email or "").partition("@")[0],
        since=timezone.localdate(row.since),
        parts=parts,
        case=case,
        needs=told if "days" in parts else tuple(need for need in told if need.id != "silent"),
        put_off=beside.put_off.get(row.person, {}),
        flare=flare.day_of(case.flare, today, knowledge),
        unread=unread.count if unread else 0,
        next_visit=beside.next_visit.get(row.person),
    )


def _around(person: UUID, since: date, beside: _Beside) -> Around:
    knowledge = edition.present().knowledge
    put_off = beside.put_off.get(person, {})
    reviewed = beside.reviewed.get(person)
    unread, requested = beside.unread.get(person), beside.requested.get(person)
    # One that was taken back ends before it began, and answers nothing.
    answering = {reason: each for reason, each in put_off.items() if each.until >= each.on}
    weekly = [each.on for reason, each in answering.items() if reason in knowledge.needs and knowledge.needs[reason].is_weekly]
    answered = [*weekly, *([timezone.localdate(reviewed[1])] if reviewed else [])]
    return Around(
        since=since,
        reviewed_on=reviewed[0] if reviewed else None,
        answered_on=max(answered, default=None),
        message_on=timezone.localdate(unread.at) if unread and unread.at else None,
        alarming=tuple(unread.alarming) if unread else (),
        request_on=timezone.localdate(requested.at) if requested else None,
        alarming_request_on=timezone.localdate(requested.alarming_at) if requested and requested.alarming_at else None,
        asked_with=tuple(requested.alarming) if requested else (),
        put_off=put_off,
    )
