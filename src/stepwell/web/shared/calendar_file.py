"""Reminders as an iCalendar file (RFC 5545), with no word of health in it: whoever sees a phone sees its calendar."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from django.utils.translation import gettext as _

from stepwell.engine.reminding import Reminder
from stepwell.web.shared import visit_calendar
from stepwell.web.shared.visit_calendar import Entry

if TYPE_CHECKING:
    from icalendar import Alarm, Event

LASTS = timedelta(minutes=15)
ASK_AGAIN = timedelta(hours=6)
"""How often a phone should look for changes."""
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_FIRST_DAY = date(2026, 1, 1)
"""From which the days are counted that make a later version of an entry win over an earlier one."""


def written(reminders: Iterable[Reminder], *, person: UUID, now: datetime, site: str, name: str, visits: Iterable[Entry] = ()) -> bytes:
    """Return the file.

    Times are local without a zone: a reminder at eight comes at eight wherever the phone is, summer time or not, and
    quiet hours stay quiet on a journey.

    Args:
        person: makes the entries' ids, which stay the same from one look to the next; it cannot be read from them.
        now: an instant with a zone.
        site: the address that an entry leads to.
        name: what the phone calls the calendar.
        visits: at a clinic; their times are instants.
    """
    calendar = visit_calendar.begun(name, ASK_AGAIN)
    for reminder in reminders:
        calendar.add_component(_event(reminder, person, now.astimezone(UTC).replace(microsecond=0), site))
    for visit in visits:
        calendar.add_component(visit_calendar.event(visit, now))
    return bytes(calendar.to_ical())


def _event(reminder: Reminder, person: UUID, now: datetime, site: str) -> "Event":
    from icalendar import Event

    event = Event()
    event.add("uid", f"{_id(reminder, person)}@stepwell")
    event.add("dtstamp", now)
    event.add("last-modified", now)
    event.add("sequence", (now.date() - _FIRST_DAY).days)
    event.add("dtstart", reminder.starts)
    event.add("duration", LASTS if reminder.at is not None else timedelta(days=1))
    if reminder.weekdays:
        event.add("rrule", _rule(reminder))
    event.add("summary", _words(reminder))
    event.add("url", site)
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    if reminder.sounds:
        event.add_component(_alarm(reminder))
    return event


def _alarm(reminder: Reminder) -> "Alarm":
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _words(reminder))
    alarm.add("trigger", timedelta(0))
    return alarm


def _rule(reminder: Reminder) -> dict[str, object]:
    """Return how an entry comes again. Its end is of the same kind as its start, as the standard asks."""
    every_day = len(reminder.weekdays) == len(_WEEKDAYS)
    rule: dict[str, object] = {"freq": "DAILY"} if every_day else {"freq": "WEEKLY", "byday": [_WEEKDAYS[day] for day in reminder.weekdays]}
    if reminder.until is not None:
        rule["until"] = reminder.until if reminder.at is None else datetime.combine(reminder.until, reminder.at)
    return rule


def _id(reminder: Reminder, person: UUID) -> UUID:
    """Return the same id for the same entry at every look; what comes once is another entry on another day."""
    once = "" if reminder.weekdays else reminder.on.isoformat()
    return uuid5(person, f"{reminder.kind} {once}".strip())


def _words(reminder: Reminder) -> str:
    return {
        "session": _("Stepwell: a few minutes for you"),
        "check_in": _("Stepwell: a short hello"),
        "measures": _("Stepwell: a few questions"),
        "still_here": _("Stepwell: still here when you want it"),
    }[reminder.kind]
