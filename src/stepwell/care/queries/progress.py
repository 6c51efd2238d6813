"""Numbers by day, for the curves that show how it goes."""

from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from stepwell.care import access, written
from stepwell.care.models import Fact, Person
from stepwell.engine.log import Answer, CheckIn, Session


class Day(Struct, frozen=True, kw_only=True):
    """One day with something on it. None means that nothing was said.

    leg_waking, leg_worst: leg pain 0-10, from the day's last check-in. sessions: how many were done, wholly or in part.
    walked_minutes: what the check-in says or the sessions add up to, whichever is more (they may speak of the same walk).
    """

    on: date
    leg_waking: float | None = None
    leg_worst: float | None = None
    walked_minutes: float | None = None
    sessions: int = 0


def series(person: Person, first: date, last: date) -> list[Day]:
    """Return the days from first to last that have a check-in or a session, oldest first."""
    rows = access.rows_of(person, Fact).filter(kind__in=("check_in", "session"), on__range=(first, last)).order_by("on", "position")
    by_day: dict[date, list[CheckIn | Session]] = {}
    for body in rows.values_list("body", flat=True):
        fact = written.fact_in(body)
        if isinstance(fact, CheckIn | Session):
            by_day.setdefault(fact.on, []).append(fact)
    return [_day(on, facts) for on, facts in by_day.items()]


def _day(on: date, facts: list[CheckIn | Session]) -> Day:
    answers: dict[str, Answer] = {}
    for fact in facts:
        if isinstance(fact, CheckIn):
            answers.update(fact.answers)
    sessions = [fact for fact in facts if isinstance(fact, Session)]
    return Day(
        on=on,
        leg_waking=_number(answers.get("leg_waking")),
        leg_worst=_number(answers.get("leg_worst")),
        walked_minutes=_most(
            (_number(answers.get("walked_minutes")), float(sum(s.walked_minutes for s in sessions)) if sessions else None)
        ),
        sessions=len(sessions),
    )


def _number(answer: Answer | None) -> float | None:
    return float(answer) if isinstance(answer, int | float) and not isinstance(answer, bool) else None


def _most(numbers: Iterable[float | None]) -> float | None:
    return max((number for number in numbers if number is not None), default=None)
