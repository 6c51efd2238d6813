"""What a diary says of the things that may set a person's pain off: the values, and nothing that computes them."""

from datetime import date
from typing import Literal

from msgspec import Struct, field

Verdict = Literal["not_enough", "likely", "possible", "unclear", "probably_not", "helps"]


class DiaryDay(Struct, frozen=True, kw_only=True):
    """One day of a diary. What was not said is None, or left out of ``exposures``: it stays missing.

    Attributes:
        leg_waking: leg pain on waking that day, 0-10.
        leg_worst: leg pain at its worst on that same day, 0-10.
        exposures: id -> 0 no, 0.5 somewhat, 1 clearly more than usual, on that day; what belongs to the night
            (bad sleep, an odd sleep position) is of the night before that day's waking.
    """

    on: date
    leg_waking: float | None = None
    leg_worst: float | None = None
    exposures: dict[str, float] = {}


class Judgment(Struct, frozen=True, kw_only=True):
    """What a diary says of one thing.

    Attributes:
        exposure: its id.
        probability: that it makes leg pain worse by an amount worth mentioning, 0-1.
        probability_helps: that it makes leg pain better by such an amount.
        effect_points: what it adds to leg pain over the next 24 hours, in points of 0-10; the mean of what is likely.
        interval: the middle 80 % of what is likely, in points.
        days_exposed, days_unexposed: days with a pain rating on which it was there (above 0), and was not (0).
        needs: about how many more days until anything can be said; 0 when the diary is enough.
    """

    exposure: str = field(name="id")
    verdict: Verdict
    probability: float
    probability_helps: float
    effect_points: float
    interval: tuple[float, float]
    days_exposed: int
    days_unexposed: int
    needs: int


class Finding(Judgment, frozen=True, kw_only=True):
    """A judgment that is kept from week to week.

    Attributes:
        since: the week (its Monday) in which the present verdict was first given.
    """

    since: date | None = None


class Findings(Struct, frozen=True, kw_only=True):
    """What the diary says up to one week. Worked out anew once a week, never daily.

    Attributes:
        week: the Monday up to which the diary was read; that day itself is not in it.
        days: days of the diary that could be used.
    """

    week: date
    days: int = 0
    found: tuple[Finding, ...] = ()
