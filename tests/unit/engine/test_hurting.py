"""The smaller form of an exercise, and what loads the body alike."""

from typing import Any

import pytest

from stepwell.engine.decision import Prescription
from stepwell.engine.hurting import linked, needs_check, smaller
from stepwell.engine.log import Hurt
from stepwell.knowledge.loader import load

KNOWLEDGE = load()


def item(**dose: Any) -> Prescription:
    """Return a prescription of 1 set of 1, unless said otherwise."""
    usual: dict[str, Any] = {"sets": 1, "repetitions": 1, "hold_s": 0, "rest_s": 30, "tempo_s": 4, "per_day": 1, "total_s": 0}
    return Prescription(exercise="cat_cow", name="Cat-cow", slot="loosen", side="both", effort="easy", **{**usual, **dose})


@pytest.mark.parametrize(
    ("dose", "rule", "less"),
    [
        ({"minutes": 5}, "fewer_minutes", {"minutes": 3}),
        ({"minutes": 2, "repetitions": 1}, "fewer_minutes", {"minutes": 1}),
        ({"sets": 2, "repetitions": 9, "hold_s": 3}, "fewer_repetitions", {"sets": 2, "repetitions": 5, "hold_s": 3}),
        ({"repetitions": 2, "hold_s": 30}, "fewer_repetitions", {"repetitions": 1, "hold_s": 30}),
        ({"sets": 3}, "fewer_sets", {"sets": 2}),
        ({"hold_s": 150}, "shorter_hold", {"hold_s": 75}),
        ({"hold_s": 30}, "shorter_hold", {"hold_s": 15}),
        ({"hold_s": 25}, "shorter_hold", {"hold_s": 15}),
        ({"hold_s": 10}, "shorter_hold", {"hold_s": 5}),
    ],
)
def test_the_first_rule_that_applies_halves_the_dose(dose: dict[str, int], rule: str, less: dict[str, int]) -> None:
    made = smaller(item(**dose), KNOWLEDGE)
    assert made is not None
    assert made.rule == rule
    assert {name: getattr(made.item, name) for name in less} == less
    assert made.says


@pytest.mark.parametrize("dose", [{"minutes": 1}, {}, {"hold_s": 5}, {"hold_s": 9}])
def test_where_nothing_can_be_made_smaller_nothing_is_offered(dose: dict[str, int]) -> None:
    assert smaller(item(**dose), KNOWLEDGE) is None


@pytest.mark.parametrize(
    ("exercise", "alike"),
    [
        ("prone_press_up", {"cat_cow", "standing_extension"}),
        ("single_knee_to_chest", {"cat_cow", "lower_trunk_rotation"}),
        ("sciatic_slider_supine", {"sciatic_tensioner"}),
        ("supine_piriformis_stretch", {"seated_figure_four", "clamshell"}),
        ("glute_bridge", set()),
    ],
)
def test_what_moves_the_back_the_nerve_or_the_hip_the_same_way_is_alike(exercise: str, alike: set[str]) -> None:
    others = ("cat_cow", "standing_extension", "lower_trunk_rotation", "sciatic_tensioner", "seated_figure_four", "clamshell", "bird_dog")
    found = linked(KNOWLEDGE.exercises[exercise], [KNOWLEDGE.exercises[other] for other in others], KNOWLEDGE)
    assert alike <= set(found)
    assert "bird_dog" not in found


def test_an_exercise_is_not_its_own_like() -> None:
    press_up = KNOWLEDGE.exercises["prone_press_up"]
    assert linked(press_up, [press_up], KNOWLEDGE) == ()


@pytest.mark.parametrize(
    ("feeling", "place", "asks"),
    [
        ("stretch", None, False),
        ("sharp", "foot", False),
        ("sharp", "both_legs", True),
        ("stretch", "between_legs", True),
        ("further_down", None, True),
        ("numb", None, True),
        ("weak", "back", True),
    ],
)
def test_a_place_can_only_add_to_what_a_feeling_asks_for(feeling: Any, place: Any, asks: bool) -> None:
    assert needs_check(Hurt(feeling=feeling, place=place, action="stop"), KNOWLEDGE) is asks
