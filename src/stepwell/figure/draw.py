"""Joints -> flat shapes: tapered limbs in depth order, far limbs paler, a trunk that follows the spine."""

import math
from collections.abc import Iterator

from msgspec import Struct

from stepwell.figure import body
from stepwell.figure.body import LIMBS, Ball, Skeleton
from stepwell.figure.camera import Camera, Flat, Frame
from stepwell.figure.outline import capsule, circle, soft
from stepwell.figure.vector import Vec, added, between, dot, square_to, taken, unit


class Shape(Struct, frozen=True):
    """One filled outline. ``paint`` names its colour, ``near`` orders it."""

    paint: str
    outline: str
    near: float


def shapes(figure: Skeleton, frame: Frame, accents: frozenset[str]) -> list[Shape]:
    """Return the whole body, farthest first. ``accents``: parts to show in the warm colour, such as "thighR" or "trunk"."""
    found = [*_trunk(figure, frame, accents), *_head(figure, frame)]
    for part in LIMBS:
        for side in body.SIDES:
            found.extend(_limb(figure, frame, part, side, accents))
    return sorted(found, key=lambda shape: shape.near)


def _limb(figure: Skeleton, frame: Frame, part: str, side: str, accents: frozenset[str]) -> Iterator[Shape]:
    upper, lower = body.limb(figure, part, side)
    near = _limb_nearness(figure, frame.camera, part, side)
    outline = capsule(frame, upper, lower)
    if part + side in accents:
        yield Shape("accent", outline, near)
    else:
        yield Shape(_PAINTS[part] + ("_far" if side == "L" else ""), outline, near)
    if part == "upper_arm":
        cuff = Ball(between(upper.at, lower.at, 0.5), 0.031)
        paint = "accent" if "trunk" in accents and side == "R" else "top" if side == "R" else "top_far"
        yield Shape(paint, capsule(frame, Ball(upper.at, 0.034), cuff), near + 0.0001)


def _limb_nearness(figure: Skeleton, camera: Camera, part: str, side: str) -> float:
    """Return how near a limb is. From the side the whole arm or leg counts as one, so that it stays one shape."""
    whole = ("shoulder", "elbow", "wrist") if part in {"upper_arm", "forearm", "hand"} else ("hip", "knee", "ankle")
    joints = whole if camera.level else LIMBS["forearm" if part == "hand" else part]
    return sum(camera.nearness(figure[joint + side]) for joint in joints) / len(joints)


_PAINTS = {"thigh": "leg", "shank": "leg", "foot": "shoe", "upper_arm": "skin", "forearm": "skin", "hand": "skin"}


def _trunk(figure: Skeleton, frame: Frame, accents: frozenset[str]) -> Iterator[Shape]:
    near = frame.camera.nearness(figure["waist"])
    yield Shape("accent" if "trunk" in accents else "top", trunk_outline(figure, frame), near)
    low, high = body.spine_point(figure, 0.0), body.spine_point(figure, 0.22)
    pelvis = [Ball(low, _seen_radius(figure, frame, 0) * 1.02), Ball(high, _seen_radius(figure, frame, 1) * 1.02)]
    yield Shape("accent" if "pelvis" in accents else "leg", capsule(frame, *pelvis), near + 0.0002)
    if "waist" in accents:
        band = [Ball(body.spine_point(figure, part), _seen_radius(figure, frame, body.WAIST) * 0.95) for part in (0.38, 0.56)]
        yield Shape("accent", capsule(frame, *band), near + 0.0001)


def _across(figure: Skeleton, frame: Frame, part: float) -> Vec:
    """Return the unit direction in the picture plane at a right angle to the spine, to the chest's side."""
    step = taken(body.spine_point(figure, min(part + 0.1, 1.1)), body.spine_point(figure, max(part - 0.1, -0.1)))
    right, up, _ = frame.camera.axes()
    x, y = dot(step, right), dot(step, up)
    size = math.hypot(x, y) or 1.0
    return added(added((0.0, 0.0, 0.0), right, y / size), up, -x / size)


def _seen_radius(figure: Skeleton, frame: Frame, station: int) -> float:
    return body.trunk_radius(figure, station, _across(figure, frame, body.SPINE[station]))


def trunk_outline(figure: Skeleton, frame: Frame) -> str:
    """Return the trunk as one soft closed curve. Where it would sink into the floor it lies flat on it."""
    front: list[Flat] = []
    back: list[Flat] = []
    for station, part in enumerate(body.SPINE):
        across, middle = _across(figure, frame, part), body.spine_point(figure, part)
        radius = body.trunk_radius(figure, station, across) * 1.04
        bulge = figure.belly if station in (1, body.WAIST) else 0.0
        sign = 1.0 if dot(across, figure.ahead) >= 0 else -1.0
        front.append(frame.at(_on_floor(added(middle, across, sign * (radius + bulge)))))
        back.append(frame.at(_on_floor(added(middle, across, -sign * radius))))
    along = unit(taken(figure["shoulder"], figure["waist"]))
    cap = frame.at(_on_floor(added(figure["shoulder"], along, 0.03)))
    return soft([*front, cap, *reversed(back)])


def _on_floor(point: Vec) -> Vec:
    return (point[0], max(point[1], 0.0), point[2])


def _head(figure: Skeleton, frame: Frame) -> Iterator[Shape]:
    head, shoulder = figure["head"], figure["shoulder"]
    up = unit(taken(head, shoulder))
    face = square_to(figure.looks, up)
    near = frame.camera.nearness(head)
    facing = frame.camera.nearness(added(head, face, 0.05)) - near
    neck = capsule(frame, Ball(added(shoulder, up, 0.02), 0.030), Ball(added(head, up, -0.04), 0.026))
    yield Shape("skin", neck, min(near, frame.camera.nearness(shoulder)) - 0.004)
    yield Shape("hair", circle(frame, Ball(added(added(head, up, 0.010), face, -0.010), 0.058)), near)
    cheek = Ball(added(added(head, up, -0.010), face, 0.012), 0.050)
    yield Shape("skin", circle(frame, cheek), near + (0.001 if facing > -0.02 else -0.001))
    if abs(facing) < 0.03:
        yield Shape("skin", circle(frame, Ball(added(added(head, up, -0.016), face, 0.060), 0.011)), near + 0.001)


def merged(found: list[Shape]) -> Iterator[tuple[str, str]]:
    """Join neighbours of one colour into one path: (paint, outline), farthest first."""
    paint, outlines = "", ""
    for shape in found:
        if shape.paint != paint and outlines:
            yield paint, outlines
            outlines = ""
        paint = shape.paint
        outlines += shape.outline
    if outlines:
        yield paint, outlines
