"""Leg pain over the days: the smoothed value, the usual band, and where it is felt."""

from datetime import date, timedelta
from math import sqrt
from statistics import median

from msgspec import Struct
from msgspec.structs import replace

from stepwell.engine.log import PLACES, Answer, Answers
from stepwell.knowledge.schema import Knowledge

KEPT_DAYS = 28
FEWEST_FOR_SPREAD = 5
SLOW_WEIGHT = 0.05


class Day(Struct, frozen=True, kw_only=True):
    """One check-in's pain, 0-10; None where it was not said. ``place`` is an index in ``PLACES``."""

    on: date
    waking: int | None = None
    worst: int | None = None
    place: int | None = None
    back: int | None = None

    @property
    def most(self) -> int | None:
        """The stronger of waking and worst."""
        return max((value for value in (self.waking, self.worst) if value is not None), default=None)

    @property
    def strongest(self) -> int | None:
        """The strongest of leg and back pain."""
        return max((value for value in (self.waking, self.worst, self.back) if value is not None), default=None)


class Pain(Struct, frozen=True, kw_only=True):
    """What is remembered of leg pain.

    Attributes:
        smoothed: waking leg pain, each check-in counting ``waking_weight``; None before any rating.
        slow: the same, much slower: a person's long-run level.
        start: leg pain at the first rating, for judging gain.
        days: the check-ins of the last 28 days, oldest first, one a day (the latest wins).
        before: smoothed and slow as they were before the latest day, so that a second check-in on it replaces the first.
    """

    smoothed: float | None = None
    slow: float | None = None
    start: int | None = None
    start_on: date | None = None
    days: tuple[Day, ...] = ()
    before: tuple[float | None, float | None] = (None, None)


def started(pain: Pain, leg: int, on: date) -> Pain:
    """Take the leg pain of an evaluation as the start, where nothing is known yet."""
    if pain.smoothed is not None:
        return pain
    return Pain(smoothed=float(leg), slow=float(leg), start=leg, start_on=on, days=pain.days)


def checked_in(pain: Pain, answers: Answers, on: date, knowledge: Knowledge) -> Pain:
    """Take in one check-in's answers. A second one on the same day replaces what it says again, and adds the rest."""
    earlier = pain.days[-1] if pain.days and pain.days[-1].on == on else Day(on=on)
    day = Day(
        on=on,
        waking=_first_known(_rating(answers, "leg_waking"), earlier.waking),
        worst=_first_known(_rating(answers, "leg_worst"), earlier.worst),
        place=_first_known(_place(answers.get("lowest_place")), earlier.place),
        back=_first_known(_rating(answers, "back_worst"), earlier.back),
    )
    kept = tuple(old for old in pain.days if old.on != on and (on - old.on).days < KEPT_DAYS)
    smoothed, slow = pain.before if earlier in pain.days else (pain.smoothed, pain.slow)
    rating = day.waking if day.waking is not None else day.worst
    if rating is None:
        return replace(pain, days=(*kept, day), before=(smoothed, slow))
    return Pain(
        smoothed=_mixed(smoothed, rating, knowledge.response["waking_weight"].value),
        slow=_mixed(slow, rating, SLOW_WEIGHT),
        start=pain.start if pain.start is not None else rating,
        start_on=pain.start_on or on,
        days=(*kept, day),
        before=(smoothed, slow),
    )


def _first_known(said: int | None, earlier: int | None) -> int | None:
    return earlier if said is None else said


def usual(pain: Pain, before: date, knowledge: Knowledge) -> float | None:
    """Return the middle of the strongest pain of the two weeks before a day, or None where too few days are known."""
    first = before - timedelta(days=knowledge.response["flare_usual_days"].value)
    said = [day.strongest for day in pain.days if first <= day.on < before and day.strongest is not None]
    return float(median(said)) if len(said) >= knowledge.response["flare_usual_entries"].value else None


def strongest_on(pain: Pain, on: date) -> int | None:
    """Return the strongest leg or back pain told on a day."""
    return next((day.strongest for day in reversed(pain.days) if day.on == on), None)


def strong_on(pain: Pain, on: date, knowledge: Knowledge) -> int | None:
    """Return a day's leg pain, 0-10, where it is so strong that the session must be a softer one; else None."""
    day = next((day for day in reversed(pain.days) if day.on == on), Day(on=on))
    if day.waking is not None and day.waking >= knowledge.response["strong_waking"].value:
        return day.most
    if day.worst is not None and day.worst >= knowledge.response["strong_worst"].value:
        return day.worst
    return None


def spread(pain: Pain) -> float:
    """Return the standard deviation of waking leg pain over the days kept; 1.2 points where too few are known.

    Source of 1.2: the average within-person spread over a week (Page 2022).
    """
    said = [day.waking for day in pain.days if day.waking is not None]
    if len(said) < FEWEST_FOR_SPREAD:
        return 1.2
    mean = sum(said) / len(said)
    return sqrt(sum((value - mean) ** 2 for value in said) / len(said))


def yesterday(pain: Pain, on: date) -> Day | None:
    """Return the check-in of the day before, if there was one."""
    return next((day for day in reversed(pain.days) if (on - day.on).days == 1), None)


def days_in_a_row_at_least(pain: Pain, level: float, *, waking: bool = False) -> int:
    """Return for how many days without a gap, up to the latest, pain (or waking pain alone) reached ``level``."""
    count = 0
    for later, day in zip((None, *reversed(pain.days)), reversed(pain.days), strict=False):
        felt = day.waking if waking else day.most
        if felt is None or felt < level or (later is not None and (later.on - day.on).days != 1):
            break
        count += 1
    return count


def moved_down_in_a_row(pain: Pain) -> int:
    """Return on how many check-ins in a row, up to the latest, symptoms were further down than before."""
    places = [day.place for day in pain.days if day.place is not None]
    count = 0
    for earlier, later in zip(reversed(places[:-1]), reversed(places[1:]), strict=True):
        if later <= earlier:
            break
        count += 1
    return count


def gain(pain: Pain) -> float | None:
    """Return how much lower smoothed leg pain is than at the start, as a share of it; None where there was none."""
    if not pain.start or pain.smoothed is None:
        return None
    return 1 - pain.smoothed / pain.start


def _mixed(before: float | None, rating: int, weight: float) -> float:
    return float(rating) if before is None else (1 - weight) * before + weight * rating


def _place(answer: Answer | None) -> int | None:
    return next((index for index, place in enumerate(PLACES) if place == answer), None)


def _rating(answers: Answers, question: str) -> int | None:
    value = answers.get(question)
    return int(value) if isinstance(value, int | float) else None
