"""Visits as whoever asks handles them: asked for, agreed to, moved, cancelled, by the secret in their address."""

from datetime import date, datetime, timedelta
from ipaddress import IPv6Network
from uuid import UUID

from django.db import IntegrityError
from django.utils.crypto import salted_hmac
from msgspec import Struct

from stepwell.care import visit_address, visit_states
from stepwell.care.actions.visits import saving, stepped
from stepwell.care.errors import LinkNotValid, TimePassed, TooManyRequests, VisitMoved
from stepwell.care.models import Appointment, Asking, Clinic, Enrolment, Person
from stepwell.care.visit_history import Step, steps, turns

A_WHILE = timedelta(hours=1)
A_DAY = timedelta(days=1)
OF_ONE_ADDRESS = 5
"""So many tries from one network address an hour: a family, or a practice that asks for its patients, stays below."""
NETWORK_BITS = 64
"""What of an IPv6 address is counted: a household or an office has one such network, and every address in it."""
AT_ONE_CLINIC = 30
"""So many tries from the public page of one clinic an hour."""
OF_ONE_CONTACT = 3
"""So many requests that are still open with one contact at one clinic: nobody's mailbox is filled by somebody else."""


class Asked(Struct, frozen=True, kw_only=True):
    """What somebody sends who asks for a visit: every word of it was shown to them before.

    Attributes:
        id: made with the page, so that sending twice asks once.
        contact: an e-mail address, a telephone number, or both with a comma between.
        shared: JSON as shown; "" for nothing.
    """

    id: UUID
    name: str
    contact: str
    preferred: str
    reason: str
    insurance: str
    shared: str


def ask(*, clinic: UUID, asked: Asked, person: Person | None, now: datetime) -> Appointment:
    """Ask for a visit; asking again with the same id returns the visit that is there.

    Raises:
        TooManyRequests: this contact has open requests enough. LinkNotValid: there is no such clinic.
    """
    known = Appointment.objects.filter(pk=asked.id, clinic=clinic).select_related("clinic").first()
    if known is not None:
        return known
    try:
        with saving():
            place = Clinic.objects.filter(pk=clinic).first()
            if place is None:
                raise LinkNotValid
            open_ones = Appointment.objects.filter(clinic=place, contact__iexact=asked.contact, state="requested")
            if open_ones.count() >= OF_ONE_CONTACT:
                raise TooManyRequests
            return _made(place, asked, person, now)
    except IntegrityError:  # the same page, sent twice at the same moment
        return Appointment.objects.select_related("clinic").get(pk=asked.id, clinic=clinic)


def count_try(*, clinic: UUID, address: str, now: datetime) -> None:
    """Count one try from the public page.

    Args:
        address: the network address. Only a keyed hash is kept, another one each day.

    Raises:
        TooManyRequests: there were too many from there, or for this clinic.
    """
    hashed = hashed_address(address, now.date())
    with saving():
        Asking.objects.filter(at__lt=now - A_DAY).delete()
        lately = Asking.objects.filter(at__gt=now - A_WHILE)
        too_many = lately.filter(address=hashed).count() >= OF_ONE_ADDRESS or lately.filter(clinic=clinic).count() >= AT_ONE_CLINIC
        if not too_many:
            Asking.objects.create(clinic_id=clinic, address=hashed, at=now)
    if too_many:
        raise TooManyRequests


def accept(*, secret: str, seen: int, now: datetime) -> Appointment:
    """Agree to the time that the clinic proposed.

    Raises:
        LinkNotValid: there is no such visit. VisitMoved: another time is proposed by now, or none. TimePassed: it is over.
    """
    with saving():
        row = _locked(secret)
        if row.state == "confirmed":
            return row
        _check(row, "confirmed", seen)
        if row.starts_at is None or row.starts_at <= now:
            raise TimePassed
        return stepped(row, "confirmed", Step(at=now, state="confirmed", by="asker", starts_at=row.starts_at))


def move(*, secret: str, preferred: str, seen: int, now: datetime) -> Appointment:
    """Ask for another time; the one that was held is free from now on.

    Raises:
        LinkNotValid, VisitMoved: as for ``accept``.
    """
    with saving():
        row = _locked(secret)
        if row.state == "requested" and row.preferred == preferred:
            return row
        _check(row, "requested", seen)
        row.preferred, row.starts_at = preferred, None
        return stepped(row, "requested", Step(at=now, state="requested", by="asker", words=preferred))


def cancel(*, secret: str, seen: int, now: datetime) -> Appointment:
    """Take a visit back. What was shared for it is deleted.

    Raises:
        LinkNotValid, VisitMoved: as for ``accept``.
    """
    with saving():
        row = _locked(secret)
        if row.state == "cancelled":
            return row
        _check(row, "cancelled", seen)
        return stepped(row, "cancelled", Step(at=now, state="cancelled", by="asker", starts_at=row.starts_at))


def hashed_address(address: str, day: date) -> str:
    """Return what is kept of a network address on one day. Of IPv6 that is the network: whoever has one address there has them all."""
    return salted_hmac("stepwell.care.asking", f"{day} {_network(address)}", algorithm="sha256").hexdigest()


def _network(address: str) -> str:
    try:
        return str(IPv6Network(f"{address}/{NETWORK_BITS}", strict=False))
    except ValueError:
        return address  # IPv4


def _made(clinic: Clinic, asked: Asked, person: Person | None, now: datetime) -> Appointment:
    row = Appointment(
        id=asked.id,
        clinic=clinic,
        person=person,
        therapist_id=_therapist_of(person, clinic),
        name=asked.name,
        contact=asked.contact,
        reason=asked.reason,
        insurance=asked.insurance,
        preferred=asked.preferred,
        shared=asked.shared,
        created_at=now,
        secret_hash=visit_address.hashed(visit_address.secret_of(asked.id)),
    )
    row.save(force_insert=True)
    return stepped(row, "requested", Step(at=now, state="requested", by="asker", words=asked.preferred))


def _therapist_of(person: Person | None, clinic: Clinic) -> int | None:
    if person is None:
        return None
    care = Enrolment.objects.filter(person=person, clinic=clinic, ended_at=None).select_related("therapist").first()
    return care.therapist.account_id if care is not None and care.therapist is not None else None


def _locked(secret: str) -> Appointment:
    rows = Appointment.objects.select_for_update(of=("self",)).select_related("clinic")
    row = rows.filter(secret_hash=visit_address.hashed(secret)).first()
    if row is None:
        raise LinkNotValid
    return row


def _check(row: Appointment, state: str, seen: int) -> None:
    if turns(steps(row)) != seen or not visit_states.can_follow(row.state, state, "asker"):
        raise VisitMoved
