"""Facts for remote monitoring: days with data, minutes and talks. They are counted and never judged: what they are worth to a payer
is for the clinic to say."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, timedelta
from itertools import takewhile
from typing import Any
from uuid import UUID

from msgspec import Struct

from stepwell.care import access
from stepwell.care.errors import NotThere
from stepwell.care.models import Account, Fact, LiveContact, ReviewTime
from stepwell.care.queries import shared
from stepwell.care.queries.desk import name_of
from stepwell.care.queries.shared import PART_OF, Open

PERIOD_DAYS = 30


class Period(Struct, frozen=True, kw_only=True):
    """Thirty days, counted from the first day with data; the latest one may still go on. ``days``: those with data."""

    first: date
    last: date
    days: int
    is_over: bool


class Month(Struct, frozen=True, kw_only=True):
    """One calendar month: minutes noted, and talks. ``first``: its first day."""

    first: date
    minutes: int
    contacts: int
    contact_minutes: int


class Entry(Struct, frozen=True, kw_only=True):
    """One note of minutes or of a talk. ``channel``: "" for minutes of review. ``words``: what was done, or came of it."""

    on: date
    by: str
    minutes: int
    words: str
    channel: str = ""


class Monitoring(Struct, frozen=True, kw_only=True):
    """What was counted. ``days``: each day with data, oldest first, as far as it is shared. Newest first in the others."""

    name: str
    clinic: UUID
    days: tuple[date, ...]
    latest: Period | None
    periods: tuple[Period, ...]
    months: tuple[Month, ...]
    entries: tuple[Entry, ...]
    sees_days: bool


def monitoring(who: access.Visitor, person: UUID, today: date) -> Monitoring:
    """Return what can be counted of one person.

    A day with data is one about which the person told something themselves: a check-in, a session, a measure, an answer. What a
    clinician wrote makes none, and what is not shared is not counted.

    Raises:
        NotThere: the person is not open to this visitor.
    """
    known = shared.opened(who, person)
    if known is None:
        raise NotThere
    days = _days_with_data(known, today)
    entries = _entries(known)
    return Monitoring(
        name=name_of(known.person),
        clinic=known.clinic,
        days=tuple(sorted(days)),
        latest=_counted(days, today - timedelta(days=PERIOD_DAYS - 1), today, today) if days else None,
        periods=periods(days, today),
        months=months(entries),
        entries=entries,
        sees_days="days" in known.parts,
    )


def periods(days: Collection[date], today: date) -> tuple[Period, ...]:
    """Return thirty days after thirty days from the first day with data until today, newest first."""
    if not days:
        return ()
    first = min(days)
    starts = takewhile(lambda on: on <= today, (first + timedelta(days=PERIOD_DAYS * number) for number in range(10_000)))
    found = [_counted(days, start, start + timedelta(days=PERIOD_DAYS - 1), today) for start in starts]
    return tuple(reversed(found))


def months(entries: Iterable[Entry]) -> tuple[Month, ...]:
    """Return each calendar month with minutes or talks, newest first. The minutes of a talk stand apart: they are no review."""
    by_month: dict[date, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_month[entry.on.replace(day=1)].append(entry)
    return tuple(
        Month(
            first=first,
            minutes=sum(each.minutes for each in held if not each.channel),
            contacts=sum(1 for each in held if each.channel),
            contact_minutes=sum(each.minutes for each in held if each.channel),
        )
        for first, held in sorted(by_month.items(), reverse=True)
    )


def _counted(days: Collection[date], first: date, last: date, today: date) -> Period:
    return Period(first=first, last=last, days=sum(1 for day in set(days) if first <= day <= last), is_over=last < today)


def _days_with_data(known: Open, today: date) -> set[date]:
    kinds = [kind for kind, part in PART_OF.items() if part in known.parts and part in ("evaluation", "days", "measures")]
    own = Fact.objects.filter(person=known.person, author=None, kind__in=kinds, on__lte=today)
    return set(own.exclude(kind__in=("preference", "triggers_told", "lesson_read")).values_list("on", flat=True).distinct())


def _entries(known: Open) -> tuple[Entry, ...]:
    here: dict[str, Any] = {"person": known.person, "clinic": known.clinic}
    minutes = list(ReviewTime.objects.filter(**here).values_list("on", "by", "minutes", "activity"))
    talks = list(LiveContact.objects.filter(**here).values_list("on", "by", "minutes", "outcome", "channel"))
    accounts = Account.objects.filter(pk__in={row[1] for row in (*minutes, *talks)})
    names = {account.pk: account.get_full_name() for account in accounts}
    found = [
        *(Entry(on=on, by=names.get(by, ""), minutes=count, words=words) for on, by, count, words in minutes),
        *(Entry(on=on, by=names.get(by, ""), minutes=count, words=words, channel=channel) for on, by, count, words, channel in talks),
    ]
    return tuple(sorted(found, key=lambda each: each.on, reverse=True))
