"""A person's record as the plain values that the FHIR room maps: all of it for the person, what they share for their clinic."""

from datetime import datetime
from typing import Literal, cast

from msgspec.structs import replace

from stepwell import __version__
from stepwell.care.models import Account, Appointment, Clinic, ClinicTask, Consent, Fact, Membership, Message, Person, PlanReview
from stepwell.care.queries import facts, plans, shared
from stepwell.fhir.record import Chore, ClinicHouse, MadePlan, Note, Record, Review, Sharing, Staff, Subject, Told, Visit

WITH_PLANS = "days"
"""The part of the sharing that plans belong to."""


def record(person: Person, *, now: datetime) -> Record:
    """Return the person's own part of their record: who they are, the whole log, and every plan they were shown.

    Args:
        person: whose it is.
        now: when it is put together.
    """
    return Record(
        subject=Subject(id=str(person.id), given_name=person.given_name),
        log=facts.log(person),
        made_at=now,
        software=__version__,
        plans=_plans(person),
    )


def of_clinic(known: shared.Open, *, now: datetime) -> Record:
    """Return a record as a clinic may pass it on: what the person shares now, and what the clinic itself keeps.

    Args:
        known: a record that was opened. now: when it is put together.
    """
    person, clinic = known.person, Clinic.objects.get(pk=known.clinic)
    staff = {row.account_id: row.account for row in Membership.objects.filter(clinic=clinic).select_related("account")}
    told = Fact.objects.filter(person=person, author__in=staff).values_list("key", "author", "recorded_at")
    return Record(
        subject=_subject(person),
        log=shared.log_of(known),
        made_at=now,
        software=__version__,
        plans=tuple(replace(made, decision=shared.cut(made.decision, known.parts)) for made in _plans(person))
        if WITH_PLANS in known.parts
        else (),
        clinic=ClinicHouse(id=str(clinic.pk), name=clinic.name, phone=clinic.phone, address=clinic.address),
        staff=tuple(Staff(id=_staff(pk), name=account.get_full_name()) for pk, account in staff.items()),
        authors={key: Told(staff=_staff(author), at=at) for key, author, at in told},
        visits=tuple(_visit(row) for row in Appointment.objects.filter(person=person, clinic=clinic).order_by("created_at", "pk")),
        notes=tuple(_note(row) for row in Message.objects.filter(person=person, clinic=clinic).order_by("at", "pk")),
        reviews=tuple(_review(row) for row in PlanReview.objects.filter(person=person, clinic=clinic).order_by("at", "pk")),
        chores=tuple(_chore(row) for row in ClinicTask.objects.filter(person=person, clinic=clinic).order_by("at", "pk")),
        sharings=tuple(_sharing(row) for row in Consent.objects.filter(person=person, clinic=clinic).order_by("at", "pk")),
    )


def _plans(person: Person) -> tuple[MadePlan, ...]:
    return tuple(MadePlan(decision=plans.shown(row), made_at=row.stored_at) for row in plans.stored(person))


def _subject(person: Person) -> Subject:
    account = Account.objects.filter(person=person).first()
    name, email = (account.get_full_name(), account.email) if account is not None else ("", "")
    return Subject(id=str(person.id), full_name=name, given_name=person.given_name, email=email)


def _staff(account: int | None) -> str:
    return f"account-{account}" if account is not None else ""


def _visit(row: Appointment) -> Visit:
    return Visit(
        id=str(row.pk),
        state=cast(Literal["requested", "proposed", "confirmed", "declined", "cancelled", "done"], row.state),
        created_at=row.created_at,
        starts_at=row.starts_at,
        minutes=row.minutes,
        reason=row.reason,
        preferred=row.preferred,
        staff=_staff(row.therapist_id),
    )


def _note(row: Message) -> Note:
    staff = _staff(row.by_id) if row.from_clinic else ""
    return Note(id=str(row.key), from_clinic=row.from_clinic, words=row.words, at=row.at, read_at=row.read_at, staff=staff)


def _review(row: PlanReview) -> Review:
    return Review(
        id=f"review-{row.pk}",
        on=row.on,
        exercise=row.exercise,
        change=row.change,
        verdict=cast(Literal["accepted", "edited", "rejected"], row.verdict),
        at=row.at,
        staff=_staff(row.by_id),
        why=row.why,
    )


def _chore(row: ClinicTask) -> Chore:
    staff = _staff(row.owner_id if row.owner_id is not None else row.by_id)
    return Chore(id=f"task-{row.pk}", words=row.words, at=row.at, staff=staff, due=row.due, done_at=row.done_at)


def _sharing(row: Consent) -> Sharing:
    parts = tuple(part for part in row.scope.split(",") if part)
    return Sharing(id=f"consent-{row.pk}", wish=cast(Literal["given", "withdrawn"], row.wish), parts=parts, at=row.at)
