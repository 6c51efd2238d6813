"""The graded walk, or another way to be on the move that a person prefers: which row of its ladder, and when it moves."""

from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from stepwell.engine.log import Answers
from stepwell.knowledge.schema import Knowledge, WalkStep

DAYS_IN_A_ROW = 7
DAYS_OF_ANOTHER_WAY = 14
FEWEST_WALKS_A_WEEK = 4
BASELINE_SHARE = 0.8
SHORT_WALK_BELOW_MIN = 10


class Walk(Struct, frozen=True, kw_only=True):
    """Where a person stands on the walking ladder; ``row`` None before anything is known.

    intervals: the version with sitting rests, for legs that tire with walking.
    walked_on: days with a walk since the row was entered. green: no setback since then.
    other: the exercise preferred to walking, whose ladder ``row`` is on then; "" for walking.
    on_foot: the row of the walk when the other way was chosen: where the walk goes on.
    """

    row: int | None = None
    intervals: bool = False
    since: date | None = None
    walked_on: tuple[date, ...] = ()
    green: bool = True
    other: str = ""
    on_foot: int | None = None


def started(answers: Answers, pattern: str, on: date, knowledge: Knowledge) -> Walk:
    """Return the first row: from comfortable minutes x 0.8; from the lowest row when they are not known."""
    comfortable = answers.get("walking_minutes")
    minutes = float(comfortable) * BASELINE_SHARE if isinstance(comfortable, int | float) else 0.0
    if pattern == "stenosis" and minutes < SHORT_WALK_BELOW_MIN:
        within = [step.row for step in knowledge.walking.intervals if step.minutes[0] <= minutes]
        return Walk(row=max(within, default=0), intervals=True, since=on)
    starts = [step.row for step in knowledge.walking.steps if step.start_from_min is not None and step.start_from_min <= minutes]
    return Walk(row=max(starts, default=0), since=on)


def preferring(walk: Walk, exercise: str, on: date) -> Walk:
    """Return the first row of another way's ladder: what is new begins at the beginning. Chosen again it stays where it is."""
    if walk.other == exercise:
        return walk
    return Walk(row=0, intervals=walk.intervals, since=on, other=exercise, on_foot=walk.on_foot if walk.other else walk.row)


def afoot(walk: Walk, on: date) -> Walk:
    """Return the walk as it was left for another way; its week begins again."""
    return Walk(row=walk.on_foot, intervals=walk.intervals, since=on) if walk.other else walk


def walked(walk: Walk, on: date) -> Walk:
    """Count a day with a walk."""
    kept = DAYS_OF_ANOTHER_WAY if walk.other else DAYS_IN_A_ROW
    return walk if on in walk.walked_on else replace(walk, walked_on=(*walk.walked_on, on)[-kept:])


def set_back(walk: Walk, on: date, rows: int) -> Walk:
    """Go back after a setback: two rows after a red week, none but a fresh start of the week after an amber one."""
    if walk.row is None:
        return walk
    return replace(walk, row=max(0, walk.row - rows), since=on, walked_on=(), green=True)


def moved_on(walk: Walk, on: date, knowledge: Knowledge) -> Walk:
    """Go a row up after a green week with walks on at least four days; stay for a fresh week after one that was not green.

    Another way needs two green weeks, with as many days in them as its row asks for at least.
    """
    days, fewest = _asked(walk, knowledge)
    if walk.row is None or walk.since is None or (on - walk.since).days < days:
        return walk
    if not walk.green:
        return replace(walk, since=on, walked_on=(), green=True)
    if sum(1 for day in walk.walked_on if (on - day).days <= days) < fewest:
        return walk
    if walk.row + 1 < len(ladder(walk, knowledge)):
        return replace(walk, row=walk.row + 1, since=on, walked_on=(), green=True)
    if walk.other:
        return replace(walk, since=on, walked_on=())
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
    for way in knowledge.walking.others if walk.other else ():
        if way.exercise == walk.other:
            return way.steps
    return knowledge.walking.intervals if walk.intervals else knowledge.walking.steps


def _asked(walk: Walk, knowledge: Knowledge) -> tuple[int, int]:
    """Return how many days a row lasts at least, and on how many of them something must be done before the next one."""
    if not walk.other:
        return DAYS_IN_A_ROW, FEWEST_WALKS_A_WEEK
    return DAYS_OF_ANOTHER_WAY, step(walk, knowledge).per_week[0] * DAYS_OF_ANOTHER_WAY // DAYS_IN_A_ROW
