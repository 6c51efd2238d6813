"""When little could be done, or the person is not sure to go on: a smaller plan, which grows back by itself."""

from bisect import bisect_left
from datetime import date, timedelta
from typing import Literal

from msgspec import Struct

from stepwell.engine.log import Measure
from stepwell.engine.pausing import Pauses, days_between
from stepwell.engine.stage import Standing
from stepwell.knowledge.schema import Knowledge

SURE_ITEM = ("weekly", "keep_going")
Why = Literal["few_sessions", "not_sure", ""]


class Sure(Struct, frozen=True, kw_only=True):
    """How sure a person is to go on with the exercises, 0-10, told on a day; and what was told before, with its day."""

    now: int | None = None
    on: date | None = None
    before: int | None = None
    before_on: date | None = None


def taken_in(sure: Sure, fact: Measure) -> Sure:
    """Take in a measure: the week's own question on how sure one is. A later answer of the same day stands in its place."""
    measure, item = SURE_ITEM
    said = fact.answers.get(item)
    if fact.measure != measure or not isinstance(said, int | float):
        return sure
    if sure.on == fact.on:
        return Sure(now=int(said), on=fact.on, before=sure.before, before_on=sure.before_on)
    return Sure(now=int(said), on=fact.on, before=sure.now, before_on=sure.on)


def why_small(
    sessions: tuple[date, ...], count: int, sure: Sure, standing: Standing, on: date, knowledge: Knowledge, paused: Pauses = ()
) -> Why:
    """Return why a plan is a small one on a day: few sessions, not sure to go on, or "" where it is whole.

    Args:
        sessions: days with a session of the last four weeks, oldest first. count: how many there ever were.
        sure: what was told of going on; an answer that is older than three weeks says nothing any more.
        standing: for how many days a week have a session in its stage.
        on: the day; a session on it does not count yet.
        knowledge: the limits.
        paused: when exercise was paused for safety: no session was planned then.
    """
    if _is_seldom(sessions, count, standing, on, knowledge, paused):
        return "few_sessions"
    said, said_on = (sure.now, sure.on) if sure.on is None or sure.on <= on else (sure.before, sure.before_on)
    if said is None or said_on is None or (on - said_on).days > knowledge.response["unsure_counts_days"].value:
        return ""
    return "not_sure" if said < knowledge.response["sure_at_least"].value else ""


def most_exercises(why: Why, listed: int, knowledge: Knowledge) -> int:
    """Return how many exercises a session holds at most, of as many as the rules would list."""
    if why == "few_sessions":
        return int(knowledge.response["seldom_exercises"].value)
    fewest = int(knowledge.response["small_plan_least"].value)
    return listed if not why else max(fewest, listed - int(knowledge.response["unsure_fewer"].value))


def _is_seldom(sessions: tuple[date, ...], count: int, standing: Standing, on: date, knowledge: Knowledge, paused: Pauses) -> bool:
    """Whether fewer than half of the planned days of two weeks had a session, and of the last week as well: one better week is enough."""
    rules = knowledge.response
    span = int(rules["seldom_days"].value)
    is_new = not sessions or (count <= len(sessions) and (on - sessions[0]).days < span)
    if is_new:
        return False
    share = rules["seldom_share"].value * rules["planned_days_maintain" if standing.stage == "maintain" else "planned_days"].value / 7
    before = bisect_left(sessions, on)
    return all(
        before - bisect_left(sessions, on - timedelta(days=days)) < share * (days - days_between(paused, on - timedelta(days=days + 1), on))
        for days in (span, span // 2)
    )
