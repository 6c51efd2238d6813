"""The body behind the pictures: its limbs keep their length, it stays above the floor, and what touches the floor stays put."""

import pytest

from stepwell.figure import body, pose, stills
from stepwell.figure.vector import length, taken
from stepwell.knowledge import loader
from stepwell.knowledge.schema import Exercise

EXERCISES = [exercise for exercise in loader.load().exercises.values() if exercise.pose is not None]
every_exercise = pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.id)
CENTIMETRE = 0.01 / 1.70  # in heights of a body of 1.70 m

LENGTHS = {
    ("hip", "knee"): body.THIGH, ("knee", "ankle"): body.SHANK, ("shoulder", "elbow"): body.UPPER_ARM,
    ("elbow", "wrist"): body.FOREARM, ("wrist", "hand"): body.HAND,
}  # fmt: skip


@every_exercise
def test_limbs_keep_their_length(exercise: Exercise) -> None:
    made = stills.staged(exercise)

    for figure in (made.start, made.end):
        for (upper, lower), expected in LENGTHS.items():
            for side in body.SIDES:
                assert length(taken(figure[upper + side], figure[lower + side])) == pytest.approx(expected, abs=0.002)


@every_exercise
def test_nothing_goes_through_the_floor(exercise: Exercise) -> None:
    made = stills.staged(exercise)

    for figure in (made.start, made.end):
        assert {part: height for part, height in body.lowest(figure).items() if height < -1.5 * CENTIMETRE} == {}


@every_exercise
def test_body_rests_on_the_floor(exercise: Exercise) -> None:
    made = stills.staged(exercise)

    assert min(body.lowest(made.start).values()) < 2.5 * CENTIMETRE


@every_exercise
def test_fixed_contacts_do_not_slip(exercise: Exercise) -> None:
    assert exercise.pose is not None
    made = stills.staged(exercise)

    slips = pose.slips(made.start, made.end, exercise.pose.contacts)
    assert {joint: slip for joint, slip in slips.items() if slip > 2 * CENTIMETRE} == {}


@every_exercise
def test_every_contact_is_known(exercise: Exercise) -> None:
    assert exercise.pose is not None
    assert set(exercise.pose.contacts) <= {*body.CONTACTS, "stance foot"}


def test_standing_tall_is_one_body_height() -> None:
    exercise = loader.load().exercises["heel_raise"]
    figure = stills.staged(exercise).start

    assert figure["head"][1] + body.HEAD_RADIUS + 0.01 == pytest.approx(1.0, abs=0.04)


def test_hands_reach_the_shin_in_knee_to_chest() -> None:
    figure = stills.staged(loader.load().exercises["single_knee_to_chest"]).end

    for hand in ("wristR", "wristL"):
        assert length(taken(figure[hand], figure["kneeR"])) < 0.12


def test_ankle_rests_on_the_other_thigh_in_the_figure_four() -> None:
    figure = stills.staged(loader.load().exercises["supine_piriformis_stretch"]).end

    assert length(taken(figure["ankleR"], figure["kneeL"])) < 0.1


def test_forehead_comes_near_the_floor_in_childs_pose() -> None:
    figure = stills.staged(loader.load().exercises["childs_pose"]).end

    assert figure["head"][1] - body.HEAD_RADIUS < 0.08
