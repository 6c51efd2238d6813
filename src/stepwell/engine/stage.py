"""Which stage a person is in: a ladder with hysteresis, so that one bad or good morning changes nothing."""

from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from stepwell.engine.log import Answers
from stepwell.knowledge.schema import Knowledge, Stage

LADDER = ("calm", "restore", "build", "maintain")


class Standing(Struct, frozen=True, kw_only=True):
    """Where a person stands on the ladder.

    Attributes:
        stage: calm, restore, build or maintain.
        since: the day it was entered; None before anything is known.
        low, high: check-ins in a row that speak for the next, or the former stage.
        fell_on: the days of falls to a former stage, the last few.
        counted_on, before: the day of the latest count, and low and high before it: a day counts once.
    """

    stage: str = "calm"
    since: date | None = None
    low: int = 0
    high: int = 0
    fell_on: tuple[date, ...] = ()
    counted_on: date | None = None
    before: tuple[int, int] = (0, 0)


def first_stage(answers: Answers, smoothed: float, knowledge: Knowledge) -> str:
    """Return where to begin: calm when the leg is irritable, or it is all quite new, or that is not known; otherwise restore."""
    irritable = (
        not is_irritability_known(answers)
        or smoothed > knowledge.response["start_calm_above"].value
        or answers.get("settles") == "over_60_min"
        or answers.get("night_waking") == "yes"
        or answers.get("began") == "under_2_weeks"
    )
    return "calm" if irritable else "restore"


def is_irritability_known(answers: Answers) -> bool:
    """Whether all was answered that the first stage is judged by."""
    return all(question in answers for question in ("leg_now", "settles", "night_waking", "began"))


def checked_in(
    standing: Standing, smoothed: float, on: date, knowledge: Knowledge, *, may_rise: bool, highest: str = "maintain"
) -> Standing:
    """Count one check-in, and move up or down the ladder when a count is full.

    Args:
        standing: before.
        smoothed: smoothed waking leg pain, this check-in included.
        on: the day.
        knowledge: the stages' limits.
        may_rise: false in a flare, with strong pain, or while symptoms move down the leg.
        highest: where the way up ends for now; what speaks for going on is counted all the same.
    """
    if standing.since == on and standing.counted_on == on:
        return standing
    before = standing.before if standing.counted_on == on else (standing.low, standing.high)
    standing = replace(standing, low=before[0], high=before[1], before=before, counted_on=on)
    here = knowledge.stages[standing.stage]
    above = _neighbour(standing.stage, +1, knowledge)
    low = standing.low + 1 if may_rise and above is not None and above.up_at_most is not None and smoothed <= above.up_at_most else 0
    high = standing.high + 1 if here.back_at_least is not None and smoothed >= here.back_at_least else 0
    if high and high >= here.back_check_ins:
        return fallen(standing, on)
    if above is not None and low and low >= above.up_check_ins and standing.stage != highest:
        return replace(standing, stage=above.id, since=on, low=0, high=0)
    return replace(standing, low=low, high=high)


def after_days_away(standing: Standing, rating: int, on: date, knowledge: Knowledge) -> Standing:
    """Return where to go on after days of which nothing is known: in the stage that today's waking leg pain alone allows.

    It is never a higher one; and it is no fall: nobody did too much.
    """
    found = standing.stage
    while (limit := knowledge.stages[found].back_at_least) is not None and rating >= limit:
        found = LADDER[LADDER.index(found) - 1]
    if found == standing.stage:
        return standing
    return replace(standing, stage=found, since=on, low=0, high=0, counted_on=on, before=(0, 0))


def fallen(standing: Standing, on: date) -> Standing:
    """Go one stage back."""
    former = LADDER[max(0, LADDER.index(standing.stage) - 1)]
    return replace(standing, stage=former, since=on, low=0, high=0, fell_on=(*standing.fell_on[-3:], on))


def _neighbour(stage: str, step: int, knowledge: Knowledge) -> Stage | None:
    at = LADDER.index(stage) + step
    return knowledge.stages[LADDER[at]] if 0 <= at < len(LADDER) else None
