"""What counts as too much, by hand; and what the real exercises are to a virtual body."""

import pytest

from stepwell.knowledge.loader import load
from stepwell.knowledge.schema import Direction
from stepwell.simulator.body import Strain, strain, strength_load
from stepwell.simulator.movements import STRONG, Task, movements
from stepwell.simulator.parameters import described, parameters

KNOWLEDGE = load()
MOVEMENTS = movements(KNOWLEDGE)


class StillBody:
    """A body whose leg answers every movement alike."""

    waking = worst = settled = 3.0
    capacity, rise_by_excess = 0.4, 0.5
    exposed = ("none",)
    slept_badly = False

    def __init__(self, tolerance: float, rise: float) -> None:
        self.tolerance, self._rise = tolerance, rise

    def rise(self, task: Task, day: int, place: int) -> float:
        return self._rise


@pytest.mark.parametrize(
    ("excess", "rise", "unsafe", "severe"),
    [
        (0.30, 0.99, False, False),
        (0.31, 0.0, True, False),
        (-1.0, 1.0, True, False),
        (0.81, 0.0, True, True),
        (0.0, 2.0, True, True),
        (0.80, 1.99, True, False),
    ],
)
def test_what_is_too_much(excess: float, rise: float, unsafe: bool, severe: bool) -> None:
    session = Strain(load=1.0, excess=excess, rises=(-0.5, rise), shares=(0.1, 0.2))
    assert (session.is_unsafe, session.is_severe) == (unsafe, severe)


def test_no_session_is_never_too_much() -> None:
    assert not Strain(load=0.0, excess=-1.0, rises=(), shares=()).is_unsafe


def test_load_adds_up_and_what_is_beyond_tolerance_raises_the_leg() -> None:
    bridge = MOVEMENTS["glute_bridge"]
    tasks = [Task(bridge, 2.0), Task(bridge, 2.0)]
    done = strain(StillBody(tolerance=3 * bridge.load, rise=0.1), tasks, day=0)  # type: ignore[arg-type]
    assert done.load == pytest.approx(4 * bridge.load)
    assert done.excess == pytest.approx(bridge.load)
    assert done.rises == pytest.approx((0.1, 0.1 + 0.5 * bridge.load))
    assert done.shares == pytest.approx((2 / 3, 4 / 3))


def test_every_exercise_is_a_movement_with_a_load_and_a_dose() -> None:
    assert set(MOVEMENTS) == set(KNOWLEDGE.exercises)
    assert all(one.load >= 0 and one.reference > 0 for one in MOVEMENTS.values())


@pytest.mark.parametrize(
    ("exercise", "family", "way"),
    [
        ("prone_press_up", "direction", Direction.EXTENSION),
        ("single_knee_to_chest", "direction", Direction.FLEXION),
        ("side_glide", "direction", Direction.SIDE_GLIDE),
        ("cat_cow", "stretch", None),
        ("sciatic_tensioner", "tension", None),
        ("hamstring_stretch_strap", "tension", None),
        ("sciatic_slider_supine", "nerve", None),
        ("bird_dog", "control", None),
        ("walking_programme", "walk", None),
    ],
)
def test_an_exercise_has_the_family_of_what_it_does(exercise: str, family: str, way: Direction | None) -> None:
    assert (MOVEMENTS[exercise].family, MOVEMENTS[exercise].way) == (family, way)


def test_strength_is_what_builds_it() -> None:
    tasks = [Task(MOVEMENTS["glute_bridge"], 1.5), Task(MOVEMENTS["walking_programme"], 3.0)]
    assert strength_load(tasks) == pytest.approx(1.5 * MOVEMENTS["glute_bridge"].load)
    assert "walk" not in STRONG


def test_every_parameter_says_what_it_is_and_names_sources_that_exist() -> None:
    assert parameters().first.class_shares
    for group in described().values():
        for one in group.values():
            assert one.says.endswith(".")
            assert set(one.sources) <= set(KNOWLEDGE.sources)


@pytest.mark.parametrize("shares", ["pattern_shares", "way_shares_disc", "way_shares_canal", "way_shares_unspecific"])
def test_shares_are_shares(shares: str) -> None:
    assert sum(getattr(parameters().person, shares)) == pytest.approx(1.0)
