"""Each fault of a drawn body is found, by its own check and by no other."""

import math
from collections.abc import Callable

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.figure import skeleton as body
from stepwell.figure.bake.kinematics import DOFS, ROOT, positions, row
from stepwell.figure.checks.angles import angles
from stepwell.figure.checks.balance import MASSES, centre_of_mass
from stepwell.figure.checks.limits import LIMITS
from stepwell.figure.checks.measure import Measured, measured
from stepwell.figure.frames import Kept, Movement, Prop
from stepwell.figure.skeleton import BUILDS, JOINTS, RANGES, SIDES, Build, Skeleton
from tests.unit.figure.bodies import AHEAD, UPWARD, bent, moving, shifted, standing, turned

FEET = ("heelR", "toesR", "heelL", "toesL")
STANDS = Kept(kind="stays", what=FEET, frames=(0, 9))
ABOVE_THE_WAIST = (
    "thorax",
    "neck",
    "head",
    "nose",
    *(joint + side for side in SIDES for joint in ("shoulder", "elbow", "wrist", "hand", "thumb")),
)
LEG_R = ("kneeR", "ankleR", "heelR", "toesR")


def past(movement: Movement) -> set[str]:
    return {one.check for one in measured(movement) if not one.good}


def found(check: str, movement: Movement) -> Measured:
    return next(one for one in measured(movement) if one.check == check)


@pytest.mark.parametrize("build", list(BUILDS))
def test_somebody_who_just_stands_is_within_every_limit(build: Build) -> None:
    figure = standing(build)

    assert past(moving(figure, figure, free=True, kept=(STANDS,))) == set()


# --- bones ---


@pytest.mark.parametrize(
    ("what", "by"),
    [
        (("wristR", "handR", "thumbR"), (0.0, -0.003, 0.0)),
        (("nose",), (0.0005, 0.0, 0.0)),
        (("hipL", "kneeL", "ankleL", "heelL", "toesL"), (0.0, 0.0, -0.001)),
        (("shoulderR", "elbowR", "wristR", "handR", "thumbR"), (0.0, 0.0, 0.002)),
        (("toesL",), (-0.001, 0.0, 0.0)),
    ],
)
def test_a_stretched_or_shrunken_bone_is_found(what: tuple[str, ...], by: tuple[float, float, float]) -> None:
    assert past(moving(shifted(standing(), by, what))) == {"bones"}


def test_the_bone_and_the_frame_are_named() -> None:
    good = standing()
    one = found("bones", moving(good, shifted(good, (0.0, -0.006, 0.0), ("handL",)), good))

    assert (one.frame, one.where) == (1, "handL")
    assert one.worst == pytest.approx(8, abs=1)


# --- joint angles ---


def elbow_up(figure: Skeleton, side: str) -> Skeleton:
    """Return a body with an upper arm that hangs down a little away from the trunk, and the forearm level to the front."""
    hanging = bent(bent(figure, "shoulder" + side, -40), "shoulder" + side, -12 if side == "R" else 12, AHEAD)
    return bent(hanging, "elbow" + side, 90)


PAST_THE_RANGE: dict[str, Callable[[Skeleton], Skeleton]] = {
    "knee_flexionR": lambda figure: bent(figure, "kneeR", 15),
    "ankleL": lambda figure: bent(bent(figure, "hipL", 20), "ankleL", 35),
    "hip_flexionR": lambda figure: bent(bent(figure, "hipR", -40), "kneeR", -60),
    "hip_abductionL": lambda figure: bent(figure, "hipL", 60, AHEAD),
    "hip_rotationL": lambda figure: turned(figure, ("heelL", "toesL"), "ankleL", 100, UPWARD),
    "shoulderR": lambda figure: bent(figure, "shoulderR", -140),
    "elbow_flexionL": lambda figure: bent(figure, "elbowL", 160),
    "shoulder_rotationR": lambda figure: bent(elbow_up(figure, "R"), "elbowR", -120, UPWARD),
    "wristL": lambda figure: bent(elbow_up(figure, "L"), "wristL", -95, UPWARD),
    "neck_twist": lambda figure: turned(figure, ("nose",), "head", 100, UPWARD),
    "neck_flexion": lambda figure: turned(figure, ("head", "nose"), "neck", 70),
    "thoracic_side": lambda figure: turned(figure, [joint for joint in ABOVE_THE_WAIST if joint != "thorax"], "thorax", 35, AHEAD),
    "lumbar_flexion": lambda figure: turned(figure, ABOVE_THE_WAIST, "lumbar", 40),
    "thoracic_twist": lambda figure: turned(figure, ABOVE_THE_WAIST, "neck", 60, UPWARD),
}


@pytest.mark.parametrize("joint", list(PAST_THE_RANGE))
def test_a_joint_past_its_range_is_found_and_named(joint: str) -> None:
    movement = moving(PAST_THE_RANGE[joint](standing()))

    assert past(movement) == {"angles"}
    assert found("angles", movement).where == joint


def test_a_foot_that_points_away_from_where_its_knee_bends_is_found() -> None:
    kneeling_up = bent(standing(), "kneeR", -80)
    shin = tuple(a - b for a, b in zip(kneeling_up["ankleR"], kneeling_up["kneeR"], strict=True))
    twisted = turned(kneeling_up, ("heelR", "toesR"), "ankleR", 40, shin)  # type: ignore[arg-type]

    assert past(moving(twisted)) == {"angles"}
    assert found("angles", moving(twisted)).where == "footR"


WITHIN_THE_RANGE: dict[str, Callable[[Skeleton], Skeleton]] = {
    "arms straight up": lambda figure: bent(figure, "shoulderR", 138),
    "an arm out to the side": lambda figure: bent(bent(figure, "shoulderR", -40), "shoulderR", -90, AHEAD),
    "an arm out and up": lambda figure: bent(bent(figure, "shoulderR", -40), "shoulderR", -150, AHEAD),
    "a knee up": lambda figure: bent(bent(figure, "hipR", 90), "kneeR", -90),
    "the chest turned": lambda figure: turned(figure, ABOVE_THE_WAIST, "neck", 45, UPWARD),
}


@pytest.mark.parametrize("name", list(WITHIN_THE_RANGE))
def test_what_a_body_can_do_is_not_blamed(name: str) -> None:
    assert past(moving(WITHIN_THE_RANGE[name](standing()))) == set()


def test_angles_are_read_back_by_their_clinical_names() -> None:
    figure = bent(bent(standing(), "hipR", 70), "kneeR", -100)
    figure = bent(bent(figure, "elbowL", 90), "ankleL", -20)
    read = angles(figure)

    assert read["hip_flexionR"] == pytest.approx(70, abs=0.1)
    assert read["knee_flexionR"] == pytest.approx(100, abs=0.1)
    assert read["ankleL"] == pytest.approx(20, abs=0.1)
    assert read["elbow_flexionL"] == pytest.approx(90, abs=0.1)
    assert read["shoulder_flexionL"] == pytest.approx(40, abs=0.1)
    assert read["hip_abductionR"] == pytest.approx(0, abs=0.1)


SHARES = st.fixed_dictionaries({name: st.floats(0.02, 0.98) for name in DOFS if name not in ROOT})
WAYS = st.tuples(st.floats(-180, 180), st.floats(-180, 180), st.floats(-180, 180))


def made_from(put_in: dict[str, float]) -> Skeleton:
    """Return a body made from angles the way the solver makes it, rounded as frames are."""
    points = positions(row(put_in)[None])[0].round(4).tolist()
    return Skeleton(points={joint: (x, y, z) for joint, (x, y, z) in zip(JOINTS, points, strict=True)})


def chosen(shares: dict[str, float], way: tuple[float, float, float]) -> dict[str, float]:
    spans = {name: RANGES.get(name) or RANGES[name[:-1]] for name in shares}
    return {name: low + shares[name] * (high - low) for name, (low, high) in spans.items()} | dict(
        zip(("trunk", "roll", "lean"), way, strict=True)
    )


@given(SHARES, WAYS)
def test_the_angles_that_a_body_is_made_from_are_read_back(shares: dict[str, float], way: tuple[float, float, float]) -> None:
    """All but the twist of the lower back, and a shoulder at and past "straight out to the side", where angles lose their meaning."""
    put_in = chosen(shares, way) | {"lumbar_twist": 0.0}
    put_in |= {name: min(put_in[name], 80.0) for name in ("shoulder_abductionR", "shoulder_abductionL")}

    for name, read in angles(made_from(put_in)).items():
        unsure = 0.4 if not name.startswith("shoulder") else 0.4 / math.cos(math.radians(put_in["shoulder_abduction" + name[-1]]))
        assert abs((read - put_in[name] + 180) % 360 - 180) <= unsure, name


@given(SHARES, WAYS)
def test_a_body_that_is_made_within_the_ranges_is_never_blamed(shares: dict[str, float], way: tuple[float, float, float]) -> None:
    one = found("angles", moving(made_from(chosen(shares, way))))

    assert one.good, one.where


# --- floor and things ---


def test_a_body_in_the_floor_is_found() -> None:
    assert past(moving(shifted(standing(), (0.0, -0.012, 0.0)), free=True, kept=(STANDS,))) == {"sunk"}


@pytest.mark.parametrize(
    "thing",
    [
        Prop(kind="wall", at=(-0.030, 0.5, 0.0)),
        Prop(kind="wall", at=(0.090, 0.0, 0.0), size=(-0.03, 0.0, 0.0)),
        Prop(kind="side_wall", at=(0.0, 0.0, 0.07)),
        Prop(kind="chair", at=(-0.06, 0.29, 0.0)),
        Prop(kind="chair", at=(0.15, 0.50, 0.0), size=(-0.24, -1.0, 0.0)),
        Prop(kind="stool", at=(-0.05, 0.29, 0.0)),
        Prop(kind="table", at=(0.15, 0.60, 0.0)),
        Prop(kind="step", at=(0.18, 0.10, 0.0)),
    ],
)
def test_a_body_in_a_thing_is_found(thing: Prop) -> None:
    movement = moving(standing(), props=(thing,))

    assert past(movement) == {"sunk"}
    assert found("sunk", movement).where.endswith(thing.kind)


@pytest.mark.parametrize(
    "thing",
    [
        Prop(kind="wall", at=(-0.062, 0.5, 0.0)),
        Prop(kind="chair", at=(-0.2, 0.29, 0.0)),
        Prop(kind="chair", at=(0.21, 0.29, 0.0), size=(-0.2, 0.0, 0.0)),
        Prop(kind="pillow", at=(0.0, 0.10, 0.0)),
        Prop(kind="pool", at=(0.0, 0.60, 0.0)),
        Prop(kind="mat"),
    ],
)
def test_a_thing_beside_the_body_or_one_that_gives_way_is_no_fault(thing: Prop) -> None:
    assert past(moving(standing(), props=(thing,))) == set()


# --- contacts and holds ---


def test_a_body_that_hangs_above_the_floor_is_found() -> None:
    assert past(moving(shifted(standing(), (0.0, 0.012, 0.0)), kept=(STANDS,))) == {"floats"}
    assert past(moving(shifted(standing(), (0.0, 0.012, 0.0)))) == set()


def test_resting_on_a_thing_is_resting() -> None:
    on_top = shifted(standing(), (0.0, 0.12, 0.0))

    assert past(moving(on_top, kept=(STANDS,), props=(Prop(kind="step", at=(0.0, 0.12, 0.0)),), free=True)) == set()
    assert past(moving(on_top, kept=(STANDS,), props=(Prop(kind="pillow", at=(0.0, 0.12, 0.0), size=(0.3, 0.0, 0.0)),))) == set()


def test_the_back_rests_on_the_floor_by_its_outline() -> None:
    lying = turned(standing(), body.JOINTS, "pelvis", 90)
    height = lying["pelvis"][1]
    lying = shifted(lying, (0.0, body.TRUNK_DEPTH["thorax"] - height, 0.0))
    rests = Kept(kind="touches", what=("thorax",), frames=(0, 0))

    assert past(moving(lying, kept=(rests,))) == set()
    assert past(moving(shifted(lying, (0.0, 0.03, 0.0)), kept=(rests,))) == {"floats"}


def test_a_foot_that_slides_is_found_and_only_in_its_stretch() -> None:
    slide = [shifted(standing(), (0.0025 * number, 0.0, 0.0)) for number in range(5)]

    assert past(moving(*slide, kept=(STANDS,))) == {"slips"}
    assert found("slips", moving(*slide, kept=(STANDS,))).worst == pytest.approx(1.7)
    halves = (Kept(kind="stays", what=FEET, frames=(0, 2)), Kept(kind="stays", what=FEET, frames=(2, 4)))
    assert past(moving(*slide, kept=halves)) == set()


def palm(figure: Skeleton) -> tuple[float, float, float]:
    x, y, z = (sum(pair) / 2 for pair in zip(figure["wristR"], figure["handR"], strict=True))
    return x, y, z


@pytest.mark.parametrize("drop", [0.012, 0.040])
def test_a_hand_away_from_the_table_is_found(drop: float) -> None:
    figure = bent(standing(), "elbowR", 50)
    x, y, z = palm(figure)
    holds = Kept(kind="holds", what=("wristR", "handR"), on=("table",), frames=(0, 0))
    movement = moving(figure, kept=(holds,), props=(Prop(kind="table", at=(x + 0.1, y - drop, z)),))

    assert past(movement) == ({"hands"} if drop > 0.03 else set())


@pytest.mark.parametrize(("aside", "faults"), [(0.06, set()), (0.09, {"hands"})])
def test_a_hand_away_from_the_limb_that_it_holds_is_found(aside: float, faults: set[str]) -> None:
    figure = bent(standing(), "hipR", 60)
    x, y, z = palm(figure)
    thigh = [sum(pair) / 2 for pair in zip(figure["hipR"], figure["kneeR"], strict=True)]
    arm = ("shoulderR", "elbowR", "wristR", "handR", "thumbR")
    figure = shifted(figure, (thigh[0] - x, thigh[1] - y, thigh[2] - z + aside), arm)
    holds = Kept(kind="holds", what=("wristR", "handR"), on=("hipR", "kneeR"), part=0.5, frames=(0, 0))

    assert past(moving(figure, kept=(holds,))) - {"bones"} == faults


@pytest.mark.parametrize(("above", "faults"), [(0.06, set()), (0.09, {"hands"})])
def test_a_hand_that_floats_above_the_belly_is_found(above: float, faults: set[str]) -> None:
    figure = standing()
    at = figure["lumbar"]
    palm = {"wristR": (at[0] + above, at[1] + 0.03, at[2]), "handR": (at[0] + above, at[1] - 0.03, at[2])}
    figure = msgspec.structs.replace(figure, points={**figure.points, **palm})
    holds = Kept(kind="holds", what=("wristR", "handR"), on=("pelvis", "lumbar"), part=1.0, frames=(0, 0))

    assert past(moving(figure, kept=(holds,))) & {"hands"} == faults


def test_a_strap_goes_with_the_hand_that_holds_it_and_a_stick_does_not() -> None:
    figure = standing()
    strap, stick = Prop(kind="strap", joints=("handR", "toesR")), Prop(kind="stick", joints=("pelvis", "head"))
    on_strap, on_stick = (Kept(kind="holds", what=("wristR", "handR"), on=(kind,), frames=(0, 0)) for kind in ("strap", "stick"))

    assert past(moving(figure, kept=(on_strap,), props=(strap,))) == set()
    assert past(moving(figure, kept=(on_stick,), props=(stick,))) == {"hands"}


# --- overlaps ---


def test_a_forearm_through_the_belly_is_found() -> None:
    across = bent(elbow_up(standing(), "R"), "elbowR", 85, UPWARD)

    assert past(moving(across)) == {"trunk"}
    assert found("trunk", moving(across)).where in {"forearmR", "handR"}


def test_a_broader_body_is_reached_sooner() -> None:
    depths = [found("trunk", moving(bent(elbow_up(standing(build), "R"), "elbowR", 85, UPWARD))).worst or 0.0 for build in BUILDS]

    assert depths == sorted(depths)
    assert depths[0] < depths[-1]


def test_a_thigh_in_the_belly_is_found() -> None:
    folded = bent(bent(standing(), "hipR", 128), "kneeR", -140)
    folded = turned(folded, ABOVE_THE_WAIST, "lumbar", -50)

    assert past(moving(folded)) == {"lap"}


def test_legs_that_pass_through_each_other_are_found() -> None:
    crossed = bent(standing(), "hipR", 12, AHEAD)

    assert crossed["ankleR"][2] < 0
    assert past(moving(crossed)) == {"limbs"}


def test_a_hand_in_the_head_is_found() -> None:
    figure = bent(standing(), "elbowR", 100)
    at_head = shifted(figure, tuple(a - b for a, b in zip(figure["head"], figure["handR"], strict=True)), ("wristR", "handR", "thumbR"))  # type: ignore[arg-type]

    assert "limbs" in past(moving(at_head))


# --- balance ---


def leaning(degrees: float) -> Skeleton:
    above = [joint for joint in body.JOINTS if not joint.startswith(("ankle", "heel", "toes"))]
    return turned(standing(), above, "ankleR", degrees)


def test_who_stands_free_and_leans_too_far_is_found() -> None:
    assert past(moving(leaning(-4), free=True, kept=(STANDS,))) == set()
    assert past(moving(leaning(-12), free=True, kept=(STANDS,))) == {"balance"}
    assert past(moving(leaning(-12), kept=(STANDS,))) == set()


def test_a_hand_on_a_table_carries() -> None:
    figure = bent(leaning(-12), "elbowR", 20)
    x, y, z = palm(figure)
    table = Prop(kind="table", at=(x + 0.1, y - 0.026, z), size=(0.24, 0.0, 0.05))
    holds = Kept(kind="holds", what=("wristR", "handR"), on=("table",), frames=(0, 0))

    assert past(moving(figure, free=True, kept=(STANDS, holds), props=(table,))) == set()


def test_on_one_leg_the_mass_must_be_over_that_foot() -> None:
    on_left = bent(bent(standing(), "hipR", 40), "kneeR", -60)

    assert past(moving(on_left, free=True)) == {"balance"}


def test_nothing_under_the_feet_is_no_balance() -> None:
    assert past(moving(shifted(standing(), (0.0, 0.2, 0.0)), free=True)) == {"balance"}


def test_the_centre_of_mass_is_where_it_is_measured_on_people() -> None:
    """At 55 to 57 % of body height in standing, by any textbook."""
    assert sum(mass for *_, mass in MASSES) == pytest.approx(1.0, abs=0.001)
    assert 0.54 < centre_of_mass(standing())[1] < 0.58


# --- flow ---


def test_a_cut_in_the_movement_is_found() -> None:
    before, after = standing(), bent(standing(), "shoulderR", 60)

    assert past(moving(before, before, after, after)) == {"jumps", "jerks"}
    assert found("jumps", moving(before, before, after, after)).frame == 2


def test_one_frame_out_of_place_is_found() -> None:
    good, off = standing(), bent(standing(), "shoulderR", 8)

    assert past(moving(good, good, off, good)) == {"jerks"}


def test_an_arm_that_whirls_is_found() -> None:
    whirl, turn = [], 0.0
    for number in range(12):
        turn += min(number, 11) * 1.2
        whirl.append(bent(standing(), "shoulderR", turn))

    assert past(moving(*whirl)) == {"jumps"}


def test_a_cycle_that_does_not_close_is_found() -> None:
    raised = [bent(standing(), "shoulderR", 4.0 * number * number / 8) for number in range(8)]

    assert past(moving(*raised)) == set()
    assert past(moving(*raised, cycle=True)) == {"jumps", "jerks"}


def test_walking_is_measured_as_the_picture_goes_along_with_the_body() -> None:
    walk = [shifted(standing(), (0.1 * number, 0.0, 0.0)) for number in range(8)]

    assert past(moving(*walk, cycle=True, travel=0.8)) == set()
    assert past(moving(*walk, cycle=True, travel=0.4)) == {"jumps", "jerks"}


# --- the table ---


def test_every_check_says_what_it_measures_and_why_so_much_is_allowed() -> None:
    assert all(limit.what and limit.why and limit.unit in {"%", "°", "cm"} for limit in LIMITS.values())


def test_what_cannot_be_measured_is_not_called_good_or_bad() -> None:
    one = found("balance", moving(standing()))

    assert (one.worst, one.good, one.where) == (None, True, "")
