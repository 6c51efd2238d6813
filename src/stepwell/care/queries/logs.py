"""A person's log, to take away."""

from stepwell.care.models import Person
from stepwell.care.queries import facts
from stepwell.engine import reading
from stepwell.engine.log import Log


def export(person: Person) -> Log:
    """Return the whole log in the order that an import keeps: by day, then as it came."""
    return facts.log(person)


def exported(person: Person) -> bytes:
    """Return the whole log as JSON text: the same log always gives the same bytes."""
    return reading.written(export(person))
