"""Programmes that do not learn: advice, stretches, strength, a mixed sheet; and an oracle that knows what nobody can know."""

from collections.abc import Sequence

from stepwell.simulator.body import Body
from stepwell.simulator.movements import STRONG, Movement, Task
from stepwell.simulator.voice import Felt, Morning

STRETCHES = ("single_knee_to_chest", "lower_trunk_rotation", "supine_piriformis_stretch", "hamstring_stretch_strap", "cat_cow")
STRENGTH = ("glute_bridge", "side_lying_hip_abduction", "sit_to_stand", "squat_to_chair", "side_plank_knees", "bird_dog")
SHEET = ("prone_press_up", "sciatic_slider_supine", "bird_dog", "glute_bridge", "sit_to_stand", "walking_programme")
WEEK = 7
HEAVY, HEAVY_DAYS = frozenset({"hip", "leg", "trunk"}), (0, 2, 4)
"""What a daily sheet asks for on three days a week only, as guidelines do."""
ORACLE_MOST, ORACLE_WALK = 6, "walking_programme"
ORACLE_RISE = 0.45
"""Rise to be expected above which the oracle leaves a movement out: luck may still add to it."""
ORACLE_SPARE = 0.10
"""Load that the oracle leaves free below what is tolerated."""


class Advice:
    """Stay active, and no exercises."""

    sessions = 1

    def tasks(self, day: int, said: Morning | None) -> Sequence[Task]:
        """Return nothing."""
        return ()

    def heard(self, day: int, felt: Felt) -> None:
        """Never called."""


class Sheet:
    """A printed sheet: the same exercises for everybody, on fixed days, and a little more each week."""

    sessions = 1

    def __init__(self, names: Sequence[str], movements: dict[str, Movement], *, every: tuple[int, ...], weekly: float, most: float) -> None:
        self._movements = [movements[name] for name in names]
        self._every, self._weekly, self._most = every, weekly, most

    def tasks(self, day: int, said: Morning | None) -> Sequence[Task]:
        """Return the day's part of the sheet."""
        if day % WEEK not in self._every:
            return ()
        grown = min(self._most, (1 + self._weekly) ** (day // WEEK))
        due = [movement for movement in self._movements if day % WEEK in HEAVY_DAYS or movement.family not in HEAVY]
        return [Task(movement, grown if movement.family in STRONG or movement.family == "walk" else 1.0) for movement in due]

    def heard(self, day: int, felt: Felt) -> None:
        """Learn nothing."""


class Oracle:
    """Knows every true effect and what is tolerated today: the ceiling of what any programme could reach in this model."""

    sessions = 1

    def __init__(self, body: Body, movements: dict[str, Movement]) -> None:
        self._body, self._movements = body, list(movements.values())

    def tasks(self, day: int, said: Morning | None) -> Sequence[Task]:
        """Return the best that is tolerated."""
        body, room = self._body, self._body.tolerance - ORACLE_SPARE
        chosen: list[Task] = []
        able = [Task(movement, 1.0) for movement in self._movements]
        able = [one for one in able if body.expected_rise(one) < ORACLE_RISE and body.worth(one) < 0]
        for one in sorted(able, key=body.worth):
            if len(chosen) < ORACLE_MOST and one.movement.load <= room:
                chosen.append(one)
                room -= one.movement.load
        return chosen

    def heard(self, day: int, felt: Felt) -> None:
        """Nothing to learn."""


def stretches(movements: dict[str, Movement]) -> Sheet:
    """Return five static stretches, every day, always the same dose."""
    return Sheet(STRETCHES, movements, every=(0, 1, 2, 3, 4, 5, 6), weekly=0.0, most=1.0)


def strength(movements: dict[str, Movement]) -> Sheet:
    """Return strength work for everybody, three days a week, 6 % more each week."""
    return Sheet(STRENGTH, movements, every=(0, 2, 4), weekly=0.06, most=1.6)


def mixed_sheet(movements: dict[str, Movement]) -> Sheet:
    """Return the usual mixed sheet: press-ups, a nerve slider, control, strength and a walk, daily, 3 % more each week."""
    return Sheet(SHEET, movements, every=(0, 1, 2, 3, 4, 5, 6), weekly=0.03, most=1.8)
