"""One person's record as FHIR resources, and as a Bundle to take away."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from stepwell.engine.log import CheckIn, SafetyCheck
from stepwell.fhir import clinic, facts, observations, plans
from stepwell.fhir.definitions import definitions
from stepwell.fhir.names import PERSON_ID, SEED, SYSTEM, Json, can_hold, fhir_id, said
from stepwell.fhir.record import Record, Subject
from stepwell.fhir.whose import whose
from stepwell.knowledge.schema import Knowledge

MADE_UP = {"system": "http://terminology.hl7.org/CodeSystem/v3-ActReason", "code": "HTEST", "display": "test health data"}
"""HL7's mark for data of nobody who exists."""


def resources(record: Record, knowledge: Knowledge) -> list[Json]:
    """Return the resources of one person, the Patient first, then the facts of the log in their order, each before what follows from it."""
    of = whose(record, knowledge)
    told: list[tuple[date, str]] = []
    found: list[Json] = [_patient(record), *clinic.people(record)]
    for fact in record.log.facts:
        made = facts.resource(fact, of)
        found += [made, *observations.derived(fact, made, of), *clinic.told_by(fact, made, record, of)]
        if isinstance(fact, SafetyCheck | CheckIn):
            told.append((fact.on, made["id"]))
    found += observations.weeks(record.log.facts, of)
    found += plans.resources(record, of, sorted(told, key=lambda pair: pair[0]))
    found += clinic.resources(record, of)
    return found


def bundle(record: Record, knowledge: Knowledge, *, with_definitions: bool = True) -> Json:
    """Return one person's record as a Bundle of type collection.

    Args:
        record: the person, the log, and what else is known.
        knowledge: the release whose names are used.
        with_definitions: also the questions, exercises and rules that it names, so that it can be read by itself.
    """
    library = definitions(knowledge) if with_definitions else ()
    return {
        "resourceType": "Bundle",
        "type": "collection",
        "timestamp": moment(record.made_at),
        "entry": entries((*resources(record, knowledge), *library)),
    }


def entries(found: Iterable[Json], base: str = SYSTEM) -> list[Json]:
    """Return resources as the entries of a Bundle. ``base``: what their addresses begin with."""
    return [{"fullUrl": f"{base}/{each['resourceType']}/{each['id']}", "resource": each} for each in found]


def searchset(found: Sequence[Json], *, base: str, address: str, total: int | None = None) -> Json:
    """Return what a search found, or a part of it, as a Bundle of type searchset.

    Args:
        found: the resources of this page. base: what their addresses begin with.
        address: of the search itself. total: how many there are on all pages; None where this is all.
    """
    listed = [entry | {"search": {"mode": "match"}} for entry in entries(found, base)]
    made: Json = {"resourceType": "Bundle", "type": "searchset", "total": len(found) if total is None else total}
    return made | {"link": [{"relation": "self", "url": address}]} | ({"entry": listed} if listed else {})


def moment(at: datetime) -> str:
    """Return a moment as an instant. Raises ValueError for one without a time zone: FHIR has none such."""
    if at.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return at.isoformat()


def _patient(record: Record) -> Json:
    person = record.subject
    meta = {"meta": {"security": [MADE_UP]}} if record.log.made_up else {}
    return {
        "resourceType": "Patient",
        "id": fhir_id(person.id),
        **meta,
        "extension": [{"url": SEED, "valueInteger": record.log.seed}],
        "identifier": [{"system": PERSON_ID, "value": person.id}],
        **_name(person),
        **_reached(person),
        **({"gender": person.gender} if person.gender else {}),
        **({"birthDate": person.birth_date.isoformat()} if person.birth_date else {}),
    }


def _name(person: Subject) -> Json:
    given = {"given": [person.given_name]} if can_hold(person.given_name) else {}
    name = said("text", person.full_name) | said("family", person.family_name) | given
    return {"name": [name]} if name else {}


def _reached(person: Subject) -> Json:
    ways = [{"system": system, "value": value} for system, value in (("email", person.email), ("phone", person.phone)) if can_hold(value)]
    return {"telecom": ways} if ways else {}
