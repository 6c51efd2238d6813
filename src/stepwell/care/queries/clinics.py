"""A clinic as its manager sees it: who works there and whom it looks after. Nothing of anybody's record."""

from datetime import datetime
from uuid import UUID

from msgspec import Struct

from stepwell.care import access
from stepwell.care.access import Visitor
from stepwell.care.models import Clinic, Enrolment, Membership


class Details(Struct, frozen=True, kw_only=True):
    """What a clinic says about itself."""

    id: UUID
    name: str
    slug: str
    phone: str
    address: str
    hours: str
    is_public: bool
    letter_paper: bool


class Worker(Struct, frozen=True, kw_only=True):
    """Somebody who works at a clinic, in one role."""

    membership: int
    name: str
    email: str
    role: str
    since: datetime
    is_self: bool


class CaredFor(Struct, frozen=True, kw_only=True):
    """Somebody whom the clinic looks after.

    Attributes:
        therapist: the membership of whoever looks after them; None where nobody was named.
    """

    enrolment: int
    name: str
    therapist: int | None
    since: datetime


def of_patient(who: Visitor, person: UUID) -> UUID | None:
    """Return the clinic at which a therapist looks after somebody; None for somebody who is not theirs."""
    return access.enrolments_open_to(who).filter(person=person).values_list("clinic", flat=True).first()


def managed(who: Visitor) -> list[Details]:
    """Return the clinics that this visitor manages, by name."""
    rows = Clinic.objects.filter(pk__in=who.clinics_as("manager")).order_by("name", "pk")
    return [Details(**{field: getattr(row, field) for field in Details.__struct_fields__}) for row in rows]


def workers(who: Visitor, clinic: UUID) -> list[Worker]:
    """Return who works at a clinic, by name; nobody where the visitor does not manage it."""
    if clinic not in who.clinics_as("manager"):
        return []
    rows = Membership.objects.filter(clinic=clinic, ended_at=None).select_related("account")
    found = [
        Worker(
            membership=row.pk,
            name=row.account.get_full_name(),
            email=row.account.email,
            role=row.role,
            since=row.since,
            is_self=row.account_id == who.account,
        )
        for row in rows
    ]
    return sorted(found, key=lambda each: (each.name.lower(), each.role))


def cared_for(who: Visitor, clinic: UUID) -> list[CaredFor]:
    """Return whom a clinic looks after, by name; nobody where the visitor does not manage it."""
    if clinic not in who.clinics_as("manager"):
        return []
    rows = Enrolment.objects.filter(clinic=clinic, ended_at=None).select_related("person__account")
    found = [CaredFor(enrolment=row.pk, name=_name(row), therapist=row.therapist_id, since=row.since) for row in rows]
    return sorted(found, key=lambda each: each.name.lower())


def _name(row: Enrolment) -> str:
    account = getattr(row.person, "account", None)
    return account.get_full_name() if account else row.person.given_name
