"""What a program with a clinic's token may see: the people who share something with that clinic, cut to what they share."""

from collections.abc import Iterator
from datetime import date, datetime
from uuid import UUID

from msgspec import Struct

from stepwell import __version__
from stepwell.care import access
from stepwell.care.models import Clinic, Enrolment, Membership
from stepwell.care.queries import desk, plans, shared
from stepwell.care.queries.shared import Open
from stepwell.engine.decision import Decision
from stepwell.engine.log import Log
from stepwell.fhir.names import MARK, mark_of
from stepwell.fhir.record import ClinicHouse, Record, Staff, Subject


def opened(clinic: UUID, person: str) -> Open | None:
    """Return one person by the id of their Patient; None for one that is not there, and for one who shares nothing with the clinic."""
    try:
        wanted = UUID(person)
    except ValueError:
        return None
    row = access.enrolments_of_programs(clinic).filter(person=wanted).select_related("person").first()
    return as_shared(row) if row is not None and str(wanted) == person else None


def who_may_own(clinic: UUID, resource: str) -> list[Open]:
    """Return the people who share something with a clinic and of whom a resource can be, by its id: mostly one, or nobody."""
    people = access.enrolments_of_programs(clinic).order_by("person", "pk").values_list("pk", "person")
    mark = resource[:MARK]
    candidates = [row for row, person in people if mark_of(str(person)) == mark]
    return [as_shared(row) for row in access.enrolments_of_programs(clinic).filter(pk__in=candidates).select_related("person")]


def nameplates(clinic: UUID, now: datetime) -> Iterator[Record]:
    """Yield who somebody is, and nothing of what they told, for everybody who shares something with a clinic."""
    for row in access.enrolments_of_programs(clinic).select_related("person__account").order_by("person", "pk"):
        account = getattr(row.person, "account", None)
        name, email = (account.get_full_name(), account.email) if account else ("", "")
        subject = Subject(id=str(row.person_id), full_name=name, given_name=row.person.given_name, email=email)
        yield Record(subject=subject, log=Log(seed=row.person.seed), made_at=now, software=__version__)


class Listed(Struct, frozen=True, kw_only=True):
    """Somebody who shares something with a clinic, and which parts."""

    id: UUID
    name: str
    given_name: str
    parts: tuple[str, ...]


def listed(clinic: UUID) -> list[Listed]:
    """Return everybody who shares something with a clinic, always in the same order."""
    rows = access.enrolments_of_programs(clinic).select_related("person__account").order_by("person", "pk")
    return [
        Listed(
            id=row.person_id,
            name=desk.name_of(row.person),
            given_name=row.person.given_name,
            parts=tuple(part for part in access.SCOPES if access.shares(row, part)),
        )
        for row in rows
    ]


def plan_of_day(known: Open, on: date, today: date) -> Decision | None:
    """Return the plan of a day: today's as it would be shown now, that of a day before as it was last shown.

    None where the person does not share their days, nothing was shown on that day, or it has not come. Nothing is kept of it as shown.
    """
    if on == today:
        return shared.decided(known, today)
    if "days" not in known.parts:
        return None
    shown = plans.stored(known.person, on, on) if on < today else []
    return shared.cut(plans.shown(shown[-1]), known.parts) if shown else None


def house(clinic: UUID, now: datetime) -> Record:
    """Return the clinic and who works there, of nobody in particular."""
    row = Clinic.objects.get(pk=clinic)
    members = {each.account_id: each.account for each in Membership.objects.filter(clinic=clinic).select_related("account").order_by("pk")}
    return Record(
        subject=Subject(id=str(clinic)),
        log=Log(seed=0),
        made_at=now,
        software=__version__,
        clinic=ClinicHouse(id=str(row.pk), name=row.name, phone=row.phone, address=row.address),
        staff=tuple(Staff(id=f"account-{pk}", name=account.get_full_name()) for pk, account in members.items()),
    )


def as_shared(row: Enrolment) -> Open:
    """Return the record that some care opens, cut to what the person shares now."""
    parts = frozenset(part for part in access.SCOPES if access.shares(row, part))
    return Open(person=row.person, clinic=row.clinic_id, enrolment=row.pk, parts=parts)
