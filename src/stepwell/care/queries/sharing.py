"""What a person shares with whom, and what they decided about it before."""

from datetime import datetime

from msgspec import Struct

from stepwell.care.access import SCOPES
from stepwell.care.models import Consent, Enrolment, Person


class Sharing(Struct, frozen=True, kw_only=True):
    """The clinic that looks after a person now. therapist: a name, or "" while nobody is named; parts: of ``SCOPES``; phone: its own."""

    clinic: str
    therapist: str
    since: datetime
    parts: tuple[str, ...]
    phone: str = ""


class Decided(Struct, frozen=True, kw_only=True):
    """One decision of the person."""

    at: datetime
    clinic: str
    parts: tuple[str, ...]


def present(person: Person) -> Sharing | None:
    """Return which clinic looks after a person, and what is shared with it; None for none."""
    row = Enrolment.objects.filter(person=person, ended_at=None).select_related("clinic", "therapist__account").first()
    if row is None:
        return None
    name = row.therapist.account.get_full_name() if row.therapist is not None else ""
    return Sharing(clinic=row.clinic.name, therapist=name, since=row.since, parts=_parts(row.scope), phone=row.clinic.phone)


def history(person: Person) -> list[Decided]:
    """Return every decision, newest first."""
    rows = Consent.objects.filter(person=person).select_related("clinic").order_by("-at", "-pk")
    return [Decided(at=row.at, clinic=row.clinic.name, parts=_parts(row.scope)) for row in rows]


def _parts(scope: str) -> tuple[str, ...]:
    chosen = scope.split(",")
    return tuple(part for part in SCOPES if part in chosen)
