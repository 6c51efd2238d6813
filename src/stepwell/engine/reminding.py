"""When to remind a person, and when to be quiet: what their calendar holds. All times are local, wherever they are."""

from datetime import date, datetime, time, timedelta
from typing import Literal

from msgspec import Struct

from stepwell.engine import flare, measuring_dates
from stepwell.engine.known import Understanding
from stepwell.knowledge.schema import Knowledge

Kind = Literal["session", "check_in", "measures", "still_here"]
EVERY_DAY = tuple(range(7))
"""The weekdays, 0 being Monday."""
DAYS_AHEAD = 56
"""So far ahead the days with questions are listed; a phone looks again every few hours."""


class Times(Struct, frozen=True, kw_only=True):
    """What a person wishes to be reminded of, and when.

    Attributes:
        session_at, check_in_at: local times of day; None: no reminder.
        with_measures: whether the day of the weekly questions is marked.
        quiet_from, quiet_to: nothing sounds from the one up to the other, over midnight too; both None: no quiet hours.
    """

    session_at: time | None = None
    check_in_at: time | None = None
    with_measures: bool = True
    quiet_from: time | None = None
    quiet_to: time | None = None

    @property
    def remind(self) -> bool:
        """Whether there is anything to be reminded of."""
        return self.session_at is not None or self.check_in_at is not None or self.with_measures

    def is_quiet(self, at: time) -> bool:
        """Whether nothing may sound at this time of day."""
        if self.quiet_from is None or self.quiet_to is None:
            return False
        if self.quiet_from <= self.quiet_to:
            return self.quiet_from <= at < self.quiet_to
        return at >= self.quiet_from or at < self.quiet_to


class Reminder(Struct, frozen=True, kw_only=True):
    """One entry of a calendar.

    Attributes:
        on: its first day.
        at: the local time of day; None: it belongs to the whole day, and makes no sound.
        weekdays: it comes again every week on these days, 0 being Monday and that of ``on`` among them; empty: it comes once.
        until: the last day on which it comes; None: it goes on.
        sounds: whether the phone may ring for it.
    """

    kind: Kind
    on: date
    at: time | None = None
    weekdays: tuple[int, ...] = ()
    until: date | None = None
    sounds: bool = False

    @property
    def starts(self) -> datetime | date:
        """Its first moment, in local time without a zone; a day when it belongs to the whole day."""
        return self.on if self.at is None else datetime.combine(self.on, self.at)


def reminders(known: Understanding, times: Times, knowledge: Knowledge, today: date) -> tuple[Reminder, ...]:
    """Return what the calendar of a person holds.

    It begins with this week: a calendar that lists what was missed would blame. After some silent days everything rests,
    and one kind word stands there once; whatever the person tells next wakes the reminders again.
    """
    monday = today - timedelta(days=today.weekday())
    rests_on = _rests_on(known, knowledge, today)
    until = rests_on - timedelta(days=1) if rests_on else None
    repeated = [
        _at(times, "session", monday, times.session_at, _session_days(known, knowledge), until),
        _at(times, "check_in", monday, times.check_in_at, EVERY_DAY, until),
        *_measures(known, times, monday, knowledge),
    ]
    held = [each for each in repeated if each is not None and (until is None or each.on <= until)]
    if rests_on is not None and times.remind:
        at = times.session_at or times.check_in_at
        held = [*held, Reminder(kind="still_here", on=rests_on, at=at, sounds=at is not None and not times.is_quiet(at))]
    return tuple(held)


def _rests_on(known: Understanding, knowledge: Knowledge, today: date) -> date | None:
    """Return the day of the one kind word, once so many days have passed without a word from the person."""
    if known.on is None:
        return None
    rule = "remind_silent_days_maintain" if known.standing.stage == "maintain" else "remind_silent_days"
    silent = int(knowledge.response[rule].value)
    return known.on + timedelta(days=silent + 1) if (today - known.on).days >= silent else None


def _session_days(known: Understanding, knowledge: Knowledge) -> tuple[int, ...]:
    """Return the weekdays of the sessions: none while exercise is paused, fewer once the person is at the last stage."""
    if not knowledge.advice[known.safety.held].may_exercise:
        return ()
    if known.standing.stage != "maintain":
        return EVERY_DAY
    days = int(knowledge.response["remind_maintain_days"].value)
    return tuple(number * 7 // days for number in range(days))  # spread over the week, with rest between


def _at(times: Times, kind: Kind, monday: date, at: time | None, weekdays: tuple[int, ...], until: date | None) -> Reminder | None:
    if at is None or not weekdays:
        return None
    first = monday + timedelta(days=weekdays[0])
    return Reminder(kind=kind, on=first, at=at, weekdays=weekdays, until=until, sounds=not times.is_quiet(at))


def _measures(known: Understanding, times: Times, monday: date, knowledge: Knowledge) -> list[Reminder]:
    """Return the days on which questions fall due, as Today asks them: an entry for each, because the next answer moves the rest."""
    if not times.with_measures or known.began_on is None:
        return []
    days = [monday + timedelta(days=ahead) for ahead in range(DAYS_AHEAD)]
    coming = measuring_dates.coming(known.measured, known.began_on, days, knowledge, is_easy=lambda day: _is_easy(known, day, knowledge))
    return [Reminder(kind="measures", on=on) for on in coming]


def _is_easy(known: Understanding, day: date, knowledge: Knowledge) -> bool:
    return flare.is_easy(flare.day_of(known.flare, day, knowledge), day)
