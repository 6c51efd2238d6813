"""Visits as an iCalendar file (RFC 5545). Times are in UTC: right in every zone, and across a clock change."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from msgspec import Struct

from stepwell import __version__
from stepwell.care.queries.visits import Visit

if TYPE_CHECKING:
    from icalendar import Calendar, Event

ASK_AGAIN = timedelta(hours=1)
"""How often a subscribed calendar should look: a visit may move at short notice."""
_STATUS = {"confirmed": "CONFIRMED", "proposed": "TENTATIVE", "cancelled": "CANCELLED", "declined": "CANCELLED"}


class Entry(Struct, frozen=True, kw_only=True):
    """One visit in somebody's calendar.

    Attributes:
        words: what the calendar shows; no word of health, since whoever sees a phone sees its calendar.
        place: where, or "" where the calendar should not say.
        version: grows with every change, so that a later one wins over an earlier one.
    """

    visit: UUID
    words: str
    starts_at: datetime
    minutes: int
    state: str
    version: int
    site: str
    place: str = ""


def for_whoever_asked(visit: Visit, site: str) -> Entry:
    """Return a visit for the file that somebody takes along: with the clinic's name and address."""
    where = ", ".join(part for part in (visit.clinic.name, *visit.clinic.address.splitlines()) if part)
    return _entry(visit, _("Visit: %(clinic)s") % {"clinic": visit.clinic.name}, site, where)


def for_own_feed(visit: Visit, site: str) -> Entry:
    """Return a visit for a person's own calendar, which says no more than that there is one."""
    return _entry(visit, _("Stepwell: a visit"), site)


def for_therapist(visit: Visit, site: str) -> Entry:
    """Return a visit for a therapist's calendar: initials only."""
    return _entry(visit, _("Visit %(initials)s") % {"initials": visit.initials}, site)


def response(entries: Iterable[Entry], now: datetime, filename: str, name: str) -> HttpResponse:
    """Return the file as an answer that no cache keeps."""
    answer = HttpResponse(written(entries, now, name), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'inline; filename="{filename}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def written(entries: Iterable[Entry], now: datetime, name: str) -> bytes:
    """Return the file."""
    calendar = begun(name, ASK_AGAIN)
    for entry in entries:
        calendar.add_component(event(entry, now))
    return bytes(calendar.to_ical())


def begun(name: str, ask_again: timedelta) -> "Calendar":
    """Return a calendar without entries. ``ask_again``: how often a phone that subscribes to it should look for changes."""
    from icalendar import Calendar, vDuration  # here: it takes as long to load as all of the site's own pages

    calendar = Calendar()
    calendar.add("prodid", f"-//Stepwell//Stepwell {__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", vDuration(ask_again), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(ask_again))
    return calendar


def event(entry: Entry, now: datetime) -> "Event":
    """Return one visit as a component of a calendar."""
    from icalendar import Event

    made = Event()
    made.add("uid", f"{entry.visit}@stepwell")
    made.add("dtstamp", now.astimezone(UTC).replace(microsecond=0))
    made.add("sequence", entry.version)
    made.add("dtstart", entry.starts_at.astimezone(UTC))
    made.add("duration", timedelta(minutes=entry.minutes))
    made.add("summary", entry.words)
    made.add("status", _STATUS.get(entry.state, "CONFIRMED"))
    made.add("url", entry.site)
    made.add("class", "PRIVATE")
    if entry.place:
        made.add("location", entry.place)
    return made


def _entry(visit: Visit, words: str, site: str, place: str = "") -> Entry:
    if visit.starts_at is None:
        raise ValueError("a visit without a time stands in no calendar")
    return Entry(
        visit=visit.id,
        words=words,
        starts_at=visit.starts_at,
        minutes=visit.minutes,
        state=visit.state,
        version=visit.seen,
        site=site,
        place=place,
    )
