"""A plateau: weeks of keeping at it in which what the person can do has not clearly changed. It is time to ask what to change."""

from bisect import bisect_left
from datetime import date, timedelta

from msgspec import Struct

from stepwell.engine.log import Measure
from stepwell.engine.stage import Standing
from stepwell.knowledge.schema import Knowledge

MEASURE, ITEMS = "weekly", ("activity_1", "activity_2", "activity_3")
MOST_KEPT = 8


class Rated(Struct, frozen=True, kw_only=True):
    """The mean of a person's activities on one day, 0-10, and how many of them it is of."""

    on: date
    mean: float
    of: int


def taken_in(rated: tuple[Rated, ...], fact: Measure) -> tuple[Rated, ...]:
    """Take in the week's ratings of the activities; a later one of the same day stands in place of the earlier."""
    said = [float(value) for item in ITEMS if isinstance(value := fact.answers.get(item), int | float)]
    if fact.measure != MEASURE or not said:
        return rated
    others = tuple(each for each in rated if each.on != fact.on)
    return (*others, Rated(on=fact.on, mean=sum(said) / len(said), of=len(said)))[-MOST_KEPT:]


def is_reached(rated: tuple[Rated, ...], sessions: tuple[date, ...], standing: Standing, today: date, knowledge: Knowledge) -> bool:
    """Whether three weeks with most of the planned sessions brought no clear change of the activities.

    What is not known counts as no: too few ratings, an old one, or other activities than before. So does a score that has
    little room left, and the last stage, where staying the same is what is wished for.
    """
    rules = knowledge.response
    span = timedelta(days=int(rules["plateau_days"].value))
    if not rated or standing.stage == "maintain" or (today - rated[-1].on).days > rules["plateau_lately_days"].value:
        return False
    now = rated[-1]
    before = next((each for each in reversed(rated) if now.on - each.on >= span and each.of == now.of), None)
    if before is None or abs(now.mean - before.mean) >= rules["plateau_change"].value:
        return False
    if max(before.mean, now.mean) > rules["plateau_room_below"].value:
        return False
    planned = rules["planned_days"].value / 7 * span.days
    done = bisect_left(sessions, today) - bisect_left(sessions, today - span)
    return done >= rules["plateau_share"].value * planned
