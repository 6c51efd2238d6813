"""What a document on paper is made of: a person's own record whole, or as much of it as they share with a therapist."""

from datetime import date, timedelta
from uuid import UUID

from msgspec import Struct

from stepwell.care import access, edition
from stepwell.care.errors import NotThere
from stepwell.care.models import Account, ChartNote, Clinic, Enrolment, Person
from stepwell.care.queries import days, logs, plans, shared, triggers
from stepwell.engine.decision import DayPlan, Decision
from stepwell.engine.log import Log
from stepwell.engine.plan_changes import PlanChange
from stepwell.engine.trigger_findings import Findings
from stepwell.engine.understanding import Understanding
from stepwell.knowledge.schema import Country
from stepwell.paper.kinds import Kind
from stepwell.paper.record import ChartEntry, Record

PARTS_IN_WORDS = {
    "evaluation": "the evaluation",
    "days": "days and plans",
    "measures": "measures",
    "words": "own words",
}


class Opened(Struct, frozen=True, kw_only=True):
    """A person as far as they are open to a therapist: which parts, at which clinic, under which name."""

    known: shared.Open
    name: str

    def has(self, kind: Kind) -> bool:
        """Whether anything that a document tells of is shared."""
        return bool(self.known.parts.intersection(kind.parts))


def own(person: Person, kind: Kind, today: date) -> Record:
    """Return a person's own record, with what one document needs of it."""
    care = Enrolment.objects.filter(person=person, ended_at=None).select_related("clinic", "therapist__account").first()
    log, known = logs.export(person), days.understanding(person)
    return Record(
        name=person.given_name,
        today=today,
        log=log,
        known=known,
        decision=days.decision(person, today),
        findings=_findings(person, known, kind, today),
        changes=_changes(person, log, kind),
        country=_country(person.country),
        knowledge=edition.present().knowledge,
        clinic=care.clinic.name if care else "",
        therapist=care.therapist.account.get_full_name() if care and care.therapist else "",
    )


def opened(who: access.Visitor, person: UUID) -> Opened:
    """Return a person as far as they are open to a therapist.

    Raises:
        NotThere: they are not this therapist's, or there is nobody.
    """
    known = shared.opened(who, person)
    if known is None:
        raise NotThere
    account = Account.objects.filter(person=person).first()
    return Opened(known=known, name=account.get_full_name() if account else known.person.given_name)


def of_patient(who: access.Visitor, one: Opened, kind: Kind, today: date) -> Record:
    """Return the record behind a document of a patient, cut to the parts that are shared now.

    Raises:
        NotThere: nothing that the document tells of is shared.
    """
    if not one.has(kind):
        raise NotThere
    person, parts = one.known.person, one.known.parts
    known = days.understanding(person) if parts >= {"days", "evaluation"} else None
    clinic = Clinic.objects.get(pk=one.known.clinic)
    return Record(
        name=one.name,
        today=today,
        log=shared.log_of(one.known),
        known=known,
        decision=_decision(person, parts, today),
        findings=_findings(person, known, kind, today) if known else None,
        changes=_changes(person, logs.export(person), kind) if "days" in parts else (),
        sharing=_sharing(parts),
        country=_country(person.country),
        knowledge=edition.present().knowledge,
        clinic=clinic.name,
        therapist=who.name,
        chart=_chart(person, clinic) if "chart" in kind.needs else (),
    )


def is_letter(clinic: UUID) -> bool:
    """Whether a clinic prints on US Letter."""
    return Clinic.objects.filter(pk=clinic, letter_paper=True).exists()


def _decision(person: Person, parts: frozenset[str], today: date) -> Decision | None:
    """Return what is decided for today: a plan belongs to the days, why there is none to the evaluation."""
    if "days" not in parts:
        return None
    found = days.decision(person, today)
    return found if isinstance(found, DayPlan) or "evaluation" in parts else None


def _findings(person: Person, known: Understanding, kind: Kind, today: date) -> Findings | None:
    """Return what the diary says of triggers, from the day on which the person is shown it too."""
    opens_after = timedelta(days=int(edition.present().knowledge.trigger_rules["opens_after"].value))
    if "findings" not in kind.needs or today < (known.began_on or today) + opens_after:
        return None
    return triggers.findings(person, today)


def _changes(person: Person, log: Log, kind: Kind) -> tuple[PlanChange, ...]:
    return plans.changes(person, log) if "changes" in kind.needs else ()


def _chart(person: Person, clinic: Clinic) -> tuple[ChartEntry, ...]:
    rows = list(ChartNote.objects.filter(person=person, clinic=clinic).order_by("-at")[:3])[::-1]
    names = {account.pk: account.get_full_name() for account in Account.objects.filter(pk__in=[row.by_id for row in rows])}
    return tuple(ChartEntry(on=row.at.date(), by=names.get(row.by_id, ""), kind=row.kind, words=row.words) for row in rows)


def _sharing(parts: frozenset[str]) -> str:
    told = ", ".join(words for part, words in PARTS_IN_WORDS.items() if part in parts)
    return f"Shared by the person with this clinic: {told}."


def _country(country: str) -> Country:
    countries = edition.present().knowledge.countries
    return countries.get(country) or next(iter(countries.values()))
