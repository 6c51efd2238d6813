"""The clinic that looks after a person, as the person sees it."""

from datetime import datetime

from msgspec import Struct

from stepwell.care.access import SCOPES
from stepwell.care.models import Enrolment, Person
from stepwell.care.queries import messages, visits
from stepwell.care.queries.visits import Visit


class OwnClinic(Struct, frozen=True, kw_only=True):
    """Who looks after a person, and what is going on between them.

    Attributes:
        therapist: a name; "" while nobody is named.
        shares: how many parts the person shares, of ``of``.
        next_visit: the next one that is agreed on. asked: visits that were asked for or proposed, and not agreed on yet.
        new_messages: that the person has not seen.
    """

    name: str
    phone: str
    address: str
    hours: str
    therapist: str
    since: datetime
    shares: int
    of: int
    next_visit: Visit | None
    asked: tuple[Visit, ...]
    new_messages: int


def own_clinic(person: Person, now: datetime) -> OwnClinic | None:
    """Return the clinic that looks after a person now; None for none."""
    row = Enrolment.objects.filter(person=person, ended_at=None).select_related("clinic", "therapist__account").first()
    if row is None:
        return None
    mine = [visit for visit in visits.of_person(person, now) if visit.clinic.id == row.clinic_id]
    coming = [visit for visit in mine if visit.state == "confirmed" and visit.starts_at is not None and visit.starts_at >= now]
    return OwnClinic(
        name=row.clinic.name,
        phone=row.clinic.phone,
        address=row.clinic.address,
        hours=row.clinic.hours,
        therapist=row.therapist.account.get_full_name() if row.therapist is not None else "",
        since=row.since,
        shares=len([part for part in SCOPES if part in row.scope.split(",")]),
        of=len(SCOPES),
        next_visit=min(coming, key=lambda visit: visit.starts_at or now, default=None),
        asked=tuple(visit for visit in mine if visit.state in ("requested", "proposed")),
        new_messages=messages.unread(person),
    )
