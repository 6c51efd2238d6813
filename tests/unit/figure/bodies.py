"""Bodies made by hand from the constants of the skeleton, to show what each check finds."""

from collections.abc import Mapping, Sequence
from typing import Any

from stepwell.figure import skeleton as body
from stepwell.figure.frames import Movement
from stepwell.figure.skeleton import Build, Skeleton
from stepwell.figure.vector import Vec, about, added

SIDEWAYS: Vec = (0.0, 0.0, 1.0)
"""The axis of bending forward and back, for somebody who looks along x."""
AHEAD: Vec = (1.0, 0.0, 0.0)
UPWARD: Vec = (0.0, 1.0, 0.0)
_ANKLE = body.TOES[1] + body.RADIUS["foot"][1]
_HIPS = _ANKLE + body.SHANK + body.THIGH

BELOW = {
    "hip": ("knee", "ankle", "heel", "toes"), "knee": ("ankle", "heel", "toes"), "ankle": ("heel", "toes"),
    "shoulder": ("elbow", "wrist", "hand", "thumb"), "elbow": ("wrist", "hand", "thumb"), "wrist": ("hand", "thumb"),
}  # fmt: skip
"""What moves when a joint of a limb turns."""


def standing(build: Build = "medium") -> Skeleton:
    """Return somebody who stands straight and looks along x, arms down and a little forward, thumbs ahead."""
    chest = _HIPS + body.PELVIS + body.ABDOMEN
    points: dict[str, Vec] = {
        "pelvis": (0, _HIPS, 0), "lumbar": (0, _HIPS + body.PELVIS, 0), "thorax": (0, chest, 0),
        "neck": (0, chest + body.CHEST, 0), "head": (0, chest + body.CHEST + body.NECK_TO_HEAD, 0),
        "nose": (body.NOSE, chest + body.CHEST + body.NECK_TO_HEAD, 0),
    }  # fmt: skip
    for side, sign in (("R", 1.0), ("L", -1.0)):
        hip, shoulder = sign * body.HIP_OUT, sign * body.SHOULDER_OUT
        points |= {"hip" + side: (0, _HIPS, hip), "knee" + side: (0, _ANKLE + body.SHANK, hip), "ankle" + side: (0, _ANKLE, hip)}
        for joint, (along, down) in (("heel", body.HEEL), ("toes", body.TOES)):
            points[joint + side] = (along, _ANKLE - down, hip)
        at = chest + body.CHEST - body.SHOULDER_DOWN
        for joint, far in (("shoulder", 0.0), ("elbow", body.UPPER_ARM), ("wrist", body.FOREARM), ("hand", body.HAND)):
            at -= far
            points[joint + side] = (0, at, shoulder)
        wrist = points["wrist" + side]
        points["thumb" + side] = added(wrist, (0.8 * body.THUMB, -0.6 * body.THUMB, 0))
    figure = Skeleton(points=points, build=build)
    return bent(bent(figure, "shoulderR", 40), "shoulderL", 40)


def bent(figure: Skeleton, joint: str, degrees: float, axis: Vec = SIDEWAYS) -> Skeleton:
    """Return a body with one joint of a limb turned, and everything below it with it (right-hand rule)."""
    return turned(figure, [name + joint[-1] for name in BELOW[joint[:-1]]], joint, degrees, axis)


def turned(figure: Skeleton, what: Sequence[str], around: str, degrees: float, axis: Vec = SIDEWAYS) -> Skeleton:
    """Return a body with some joints turned about another."""
    start = figure[around]
    return with_points(figure, {joint: about(figure[joint], start, added(start, axis), degrees) for joint in what})


def shifted(figure: Skeleton, by: Vec, what: Sequence[str] = body.JOINTS) -> Skeleton:
    """Return a body with some joints, or all, shifted."""
    return with_points(figure, {joint: added(figure[joint], by) for joint in what})


def with_points(figure: Skeleton, points: Mapping[str, Vec]) -> Skeleton:
    """Return a body with some joints elsewhere."""
    return Skeleton(points={**figure.points, **points}, build=figure.build, belly=figure.belly)


def moving(*frames: Skeleton, **more: Any) -> Movement:
    """Return a movement of these frames."""
    plain: dict[str, Any] = {"cycle": False, "seconds": 2.0, "travel": 0.0, "free": False, "props": (), "kept": ()}
    return Movement(exercise="by_hand", frames=frames, **{**plain, **more})
