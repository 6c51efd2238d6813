"""A person's calendar: turned on with its times, moved to a new address, turned off."""

from django.db import InterfaceError, OperationalError
from msgspec.structs import asdict

from stepwell.care import calendar_address
from stepwell.care.errors import NotSaved
from stepwell.care.models import CalendarFeed, Person
from stepwell.engine.reminding import Times


def keep(*, person: Person, times: Times) -> None:
    """Turn the calendar on, or change its times; the address of one that is on stays. Raises NotSaved."""
    try:
        CalendarFeed.objects.update_or_create(
            person=person, defaults=asdict(times), create_defaults={**asdict(times), "key": calendar_address.new_key()}
        )
    except (OperationalError, InterfaceError) as error:
        raise NotSaved from error


def move(*, person: Person) -> None:
    """Give a calendar that is on a new secret address; the old one opens nothing from now on. Raises NotSaved."""
    try:
        CalendarFeed.objects.filter(person=person).update(key=calendar_address.new_key())
    except (OperationalError, InterfaceError) as error:
        raise NotSaved from error


def turn_off(*, person: Person) -> None:
    """Forget the calendar, its times and its address. Raises NotSaved."""
    try:
        CalendarFeed.objects.filter(person=person).delete()
    except (OperationalError, InterfaceError) as error:
        raise NotSaved from error
