"""What many lives came to, with intervals; and two programmes beside each other, person by person."""

from collections.abc import Callable, Sequence
from statistics import fmean, median, stdev

from msgspec import Struct

from stepwell.simulator.outcome import Outcome

Z95 = 1.96
WEEK = 7
WEEK_12 = 12
BESIDE = "sheet"
"""The programme that the others are compared with."""


class Estimate(Struct, frozen=True):
    """A mean over virtual people and its 95 % interval. The interval is of the draw of people alone, not of the model."""

    mean: float
    low: float
    high: float

    def __format__(self, spec: str) -> str:
        """Return the mean and half the width of its interval."""
        half = format((self.high - self.low) / 2, spec.removeprefix("+"))
        return f"{self.mean:{spec}} ± {half}"


class Summary(Struct, frozen=True, kw_only=True):
    """What came of many people under one programme.

    Attributes:
        pain, pain_week_12: mean true leg pain of all days, and of week 12 (None for shorter lives), 0-10.
        weeks: mean leg pain of each week.
        recovered: share of people. recovery_days: the middle one's days; None when fewer than half recovered.
        restricted_days: mean days until recovery, those who did not recover counted with all their days.
        flare_days, sessions, referred_days, unsafe, severe: means per person.
        capacity: mean at the end, 0-1.
        returns: needless returns of an exercise per 100 plans; None where nothing was planned.
    """

    policy: str
    people: int
    days: int
    pain: Estimate
    pain_week_12: Estimate | None
    weeks: tuple[float, ...]
    recovered: Estimate
    recovery_days: float | None
    restricted_days: Estimate
    flare_days: Estimate
    sessions: Estimate
    referred_days: Estimate
    unsafe: Estimate
    severe: Estimate
    capacity: Estimate
    returns: float | None


class Difference(Struct, frozen=True, kw_only=True):
    """One programme less another for the same people with the same luck."""

    policy: str
    beside: str
    pain: Estimate
    flare_days: Estimate
    unsafe: Estimate
    capacity: Estimate


def summary(policy: str, outcomes: Sequence[Outcome], days: int) -> Summary:
    """Return what came of these people under one programme."""
    planned = sum(one.planned for one in outcomes)
    recovered = [one.recovered_on if one.recovered_on is not None else days for one in outcomes]
    middle = median(recovered)
    weeks = len(outcomes[0].weeks)
    return Summary(
        policy=policy,
        people=len(outcomes),
        days=days,
        pain=_of(outcomes, lambda one: one.pain),
        pain_week_12=_of(outcomes, lambda one: one.weeks[WEEK_12 - 1]) if weeks >= WEEK_12 else None,
        weeks=tuple(fmean(one.weeks[week] for one in outcomes) for week in range(weeks)),
        recovered=_of(outcomes, lambda one: one.recovered_on is not None),
        recovery_days=middle if middle < days else None,
        restricted_days=estimate(recovered),
        flare_days=_of(outcomes, lambda one: one.flare_days),
        sessions=_of(outcomes, lambda one: one.sessions),
        referred_days=_of(outcomes, lambda one: one.referred),
        unsafe=_of(outcomes, lambda one: one.unsafe),
        severe=_of(outcomes, lambda one: one.severe),
        capacity=_of(outcomes, lambda one: one.capacity),
        returns=100 * sum(one.returns for one in outcomes) / planned if planned else None,
    )


def difference(policy: str, outcomes: Sequence[Outcome], beside: str, others: Sequence[Outcome]) -> Difference:
    """Return how one programme differs from another, person by person."""
    pairs = list(zip(outcomes, others, strict=True))
    return Difference(
        policy=policy,
        beside=beside,
        pain=estimate([one.pain - other.pain for one, other in pairs]),
        flare_days=estimate([one.flare_days - other.flare_days for one, other in pairs]),
        unsafe=estimate([one.unsafe - other.unsafe for one, other in pairs]),
        capacity=estimate([one.capacity - other.capacity for one, other in pairs]),
    )


def estimate(values: Sequence[float]) -> Estimate:
    """Return a mean with its 95 % interval; for one value the interval is that value."""
    mean = fmean(values)
    half = Z95 * stdev(values) / len(values) ** 0.5 if len(values) > 1 else 0.0
    return Estimate(mean, mean - half, mean + half)


def _of(outcomes: Sequence[Outcome], what: Callable[[Outcome], float]) -> Estimate:
    return estimate([float(what(one)) for one in outcomes])
