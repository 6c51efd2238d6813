"""Which resources a program may find: of everybody who shares something with its clinic, of the clinic, and of the knowledge."""

from collections.abc import Iterator
from datetime import datetime

from stepwell import fhir
from stepwell.api.answers import not_there
from stepwell.care import edition
from stepwell.care.actions.tokens import Application
from stepwell.care.queries import fhir_record, programs
from stepwell.care.queries.shared import Open
from stepwell.fhir import Issue
from stepwell.fhir.names import Json

KNOWLEDGE = ("Questionnaire", "ActivityDefinition", "PlanDefinition")
HOUSE = ("Organization", "Practitioner")

WHOSE = Issue(code="required", text="Say whose: patient=, with the id of a Patient.")
NOBODY = Issue(code="required", text="Nothing in it says whose it is. Name the Patient, by its id here, as the subject of each resource.")


def of_nobody(program: Application, kind: str, now: datetime) -> list[Json] | None:
    """Return the resources of one type that are no person's own record; None for a type that is."""
    knowledge = edition.present().knowledge
    if kind in KNOWLEDGE:
        return [each for each in fhir.definitions(knowledge) if each["resourceType"] == kind]
    if kind in HOUSE:
        return [each for each in fhir.resources(programs.house(program.clinic, now), knowledge) if each["resourceType"] == kind]
    return None


def patients(program: Application, now: datetime) -> Iterator[Json]:
    """Yield the Patient of everybody who shares something with the clinic."""
    knowledge = edition.present().knowledge
    return (fhir.resources(each, knowledge)[0] for each in programs.nameplates(program.clinic, now))


def opened(program: Application, patient: str) -> Open:
    """Return the record of one person, named as in patient=.

    Raises:
        Refused: there is none, or it shares nothing with the clinic.
    """
    known = programs.opened(program.clinic, patient.removeprefix("Patient/"))
    if known is None:
        raise not_there()
    return known


def of_person(known: Open, now: datetime) -> list[Json]:
    """Return all resources of one person that they share with the clinic."""
    return fhir.resources(fhir_record.of_clinic(known, now=now), edition.present().knowledge)


def by_id(program: Application, kind: str, wanted: str, patient: str, now: datetime) -> tuple[Open, Json]:
    """Return one resource by its type and id, and whose it is.

    Raises:
        Refused: there is none.
    """
    people = [opened(program, patient)] if patient else programs.who_may_own(program.clinic, wanted)
    for known in people:
        for each in of_person(known, now):
            if (each["resourceType"], each["id"]) == (kind, wanted):
                return known, each
    raise not_there()
