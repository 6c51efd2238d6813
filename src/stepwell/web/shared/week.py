"""The strip of seven days on top of Today: what was done, and that a rest day counts."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format, get_format
from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One day of the strip. ``state``: done, today, rest (past, nothing recorded), before (the person began) or ahead."""

    name: str
    number: int
    state: str
    is_today: bool
    says: str


def first_and_last(today: date) -> tuple[date, date]:
    """Return the first and last day of the week that holds ``today``, by the language's own first weekday."""
    first = today - timedelta(days=(today.isoweekday() - int(get_format("FIRST_DAY_OF_WEEK"))) % 7)
    return first, first + timedelta(days=6)


def strip(today: date, done: Collection[date], began: date | None = None, stopped: Collection[date] = ()) -> tuple[Day, ...]:
    """Return the seven days of this week.

    Args:
        began: the first day of which anything was told; None where that is not known.
        stopped: days on which pain stopped a session before anything was done: days to rest, and said to be what they were.
    """
    first, _last = first_and_last(today)
    return tuple(_day(first + timedelta(days=n), today, done, began, stopped) for n in range(7))


def _day(day: date, today: date, done: Collection[date], began: date | None, stopped: Collection[date]) -> Day:
    state = "done" if day in done else "today" if day == today else "rest" if day < today else "ahead"
    if state == "rest" and began is not None and day < began:
        state = "before"
    words = {
        "done": _("session done"),
        "today": _("today"),
        "rest": _("rest day"),
        "before": _("before you began"),
        "ahead": _("still to come"),
    }
    return Day(
        name=date_format(day, "D"),
        number=day.day,
        state=state,
        is_today=day == today,
        says=f"{date_format(day, 'l, F j')}: {_('stopped when it hurt') if day in stopped else words[state]}",
    )
