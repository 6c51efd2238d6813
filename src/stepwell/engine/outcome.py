"""The weeks behind: leg pain day by day with its usual band, and what each week held."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby

from msgspec import Struct

from stepwell.engine import pain
from stepwell.engine.log import Answers, CheckIn, Session
from stepwell.knowledge.schema import Knowledge


class Point(Struct, frozen=True, kw_only=True):
    """Leg pain on one day: waking as it was said, smoothed, and the usual band around it. 0-10."""

    on: date
    waking: int | None
    level: float
    low: float
    high: float
    flare: bool


class Week(Struct, frozen=True, kw_only=True):
    """One week: days with a session, the range of waking leg pain, the longest walk and sit, flare days. None: not said."""

    first: date
    days_done: int
    leg: tuple[int, int] | None
    walked: int | None
    sat: int | None
    flare_days: int


def points(check_ins: Sequence[CheckIn], knowledge: Knowledge) -> tuple[Point, ...]:
    """Return one point for each check-in that rated leg pain, oldest first."""
    made, so_far = [], pain.Pain()
    for fact in check_ins:
        so_far = pain.checked_in(so_far, fact.answers, fact.on, knowledge)
        if so_far.smoothed is not None:
            around = pain.spread(so_far)
            made.append(
                Point(
                    on=fact.on,
                    waking=_number(fact.answers, "leg_waking"),
                    level=so_far.smoothed,
                    low=max(0.0, so_far.smoothed - around),
                    high=min(10.0, so_far.smoothed + around),
                    flare=fact.answers.get("flare") == "yes",
                )
            )
    return tuple(made)


def weeks(check_ins: Sequence[CheckIn], sessions: Sequence[Session]) -> tuple[Week, ...]:
    """Return the weeks with anything in them, newest first. A week begins on Monday."""
    both: list[CheckIn | Session] = [*check_ins, *sessions]
    facts = sorted(both, key=lambda fact: fact.on)
    grouped = groupby(facts, key=lambda fact: fact.on - timedelta(days=fact.on.weekday()))
    return tuple(reversed([_week(first, tuple(held)) for first, held in grouped]))


def _week(first: date, facts: tuple[CheckIn | Session, ...]) -> Week:
    answers = [fact.answers for fact in facts if isinstance(fact, CheckIn)]
    leg = _said(answers, "leg_waking")
    walked = [
        *_said(answers, "walked_minutes"),
        *(fact.walked_minutes for fact in facts if isinstance(fact, Session) and fact.walked_minutes),
    ]
    return Week(
        first=first,
        days_done=len({fact.on for fact in facts if isinstance(fact, Session)}),
        leg=(min(leg), max(leg)) if leg else None,
        walked=max(walked, default=None),
        sat=max(_said(answers, "sat_minutes"), default=None),
        flare_days=sum(each.get("flare") == "yes" for each in answers),
    )


def _said(answers: Sequence[Answers], question: str) -> list[int]:
    return [value for each in answers if (value := _number(each, question)) is not None]


def _number(answers: Answers, question: str) -> int | None:
    value = answers.get(question)
    return int(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
