"""A person's record as the plain values that the FHIR room maps."""

from datetime import datetime

from stepwell import __version__
from stepwell.care.models import Person
from stepwell.care.queries import facts, plans
from stepwell.fhir.record import MadePlan, Record, Subject


def record(person: Person, *, now: datetime) -> Record:
    """Return the person's own part of their record: who they are, the whole log, and every plan they were shown.

    Args:
        person: whose it is.
        now: when it is put together.
    """
    made = tuple(MadePlan(decision=plans.shown(row), made_at=row.stored_at) for row in plans.stored(person))
    return Record(
        subject=Subject(id=str(person.id), given_name=person.given_name),
        log=facts.log(person),
        made_at=now,
        software=__version__,
        plans=made,
    )
