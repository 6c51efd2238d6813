"""What a therapist sees of a person's plan: what is planned, what changed since somebody looked, and what was set or done."""

from datetime import date, datetime
from uuid import UUID

from msgspec import Struct

from stepwell.care import access, planning, written
from stepwell.care.errors import NotThere
from stepwell.care.models import Account, Fact, Person, PlanReview, StoredPlan
from stepwell.care.queries import days, shared
from stepwell.engine.decision import DayPlan, Decision
from stepwell.engine.in_force import in_force
from stepwell.engine.log import Fact as Told
from stepwell.engine.log import Order
from stepwell.engine.understanding import Understanding


class ToldBy(Struct, frozen=True, kw_only=True):
    """One thing that a clinician set or did, and who it was; "" for somebody whose name is not known."""

    fact: Told
    name: str


class Desk(Struct, frozen=True, kw_only=True):
    """All that the page of a plan is made of.

    Attributes:
        name: of the person. version: how much was told when this was read; it changes with every fact.
        on: the day that is planned. known: what the engine understands, of everything the person told.
        plan: today's. reviewed: the plan that was last looked at here; None before the first time.
        orders: those that stand, oldest first, as far as they may be seen.
        sees_plan, sees_answers: whether the plan, and what the person answered about their health, is shared.
    """

    person: UUID
    clinic: UUID
    name: str
    version: int
    on: date
    known: Understanding
    plan: Decision
    reviewed: DayPlan | None
    reviewed_at: datetime | None
    orders: tuple[ToldBy, ...]
    sees_plan: bool
    sees_answers: bool


def desk(who: access.Visitor, person: UUID, today: date) -> Desk:
    """Return what a therapist needs to look at a plan. Nothing is kept of it as shown to the person.

    Raises:
        NotThere: the record is not open to this visitor, or there is none.
    """
    record = shared.opened(who, person)
    if record is None:
        raise NotThere
    known = days.understanding(record.person)
    on = planning.day_to_plan(today, record.person.newest_on)
    at = reviewed_at(record.person, record.clinic)
    told = told_by_clinicians(record, "order")
    standing = in_force((each.fact for each in told if isinstance(each.fact, Order)), on)
    return Desk(
        person=record.person.pk,
        clinic=record.clinic,
        name=name_of(record.person),
        version=record.person.version,
        on=on,
        known=known,
        plan=planning.decided(known, on),
        reviewed=_plan_at(record.person, at) if at else None,
        reviewed_at=at,
        orders=tuple(each for each in told if any(each.fact is order for order in standing)),
        sees_plan="days" in record.parts,
        sees_answers="evaluation" in record.parts,
    )


class Visits(Struct, frozen=True, kw_only=True):
    """What a therapist's page of treatments is made of.

    Attributes:
        known: for what speaks against a treatment. treatments: latest first.
        sees_answers: whether what the person answered about their health is shared.
    """

    person: UUID
    clinic: UUID
    name: str
    known: Understanding
    treatments: tuple[ToldBy, ...]
    sees_answers: bool


def visits(who: access.Visitor, person: UUID) -> Visits:
    """Return what was done with a person at visits, for their therapist.

    Raises:
        NotThere: the record is not open to this visitor, or there is none.
    """
    record = shared.opened(who, person)
    if record is None:
        raise NotThere
    return Visits(
        person=record.person.pk,
        clinic=record.clinic,
        name=name_of(record.person),
        known=days.understanding(record.person),
        treatments=tuple(reversed(told_by_clinicians(record, "treatment"))),
        sees_answers="evaluation" in record.parts,
    )


def reviewed_at(person: Person, clinic: UUID) -> datetime | None:
    """Return when somebody of a clinic last decided about the plan."""
    return PlanReview.objects.filter(person=person, clinic=clinic).order_by("-pk").values_list("at", flat=True).first()


def told_by_clinicians(record: shared.Open, kind: str) -> list[ToldBy]:
    """Return the orders or treatments that a clinic may see: its own always, others while that part is shared."""
    is_ours = shared.told_here(record)
    rows = Fact.objects.filter(person=record.person, kind=kind).order_by("on", "position").values_list("author", "recorded_at", "body")
    seen = [(author, body) for author, at, body in rows if shared.PART_OF[kind] in record.parts or is_ours(author, at)]
    names = {row.pk: row.get_full_name() for row in Account.objects.filter(pk__in={author for author, _ in seen if author})}
    return [ToldBy(fact=written.fact_in(body), name=names.get(author, "")) for author, body in seen]


def treatments_of(person: Person) -> list[ToldBy]:
    """Return what was done with a person at visits, latest first, for themselves: everything, whoever told it."""
    rows = Fact.objects.filter(person=person, kind="treatment").order_by("-on", "-position").values_list("author", "body")
    names = {row.pk: row.get_full_name() for row in Account.objects.filter(pk__in={author for author, _ in rows if author})}
    return [ToldBy(fact=written.fact_in(body), name=names.get(author, "")) for author, body in rows]


def name_of(person: Person) -> str:
    """Return how a person is called on the pages of their clinic."""
    account = getattr(person, "account", None)
    return account.get_full_name() if account else person.given_name


def _plan_at(person: Person, at: datetime) -> DayPlan | None:
    """Return the plan as it stood at a moment; None when exercise waited then."""
    row = StoredPlan.objects.filter(person=person, stored_at__lte=at).order_by("-stored_at", "-pk").first()
    decision = written.decision_in(row.body) if row else None
    return decision if isinstance(decision, DayPlan) else None
