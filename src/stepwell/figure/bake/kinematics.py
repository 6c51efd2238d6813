"""Joint angles -> joint positions, for many bodies at once.

A body is a row of DOFS: where the middle of the hips is (body heights), then angles in radians. Each part has its own axes: x ahead,
y up, z to the right ("R"). Standing and facing the picture's right, they are the axes of space.
"""

from collections.abc import Mapping
from math import radians
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from stepwell.figure import skeleton as body
from stepwell.figure.skeleton import JOINTS, RANGES, SIDES

Array = NDArray[np.float64]

ROOT = ("x", "y", "z", "trunk", "roll", "lean")
"""Place of the hips; then the way the pelvis points: ``trunk`` is its direction in the picture, counter-clockwise from the right
(90 upright, 180 on the back with the head to the left), ``roll`` turns it about its own length, ``lean`` tips it to "R"."""
SPINE = tuple(name for name in RANGES if name.startswith(("lumbar", "thoracic", "neck")))
LIMB = tuple(name for name in RANGES if name not in SPINE)
DOFS = (*ROOT, *SPINE, *(name + side for side in SIDES for name in LIMB))
INDEX = {name: number for number, name in enumerate(DOFS)}
PLACE = {joint: number for number, joint in enumerate(JOINTS)}
_SIGN = {"R": 1.0, "L": -1.0}


class _Put(Protocol):
    """Notes where a joint is, seen from a part's start in the part's own axes, and returns it."""

    def __call__(self, joint: str, start: Array, turn: Array, ahead: float, up: float, right: float = 0.0) -> Array: ...


def limits() -> tuple[Array, Array]:
    """Return the lowest and highest value of every degree of freedom."""
    low, high = np.full(len(DOFS), -np.inf), np.full(len(DOFS), np.inf)
    for name, number in INDEX.items():
        span = RANGES.get(name) or RANGES.get(name[:-1])
        if span is not None:
            low[number], high[number] = radians(span[0]), radians(span[1])
    return low, high


def row(values: Mapping[str, float]) -> Array:
    """Return a body from named values: places in body heights, angles in degrees."""
    made = np.zeros(len(DOFS))
    for name, value in values.items():
        made[INDEX[name]] = value if name in ROOT[:3] else radians(value)
    return made


def positions(bodies: Array) -> Array:
    """Return where the joints are: (bodies, JOINTS, 3)."""
    q = {name: bodies[:, number] for name, number in INDEX.items()}
    points = np.empty((len(bodies), len(JOINTS), 3))

    def put(joint: str, start: Array, turn: Array, ahead: float, up: float, right: float = 0.0) -> Array:
        at: Array = start + turn @ np.array((ahead, up, right))
        points[:, PLACE[joint]] = at
        return at

    pelvis_turn = _z(q["trunk"] - radians(90)) @ _y(q["roll"]) @ _x(q["lean"])
    points[:, PLACE["pelvis"]] = pelvis = bodies[:, :3]
    lumbar = put("lumbar", pelvis, pelvis_turn, 0, body.PELVIS)
    lumbar_turn = pelvis_turn @ _spine(q, "lumbar")
    thorax = put("thorax", lumbar, lumbar_turn, 0, body.ABDOMEN)
    chest_turn = lumbar_turn @ _spine(q, "thoracic")
    neck = put("neck", thorax, chest_turn, 0, body.CHEST)
    head_turn = chest_turn @ _spine(q, "neck")
    head = put("head", neck, head_turn, 0, body.NECK_TO_HEAD)
    put("nose", head, head_turn, body.NOSE, 0)
    for side in SIDES:
        _leg(q, side, pelvis, pelvis_turn, put)
        _arm(q, side, neck, chest_turn, put)
    return points


def _leg(q: dict[str, Array], side: str, pelvis: Array, turn: Array, put: _Put) -> None:
    sign = _SIGN[side]
    hip = put("hip" + side, pelvis, turn, 0, 0, sign * body.HIP_OUT)
    thigh = turn @ _ball(q, "hip", side)
    knee = put("knee" + side, hip, thigh, 0, -body.THIGH)
    shank = thigh @ _z(-q["knee_flexion" + side])
    ankle = put("ankle" + side, knee, shank, 0, -body.SHANK)
    foot = shank @ _z(-q["ankle" + side])
    for joint, (along, down) in (("heel", body.HEEL), ("toes", body.TOES)):
        put(joint + side, ankle, foot, along, -down)


def _arm(q: dict[str, Array], side: str, neck: Array, turn: Array, put: _Put) -> None:
    sign = _SIGN[side]
    shoulder = put("shoulder" + side, neck, turn, 0, -body.SHOULDER_DOWN, sign * body.SHOULDER_OUT)
    upper = turn @ _ball(q, "shoulder", side)
    elbow = put("elbow" + side, shoulder, upper, 0, -body.UPPER_ARM)
    lower = upper @ _z(q["elbow_flexion" + side]) @ _y(-sign * q["forearm_turn" + side])
    wrist = put("wrist" + side, elbow, lower, 0, -body.FOREARM)
    hand = lower @ _x(sign * q["wrist" + side])
    put("hand" + side, wrist, hand, 0, -body.HAND)
    put("thumb" + side, wrist, hand, 0.8 * body.THUMB, -0.6 * body.THUMB)


def _spine(q: dict[str, Array], joint: str) -> Array:
    return _z(-q[joint + "_flexion"]) @ _x(q[joint + "_side"]) @ _y(-q[joint + "_twist"])


def _ball(q: dict[str, Array], joint: str, side: str) -> Array:
    sign = _SIGN[side]
    turn = _z(q[f"{joint}_flexion{side}"]) @ _x(-sign * q[f"{joint}_abduction{side}"])
    return turn @ _y(-sign * q[f"{joint}_rotation{side}"])


def _x(angle: Array) -> Array:
    return _turn(angle, 1, 2)


def _y(angle: Array) -> Array:
    return _turn(angle, 2, 0)


def _z(angle: Array) -> Array:
    return _turn(angle, 0, 1)


def _turn(angle: Array, first: int, second: int) -> Array:
    """Return rotations that take axis ``first`` toward axis ``second``."""
    turn = np.zeros((len(angle), 3, 3))
    turn[:, 0, 0] = turn[:, 1, 1] = turn[:, 2, 2] = 1.0
    cos, sin = np.cos(angle), np.sin(angle)
    turn[:, first, first] = turn[:, second, second] = cos
    turn[:, first, second], turn[:, second, first] = -sin, sin
    return turn
