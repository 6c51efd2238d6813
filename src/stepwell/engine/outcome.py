"""The days and weeks behind: leg pain with its usual band, what each week held, and on which days something was done."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import groupby

from msgspec import Struct

from stepwell.engine import pain
from stepwell.engine.log import Answers, CheckIn, Session
from stepwell.knowledge.schema import Knowledge

LONGEST_STEP_DAYS = 3
"""A line goes on from one check-in to the next over at most so many days. Over more it breaks: nothing is known there."""


class Point(Struct, frozen=True, kw_only=True):
    """Leg pain on one day on which it was rated: waking as it was said, smoothed, and the usual band around it. 0-10."""

    on: date
    waking: int | None
    level: float
    low: float
    high: float
    flare: bool


class Week(Struct, frozen=True, kw_only=True):
    """One week from its Monday on: days with a session, waking leg pain from least to most, the most walked in a day, the longest sit.

    None: not said.
    """

    first: date
    days_done: int
    leg: tuple[int, int] | None
    walked: int | None
    sat: int | None
    flare_days: int


def points(check_ins: Sequence[CheckIn], knowledge: Knowledge) -> tuple[Point, ...]:
    """Return one point for each day that rated leg pain, oldest first. Days that did not have none."""
    made: dict[date, Point] = {}
    so_far = pain.Pain()
    for fact in check_ins:
        so_far = pain.checked_in(so_far, fact.answers, fact.on, knowledge)
        day, level = so_far.days[-1], so_far.smoothed
        if level is None or (day.waking is None and day.worst is None):
            continue
        around = pain.spread(so_far)
        earlier = made.get(fact.on)
        made[fact.on] = Point(
            on=fact.on,
            waking=day.waking,
            level=level,
            low=max(0.0, level - around),
            high=min(10.0, level + around),
            flare=fact.answers.get("flare", "yes" if earlier and earlier.flare else "no") == "yes",
        )
    return tuple(made.values())


def runs(told: Sequence[Point]) -> tuple[tuple[Point, ...], ...]:
    """Return the points in runs without a gap: a line may be drawn within a run, and never from one to the next."""
    found: list[list[Point]] = []
    for point in told:
        if found and (point.on - found[-1][-1].on).days <= LONGEST_STEP_DAYS:
            found[-1].append(point)
        else:
            found.append([point])
    return tuple(tuple(run) for run in found)


def weeks(check_ins: Sequence[CheckIn], sessions: Sequence[Session]) -> tuple[Week, ...]:
    """Return the weeks with anything in them, newest first. A week begins on Monday."""
    both: list[CheckIn | Session] = [*check_ins, *sessions]
    facts = sorted(both, key=lambda fact: fact.on)
    grouped = groupby(facts, key=lambda fact: monday(fact.on))
    return tuple(reversed([_week(first, tuple(held)) for first, held in grouped]))


def monday(on: date) -> date:
    """Return the first day of the week of a day."""
    return on - timedelta(days=on.weekday())


def days_done(sessions: Iterable[Session]) -> set[date]:
    """Return the days on which something was done; a session that was left, or that pain stopped at once, does not count, a walk does."""
    return {fact.on for fact in sessions if fact.walked_minutes or fact.was_done}


def week_days_done(days: Iterable[date], today: date) -> int:
    """Return on how many of the last seven days, today among them, something was done."""
    return sum(1 for day in days if 0 <= (today - day).days < 7)


def _week(first: date, facts: tuple[CheckIn | Session, ...]) -> Week:
    answers = list(_by_day(fact for fact in facts if isinstance(fact, CheckIn)).values())
    sessions = [fact for fact in facts if isinstance(fact, Session)]
    leg = _said(answers, "leg_waking")
    walked = [*_said(answers, "walked_minutes"), *(fact.walked_minutes for fact in sessions if fact.walked_minutes)]
    return Week(
        first=first,
        days_done=len(days_done(sessions)),
        leg=(min(leg), max(leg)) if leg else None,
        walked=max(walked, default=None),
        sat=max(_said(answers, "sat_minutes"), default=None),
        flare_days=sum(1 for day in answers if day.get("flare") == "yes"),
    )


def _by_day(check_ins: Iterable[CheckIn]) -> dict[date, Answers]:
    """Return what each day told in the end: a later answer to the same question counts, the others stay."""
    days: dict[date, Answers] = {}
    for fact in check_ins:
        days[fact.on] = days.get(fact.on, {}) | fact.answers
    return days


def _said(answers: Sequence[Answers], question: str) -> list[int]:
    return [value for each in answers if (value := _number(each, question)) is not None]


def _number(answers: Answers, question: str) -> int | None:
    value = answers.get(question)
    return int(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
