"""What a day brings beside exercise: lifting, sitting, stress, bad nights; more or less of it as the leg hurts."""

from math import exp, log

from stepwell.simulator.chance import Chance
from stepwell.simulator.people import Exposure, Person

USUAL_PAIN = 3.0
"""Pain on waking at which people do as much as they usually do."""
SLEEP = "poor_sleep_last_night"


class Surroundings:
    """The exposures of a person's days, with draws that no programme changes."""

    def __init__(self, who: Person, chance: Chance, days: int) -> None:
        rng = chance.stream("exposures")
        width = len(who.exposures)
        draws = rng.random((days, width))
        usual = [(one, log(one.rate / (1 - one.rate))) for one in who.exposures]
        self._draws = [[(*one, draw) for one, draw in zip(usual, row, strict=True) if draw < MOST] for row in draws.tolist()]
        self._centre = sum(one.effect * one.rate for one in who.exposures)

    def of(self, day: int, waking: float) -> tuple[list[str], float, float]:
        """Return the exposures of a day, the sum of their effects, and the same beside its average; in log-odds."""
        met = [one for one, odds, draw in self._draws[day] if draw < _share(one, odds, waking)]
        total = sum(one.effect for one in met)
        return [one.id for one in met], total, total - self._centre


MOST = 0.75
"""No exposure is met on a greater share of days than this."""


def _share(one: Exposure, odds: float, waking: float) -> float:
    """Return the share of days with an exposure at a pain on waking; ``odds``: its log-odds at the usual pain."""
    return min(MOST, 1 / (1 + exp(-(odds + one.feedback * (waking - USUAL_PAIN)))))
