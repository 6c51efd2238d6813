"""How a virtual person answers: as their true state says, with noise, in the words of the check-in and of the taps."""

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from stepwell.engine.log import PLACES, Place
from stepwell.simulator.body import Body, Strain
from stepwell.simulator.chance import Chance
from stepwell.simulator.movements import Task
from stepwell.simulator.parameters import parameters
from stepwell.simulator.people import Person

Leg = Literal["eased", "same", "worse", "further_down"]
Effort = Literal["easy", "right", "hard"]
AfterSession = Literal["none_done", "better", "same", "worse_settled", "worse_still"]
MOST_TAPS = 12
USUAL_WEIGHT = 0.07
"""How much one day changes what a person holds for their usual."""


class Morning(Struct, frozen=True, kw_only=True):
    """What a person would say in a day's check-in; exposures and the worst pain are of the day before."""

    leg_waking: int
    leg_worst: int
    back_worst: int
    place: Place
    slept_badly: bool
    exposures: tuple[str, ...]
    after_session: AfterSession
    flare: bool


class Felt(Struct, frozen=True, kw_only=True):
    """What a person says about a session: the leg before and after it, and the two taps of each movement."""

    leg_before: int
    leg_after: int
    taps: tuple[tuple[Leg, Effort], ...]


class Voice:
    """One person's answers, with draws that no programme changes."""

    def __init__(self, who: Person, body: Body, chance: Chance, days: int) -> None:
        self._who, self._body, self._numbers = who, body, parameters().person
        self._noise = chance.stream("ratings").standard_normal((days, 4)).tolist()
        taps = chance.stream("taps")
        self._taps = (taps.standard_normal((days, MOST_TAPS)) * self._numbers.tap_noise).tolist()
        self._downs = taps.random((days, MOST_TAPS)).tolist()
        self._usual: float | None = None
        self._last_waking: float | None = None
        self._last: Strain | None = None

    def morning(self, day: int) -> Morning:
        """Return what is said on waking; ``body`` has just woken, and still holds yesterday's worst."""
        body, noise = self._body, self._noise[day]
        most = max(body.waking, body.worst)
        usual = self._usual if self._usual is not None else most
        self._usual = usual + USUAL_WEIGHT * (most - usual)
        rise, least = self._numbers.flare_said
        said = Morning(
            leg_waking=body.rated(body.waking, noise[0]),
            leg_worst=body.rated(body.worst, noise[1]),
            back_worst=body.rated(0.5 * body.settled + 1.0, noise[2]),
            place=self._place(noise[3]),
            slept_badly=body.slept_badly,
            exposures=tuple(body.exposed),
            after_session=self._after(),
            flare=most >= usual + rise and most >= least,
        )
        self._last_waking, self._last = body.waking, None
        return said

    def felt(self, day: int, tasks: Sequence[Task], strain: Strain) -> Felt:
        """Return what is said during and after a session."""
        self._last = strain
        noise, downs = self._taps[day], self._downs[day]
        before = self._body.rated(self._body.waking, noise[-1])
        after = self._body.rated(self._body.waking + max(-2.0, min(2.0, sum(strain.rises) / 2)), noise[-1])
        easy, hard = self._numbers.effort_limits
        taps = []
        for place, (rise, share) in enumerate(zip(strain.rises, strain.shares, strict=True)):
            at = min(place, MOST_TAPS - 1)
            taps.append((self._leg(rise, noise[at], downs[at]), _effort(share + 0.15 * noise[-1 - at], easy, hard)))
        return Felt(leg_before=before, leg_after=after, taps=tuple(taps))

    def _leg(self, rise: float, noise: float, down: float) -> Leg:
        eased, worse = self._numbers.tap_limits
        from_rise, chance = self._numbers.further_down
        if rise + noise <= eased:
            return "eased"
        if rise + noise < worse:
            return "same"
        return "further_down" if rise >= from_rise and down < chance else "worse"

    def _place(self, noise: float) -> Place:
        furthest = 5 if self._who.picture == "disc" else 4
        at = int(1.3 + 0.62 * self._body.settled) + (noise > 2.0) - (noise < -2.0)
        return PLACES[max(1, min(furthest, at))]

    def _after(self) -> AfterSession:
        if self._last is None:
            return "none_done"
        worst_rise = max(self._last.rises, default=0.0)
        if worst_rise > 0.5 or self._last.excess > 0:
            since = self._body.waking - (self._last_waking or 0.0)
            return "worse_still" if since >= 1.5 else "worse_settled"
        return "better" if sum(self._last.rises) < -0.5 else "same"


def _effort(share: float, easy: float, hard: float) -> Effort:
    return "easy" if share < easy else "right" if share < hard else "hard"
