"""Whose breath is guided, and in which exercises."""

import pytest
from msgspec.structs import replace

from stepwell.engine.guiding import breathes
from stepwell.engine.log import Answers
from stepwell.engine.understanding import START
from stepwell.knowledge.loader import load

KNOWLEDGE = load()


@pytest.mark.parametrize(
    ("answers", "guided"),
    [
        ({"conditions": ("none",)}, True),
        ({"conditions": ("osteoporosis", "knee_problem")}, True),
        ({"conditions": ("lung_condition", "osteoporosis")}, False),
        ({"conditions": ("panic_or_trauma",)}, False),
        ({}, False),
    ],
)
def test_nobody_who_should_breathe_at_their_own_pace_is_guided_nor_anybody_not_asked(answers: Answers, guided: bool) -> None:
    assert breathes(KNOWLEDGE.exercises["childs_pose"], replace(START, answers=answers), KNOWLEDGE) is guided


def test_a_hold_that_is_work_is_never_guided() -> None:
    well = replace(START, answers={"conditions": ("none",)})
    guided = {each.id for each in KNOWLEDGE.exercises.values() if breathes(each, well, KNOWLEDGE)}
    assert {"ninety_ninety_rest", "prone_lying", "single_knee_to_chest", "supine_piriformis_stretch"} <= guided
    assert not {"wall_squat", "side_plank_full", "abdominal_bracing", "bird_dog", "walking_programme"} & guided
