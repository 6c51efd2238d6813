"""Stored plans and referrals: a CarePlan for each change of the plan, its exercises as ServiceRequests, and what was found amiss."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from msgspec import Struct

from stepwell.engine.decision import DayPlan, Prescription, Reason, Referral
from stepwell.fhir.clinic import AGENT
from stepwell.fhir.exact import parts_of
from stepwell.fhir.names import (
    DERIVED,
    SYSTEM,
    Json,
    can_hold,
    canonical,
    coding,
    concept,
    fhir_id,
    own_coding,
    quantity,
    reference,
    said,
    tagged,
)
from stepwell.fhir.record import MadePlan, Record
from stepwell.fhir.whose import Whose
from stepwell.knowledge.schema import Tier

DOSE = f"{SYSTEM}/StructureDefinition/dose"
SEVERITY = {Tier.EMERGENCY_NOW: "high", Tier.SAME_DAY: "high", Tier.WITHIN_DAYS: "moderate", Tier.ROUTINE: "low"}


class Version(Struct, frozen=True, kw_only=True):
    """A plan that stayed the same for some days. ``last``: the day before the next one; None while it holds."""

    made: MadePlan
    plan: DayPlan
    last: date | None = None


class Doubt(Struct, frozen=True, kw_only=True):
    """A referral that stayed the same for some days. ``last``: the day before it ended; None while it stands."""

    referral: Referral
    last: date | None = None


def resources(record: Record, of: Whose, told: Sequence[tuple[date, str]]) -> Iterator[Json]:
    """Yield what the stored plans and referrals of a record say.

    Args:
        record: the record. of: whose it is.
        told: day and id of each response with safety answers, as evidence.
    """
    versions, doubts = _runs(record.plans)
    before = ""
    for version in versions:
        of_plan = _plan_id(version, of)
        status = "completed" if version.last else "on-hold" if doubts and doubts[-1].last is None else "active"
        requests = list(_requests(version, of_plan, status, of))
        yield _care_plan(version, of_plan, status, before, requests, of)
        yield from requests
        yield _provenance(version, of_plan, record)
        before = of_plan
    for doubt in doubts:
        yield from _found(doubt, of, told)


def _runs(plans: Iterable[MadePlan]) -> tuple[list[Version], list[Doubt]]:
    """Return the plans that differ from the one before, and the referrals, each with its last day."""
    versions: list[Version] = []
    doubts: list[Doubt] = []
    for made in plans:
        decision = made.decision
        if isinstance(decision, DayPlan):
            if doubts and doubts[-1].last is None:
                doubts[-1] = Doubt(referral=doubts[-1].referral, last=_end(doubts[-1].referral.on, decision.on))
            if not versions or _content(versions[-1].plan) != _content(decision):
                if versions:
                    versions[-1] = Version(made=versions[-1].made, plan=versions[-1].plan, last=_end(versions[-1].plan.on, decision.on))
                versions.append(Version(made=made, plan=decision))
        elif decision.tier > Tier.SELF_MANAGE and not _goes_on(doubts, decision):
            if doubts and doubts[-1].last is None:
                doubts[-1] = Doubt(referral=doubts[-1].referral, last=_end(doubts[-1].referral.on, decision.on))
            doubts.append(Doubt(referral=decision))
    return versions, doubts


def _goes_on(doubts: list[Doubt], referral: Referral) -> bool:
    return bool(doubts) and doubts[-1].last is None and _amiss(doubts[-1].referral) == _amiss(referral)


def _amiss(referral: Referral) -> tuple[Any, ...]:
    return (referral.tier, tuple(reason.id for reason in referral.reasons))


def _content(plan: DayPlan) -> tuple[Any, ...]:
    items = tuple((item.exercise, item.side, item.sets, item.repetitions, item.hold_s, item.minutes, item.per_day) for item in plan.items)
    return (plan.stage, items, plan.walk.minutes, plan.walk.times)


def _end(first: date, following: date) -> date:
    return max(first, following - timedelta(days=1))


def _plan_id(version: Version, of: Whose) -> str:
    return of.hashed("plan", version.plan.on.isoformat(), repr(_content(version.plan)))


def _care_plan(version: Version, of_plan: str, status: str, before: str, requests: list[Json], of: Whose) -> Json:
    plan = version.plan
    notes = [{"text": _shown(change.text)} for change in plan.changes if can_hold(change.text)]
    goes_until = {"end": version.last.isoformat()} if version.last else {}
    return {
        "resourceType": "CarePlan",
        "id": of_plan,
        "meta": tagged(DERIVED, "from-plan"),
        **({"replaces": [reference("CarePlan", before)]} if before else {}),
        "status": status,
        "intent": "plan",
        **said("title", plan.title),
        **said("description", _shown(plan.why_today.text)),
        "subject": of.subject,
        "period": {"start": plan.on.isoformat()} | goes_until,
        "created": plan.on.isoformat(),
        "activity": [{"reference": reference("ServiceRequest", each["id"])} for each in requests],
        **({"note": notes} if notes else {}),
    }


def _requests(version: Version, of_plan: str, status: str, of: Whose) -> Iterator[Json]:
    for place, item in enumerate(version.plan.items):
        yield _request(item, f"{of_plan}-{place}", status, version.plan.on, of)
    walk = version.plan.walk
    if walk.minutes:
        yield _asked_for(walk.exercise, walk.name, f"{of_plan}-walk", status, version.plan.on, of) | {
            "quantityQuantity": quantity(walk.minutes, "min", "min"),
            **_timing(walk.times),
            "patientInstruction": f"{walk.minutes} minutes. {walk.effort}".strip(),
        }


def _request(item: Prescription, of_request: str, status: str, on: date, of: Whose) -> Json:
    amount = quantity(item.minutes, "min", "min") if item.minutes else quantity(item.repetitions, "{repetitions}", "{repetitions}")
    dose = {name: getattr(item, name) for name in ("sets", "repetitions", "hold_s", "minutes", "rest_s", "tempo_s", "per_day", "side")}
    return _asked_for(item.exercise, item.name, of_request, status, on, of) | {
        "extension": [{"url": DOSE, "extension": parts_of(dose)}],
        "quantityQuantity": amount,
        **_timing(item.per_day),
        "patientInstruction": _instruction(item),
    }


def _asked_for(exercise: str, name: str, of_request: str, status: str, on: date, of: Whose) -> Json:
    """Return what every request for an exercise has. It follows the definition at hand only where the knowledge has it."""
    known = exercise in of.knowledge.exercises
    definition = f"{canonical('ActivityDefinition', fhir_id(exercise))}|{of.knowledge.release.version}"
    return {
        "resourceType": "ServiceRequest",
        "id": of_request,
        "meta": tagged(DERIVED, "from-plan"),
        **({"instantiatesCanonical": [definition]} if known else {}),
        "status": status,
        "intent": "plan",
        "code": concept(name, own_coding("exercise", exercise)),
        "subject": of.subject,
        "authoredOn": on.isoformat(),
    }


def _timing(times: int) -> Json:
    return {"occurrenceTiming": {"repeat": {"frequency": times, "period": 1, "periodUnit": "d"}}} if times > 0 else {}


def _instruction(item: Prescription) -> str:
    side = {"both": "", "each": "on each side", "alternating": "left and right in turn"}.get(item.side, f"on the {item.side} side")
    if item.minutes:
        amount = f"{item.minutes} minutes"
    else:
        amount = f"{item.sets} x {item.repetitions}" + (f", hold {item.hold_s} seconds" if item.hold_s else "")
    first = ", ".join(part for part in (amount, side) if part)
    return " ".join(part for part in (f"{first}.", item.effort, item.note, *item.cautions) if part)


def _provenance(version: Version, of_plan: str, record: Record) -> Json:
    who = f"Stepwell {record.software}, knowledge {version.plan.release}"
    return {
        "resourceType": "Provenance",
        "id": f"{of_plan}-made",
        "meta": tagged(DERIVED, "from-plan"),
        "target": [reference("CarePlan", of_plan)],
        "recorded": version.made.made_at.isoformat(),
        "agent": [{"type": {"coding": [coding(AGENT, "assembler")]}, "who": {"display": who}}],
    }


def _found(doubt: Doubt, of: Whose, told: Sequence[tuple[date, str]]) -> Iterator[Json]:
    """Yield why a referral was made, and a flag that stands as long as it does."""
    referral = doubt.referral
    seen = [of_response for on, of_response in told if on <= referral.on]
    evidence = {"evidence": [{"detail": [reference("QuestionnaireResponse", seen[-1])]}]} if seen else {}
    start = referral.on.isoformat()
    for reason in _once(referral.reasons):
        yield {
            "resourceType": "DetectedIssue",
            "id": of.hashed("issue", start, referral.tier, reason.id),
            "meta": tagged(DERIVED, "from-plan"),
            "status": "final",
            "code": concept(reason.id.replace("_", " "), own_coding("reason", reason.id)),
            **({"severity": SEVERITY[referral.tier]} if referral.tier in SEVERITY else {}),
            "patient": of.subject,
            "identifiedDateTime": start,
            **evidence,
            **said("detail", _shown(reason.text)),
        }
    yield {
        "resourceType": "Flag",
        "id": of.hashed("flag", start, referral.tier, *(reason.id for reason in referral.reasons)),
        "meta": tagged(DERIVED, "from-plan"),
        "status": "inactive" if doubt.last else "active",
        "category": [{"coding": [coding("http://terminology.hl7.org/CodeSystem/flag-category", "safety")]}],
        "code": concept(_shown(referral.heading), own_coding("tier", referral.tier)),
        "subject": of.subject,
        "period": {"start": start} | ({"end": doubt.last.isoformat()} if doubt.last else {}),
    }


def _once(reasons: Iterable[Reason]) -> list[Reason]:
    return list({reason.id: reason for reason in reasons}.values())


def _shown(text: str) -> str:
    return text.replace("{emergency}", "the emergency number")
