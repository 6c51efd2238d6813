"""What a program with a clinic's token adds to a person's log: what the person told elsewhere, all of it or nothing."""

from datetime import datetime

from django.db import transaction
from msgspec.structs import replace

from stepwell.care import written
from stepwell.care.actions import audit, logs, writing
from stepwell.care.actions.tokens import Application
from stepwell.care.errors import ClaimsAClinician, ToldOtherwise
from stepwell.care.models import Fact as Row
from stepwell.care.queries import shared
from stepwell.engine import log

CLINICIANS = (log.Order, log.Examination, log.Treatment)
"""Facts that a clinician answers for. A program only claims one; they are told by a therapist who is signed in."""


def add(*, program: Application, known: shared.Open, told: log.Log, now: datetime) -> int:
    """Add the facts that the log does not hold yet, write down who did, and return how many they were.

    Args:
        program: who adds. known: the record, as it is open to the program's clinic.
        told: what it brings, with the facts that it read here before: those are passed over, also where a part was not shared.

    Raises:
        ClaimsAClinician: a new fact is a clinician's to tell.
        ToldOtherwise: the id of a fact is there with other content. A program corrects nothing that a person said.
        CareError: what ``logs.import_log`` raises. Nothing was added.
    """
    with writing.turn(), transaction.atomic():
        seen = set(map(written.text_of, shared.log_of(known).facts))
        new = tuple(fact for fact in told.facts if written.text_of(fact) not in seen)
        if any(isinstance(fact, CLINICIANS) for fact in new):
            raise ClaimsAClinician
        _refuse_what_was_told_otherwise(known, new)
        merged = logs.import_log(person=known.person, log=replace(told, seed=known.person.seed, facts=new), now=now)
        audit.note(program.visitor, known.person, "write", "fhir", clinic=program.clinic, now=now)
    return merged.added


def _refuse_what_was_told_otherwise(known: shared.Open, new: tuple[log.Fact, ...]) -> None:
    brought = {fact.id: written.text_of(fact) for fact in new if fact.id}
    if len(brought) != sum(1 for fact in new if fact.id):
        raise ToldOtherwise
    held = Row.objects.filter(person=known.person).values_list("key", "body")
    if any(written.text_of(written.fact_in(body)) != brought[key] for key, body in held if key in brought):
        raise ToldOtherwise
