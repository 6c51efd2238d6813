"""The body: its joints, how long and thick its parts are, and how far its joints move.

Lengths are fractions of body height; x to the right of the picture, y up from the floor (0 is the top of mat or floor), z to the
viewer. "R" is the working side, "L" the other. Segment lengths follow the usual tables of body segments, rounded (design).
"""

from collections.abc import Mapping
from functools import cached_property
from typing import Literal

from msgspec import Struct

from stepwell.figure.vector import Vec, cross, square_to, taken, unit

Side = Literal["R", "L"]
SIDES: tuple[Side, Side] = ("R", "L")

PELVIS, ABDOMEN, CHEST = 0.085, 0.085, 0.130
"""From the middle of the hips up: to the lumbar joint, to the thoracic joint, to the base of the neck."""
NECK_TO_HEAD, NOSE = 0.105, 0.066
"""From the base of the neck to the middle of the head; from there to the tip of the nose."""
HIP_OUT, SHOULDER_OUT, SHOULDER_DOWN = 0.050, 0.092, 0.022
THIGH, SHANK = 0.245, 0.246
UPPER_ARM, FOREARM = 0.178, 0.146
HAND, THUMB = 0.058, 0.034
"""From the wrist to the middle of the fingers; from the wrist to the tip of the thumb."""
HEEL, TOES = (-0.026, 0.028), (0.098, 0.033)
"""From the ankle: along the foot, and toward the sole."""

JOINTS = (
    "pelvis", "lumbar", "thorax", "neck", "head", "nose",
    *(joint + side for side in SIDES for joint in ("hip", "knee", "ankle", "heel", "toes")),
    *(joint + side for side in SIDES for joint in ("shoulder", "elbow", "wrist", "hand", "thumb")),
)  # fmt: skip
"""Every point of a skeleton, in the order in which frames are kept."""

BONES = {
    "pelvis": ("pelvis", "lumbar"), "abdomen": ("lumbar", "thorax"), "chest": ("thorax", "neck"), "neck": ("neck", "head"),
    **{part + side: (upper + side, lower + side) for side in SIDES for part, upper, lower in (
        ("thigh", "hip", "knee"), ("shank", "knee", "ankle"), ("foot", "heel", "toes"),
        ("upper_arm", "shoulder", "elbow"), ("forearm", "elbow", "wrist"), ("hand", "wrist", "hand"),
    )},
}  # fmt: skip
"""The parts of the body and the two joints between which each lies."""

RADIUS = {
    "thigh": (0.054, 0.036), "shank": (0.036, 0.023), "foot": (0.018, 0.013),
    "upper_arm": (0.028, 0.023), "forearm": (0.023, 0.016), "hand": (0.016, 0.012), "neck": (0.030, 0.030),
}  # fmt: skip
"""How thick a limb is at its two ends, for the medium build."""
HEAD_RADIUS = 0.056
TRUNK_DEPTH = {"pelvis": 0.056, "lumbar": 0.050, "thorax": 0.058, "neck": 0.042}
TRUNK_WIDTH = {"pelvis": 0.100, "lumbar": 0.078, "thorax": 0.086, "neck": 0.080}
"""Half depth (front to back) and half width of the trunk at its joints, for the medium build."""

Build = Literal["slim", "medium", "broad"]
BUILDS: dict[Build, float] = {"slim": 0.88, "medium": 1.0, "broad": 1.16}
"""How thick trunk and limbs are beside the medium build (design). Head, hands and feet stay as they are."""
UNSCALED = ("foot", "hand")


class Skeleton(Struct, frozen=True, kw_only=True, dict=True):
    """Where the joints of one moment are, and how thick the body is.

    Attributes:
        points: every joint of JOINTS.
        build: scales the thickness of trunk and limbs.
        belly: how far the belly stands out beyond its usual place; body heights.
    """

    points: Mapping[str, Vec]
    build: Build = "medium"
    belly: float = 0.0

    def __getitem__(self, joint: str) -> Vec:
        return self.points[joint]

    @cached_property
    def pelvis_axes(self) -> tuple[Vec, Vec, Vec]:
        """Ahead, up and to the right ("R"), as unit directions of the pelvis."""
        return _axes(taken(self["lumbar"], self["pelvis"]), taken(self["hipR"], self["hipL"]))

    @cached_property
    def chest_axes(self) -> tuple[Vec, Vec, Vec]:
        """Ahead, up and to the right of the chest."""
        return _axes(taken(self["neck"], self["thorax"]), taken(self["shoulderR"], self["shoulderL"]))

    @cached_property
    def head_axes(self) -> tuple[Vec, Vec, Vec]:
        """Where the face looks, the crown, and to the right."""
        up = unit(taken(self["head"], self["neck"]))
        ahead = square_to(taken(self["nose"], self["head"]), up)
        return ahead, up, cross(ahead, up)

    def radii(self, part: str) -> tuple[float, float]:
        """Return how thick a part of BONES is at its two ends, for this build."""
        name = part.rstrip("RL") if part[-1] in SIDES else part
        if name in RADIUS:
            scale = 1.0 if name in UNSCALED else BUILDS[self.build]
            return RADIUS[name][0] * scale, RADIUS[name][1] * scale
        upper, lower = BONES[name]
        return TRUNK_DEPTH[upper] * BUILDS[self.build], TRUNK_DEPTH[lower] * BUILDS[self.build]


def _axes(up: Vec, right: Vec) -> tuple[Vec, Vec, Vec]:
    up = unit(up)
    right = square_to(right, up)
    return cross(up, right), up, right


RANGES: dict[str, tuple[float, float]] = {
    "lumbar_flexion": (-30, 55), "lumbar_side": (-25, 25), "lumbar_twist": (-12, 12),
    "thoracic_flexion": (-22, 40), "thoracic_side": (-25, 25), "thoracic_twist": (-38, 38),
    "neck_flexion": (-55, 55), "neck_side": (-40, 40), "neck_twist": (-80, 80),
    "hip_flexion": (-22, 130), "hip_abduction": (-25, 50), "hip_rotation": (-45, 70),
    "knee_flexion": (0, 150), "ankle": (-28, 72),
    "shoulder_flexion": (-60, 178), "shoulder_abduction": (-35, 100), "shoulder_rotation": (-90, 95),
    "elbow_flexion": (0, 152), "forearm_turn": (-90, 90), "wrist": (-78, 80),
}  # fmt: skip
"""How far each joint moves, in degrees: the usual ranges of an adult as the tables of joint motion round them (design).

Flexion bends forward; side bends and twists to "R" are positive; abduction leads away from the middle, rotation is outward; the
ankle counts pointing the toes as positive; the wrist counts bending to the palm as positive; forearm_turn counts palm-forward
(supination) as positive, from a thumb that points ahead when the arm hangs down. The shoulder's abduction ends where its flexion takes
over, so that one way of raising an arm is described in one way only. The hip turns outward further than the 45 to 60 of the tables,
which are measured with the thigh straight ahead: with the knee out to the side, as in sitting cross-legged, more of the turn is read
as rotation in this order of turns.
"""
