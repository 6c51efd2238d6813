"""The solver of the poses: what stays stays, what is held is held, and a motion that cannot be read says why."""

import msgspec
import numpy as np
import pytest

from stepwell.figure.bake.described import postures
from stepwell.figure.bake.kinematics import DOFS, PLACE, limits, positions, row
from stepwell.figure.bake.naming import PoseError
from stepwell.figure.bake.solve import Solver
from stepwell.figure.frames import Movement
from stepwell.figure.skeleton import JOINTS, RANGES
from stepwell.figure.vector import length, taken
from stepwell.knowledge.schema import Motion

MILLIMETRE = 0.001 / 1.70


def solved(**goals: object) -> Movement:
    motion = msgspec.convert({"moves": "moves", "keys": [{"at": 0}], **goals}, Motion)
    return Solver(motion, "medium").movement("made_up")


def test_standing_straight_has_every_joint_where_the_lengths_say() -> None:
    at = dict(zip(JOINTS, positions(row({"y": 0.5, "trunk": 90})[None])[0], strict=True))

    assert at["neck"] == pytest.approx((0, 0.8, 0))
    assert at["kneeR"] == pytest.approx((0, 0.255, 0.05))
    assert at["toesL"] == pytest.approx((0.098, -0.024, -0.05))


@pytest.mark.parametrize(
    ("angle", "joint", "way"),
    [
        ("hip_flexionR", "kneeR", (1, 0, 0)),
        ("hip_abductionR", "kneeR", (0, 0, 1)),
        ("hip_abductionL", "kneeL", (0, 0, -1)),
        ("hip_rotationR", "toesR", (0, 0, 1)),
        ("hip_rotationL", "toesL", (0, 0, -1)),
        ("knee_flexionL", "ankleL", (-1, 0, 0)),
        ("ankleR", "toesR", (0, -1, 0)),
        ("lumbar_flexion", "neck", (1, 0, 0)),
        ("thoracic_side", "head", (0, 0, 1)),
        ("neck_twist", "nose", (0, 0, 1)),
        ("shoulder_flexionR", "elbowR", (1, 0, 0)),
        ("shoulder_abductionL", "elbowL", (0, 0, -1)),
        ("elbow_flexionR", "wristR", (1, 0, 0)),
        ("wristR", "handR", (0, 0, -1)),
        ("wristL", "handL", (0, 0, 1)),
        ("forearm_turnR", "thumbR", (0, 0, 1)),
        ("forearm_turnL", "thumbL", (0, 0, -1)),
    ],
)
def test_every_angle_bends_the_way_its_name_says(angle: str, joint: str, way: tuple[int, int, int]) -> None:
    still, moved = positions(np.array([row({"trunk": 90}), row({"trunk": 90, angle: 20})]))

    step = moved[PLACE[joint]] - still[PLACE[joint]]
    assert np.argmax(np.abs(step)) == np.argmax(np.abs(way))
    assert step @ np.array(way) > 0.008


def test_ranges_bound_every_joint_and_leave_the_root_free() -> None:
    low, high = limits()

    bounded = [name for name, least, most in zip(DOFS, low, high, strict=True) if np.isfinite([least, most]).all()]
    assert len(bounded) == len(DOFS) - 6
    assert all(least < most for least, most in RANGES.values())


def test_what_stays_does_not_move_while_the_rest_does() -> None:
    made = solved(
        posture="crook_lying", keys=[{"at": 0}, {"at": 1, "angles": {"hip_flexionR": 100}}], stays=["neck", "footL"], touches=["hand"]
    )

    for joint in ("neck", "heelL", "toesL"):
        assert max(length(taken(frame[joint], made.frames[0][joint])) for frame in made.frames) < 3 * MILLIMETRE
    assert length(taken(made.frames[-1]["kneeR"], made.frames[0]["kneeR"])) > 0.1


def test_hand_lies_on_what_it_holds_in_every_frame_of_the_hold() -> None:
    reach = {"limb": "hands", "on": ["knee", "ankle"], "part": 0.25, "side": [0.3, 1, 0.4]}
    key = {"angles": {"hip_flexion": 105, "knee_flexion": 120}, "reaches": [reach]}
    made = solved(
        posture="crook_lying", keys=[{"at": 0, **key}, {"at": 1, "angles": {"hip_flexion": 122}, "reaches": [reach]}],
        stays=["neck", "head"], touches=[],
    )  # fmt: skip

    assert {kept.kind for kept in made.kept} >= {"holds"}
    for frame in made.frames:
        shin = tuple(a + (b - a) * 0.25 for a, b in zip(frame["kneeR"], frame["ankleR"], strict=True))
        palm = tuple((a + b) / 2 for a, b in zip(frame["wristR"], frame["handR"], strict=True))
        assert length(taken(palm, shin)) == pytest.approx(0.033 + 0.012, abs=10 * MILLIMETRE)  # type: ignore[arg-type]


def test_same_motion_is_solved_the_same_way_twice() -> None:
    goals = {"posture": "hands_and_knees", "keys": [{"at": 0}, {"at": 1, "angles": {"lumbar_flexion": 20}}]}

    assert solved(**goals) == solved(**goals)


def test_cycle_leads_back_to_its_first_frame() -> None:
    keys = [{"at": at, "angles": {"shoulder_flexionR": angle}} for at, angle in ((0, -20), (0.25, 10), (0.5, 40), (0.75, 10))]
    made = solved(posture="standing", cycle=True, keys=keys)

    step = max(length(taken(a["handR"], b["handR"])) for a, b in zip(made.frames, made.frames[1:], strict=False))
    assert length(taken(made.frames[-1]["handR"], made.frames[0]["handR"])) <= 1.2 * step


@pytest.mark.parametrize("posture", [pytest.param(each, marks=pytest.mark.night if each == "sitting" else ()) for each in postures()])
def test_every_posture_is_within_reach_of_a_body(posture: str) -> None:
    things = [{"kind": "chair", "at": [0, 0.245, 0]}] if posture == "sitting" else []
    made = solved(posture=posture, things=things)

    lowest = min(point[1] for point in made.frames[0].points.values())
    assert -0.005 < lowest < 0.06


@pytest.mark.parametrize(
    ("goals", "says"),
    [
        ({"posture": "flying"}, "posture 'flying' is not known; known are crook_lying"),
        ({"posture": "standing", "keys": [{"at": 0, "angles": {"hip_bend": 3}}]}, "angle 'hip_bend' is not known"),
        ({"posture": "standing", "stays": ["tail"]}, "contact 'tail' is not known"),
        ({"posture": "standing", "stays": ["pelvis@sofa"]}, "there is no 'sofa' among the things"),
        ({"posture": "standing", "keys": [{"at": 0, "reaches": [{"limb": "handR", "on": ["moon"]}]}]}, "'moon' is neither a joint"),
    ],
)
def test_unknown_name_is_told_with_what_there_is(goals: dict[str, object], says: str) -> None:
    with pytest.raises(PoseError, match=says):
        solved(**goals)
