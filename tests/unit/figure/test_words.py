"""The pictures do what the exercise's own words say, where the words give a distance, a place of the hands, or what stays down."""

import pytest

from stepwell.figure.frames import movement
from stepwell.figure.skeleton import BUILDS, Build
from stepwell.figure.vector import between, length, taken

CM = 170
"""Centimeters a body height, for the person whom the measurements are for."""
LEG = (("hipR", "kneeR"), ("kneeR", "ankleR"))
every_build = pytest.mark.parametrize("build", BUILDS)


@every_build
@pytest.mark.parametrize(
    ("exercise", "joint", "axis", "least", "most"),
    [
        pytest.param("mcgill_curl_up", "neck", 1, 2, 7, id="an inch or two"),
        pytest.param("prone_hip_extension", "kneeR", 1, 5, 9, id="two or three inches at the knee"),
        pytest.param("side_lying_hip_abduction", "ankleR", 1, 30, 46, id="12 to 18 inches"),
        pytest.param("hip_flexor_stretch", "pelvis", 0, 2, 8, id="a small glide"),
    ],
)
def test_movement_goes_as_far_as_the_words_say(build: Build, exercise: str, joint: str, axis: int, least: float, most: float) -> None:
    frames = movement(exercise, build).frames

    assert least <= (frames[-1][joint][axis] - frames[0][joint][axis]) * CM <= most


@every_build
@pytest.mark.parametrize("exercise", ["single_knee_to_chest", "double_knee_to_chest", "sciatic_slider_supine"])
def test_hands_hold_behind_the_thigh(build: Build, exercise: str) -> None:
    end = movement(exercise, build).frames[-1]

    from_thigh, from_shin = (min(length(taken(end["wristR"], between(end[a], end[b], part / 20))) for part in range(21)) for a, b in LEG)
    assert from_thigh * CM <= 14
    assert from_thigh < from_shin


@every_build
@pytest.mark.parametrize(
    ("exercise", "joints"),
    [
        ("lower_trunk_rotation", ("heelR", "heelL", "shoulderR", "shoulderL")),
        ("pelvic_tilt", ("pelvis", "heelR", "heelL")),
        ("double_knee_to_chest", ("head",)),
    ],
)
def test_what_the_words_keep_down_stays_down(build: Build, exercise: str, joints: tuple[str, ...]) -> None:
    frames = movement(exercise, build).frames

    for joint in joints:
        assert max(frame[joint][1] - frames[0][joint][1] for frame in frames) * CM <= 2.5
