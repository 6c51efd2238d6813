"""How one exercise has gone for one person: its zone each time, what was learned, and whether it rests."""

from datetime import date, timedelta
from enum import StrEnum
from math import erf, sqrt

from msgspec import Struct
from msgspec.structs import replace

from stepwell.engine.log import Item
from stepwell.knowledge.schema import Knowledge


class Zone(StrEnum):
    """What one exercise did, mildest first."""

    GREEN = "green"
    AMBER = "amber"
    RED_LOAD = "red_load"
    RED_DIRECTION = "red_direction"
    RED_NERVE = "red_nerve"


class Tried(Struct, frozen=True, kw_only=True):
    """What is remembered of one exercise.

    Attributes:
        times, first_on, last_on, days: how often, when first and last, and the days of the last week.
        greens, ambers: good, or slightly worse, times in a row.
        strikes: how often it was taken out.
        rests_until: out until this day; None when it is not.
        rest_reason: the reason's id.
        factor: what is left of its dose after setbacks, 0.5-1.
        mean, variance: what is believed of its own change of leg pain beside its kind's, in points; below 0 is easing.
        sets, repetitions, hold_s, minutes: what was done last time.
    """

    times: int = 0
    first_on: date | None = None
    last_on: date | None = None
    days: tuple[date, ...] = ()
    greens: int = 0
    ambers: int = 0
    strikes: int = 0
    rests_until: date | None = None
    rest_reason: str = ""
    factor: float = 1.0
    mean: float = 0.0
    variance: float = 0.0144
    sets: int = 0
    repetitions: int = 0
    hold_s: int = 0
    minutes: int = 0


class Kind(Struct, frozen=True, kw_only=True):
    """What is believed of all exercises of one purpose together, in points of leg pain."""

    mean: float = 0.0
    variance: float = 0.09


def zone(item: Item, leg_before: int | None, knowledge: Knowledge) -> Zone:
    """Return the traffic-light zone of one exercise, worst sign first.

    Args:
        item: how it went.
        leg_before: leg pain at rest before the session, 0-10; None counts as high, because unknown is never good.
        knowledge: the limits.
    """
    rules = knowledge.response
    feeling = item.hurt.feeling if item.hurt else None
    settled = item.settled_min is not None and item.settled_min <= rules["settled_soon_min"].value
    if feeling == "weak" or (feeling == "numb" and not settled):
        return Zone.RED_NERVE
    if item.leg == "further_down" or feeling == "further_down":
        return Zone.AMBER if settled else Zone.RED_DIRECTION
    change = item.leg_change or 0
    if feeling == "sharp" or change >= rules["red_change"].value:
        return Zone.RED_LOAD
    high_at_rest = leg_before is None or leg_before > rules["resting_leg_high"].value
    if item.leg == "worse" or feeling == "numb" or (change >= 1 and high_at_rest):
        return Zone.AMBER
    return Zone.GREEN


def after(tried: Tried, item: Item, found: Zone, on: date, knowledge: Knowledge) -> Tried:
    """Take in one more time: count it, and rest the exercise when the zone calls for it.

    One that went well only in its smaller form counts neither as a good time nor as a setback.
    """
    days = tuple(day for day in tried.days if (on - day).days < 7 and day != on)
    counted = replace(
        tried,
        times=tried.times + 1,
        first_on=tried.first_on or on,
        last_on=on,
        days=(*days, on),
        sets=item.sets,
        repetitions=item.repetitions,
        hold_s=item.hold_s,
        minutes=item.minutes,
    )
    if found is Zone.GREEN and item.was_made_smaller:
        return counted
    if found is Zone.GREEN:
        regained = knowledge.response["return_step"].value if tried.greens else 0.0
        return replace(counted, greens=tried.greens + 1, ambers=0, factor=min(1.0, tried.factor + regained))
    if found is Zone.AMBER and not tried.ambers:
        return replace(
            counted,
            greens=0,
            ambers=1,
            factor=max(knowledge.response["dose_floor"].value, tried.factor * knowledge.response["amber_cut"].value),
        )
    reason = "second_amber" if found is Zone.AMBER else f"rests_{found.value}"
    return rested(counted, reason, on, knowledge)


def rested(tried: Tried, reason: str, on: date, knowledge: Knowledge) -> Tried:
    """Take an exercise out: ten days, or sixty from the third time on; it comes back at half its dose."""
    strikes = tried.strikes + 1
    days = knowledge.response["ban_days_third" if strikes >= 3 else "ban_days"].value
    return replace(
        tried,
        greens=0,
        ambers=0,
        strikes=strikes,
        rests_until=on + timedelta(days=days),
        rest_reason=reason,
        factor=knowledge.response["return_factor"].value,
    )


def learned(tried: Tried, kind: Kind, item: Item, knowledge: Knowledge) -> tuple[Tried, Kind]:
    """Learn from one change of leg pain: two normal beliefs (the kind's and the exercise's own) updated together."""
    change = _change(item)
    if change is None:
        return tried, kind
    noise = knowledge.response["response_noise"].value ** 2
    total = kind.variance + tried.variance + noise
    surprise = change - (kind.mean + tried.mean)
    return (
        replace(tried, mean=tried.mean + surprise * tried.variance / total, variance=tried.variance * (1 - tried.variance / total)),
        Kind(mean=kind.mean + surprise * kind.variance / total, variance=kind.variance * (1 - kind.variance / total)),
    )


def worsening_chance(tried: Tried, kind: Kind, knowledge: Knowledge) -> float:
    """Return the chance that leg pain rises by more than ``worsening_limit`` points the next time."""
    rules = knowledge.response
    width = sqrt(kind.variance + tried.variance + rules["response_noise"].value ** 2)
    return 0.5 * (1 - erf((rules["worsening_limit"].value - kind.mean - tried.mean) / (width * sqrt(2))))


def rests(tried: Tried | None, today: date) -> bool:
    """Whether an exercise is out today."""
    return tried is not None and tried.rests_until is not None and today < tried.rests_until


def _change(item: Item) -> float | None:
    if item.leg_change is not None:
        return float(item.leg_change)
    return {"eased": -1.0, "same": 0.0, "worse": 1.0, "further_down": 2.0}.get(item.leg) if item.leg else None
