"""The second patient model, built another way on purpose: states with chances, one mechanism, and thresholds.

Pain has five states and goes up or down one at a time. One thing helps a person (the right direction, strength, calm
movement, or nothing), and it helps by speeding the way down. Strain from overload and from what a day brings gathers
in a bucket; flare-ups come from it, stay at their height and end. What is tolerated is fitness less tiredness.
"""

from collections.abc import Sequence
from math import exp
from statistics import NormalDist
from typing import Literal

import numpy as np

from stepwell.simulator.body import Strain, strength_load
from stepwell.simulator.chance import Chance
from stepwell.simulator.movements import Movement, Task
from stepwell.simulator.parameters import Second, parameters
from stepwell.simulator.people import Person
from stepwell.simulator.scenario import Scenario
from stepwell.simulator.surroundings import SLEEP, Surroundings

Mechanism = Literal["direction", "strength", "calm", "nothing"]
MECHANISMS: tuple[Mechanism, ...] = ("direction", "strength", "calm", "nothing")
Feeling = Literal["eases", "nothing", "aggravates"]
FEELINGS: tuple[Feeling, ...] = ("eases", "nothing", "aggravates")
WORST_STATE = 4
MOST_PLACES = 12
HELPS: dict[Mechanism, frozenset[str]] = {
    "direction": frozenset(),
    "strength": frozenset({"hip", "leg", "trunk", "control"}),
    "calm": frozenset({"walk", "ease", "rest", "nerve"}),
    "nothing": frozenset(),
}
HARMS: dict[Mechanism, frozenset[str]] = {
    "direction": frozenset(),
    "strength": frozenset(),
    "calm": frozenset({"tension", "trunk", "leg"}),
    "nothing": frozenset(),
}
FULL_CREDIT = 2.0
"""Doses of what helps in one session beyond which more brings nothing."""


class SecondBody:
    """One person's state in the second model. See ``body.Body``."""

    def __init__(self, who: Person, chance: Chance, days: int, scenario: Scenario, movements: Sequence[Movement]) -> None:
        numbers, rng = parameters().second, chance.stream("course")
        self._numbers, self._scenario = numbers, scenario
        self._course = int(rng.choice(4, p=numbers.type_shares))
        self._state = int(rng.choice(5, p=numbers.first_state))
        self._offset = float(rng.normal() * numbers.middle_sd)
        self._fitness: float = max(0.05, float(numbers.fitness[2] * exp(rng.normal() * 0.35)))
        self._tired = self._strain = self._credit = 0.0
        drawn = MECHANISMS[int(rng.choice(4, p=numbers.mechanism_shares))]
        self._mechanism: Mechanism = "nothing" if drawn == "direction" and who.way is None else drawn
        self._way = who.way
        self._benefit = [self._helps(movement) for movement in movements]
        self._feelings = _feelings(self._benefit, chance, scenario, numbers)
        luck = chance.stream("luck")
        self._luck: list[list[float]] = luck.exponential(size=(days, MOST_PLACES)).tolist()
        self._steps = chance.stream("days").random((days, 2)).tolist()
        spread = chance.stream("worst").logistic(size=(days, 2)) * numbers.pain_scale
        self._spread = np.clip(spread, -3.0, 3.0).tolist()
        flares = chance.stream("flares")
        self._flare_draws = flares.random(days).tolist()
        self._flare_heights = flares.uniform(*numbers.flare_height, size=days).tolist()
        self._flare_lengths = flares.geometric(1 / numbers.flare_days, size=days).tolist()
        self._surroundings = Surroundings(who, chance, days)
        self._misread_from = NormalDist().inv_cdf(1 - numbers.misread / 2)
        self._height, self._days_left, self._points = 0.0, 0, 0.0
        self.waking = self.worst = self.settled = self._middle()
        self.capacity = self.tolerance = 0.0
        self.rise_by_excess = numbers.rise_by_excess
        self.exposed: list[str] = []
        self.slept_badly = False

    def wake(self, day: int) -> None:
        """Begin a day."""
        self.settled = min(10.0, max(0.0, self._middle() + self._height))
        near_zero = min(1.0, 0.35 + self.settled / 4)
        self.waking = float(min(10, max(0, round(self.settled + near_zero * self._spread[day][0] + 0.4 * self._points))))
        base, by_fitness, by_tired, by_pain = self._numbers.tolerance
        self.tolerance = max(0.2, base + by_fitness * self._fitness - by_tired * self._tired - by_pain * self.settled)
        self.capacity = self._fitness / (self._fitness + 0.5)

    def rise(self, task: Task, day: int, place: int) -> float:
        """Return the true change of leg pain that a movement brings, before any overload."""
        size = self._luck[day][min(place, MOST_PLACES - 1)]
        feeling = self._feelings[task.movement.number]
        if feeling == "nothing":
            return 0.0
        if feeling == "eases":
            return -self._numbers.ease_size * size
        return self._aggravation(task) * size

    def expected_rise(self, task: Task) -> float:
        """Return the rise to be expected: the size of one is on average its scale."""
        feeling = self._feelings[task.movement.number]
        return 0.0 if feeling == "nothing" else -self._numbers.ease_size if feeling == "eases" else self._aggravation(task)

    def worth(self, task: Task) -> float:
        """Return the true lasting effect of a movement today, on a scale of its own."""
        return -self._benefit[task.movement.number] * min(1.0, task.dose)

    def trained(self, tasks: Sequence[Task], strain: Strain) -> None:
        """Take in what a session did."""
        numbers = self._numbers
        good = sum(self._benefit[task.movement.number] * min(1.0, task.dose) for task in tasks)
        self._credit = min(1.0, max(-0.5, self._credit + self._scenario.effects * min(FULL_CREDIT, good) / numbers.credit_days))
        over, aggravation, _ = numbers.strain_from
        self._strain += over * max(0.0, strain.excess) + aggravation * sum(rise for rise in strain.rises if rise > 0)
        self._fitness += numbers.fitness[0] * strength_load(tasks) * (0.3 if strain.excess > 0 else 1.0)
        self._tired += numbers.tiredness[0] * strain.load

    def spend(self, day: int) -> None:
        """Live the rest of the day, and the night."""
        numbers = self._numbers
        self.exposed, effect, beside = self._surroundings.of(day, self.waking)
        self.slept_badly = SLEEP in self.exposed
        self._points = effect * parameters().person.exposure_points
        near_zero = min(1.0, 0.35 + self.settled / 4)
        worst = self.waking + near_zero * (max(0.0, 0.7 + self._spread[day][1]) + 0.6 * self._points)
        self.worst = float(min(10, max(self.waking, round(worst))))
        self._strain = max(0.0, numbers.strain_keep * self._strain + numbers.strain_from[2] * beside)
        self._fitness *= exp(-1 / numbers.fitness[1])
        self._tired *= exp(-1 / numbers.tiredness[1])
        self._credit *= exp(-1 / numbers.credit_days)
        self._flare_night(day)
        self._step(day)

    def rated(self, pain: float, noise: float) -> int:
        """Return the whole number that a person says for a pain: at times one off."""
        off = 0 if abs(noise) < self._misread_from else 1 if noise > 0 else -1
        return min(10, max(0, round(pain) + off))

    def _flare_night(self, day: int) -> None:
        if self._days_left:
            self._days_left -= 1
            self._height = self._height if self._days_left else 0.0
        base, by_strain, share, by_state = self._numbers.flare_hazard
        hazard = base * exp(by_strain * min(3.0, self._strain)) * (share + by_state * self._state)
        if not self._days_left and self._flare_draws[day] < hazard:
            self._days_left, self._height = self._flare_lengths[day], self._flare_heights[day]

    def _step(self, day: int) -> None:
        numbers, (down, up) = self._numbers, self._steps[day]
        speeds, holds = numbers.credit_effect
        strained = numbers.strain_effect * min(2.0, self._strain)
        if self._state > 0 and down < numbers.eases[self._course] * exp(speeds * self._credit - strained):
            self._state -= 1
        elif self._state < WORST_STATE and up < numbers.worsens[self._course] * exp(strained - holds * self._credit):
            self._state += 1

    def _middle(self) -> float:
        return self._numbers.middle[self._state] + self._offset * min(1.0, self._state)

    def _aggravation(self, task: Task) -> float:
        size, share, by_state = self._numbers.aggravation_size
        return size * (share + by_state * self._state) * min(1.5, 0.5 + 0.5 * task.dose)

    def _helps(self, movement: Movement) -> float:
        """Return what one dose is worth: 1 where it is what helps this person, below 0 where it works against that."""
        full = self._scenario.heterogeneity
        usual = 0.3 * (1 - full)
        if self._mechanism == "direction" and movement.way is not None:
            return usual + full * (1.0 if movement.way is self._way else -0.5)
        return usual + full * ((movement.family in HELPS[self._mechanism]) - (movement.family in HARMS[self._mechanism]))


def _feelings(benefit: list[float], chance: Chance, scenario: Scenario, numbers: Second) -> list[Feeling]:
    """Return how each movement feels while it is done: as it truly works, or by chance."""
    rng = chance.stream("responds")
    tells = rng.random(len(benefit)) < (numbers.told_truly if scenario.informative else 0.0)
    by_chance = rng.choice(3, size=len(benefit), p=numbers.feelings)
    true = ["eases" if good > 0.5 else "aggravates" if good < 0 else "nothing" for good in benefit]
    return [
        FEELINGS[FEELINGS.index(one)] if told else FEELINGS[int(drawn)] for one, told, drawn in zip(true, tells, by_chance, strict=True)
    ]
