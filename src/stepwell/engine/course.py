"""The usual course of leg pain, and a person's own weeks beside it. It is shown, and decides nothing."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise

from msgspec import Struct

from stepwell.engine.log import CheckIn
from stepwell.knowledge.schema import Knowledge
from stepwell.knowledge.schema.course import Course

WEEKS_SHOWN = (12, 26, 52)
"""The picture reaches to the first of these that holds the person's own weeks. No study here tells of more than a year."""
FEWEST_MORNINGS = 2
"""One morning says little: a week has a mean from two on."""


class Usual(Struct, frozen=True, kw_only=True):
    """Where many people are, so many weeks after they were first seen; 0-10."""

    week: float
    low: float
    high: float


class OwnWeek(Struct, frozen=True, kw_only=True):
    """The mean waking leg pain of one week since the person began, 1 being the first."""

    number: int
    level: float
    mornings: int


def usual(course: Course, last_week: int) -> tuple[Usual, ...]:
    """Return the band from week 0 to ``last_week``, its middle plus and minus the spread between people."""
    weeks = sorted({*(point.week for point in course.points if point.week <= last_week), last_week})
    return tuple(
        Usual(week=week, low=max(0.0, middle - course.spread), high=min(10.0, middle + course.spread))
        for week in weeks
        for middle in (_middle(course, week),)
    )


def own_weeks(check_ins: Iterable[CheckIn], began_on: date) -> tuple[OwnWeek, ...]:
    """Return the weeks with enough mornings, oldest first; of a day's ratings the latest counts."""
    mornings: dict[date, int] = {}
    for fact in check_ins:
        said = fact.answers.get("leg_waking")
        if isinstance(said, int | float) and fact.on >= began_on:
            mornings[fact.on] = int(said)
    weeks: defaultdict[int, list[int]] = defaultdict(list)
    for on, level in mornings.items():
        weeks[(on - began_on).days // 7 + 1].append(level)
    return tuple(
        OwnWeek(number=number, level=sum(said) / len(said), mornings=len(said))
        for number, said in sorted(weeks.items())
        if len(said) >= FEWEST_MORNINGS and number <= WEEKS_SHOWN[-1]
    )


def last_week_shown(own: Sequence[OwnWeek]) -> int:
    """Return up to which week the picture reaches."""
    lived = own[-1].number if own else 0
    return next((weeks for weeks in WEEKS_SHOWN if lived <= weeks), WEEKS_SHOWN[-1])


def takes_its_time(own: Sequence[OwnWeek], knowledge: Knowledge) -> bool:
    """Whether there is less gain after some weeks than the review rule asks for: then it is time to say what can be done.

    The same two numbers make the plan suggest a physical therapist or doctor.
    """
    if not own or own[-1].number * 7 <= knowledge.response["review_again_days"].value:
        return False
    return own[-1].level > own[0].level * (1 - knowledge.response["review_gain"].value)


def _middle(course: Course, week: int) -> float:
    """Return the middle at a week, on a straight line between the points beside it."""
    for before, after in pairwise(course.points):
        if before.week <= week <= after.week:
            return before.middle + (after.middle - before.middle) * (week - before.week) / (after.week - before.week)
    return course.points[-1].middle
