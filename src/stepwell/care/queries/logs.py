"""A person's log, to take away."""

from stepwell.care.models import Person
from stepwell.care.queries import facts
from stepwell.engine.log import Log


def export(person: Person) -> Log:
    """Return the whole log in the order that an import keeps: by day, then as it came."""
    return facts.log(person)
