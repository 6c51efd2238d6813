"""The first patient model: leg pain goes towards a level of its own, and every session moves it a little.

Irritability falls towards a floor, flare-ups come by chance and fade, strength and condition grow with work and
fade without it, and each exercise has a small lasting effect that differs from person to person.
"""

from collections.abc import Mapping, Sequence
from math import exp, sqrt

import numpy as np

from stepwell.knowledge.schema import Direction
from stepwell.simulator.body import Strain, strength_load
from stepwell.simulator.chance import Chance
from stepwell.simulator.movements import Movement, Task
from stepwell.simulator.parameters import First, parameters
from stepwell.simulator.people import Person, way_shares
from stepwell.simulator.scenario import Scenario
from stepwell.simulator.surroundings import SLEEP, Surroundings

MOST_PLACES = 12
"""Movements in a session for which a day's luck is drawn."""
FAMILIES = ("control", "direction", "ease", "hip", "leg", "nerve", "rest", "stretch", "tension", "trunk", "walk")
SOFT = frozenset({"ease", "rest", "direction_match"})
IRRITABLE_FROM, IRRITABLE_SPAN = 3.0, 4.0
"""Pain from which a leg counts as irritable, and the points over which that becomes full."""


class FirstBody:
    """One person's state in the first model. See ``body.Body``.

    Attributes:
        course: which of the four courses, 0 for improving mild pain.
        rate: the share of the distance to the own level that is covered in a day.
    """

    def __init__(self, who: Person, chance: Chance, days: int, scenario: Scenario, movements: Sequence[Movement]) -> None:
        numbers, rng = parameters().first, chance.stream("course")
        self._numbers = numbers
        self.course = course = int(rng.choice(4, p=numbers.class_shares))
        self._level = float(np.clip(rng.normal(numbers.start[course], numbers.start_sd), 2.0, 10.0))
        self._floor = max(0.1, float(rng.normal(numbers.floor[course], numbers.floor_sd)))
        rate = numbers.rate[0] * exp(rng.normal() * numbers.rate[1]) * (numbers.late_rate if course == 3 else 1.0)
        self.rate = min(0.25, rate)
        self.capacity = self._first_capacity = float(np.clip(rng.normal(*numbers.capacity), 0.1, 0.8))
        self._confidence = self._first_confidence = float(np.clip(rng.normal(numbers.confidence[0], numbers.confidence[1]), 0.1, 0.95))
        self._drift = (rng.standard_normal(days) * numbers.drift_sd).tolist()
        self._effects, self._rises = _responses(who, chance, scenario, movements, numbers)
        self._swings = _swings(chance, days, numbers)
        self._above = chance.stream("worst").normal(numbers.worst_above[0], numbers.worst_above[1], days).tolist()
        flares = chance.stream("flares")
        self._flare_draws = flares.random(days).tolist()
        self._flare_sizes = flares.gamma(numbers.flare_size[0], numbers.flare_size[1], days).tolist()
        self._luck: list[list[float]] = (chance.stream("luck").standard_normal((days, MOST_PLACES)) * numbers.rise_sd[2]).tolist()
        self._surroundings = Surroundings(who, chance, days)
        self._flare = self._carried = self._extra_hazard = self._after = 0.0
        self._fade = 0.5 ** (1 / numbers.flare_half_life)
        self.waking = self.worst = self.settled = self._level
        self.tolerance = 0.0
        self.rise_by_excess = numbers.rise_by_excess
        self.exposed: list[str] = []
        self.slept_badly = False
        self._trained = False

    def wake(self, day: int) -> None:
        """Begin a day."""
        at = self._level + self._flare
        self.settled = min(10.0, max(0.0, at))
        swing = self._swings[day] * min(1.0, at / 2.5)
        self.waking = min(10.0, max(0.0, at + swing + self._carried + self._after))
        base, by_capacity, by_pain = self._numbers.tolerance
        self.tolerance = max(0.2, base + by_capacity * self.capacity - by_pain * self.settled)
        self._carried = self._extra_hazard = 0.0
        self._trained = False

    def rise(self, task: Task, day: int, place: int) -> float:
        """Return the true change of leg pain that a movement brings, before any overload."""
        return self.expected_rise(task) + self._luck[day][min(place, MOST_PLACES - 1)]

    def expected_rise(self, task: Task) -> float:
        """Return the rise to be expected."""
        mean, irritable = self._rises[task.movement.number]
        return (mean + irritable * self._irritability()) * min(1.5, sqrt(task.dose))

    def worth(self, task: Task) -> float:
        """Return the true lasting effect of a movement today."""
        mean, irritable = self._effects[task.movement.number]
        return sqrt(task.dose) * (mean + irritable * self._irritability())

    def trained(self, tasks: Sequence[Task], strain: Strain) -> None:
        """Take in what a session did."""
        numbers, over = self._numbers, max(0.0, strain.excess)
        self._level += sum(self.worth(task) for task in tasks)
        gain, when_over = numbers.capacity_gain
        work = strength_load(tasks)
        self.capacity += gain * work * (1 - self.capacity) * (when_over if over else 1.0)
        carry, by_over, by_aggravation = numbers.overload
        aggravation = sum(rise for rise in strain.rises if rise > 0)
        self._carried = carry * over
        self._extra_hazard = 1 - exp(-by_over * over - by_aggravation * aggravation)
        bad = strain.is_unsafe
        _, _, up, down, _ = numbers.confidence
        self._confidence += -down if bad else up * (1 - self._confidence)
        self._trained = work > 0

    def spend(self, day: int) -> None:
        """Live the rest of the day, and the night."""
        numbers = self._numbers
        self.exposed, effect, beside = self._surroundings.of(day, self.waking)
        self.slept_badly = SLEEP in self.exposed
        points = effect * parameters().person.exposure_points
        near_zero = min(1.0, 0.2 + self.settled / 3)
        self.worst = min(10.0, max(self.waking, self.waking + near_zero * (self._above[day] + 0.6 * points)))
        self._after = near_zero * 0.4 * points
        if not self._trained:
            self.capacity *= 1 - numbers.disuse
        self._flare_night(day, beside)
        low, high = numbers.floor_moves[2:]
        moves = 1 - numbers.floor_moves[0] * (self.capacity - self._first_capacity) - numbers.floor_moves[1] * self._gained_confidence()
        floor = self._floor * min(high, max(low, moves))
        self._level = max(0.0, self._level - self.rate * (self._level - floor) + self._drift[day])

    def flares_after(self, days: Mapping[int, float]) -> None:
        """Let flare-ups come after just these days, of so many points, and on no others. For a life that is made up to be told."""
        self._flare_draws = [-1.0 if day in days else 2.0 for day in range(len(self._flare_draws))]
        self._flare_sizes = [days.get(day, 0.0) for day in range(len(self._flare_sizes))]

    def rated(self, pain: float, noise: float) -> int:
        """Return the whole number that a person says for a pain."""
        return min(10, max(0, round(pain + noise * parameters().person.rating_noise)))

    def _flare_night(self, day: int, exposures: float) -> None:
        base, whole, by_capacity, high, per_capacity, low, per_point = self._numbers.flare_hazard
        hazard = base * exp(exposures * (whole - by_capacity * self.capacity)) * (high - per_capacity * self.capacity)
        hazard = hazard * (low + per_point * min(self._level, 5.0)) + self._extra_hazard
        self._flare *= self._fade
        if self._flare_draws[day] < hazard:
            self._flare += self._flare_sizes[day]
            self._confidence -= self._numbers.confidence[4]
        self._confidence = min(1.0, max(0.0, self._confidence))

    def _gained_confidence(self) -> float:
        return self._confidence - self._first_confidence

    def _irritability(self) -> float:
        return min(1.0, max(0.0, (self.settled - IRRITABLE_FROM) / IRRITABLE_SPAN))


def _swings(chance: Chance, days: int, numbers: First) -> list[float]:
    """Return the ups and downs of single days: each keeps a share of the day before."""
    kept, spread = numbers.daily_noise
    fresh = chance.stream("days").standard_normal(days).tolist()
    swing, made, rest = fresh[0] * spread, [], sqrt(1 - kept**2) * spread
    for one in fresh:
        swing = kept * swing + rest * one
        made.append(swing)
    return made


def _responses(
    who: Person, chance: Chance, scenario: Scenario, movements: Sequence[Movement], numbers: First
) -> tuple[list[tuple[float, float]], list[tuple[float, float]]]:
    """Return for each movement its lasting effect and its rise: the usual, and what irritability adds."""
    rng = chance.stream("responds")
    lasting = dict(zip(FAMILIES, rng.standard_normal(len(FAMILIES)).tolist(), strict=True))
    other = dict(zip(FAMILIES, rng.standard_normal(len(FAMILIES)).tolist(), strict=True))
    own = rng.standard_normal((len(movements), 2)).tolist()
    rho, spread = (numbers.rho if scenario.informative else 0.0), scenario.heterogeneity
    effects, rises = [], []
    for movement, (own_effect, own_rise) in zip(movements, own, strict=True):
        true, felt = _weights(movement, who.way, scenario), _weights(movement, who.felt_way, scenario)
        shared = rho * lasting[movement.family] + sqrt(1 - rho**2) * other[movement.family]
        by_family, by_exercise = numbers.effect_sd
        differs = spread * (by_family * lasting[movement.family] + by_exercise * own_effect)
        effects.append(
            (scenario.effects * (_mean(numbers.effect, true) + differs), scenario.effects * _mean(numbers.effect_irritable, true))
        )
        by_family, by_exercise = numbers.rise_sd[:2]
        hard = sum(weight for family, weight in felt.items() if family not in SOFT)
        rises.append((_mean(numbers.rise, felt) + spread * (by_family * shared + by_exercise * own_rise), hard * numbers.rise_irritable))
    return effects, rises


def _weights(movement: Movement, way: Direction | None, scenario: Scenario) -> dict[str, float]:
    """Return which families' numbers apply, and how much of each: with less heterogeneity, more of what is usual among people."""
    if movement.way is None:
        return {movement.family: 1.0}
    own = "direction_none" if way is None else "direction_match" if way is movement.way else "direction_other"
    shares = way_shares(scenario)
    usual = {"direction_match": shares[movement.way], "direction_none": shares[None]}
    usual["direction_other"] = 1.0 - sum(usual.values())
    return {family: scenario.heterogeneity * (family == own) + (1 - scenario.heterogeneity) * share for family, share in usual.items()}


def _mean(values: dict[str, float], weights: dict[str, float]) -> float:
    return sum(values[family] * weight for family, weight in weights.items())
