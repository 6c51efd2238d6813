"""Goals on paper: each in the person's words, with how it stands."""

from stepwell.engine.goals import standing
from stepwell.engine.log import Goal
from stepwell.paper import words
from stepwell.paper.document import Box, Bullets
from stepwell.paper.record import Record

MOST = 6
STATES = {"open": "on the way", "reached": "reached", "dropped": "no longer wanted"}


def goals(record: Record) -> Box | None:
    """Return the goals as they stand, the open ones first; None without any."""
    kept = tuple((words.cut(goal.words, 120), _state(goal)) for goal in standing(record.of(Goal))[:MOST])
    return Box(heading="Goals", blocks=(Bullets(items=kept),)) if kept else None


def _state(goal: Goal) -> str:
    by = f" by {words.day(goal.by)}" if goal.by and goal.state == "open" else ""
    since = f" since {words.day(goal.on)}" if goal.state == "reached" else ""
    return f"({STATES[goal.state]}{by}{since})"
