"""The body: how long its parts are, how thick they are drawn, and which points a contact means.

Lengths are fractions of body height. "R" is the working side and the near side; "L" the other.
"""

import math

from msgspec import Struct

from stepwell.figure.vector import Vec, added, between, dot

TRUNK, THIGH, SHANK = 0.300, 0.245, 0.246
UPPER_ARM, FOREARM, HEAD = 0.186, 0.146, 0.130
HAND = 0.055
HIP_OUT, SHOULDER_OUT = 0.045, 0.075
SIDES = {"R": 1.0, "L": -1.0}

# The two ball centres of a foot, from the ankle: along the foot, and toward the sole.
HEEL, BALL = (-0.022, 0.016), (0.085, 0.024)

RADIUS = {
    "thigh": (0.053, 0.037), "shank": (0.037, 0.025), "foot": (0.023, 0.015),
    "upper_arm": (0.030, 0.024), "forearm": (0.024, 0.017), "hand": (0.018, 0.015), "neck": (0.028, 0.026),
}  # fmt: skip
LIMBS = {
    "thigh": ("hip", "knee"), "shank": ("knee", "ankle"), "foot": ("heel", "ball"),
    "upper_arm": ("shoulder", "elbow"), "forearm": ("elbow", "wrist"), "hand": ("wrist", "hand"),
}  # fmt: skip
HEAD_RADIUS = 0.058
# Half depth (front to back) and half width of the trunk, from the hips up to the shoulders.
SPINE = (0.0, 0.25, 0.5, 0.75, 1.0)
HALF_DEPTH = (0.056, 0.052, 0.052, 0.060, 0.049)
HALF_WIDTH = (0.084, 0.075, 0.074, 0.090, 0.080)
WAIST, CHEST = 2, 3

# What a contact of a pose table means: the joints that stay where they are.
CONTACTS = {
    "upper back/shoulders": ("shoulder",), "pelvis/back of pelvis": ("hip",), "whole underside": ("hip",),
    "R foot": ("heelR", "ballR"), "L foot": ("heelL", "ballL"), "R ball of foot": ("ballR",), "L ball of foot": ("ballL",),
    "R knee and shin": ("kneeR",), "L knee and shin": ("kneeL",), "R hand": ("wristR",), "L hand": ("wristL",),
    "elbow": ("elbowL",), "feet": ("heelL",), "knees": ("kneeL",), "calves on chair": ("ankleR", "ankleL"),
}  # fmt: skip


class Skeleton(Struct, frozen=True, kw_only=True):
    """Where the joints are. ``lateral``: to the working side; ``ahead``, ``looks``: where chest and face point."""

    points: dict[str, Vec]
    lateral: Vec
    ahead: Vec
    looks: Vec
    belly: float = 0.0

    def __getitem__(self, joint: str) -> Vec:
        return self.points[joint]


class Ball(Struct, frozen=True):
    """A round piece of the body."""

    at: Vec
    radius: float


def spine_point(skeleton: Skeleton, part: float) -> Vec:
    """Return a point of the spine, 0 at the hips to 1 at the shoulders, on a soft curve through the waist."""
    hip, waist, shoulder = skeleton["hip"], skeleton["waist"], skeleton["shoulder"]
    control = added(waist, added(waist, added(hip, shoulder), -0.5))
    return between(between(hip, control, part), between(control, shoulder, part), part)


def trunk_radius(skeleton: Skeleton, station: int, toward: Vec) -> float:
    """Return how far the trunk reaches from its middle in a unit direction: an ellipse, wider than deep."""
    wide, deep = HALF_WIDTH[station], HALF_DEPTH[station]
    return math.hypot(wide * dot(skeleton.lateral, toward), deep * dot(skeleton.ahead, toward))


def limb(skeleton: Skeleton, part: str, side: str) -> tuple[Ball, Ball]:
    """Return the two ends of a limb, the upper end first."""
    (upper, lower), (thick, thin) = LIMBS[part], RADIUS[part]
    return Ball(skeleton[upper + side], thick), Ball(skeleton[lower + side], thin)


def lowest(skeleton: Skeleton) -> dict[str, float]:
    """Return the lowest height of each firm piece of the body, by its name. The soft middle of the trunk gives way to the floor."""
    down = (0.0, -1.0, 0.0)
    found = {"head": skeleton["head"][1] - HEAD_RADIUS}
    found["hips"] = skeleton["hip"][1] - trunk_radius(skeleton, 0, down)
    found["chest"] = skeleton["shoulder"][1] - trunk_radius(skeleton, CHEST, down)
    for part in LIMBS:
        for side in SIDES:
            found[part + side] = min(ball.at[1] - ball.radius for ball in limb(skeleton, part, side))
    return found
