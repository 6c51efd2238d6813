"""The graded walk: which row of the ladder, and when it moves."""

from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from stepwell.engine.log import Answers
from stepwell.knowledge.schema import Knowledge, WalkStep

DAYS_IN_A_ROW = 7
FEWEST_WALKS_A_WEEK = 4
BASELINE_SHARE = 0.8
SHORT_WALK_BELOW_MIN = 10


class Walk(Struct, frozen=True, kw_only=True):
    """Where a person stands on the walking ladder; ``row`` None before anything is known.

    intervals: the version with sitting rests, for legs that tire with walking.
    walked_on: days with a walk since the row was entered. green: no setback since then.
    """

    row: int | None = None
    intervals: bool = False
    since: date | None = None
    walked_on: tuple[date, ...] = ()
    green: bool = True


def started(answers: Answers, pattern: str, on: date, knowledge: Knowledge) -> Walk:
    """Return the first row: from comfortable minutes x 0.8; from the lowest row when they are not known."""
    comfortable = answers.get("walking_minutes")
    minutes = float(comfortable) * BASELINE_SHARE if isinstance(comfortable, int | float) else 0.0
    if pattern == "stenosis" and minutes < SHORT_WALK_BELOW_MIN:
        within = [step.row for step in knowledge.walking.intervals if step.minutes[0] <= minutes]
        return Walk(row=max(within, default=0), intervals=True, since=on)
    starts = [step.row for step in knowledge.walking.steps if step.start_from_min is not None and step.start_from_min <= minutes]
    return Walk(row=max(starts, default=0), since=on)


def walked(walk: Walk, on: date) -> Walk:
    """Count a day with a walk."""
    return walk if on in walk.walked_on else replace(walk, walked_on=(*walk.walked_on, on)[-DAYS_IN_A_ROW:])


def set_back(walk: Walk, on: date, rows: int) -> Walk:
    """Go back after a setback: two rows after a red week, none but a fresh start of the week after an amber one."""
    if walk.row is None:
        return walk
    return replace(walk, row=max(0, walk.row - rows), since=on, walked_on=(), green=True)


def moved_on(walk: Walk, on: date, knowledge: Knowledge) -> Walk:
    """Go a row up after a green week with walks on at least four days; stay for a fresh week after one that was not green."""
    if walk.row is None or walk.since is None or (on - walk.since).days < DAYS_IN_A_ROW:
        return walk
    if not walk.green:
        return replace(walk, since=on, walked_on=(), green=True)
    if sum(1 for day in walk.walked_on if (on - day).days <= DAYS_IN_A_ROW) < FEWEST_WALKS_A_WEEK:
        return walk
    if walk.row + 1 < len(ladder(walk, knowledge)):
        return Walk(row=walk.row + 1, intervals=walk.intervals, since=on)
    return Walk(row=walk.row, since=on) if not walk.intervals else Walk(row=3, since=on)


def days_away(walk: Walk, on: date) -> int:
    """Return how many whole days lie between the last walk (or the start of the row) and a day."""
    last = max((day for day in (*walk.walked_on, walk.since) if day is not None), default=on)
    return max(0, (on - last).days - 1)


def step(walk: Walk, knowledge: Knowledge) -> WalkStep:
    """Return the row a person is on; the lowest when nothing is known."""
    return ladder(walk, knowledge)[walk.row or 0]


def ladder(walk: Walk, knowledge: Knowledge) -> tuple[WalkStep, ...]:
    """Return the rows that apply."""
    return knowledge.walking.intervals if walk.intervals else knowledge.walking.steps
