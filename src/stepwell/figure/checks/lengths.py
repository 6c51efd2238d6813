"""Bones neither stretch nor shrink."""

import math
from collections.abc import Mapping

from stepwell.figure import skeleton as body
from stepwell.figure.checks.found import Found, worst
from stepwell.figure.frames import Movement
from stepwell.figure.skeleton import BONES, SIDES, Skeleton
from stepwell.figure.vector import length, taken

_PARTS = {
    "pelvis": body.PELVIS, "abdomen": body.ABDOMEN, "chest": body.CHEST, "neck": body.NECK_TO_HEAD,
    "thigh": body.THIGH, "shank": body.SHANK, "foot": math.dist(body.HEEL, body.TOES),
    "upper_arm": body.UPPER_ARM, "forearm": body.FOREARM, "hand": body.HAND,
}  # fmt: skip


def _lengths() -> Mapping[str, tuple[str, str, float]]:
    """Return every length that never changes: its name, the two joints, how long."""
    found = {part: (*ends, _PARTS[part.rstrip("RL")]) for part, ends in BONES.items()}
    found["face"] = ("head", "nose", body.NOSE)
    found["hips"] = ("hipR", "hipL", 2 * body.HIP_OUT)
    found["shoulders"] = ("shoulderR", "shoulderL", 2 * body.SHOULDER_OUT)
    for side in SIDES:
        found["collar" + side] = ("neck", "shoulder" + side, math.hypot(body.SHOULDER_OUT, body.SHOULDER_DOWN))
        found["instep" + side] = ("ankle" + side, "toes" + side, math.hypot(*body.TOES))
    return found


LENGTHS = _lengths()


def deviations(movement: Movement) -> list[Found]:
    """Return for each frame by how many per cent a length is wrong at most.

    The tip of the thumb and the heel are not measured: they lie so near to their joint that the rounding of the frames is as
    large as the limit.
    """
    return [worst(_deviations(frame)) for frame in movement.frames]


def _deviations(frame: Skeleton) -> list[Found]:
    return [Found(abs(length(taken(frame[start], frame[end])) / right - 1) * 100, name) for name, (start, end, right) in LENGTHS.items()]
