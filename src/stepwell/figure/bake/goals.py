"""What a pose should meet, as differences that the solver makes small.

A goal takes joint positions of many bodies, (bodies, JOINTS, 3), and returns (bodies, n) differences. One whole unit of difference
is what we would just notice: about two millimetres of a person for what touches, some degrees for an angle that was asked for.
"""

import itertools
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from msgspec import Struct

from stepwell.figure import skeleton as body
from stepwell.figure.bake.kinematics import PLACE, Array
from stepwell.figure.skeleton import BONES, BUILDS, HEAD_RADIUS, SIDES, TRUNK_DEPTH, TRUNK_WIDTH, Build, Skeleton

Goal = Callable[[Array], Array]

TOUCH, THROUGH, HOLD, TURN, BALANCE = 0.0010, 0.0015, 0.0015, 0.35, 0.004
"""What counts as one unit: of a contact, of passing through something, of a hand's place, of a hand's turn, of balance."""
SOFT = 0.004
"""How deep soft parts may press into each other or the floor for nothing."""
TRUNK = ("pelvis", "lumbar", "thorax", "neck")

# Shares of body mass: see the reference page on the figure's measurements.
MASS = {
    ("head", "head"): 0.081, ("pelvis", "lumbar"): 0.142, ("lumbar", "thorax"): 0.139, ("thorax", "neck"): 0.216,
    **{(upper + side, lower + side): mass for side in SIDES for upper, lower, mass in (
        ("shoulder", "elbow", 0.028), ("elbow", "wrist", 0.016), ("wrist", "hand", 0.006),
        ("hip", "knee", 0.100), ("knee", "ankle", 0.0465), ("heel", "toes", 0.0145),
    )},
}  # fmt: skip


class Plane(Struct, frozen=True):
    """A surface: a point of it, the way out of it, and how far it reaches to each side of the point (None: without end)."""

    at: tuple[float, float, float]
    out: tuple[float, float, float]
    half: tuple[float, float] | None = None


FLOOR = Plane((0.0, 0.0, 0.0), (0.0, 1.0, 0.0))


class Ball(NamedTuple):
    """A round piece of a limb: between two joints, how far along, how thick."""

    first: str
    second: str
    part: float
    radius: float


def balls(build: Build) -> tuple[Ball, ...]:
    """Return the round pieces of head and limbs: each limb at its ends and in between."""
    shape = Skeleton(points={}, build=build)
    found = [Ball("head", "head", 0.0, HEAD_RADIUS)]
    for name, (upper, lower) in BONES.items():
        if name[-1] not in SIDES:
            continue
        thick, thin = shape.radii(name)
        found += [Ball(upper, lower, part, thick + (thin - thick) * part) for part in (0.0, 0.34, 0.67, 1.0)]
    return tuple(found)


def joint_place(joint: str, target: Sequence[float], unit: float = TOUCH) -> Goal:
    """Keep a joint at a place."""
    at = np.asarray(target)
    return lambda points: np.asarray((points[:, PLACE[joint]] - at) / unit)


def on_plane(joint: str, radius: float, plane: Plane) -> Goal:
    """Let a round joint rest on a surface."""
    at, out = np.array(plane.at), np.array(plane.out)
    return lambda points: np.asarray(((points[:, PLACE[joint]] - at) @ out - radius)[:, None] / TOUCH)


def trunk_on_plane(station: str, build: Build, plane: Plane) -> Goal:
    """Let the trunk rest on a surface with its outline at one of its joints."""
    at, out = np.array(plane.at), np.array(plane.out)
    return lambda points: np.asarray(((points[:, PLACE[station]] - at) @ out - _trunk_reach(points, station, build, out))[:, None] / TOUCH)


def above(planes: Sequence[Plane], build: Build) -> Goal:
    """Keep head, limbs and trunk out of floor and things."""
    pieces = balls(build)
    first, second = (np.array([PLACE[getattr(ball, end)] for ball in pieces]) for end in ("first", "second"))
    part, radius = (np.array([getattr(ball, what) for ball in pieces]) for what in ("part", "radius"))

    def deep(points: Array) -> Array:
        middles = points[:, first] + (points[:, second] - points[:, first]) * part[:, None]
        found = [_sunk(middles, radius, plane) for plane in planes]
        for plane in planes:
            out = np.array(plane.out)
            stations = points[:, [PLACE[name] for name in TRUNK]]
            reach = np.stack([_trunk_reach(points, name, build, out) for name in TRUNK], axis=1)
            found.append(_sunk(stations, reach, plane))
        return np.concatenate(found, axis=1) / THROUGH

    return deep


def _sunk(middles: Array, radius: Array, plane: Plane) -> Array:
    """Return how deep balls are in a surface, 0 beside it. A bounded surface acts from above its edge to a thickness below."""
    apart = middles - np.array(plane.at)
    height = apart @ np.array(plane.out)
    deep: Array = np.maximum(radius - SOFT - height, 0.0)
    if plane.half is None:
        return deep
    across = np.array([axis for axis in range(3) if plane.out[axis] == 0])
    beyond = np.abs(apart[..., across]) - np.array(plane.half)
    inside = np.clip(1.0 - np.maximum(beyond, 0.0).max(axis=-1) / 0.02, 0.0, 1.0) * (height > -0.08)
    return np.asarray(deep * inside)


def not_through_trunk(build: Build) -> Goal:
    """Keep forearms, hands, shanks, the lower thighs and the knees out of the trunk."""
    pieces = [ball for ball in balls(build) if _may_meet_trunk(ball)]
    first, second = (np.array([PLACE[getattr(ball, end)] for ball in pieces]) for end in ("first", "second"))
    part, radius = (np.array([getattr(ball, what) for ball in pieces]) for what in ("part", "radius"))

    def deep(points: Array) -> Array:
        middles = points[:, first] + (points[:, second] - points[:, first]) * part[:, None]
        found = [np.maximum(radius - SOFT + trunk_depth(points, middles, segment, build), 0.0) for segment in itertools.pairwise(TRUNK)]
        return np.asarray(np.max(np.stack(found), axis=0) / THROUGH)

    return deep


def _may_meet_trunk(ball: Ball) -> bool:
    name = ball.first.rstrip("RL")
    return name in {"elbow", "wrist", "knee"} or (name == "hip" and ball.part > 0.6)


def trunk_depth(points: Array, middles: Array, segment: tuple[str, str], build: Build) -> Array:
    """Return how far points lie inside one stretch of the trunk: (bodies, n); negative outside."""
    low, high = (points[:, PLACE[name]][:, None] for name in segment)
    axis = high - low
    along = np.clip(((middles - low) * axis).sum(-1) / (axis * axis).sum(-1), 0.0, 1.0)[..., None]
    away = middles - (low + axis * along)
    distance = np.linalg.norm(away, axis=-1) + 1e-9
    right = _unit(points[:, PLACE["shoulderR"]] - points[:, PLACE["shoulderL"]] + points[:, PLACE["hipR"]] - points[:, PLACE["hipL"]])
    across = np.abs((away * right[:, None]).sum(-1)) / distance
    wide, deep = (
        (table[segment[0]] + (table[segment[1]] - table[segment[0]]) * along[..., 0]) * BUILDS[build]
        for table in (TRUNK_WIDTH, TRUNK_DEPTH)
    )
    edge = 1.0 / np.sqrt((across / wide) ** 2 + (1 - across**2).clip(0) / deep**2)
    return np.asarray(edge - distance)


def _trunk_reach(points: Array, station: str, build: Build, out: Array) -> Array:
    """Return how far the trunk reaches from its middle against a surface."""
    upper = station in {"thorax", "neck"}
    low, high = ("thorax", "neck") if upper else ("pelvis", "lumbar")
    right_joint = "shoulder" if upper else "hip"
    up = _unit(points[:, PLACE[high]] - points[:, PLACE[low]])
    right = _unit(points[:, PLACE[right_joint + "R"]] - points[:, PLACE[right_joint + "L"]])
    ahead = np.cross(up, right)
    wide, deep = TRUNK_WIDTH[station], TRUNK_DEPTH[station]
    return np.asarray(np.hypot(wide * (right @ out), deep * (ahead @ out)) * BUILDS[build])


def apart(build: Build, pairs: Sequence[tuple[str, str]]) -> Goal:
    """Keep limbs from passing through each other: each pair of BONES by their nearest points.

    Of two thighs only the lower halves: where they join at the hips they always overlap.
    """
    shape = Skeleton(points={}, build=build)
    ends = np.array([[PLACE[joint] for name in pair for joint in BONES[name]] for pair in pairs])
    radii = np.array([[radius for name in pair for radius in shape.radii(name)] for pair in pairs])
    start = np.array([0.5 if all(name.startswith("thigh") for name in pair) else 0.0 for pair in pairs])
    radii[:, ::2] += (radii[:, 1::2] - radii[:, ::2]) * start[:, None]

    def deep(points: Array) -> Array:
        a, b, c, d = (points[:, ends[:, number]] for number in range(4))
        s, t, gap = _between(a + (b - a) * start[:, None], b, c + (d - c) * start[:, None], d)
        thick = radii[:, 0] + (radii[:, 1] - radii[:, 0]) * s + radii[:, 2] + (radii[:, 3] - radii[:, 2]) * t
        return np.asarray(np.maximum(thick - 2 * SOFT - gap, 0.0) / THROUGH)

    return deep


def _between(a: Array, b: Array, c: Array, d: Array) -> tuple[Array, Array, Array]:
    """Return where two stretches are nearest to each other (shares of each) and how far apart they are there."""
    u, v, w = b - a, d - c, a - c
    uu, vv, uv = ((x * y).sum(-1) for x, y in ((u, u), (v, v), (u, v)))
    uw, vw = (u * w).sum(-1), (v * w).sum(-1)
    s = np.clip((uv * vw - vv * uw) / np.maximum(uu * vv - uv * uv, 1e-9), 0.0, 1.0)
    t = np.clip((uv * s + vw) / np.maximum(vv, 1e-9), 0.0, 1.0)
    s = np.clip((uv * t - uw) / np.maximum(uu, 1e-9), 0.0, 1.0)
    gap = w + u * s[..., None] - v * t[..., None]
    return s, t, np.sqrt((gap * gap).sum(-1))


def holding(effector: tuple[str, str], on: tuple[str, str], part: float, away: Array, off: Array) -> Goal:
    """Let the middle between two joints be at a point between two others, shifted out of the limb and off."""

    def gap(points: Array) -> Array:
        first, second = points[:, PLACE[on[0]]], points[:, PLACE[on[1]]]
        middle = (points[:, PLACE[effector[0]]] + points[:, PLACE[effector[1]]]) / 2
        target = first + (second - first) * part + off
        if on[0] != on[1] and away.any():
            axis = _unit(second - first)
            direct = away - axis * (axis @ away)[:, None]
            target = target + _unit(direct) * np.linalg.norm(away)
        else:
            target = target + away
        return np.asarray((middle - target) / HOLD)

    return gap


def at_point(effector: tuple[str, str], target: Array) -> Goal:
    """Let the middle between two joints be at a place."""
    return lambda points: ((points[:, PLACE[effector[0]]] + points[:, PLACE[effector[1]]]) / 2 - target) / HOLD


def palm_to(side: str, direction: Array) -> Goal:
    """Turn the palm toward a direction in space, as a wish."""
    sign = 1.0 if side == "R" else -1.0

    def off(points: Array) -> Array:
        wrist, hand, thumb = (points[:, PLACE[joint + side]] for joint in ("wrist", "hand", "thumb"))
        palm = sign * _unit(np.cross(thumb - wrist, hand - wrist))
        return np.asarray((palm - direction) / TURN)

    return off


def balanced(standing: Sequence[str]) -> Goal:
    """Keep the centre of mass over the feet that stand: a little inside heel and toes, and within the width of a foot."""
    feet = [PLACE[joint] for joint in standing]

    def off(points: Array) -> Array:
        mass = centre_of_mass(points)
        found = []
        for axis, inside in ((0, 0.012), (2, -0.010)):
            low, high = points[:, feet, axis].min(axis=1) + inside, points[:, feet, axis].max(axis=1) - inside
            found.append(np.maximum(low - mass[:, axis], 0.0) - np.maximum(mass[:, axis] - high, 0.0))
        return np.stack(found, axis=1) / BALANCE

    return off


def centre_of_mass(points: Array) -> Array:
    """Return the centre of mass of each body: (bodies, 3)."""
    total = sum(MASS.values())
    parts = [(points[:, PLACE[upper]] + points[:, PLACE[lower]]) / 2 * mass for (upper, lower), mass in MASS.items()]
    return np.asarray(sum(parts) / total)


def _unit(vectors: Array) -> Array:
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-9))


CONTACTS: dict[str, tuple[str, ...]] = {
    "foot": ("heel", "toes"), "heel": ("heel",), "toes": ("toes",), "knee": ("knee",), "shin": ("knee", "ankle"), "ankle": ("ankle",),
    "hip": ("hip",),
    "hand": ("wrist", "hand", "thumb"), "fingers": ("hand",), "elbow": ("elbow",), "forearm": ("elbow", "wrist"), "shoulder": ("shoulder",),
}  # fmt: skip
"""What a contact of a limb means: the joints that touch; who sits, sits on the hips. Trunk and head touch by their own joints."""


def contact_radius(joint: str, build: Build) -> float:
    """Return how thick the body is at a joint of a limb, where it touches something."""
    shape, name = Skeleton(points={}, build=build), joint.rstrip("RL")
    if name == "head":
        return HEAD_RADIUS
    if name == "thumb":
        return body.RADIUS["hand"][1]
    ends = {end.rstrip("RL"): (bone, which) for bone, pair in BONES.items() if bone[-1] == "R" for which, end in enumerate(pair)}
    bone, which = ends[name]
    return shape.radii(bone)[which]
