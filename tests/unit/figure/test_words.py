"""The pictures do what the exercise's own words say, where the words give a distance, a place of the hands, or what stays down."""

import pytest

from stepwell.engine.log import Look
from stepwell.figure.frames import movement
from stepwell.figure.skeleton import BUILDS, SIDES, Build, Skeleton
from stepwell.figure.stage import staged
from stepwell.figure.vector import between, dot, length, taken, unit
from stepwell.knowledge import loader

CM = 170
"""Centimeters a body height, for the person whom the measurements are for."""
LEG = (("hipR", "kneeR"), ("kneeR", "ankleR"))
every_build = pytest.mark.parametrize("build", BUILDS)


@every_build
@pytest.mark.parametrize(
    ("exercise", "joint", "axis", "least", "most"),
    [
        pytest.param("mcgill_curl_up", "neck", 1, 2.5, 5.1, id="shoulders an inch or two"),
        pytest.param("mcgill_curl_up", "head", 1, 2.5, 5.1, id="head an inch or two"),
        pytest.param("prone_hip_extension", "kneeR", 1, 5, 9, id="two or three inches at the knee"),
        pytest.param("side_lying_hip_abduction", "ankleR", 1, 30, 46, id="12 to 18 inches"),
        pytest.param("hip_flexor_stretch", "pelvis", 0, 2, 4.5, id="an inch or so"),
        pytest.param("diaphragmatic_breathing", "handR", 1, 1.5, 5, id="the lower hand rises"),
        pytest.param("diaphragmatic_breathing", "handL", 1, -0.5, 0.5, id="the upper hand stays quiet"),
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


@every_build
def test_clam_opens_at_the_knees_with_heels_together_and_hips_stacked(build: Build) -> None:
    frames = movement("clamshell", build).frames
    start, end = (_apart(frame, "knee") for frame in (frames[0], frames[-1]))

    assert end - start >= 10
    assert max(_apart(frame, "heel") for frame in frames) <= 8, "two heels of bare feet lie on each other with 6 cm between their middles"
    for frame in frames:
        ahead, up, along = taken(frame["hipR"], frame["hipL"])
        assert up > 0.96 * length((ahead, up, along))


@every_build
def test_curl_up_keeps_the_low_back_and_the_hands_under_it(build: Build) -> None:
    frames = movement("mcgill_curl_up", build).frames

    for frame in frames:
        for side in SIDES:
            assert frame["hand" + side][1] < frame["lumbar"][1]
        assert length(taken(frame["lumbar"], frames[0]["lumbar"])) * CM <= 1


@every_build
def test_fingertips_are_just_inside_the_hip_bones(build: Build) -> None:
    frame = movement("transversus_activation", build).frames[0]

    for side, sign in zip(SIDES, (1, -1), strict=True):
        assert 0 < frame["hand" + side][2] * sign < frame["hip" + side][2] * sign
        assert frame["hand" + side][1] > frame["pelvis"][1]


@every_build
def test_hands_on_the_sides_of_the_waist_move_out_as_it_firms(build: Build) -> None:
    start, end = (movement("abdominal_bracing", build).frames[index] for index in (0, -1))

    assert _apart(start, "hand") >= 24
    assert 1 <= _apart(end, "hand") - _apart(start, "hand") <= 5, "slightly wider"


@every_build
def test_feet_stand_12_to_16_inches_from_the_wall(build: Build) -> None:
    found = movement("wall_squat", build)
    wall = next(prop for prop in found.props if prop.kind == "wall")

    for side in SIDES:
        assert 30 <= (found.frames[0]["heel" + side][0] - wall.at[0]) * CM <= 41


@every_build
def test_calves_lie_on_the_chair_with_hips_and_knees_at_a_right_angle(build: Build) -> None:
    frame = movement("ninety_ninety_rest", build).frames[0]

    for side in SIDES:
        ways = (("hip" + side, "knee" + side), ("knee" + side, "ankle" + side), ("pelvis", "thorax"))
        thigh, shin, trunk = (unit(taken(frame[b], frame[a])) for a, b in ways)
        assert abs(dot(thigh, shin)) <= 0.26
        assert abs(dot(thigh, trunk)) <= 0.26
        assert abs(shin[1]) <= 0.17, "the calf lies level"


@every_build
@pytest.mark.parametrize("exercise", ["transversus_activation", "diaphragmatic_breathing"])
def test_both_hands_on_the_belly_are_seen(build: Build, exercise: str) -> None:
    stage = staged(loader.load().exercises[exercise], Look(build=build))

    for index in stage.moments:
        picture = stage.picture(index)
        names = [picture.units[place].name for place in picture.order]
        for side in SIDES:
            assert names.index("hand" + side) > names.index("trunk")


def _apart(frame: Skeleton, joint: str) -> float:
    return length(taken(frame[joint + "R"], frame[joint + "L"])) * CM
