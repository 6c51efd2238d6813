"""Flare-ups: when one is taken as begun, the softer days, and the way back."""

from datetime import date, timedelta
from math import ceil, log

from msgspec import Struct

from stepwell.engine.decision import FlareDay
from stepwell.engine.pain import Pain, is_known_well, usual
from stepwell.knowledge.schema import Knowledge


class Flare(Struct, frozen=True, kw_only=True):
    """One flare-up: its first day, whether the person said so, and the strongest leg pain in it."""

    started_on: date
    said: bool
    peak: int | None = None


def begins(pain: Pain, said: str | None, on: date, knowledge: Knowledge) -> bool:
    """Whether a flare-up begins with this day's check-in.

    It begins when the person says so, or when leg pain is clearly above their usual and they did
    not say that it is none.
    """
    if said is not None:
        return said == "yes"
    today = next((day.most for day in reversed(pain.days) if day.on == on), None)
    usually = usual(pain, on)
    if today is None or usually is None or not is_known_well(pain, on):
        return False
    return today >= knowledge.response["flare_least"].value and today >= usually + knowledge.response["flare_rise"].value


def day_of(flare: Flare | None, today: date, knowledge: Knowledge) -> FlareDay | None:
    """Return where today stands in a flare-up, or None when there is none or it is over."""
    if flare is None:
        return None
    easy_days = int(knowledge.response["flare_easy_days"].value)
    full_on = flare.started_on + timedelta(days=easy_days + _days_back(knowledge))
    if today >= full_on:
        return None
    return FlareDay(
        started_on=flare.started_on,
        day=(today - flare.started_on).days + 1,
        easy_until=flare.started_on + timedelta(days=easy_days - 1),
        full_on=full_on,
    )


def is_easy(flare_day: FlareDay | None, today: date) -> bool:
    """Whether today is one of the softer days."""
    return flare_day is not None and today <= flare_day.easy_until


def dose_factor(flare_day: FlareDay | None, today: date, knowledge: Knowledge) -> float:
    """Return what a flare-up leaves of the dose today: half on softer days, then back by 8 % a day."""
    if flare_day is None:
        return 1.0
    if is_easy(flare_day, today):
        return knowledge.response["flare_dose"].value
    days = (today - flare_day.easy_until).days - 1
    return min(1.0, knowledge.response["flare_return_from"].value * knowledge.response["flare_return_up"].value ** days)


def _days_back(knowledge: Knowledge) -> int:
    start, daily = knowledge.response["flare_return_from"].value, knowledge.response["flare_return_up"].value
    return ceil(log(1 / start) / log(daily))
