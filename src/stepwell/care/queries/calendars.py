"""The calendar of a person, for themselves and for a phone that knows its address."""

from datetime import date
from uuid import UUID

from msgspec import Struct

from stepwell.care import calendar_address, edition, folding
from stepwell.care.models import CalendarFeed, Person
from stepwell.engine.reminding import Reminder, Times, reminders


class OwnCalendar(Struct, frozen=True, kw_only=True):
    """A calendar that is on: the secret part of its address, and its times."""

    address: str
    times: Times


class Feed(Struct, frozen=True, kw_only=True):
    """What a subscribed phone is sent. ``person`` names the entries and is sent to nobody as it is."""

    person: UUID
    reminders: tuple[Reminder, ...]


def of(person: Person) -> OwnCalendar | None:
    """Return a person's calendar; None while it is off."""
    row = CalendarFeed.objects.filter(person=person).first()
    return OwnCalendar(address=calendar_address.address_of(row.key), times=_times(row)) if row else None


def at(address: str, today: date) -> Feed | None:
    """Return what the calendar at a secret address holds; None when there is none.

    No query for an address that this site never made, and one for any other.
    """
    key = calendar_address.key_in(address)
    row = CalendarFeed.objects.select_related("person__snapshot").filter(key=key).first() if key else None
    if row is None:
        return None
    known = folding.understood(row.person, getattr(row.person, "snapshot", None))
    return Feed(person=row.person.pk, reminders=reminders(known, _times(row), edition.present().knowledge, today))


def _times(row: CalendarFeed) -> Times:
    return Times(**{field: getattr(row, field) for field in Times.__struct_fields__})
