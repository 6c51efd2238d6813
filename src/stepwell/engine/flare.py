"""Flare-ups: begun by the person's own word, softer days, the way back, and what may need a look."""

from datetime import date, timedelta
from math import ceil, log

from msgspec import Struct
from msgspec.structs import replace

from stepwell.engine.decision import FlareDay
from stepwell.engine.pain import Pain, strongest_on, usual
from stepwell.knowledge.once import once
from stepwell.knowledge.schema import Knowledge


class Flare(Struct, frozen=True, kw_only=True):
    """One flare-up, from the first day that the person called one until it is over.

    Attributes:
        started_on: its first day.
        said_on: the latest day on which the person said so.
        eased_from: where the softer days in force began: its first day, or a later one on which it was said again.
        calm: the days in a row on which the person said that it is none, up to as many as end it.
        over_on: the day on which it was known to be over; None while it goes on.
        is_end_said: whether the person said so; False when it was only not mentioned any more.
        peak: the strongest leg or back pain in it, 0-10. usual: the usual before it; None when too little was known.
        is_noted: whether the question what may have set it off was answered, or skipped.
        former_until: the last day of the flare-up before this one.
        before: how things stood before the yes that brought these softer days: what a "no" on the same day brings back.
    """

    started_on: date
    said_on: date
    eased_from: date
    calm: tuple[date, ...] = ()
    over_on: date | None = None
    is_end_said: bool = False
    peak: int | None = None
    usual: float | None = None
    is_noted: bool = False
    former_until: date | None = None
    before: "Flare | None" = None


class Rise(Struct, frozen=True, kw_only=True):
    """Pain of a day that is clearly above a person's usual: a reason to ask whether it is a flare-up, and for nothing else."""

    strongest: int
    usual: float


class Rung(Struct, frozen=True, kw_only=True):
    """One day of the way back, and the share of the full dose on it, in percent."""

    on: date
    percent: int


def rise(pain: Pain, on: date, knowledge: Knowledge) -> Rise | None:
    """Return by what a day stands out from the days before it, or None when it does not, or too little is known."""
    strongest, usually = strongest_on(pain, on), usual(pain, on, knowledge)
    if strongest is None or usually is None or strongest < usually + knowledge.response["flare_rise"].value:
        return None
    return Rise(strongest=strongest, usual=usually)


def answered(flare: Flare | None, answer: str | None, pain: Pain, on: date, knowledge: Knowledge) -> Flare | None:
    """Return what becomes of a flare-up with one check-in.

    Only "yes" begins one. It is over after "no" on two answered days in a row; a "no" on the day of a yes that brought softer
    days takes that yes back, and all is as it was. "not_sure" begins and ends nothing, and breaks the row; a day without an
    answer does not.

    Args:
        flare: the latest flare-up, also one that is over.
        answer: to "Is this a flare-up day?"; None when it was not answered.
        pain: with this check-in taken in.
        on: the day. knowledge: the rules.
    """
    now = closed(flare, on, knowledge)
    if answer == "yes":
        return _said(now, pain, on, knowledge)
    if answer == "no" and now is not None and now.over_on is None and on == now.eased_from:
        now = now.before
    if now is None or now.over_on is not None:
        return now
    if answer == "no":
        calm = (*(day for day in now.calm if day != on), on)
        enough = len(calm) >= knowledge.response["flare_over_answers"].value
        return replace(now, calm=calm, over_on=on if enough else None, is_end_said=enough)
    now = now if answer is None else replace(now, calm=())
    return replace(now, peak=_higher(now.peak, strongest_on(pain, on)))


def ended(flare: Flare | None, on: date, knowledge: Knowledge) -> Flare | None:
    """Return a flare-up that the person calls over; on its first day it counts as that one day."""
    now = closed(flare, on, knowledge)
    return now if now is None or now.over_on is not None else replace(now, over_on=on, is_end_said=True)


def closed(flare: Flare | None, on: date, knowledge: Knowledge) -> Flare | None:
    """Return a flare-up that ends by itself: when the way back is done, and after four weeks whatever is said."""
    if flare is None or flare.over_on is not None:
        return flare
    limit = flare.started_on + timedelta(days=int(knowledge.response["flare_most_days"].value))
    back = _easy_until(flare, knowledge) + timedelta(days=1 + _days_back(knowledge))
    return replace(flare, over_on=min(limit, back)) if on >= min(limit, back) else flare


def last_day(flare: Flare) -> date | None:
    """Return the last day of a flare-up that is over; where nobody said that it ended, the last day it was said of. None: it goes on."""
    if flare.over_on is None:
        return None
    if not flare.is_end_said and not flare.calm:
        return flare.said_on
    after = flare.calm[0] if flare.calm else flare.over_on
    return max(flare.started_on, after - timedelta(days=1))


def day_of(flare: Flare | None, today: date, knowledge: Knowledge) -> FlareDay | None:
    """Return where today stands in the softer days and the way back, or None when there is none or it is done.

    A flare-up that is over ends the softer days, and the way back begins: a good day is no reason to leap.
    """
    if flare is None:
        return None
    easy_until = _easy_until(flare, knowledge)
    full_on = easy_until + timedelta(days=1 + _days_back(knowledge))
    if today >= full_on:
        return None
    return FlareDay(
        started_on=flare.eased_from,
        day=(today - flare.eased_from).days + 1,
        easy_until=easy_until,
        full_on=full_on,
        episode_on=flare.started_on,
        is_over=flare.over_on is not None and flare.over_on <= today,
        asks_why=not flare.is_noted and today <= flare.started_on + timedelta(days=int(knowledge.response["flare_note_days"].value)),
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


def way_back(flare_day: FlareDay, knowledge: Knowledge) -> tuple[Rung, ...]:
    """Return every day of the way back, from the first after the softer days to the first full one."""
    first, days = flare_day.easy_until + timedelta(days=1), (flare_day.full_on - flare_day.easy_until).days
    dates = (first + timedelta(days=number) for number in range(days))
    return tuple(
        Rung(on=on, percent=100 if on == flare_day.full_on else round(100 * dose_factor(flare_day, on, knowledge))) for on in dates
    )


def review_reason(flare: Flare | None, pain: Pain, today: date, knowledge: Knowledge) -> str:
    """Return the id of why a physical therapist should look at a flare-up that is felt or built back from, or ""."""
    if flare is None or day_of(flare, today, knowledge) is None:
        return ""
    rules = knowledge.response
    former = flare.former_until
    if former is not None and (flare.started_on - former).days <= rules["flare_again_days"].value:
        return "flare_again"
    if _place_moved_down(flare, pain, int(rules["place_down_days"].value)):
        return "flare_further_down"
    length = ((last_day(flare) or today) - flare.started_on).days + 1
    return "flare_long" if length > rules["flare_long_days"].value else ""


def _said(now: Flare | None, pain: Pain, on: date, knowledge: Knowledge) -> Flare:
    """Take in a "yes": the first of a flare-up, one more on its softer days, or one that brings them again."""
    before = None if now is None else replace(now, before=None)
    if now is None or (now.over_on is not None and now.over_on < on):
        former, most = (last_day(now) if now is not None else None), strongest_on(pain, on)
        new = Flare(started_on=on, said_on=on, eased_from=on, peak=most, usual=usual(pain, on, knowledge), former_until=former)
        return replace(new, before=before)
    going_on = replace(now, said_on=on, calm=(), over_on=None, is_end_said=False, peak=_higher(now.peak, strongest_on(pain, on)))
    return going_on if on <= _easy_until(going_on, knowledge) else replace(going_on, eased_from=on, before=before)


def _easy_until(flare: Flare, knowledge: Knowledge) -> date:
    planned = flare.eased_from + timedelta(days=int(knowledge.response["flare_easy_days"].value) - 1)
    return planned if flare.over_on is None else min(planned, flare.over_on - timedelta(days=1))


@once
def _days_back(knowledge: Knowledge) -> int:
    start, daily = knowledge.response["flare_return_from"].value, knowledge.response["flare_return_up"].value
    return ceil(log(1 / start) / log(daily))


def _place_moved_down(flare: Flare, pain: Pain, days: int) -> bool:
    """Whether symptoms are felt further down than before the flare-up on its latest days, so many in a row."""
    before = next((day.place for day in reversed(pain.days) if day.on < flare.started_on and day.place is not None), None)
    within = [day.place for day in pain.days if day.on >= flare.started_on and day.place is not None][-days:]
    return before is not None and len(within) == days and all(place > before for place in within)


def _higher(first: int | None, second: int | None) -> int | None:
    return max((value for value in (first, second) if value is not None), default=None)
