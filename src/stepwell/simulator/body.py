"""What every virtual body can do, however it is built inside."""

from collections.abc import Sequence
from typing import Protocol

from msgspec import Struct

from stepwell.simulator.movements import STRONG, Task

UNSAFE_EXCESS, SEVERE_EXCESS = 0.30, 0.80
"""Load above what is truly tolerated from which a session counts as unsafe, and as severe (adaptation policy, 5.1)."""
UNSAFE_RISE, SEVERE_RISE = 1.0, 2.0
"""True rise of leg pain during a session from which it counts as unsafe, and as severe."""


class Body(Protocol):
    """One person's true state. A day is: wake, perhaps one session, spend the rest of the day.

    Attributes:
        waking, worst: true leg pain on waking and at its worst, 0-10, of the day that is lived.
        settled: where leg pain lies without the chance of one day.
        capacity: strength and condition, 0-1. tolerance: the load that is tolerated today.
        exposed: ids of what was clearly more than usual on the day.
        slept_badly: whether the night before was bad.
        rise_by_excess: rise of leg pain for each unit of load beyond what is tolerated.
    """

    waking: float
    worst: float
    settled: float
    capacity: float
    tolerance: float
    exposed: list[str]
    slept_badly: bool
    rise_by_excess: float

    def wake(self, day: int) -> None:
        """Begin a day."""

    def rise(self, task: Task, day: int, place: int) -> float:
        """Return the true change of leg pain that a movement brings, before any overload."""

    def worth(self, task: Task) -> float:
        """Return the true lasting effect of a movement today: below 0 is good. For the oracle alone."""

    def expected_rise(self, task: Task) -> float:
        """Return the rise to be expected. For the oracle alone."""

    def trained(self, tasks: Sequence[Task], strain: "Strain") -> None:
        """Take in what a session did."""

    def spend(self, day: int) -> None:
        """Live the rest of the day."""

    def rated(self, pain: float, noise: float) -> int:
        """Return the whole number that a person says for a pain."""


class Strain(Struct, frozen=True, kw_only=True):
    """What a session truly was: its load, what of it was too much, and the rises of leg pain it brought, one a movement."""

    load: float
    excess: float
    rises: tuple[float, ...]
    shares: tuple[float, ...]
    """For each movement, the share of tolerance that was used up with it."""

    @property
    def is_unsafe(self) -> bool:
        """Whether it was too much for this body."""
        return self.excess > UNSAFE_EXCESS or max(self.rises, default=0.0) >= UNSAFE_RISE

    @property
    def is_severe(self) -> bool:
        """Whether it was far too much."""
        return self.excess > SEVERE_EXCESS or max(self.rises, default=0.0) >= SEVERE_RISE


def strain(body: Body, tasks: Sequence[Task], day: int, first_place: int = 0) -> Strain:
    """Return what doing these in turn does; a movement done beyond what is tolerated raises the leg more.

    first_place: how many movements were done earlier on the day.
    """
    load, rises, shares = 0.0, [], []
    for place, task in enumerate(tasks, first_place):
        load += task.movement.load * task.dose
        beyond = max(0.0, load - body.tolerance) if task.movement.load > 0 else 0.0
        rises.append(body.rise(task, day, place) + body.rise_by_excess * beyond)
        shares.append(load / body.tolerance)
    return Strain(load=load, excess=load - body.tolerance, rises=tuple(rises), shares=tuple(shares))


def strength_load(tasks: Sequence[Task]) -> float:
    """Return the load of what builds strength."""
    return sum(task.movement.load * task.dose for task in tasks if task.movement.family in STRONG)
