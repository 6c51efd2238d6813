"""Rounded bodies in camera space and what one sees of them."""

import math
from collections.abc import Sequence

from msgspec import Struct

from stepwell.figure.vector import Vec, added, dot, unit

Flat = tuple[float, float]


class Ellipsoid(Struct, frozen=True):
    """A rounded body. ``axes``: its three half axes, each with its length."""

    at: Vec
    axes: tuple[Vec, Vec, Vec]

    def edge(self, x: float, y: float) -> Vec:
        """Return the point of its surface that is farthest in the picture's direction (x, y)."""
        point, size = (0.0, 0.0, 0.0), 0.0
        for axis in self.axes:
            reach = axis[0] * x + axis[1] * y
            point = added(point, axis, reach)
            size += reach * reach
        return added(self.at, point, 1 / math.sqrt(size)) if size > 1e-12 else self.at


def scaled(axis: Vec, by: float) -> Vec:
    """Return an axis made longer or shorter."""
    return axis[0] * by, axis[1] * by, axis[2] * by


def lifted(point: Vec, upward: Vec, floor: float = 0.0) -> Vec:
    """Return the point, lifted onto the floor where it lies below: the soft body gives way."""
    height = dot(point, upward)
    return added(point, upward, floor - height) if height < floor else point


def ring(body: Ellipsoid, corners: int, upward: Vec) -> tuple[float, ...]:
    """Return the outline of a rounded body, the corners of a soft curve. It lies flat on the floor."""
    swell = 2 / (1 + math.cos(2 * math.pi / corners))
    body = Ellipsoid(body.at, tuple(scaled(axis, (1 + swell) / 2) for axis in body.axes))  # type: ignore[arg-type]
    found: list[float] = []
    for corner in range(corners):
        angle = 2 * math.pi * corner / corners
        x, y, _ = lifted(body.edge(math.cos(angle), math.sin(angle)), upward)
        found += (x, y)
    return tuple(found)


def cap(middle: Vec, radius: float, axis: Vec, opening: float, corners: int = 5) -> tuple[float, ...]:
    """Return the visible part of a cap of a sphere, the corners of a soft curve; a single point where it is turned away.

    Args:
        middle: of the sphere, in camera space.
        radius: of the sphere.
        axis: unit, through the middle of the cap.
        opening: degrees from the axis to the rim, below 180.
        corners: how many on the rim, and how many on the sphere's own outline.
    """
    lean = max(math.sqrt(max(1 - axis[2] ** 2, 0.0)), 1e-6)
    aim = (axis[0] / lean, axis[1] / lean) if lean > 1e-5 else (0.0, 1.0)
    cos_o, sin_o = math.cos(math.radians(opening)), math.sin(math.radians(opening))
    hidden_from = -cos_o * axis[2] / (sin_o * lean)
    if hidden_from >= 1:  # no rim is seen: all of the sphere, or nothing
        return _whole(middle, radius if axis[2] > 0 else 0.0, aim, 2 * corners)
    rim = math.acos(max(hidden_from, -1.0))
    limb = math.acos(min(max(cos_o / lean, -1.0), 1.0)) if hidden_from > -1 else 0.0
    found: list[float] = []
    for step in range(corners):
        turn = rim * (1 - 2 * step / (corners - (0 if hidden_from <= -1 else 1)))
        along = radius * (cos_o * lean - sin_o * math.cos(turn) * axis[2])
        across = radius * sin_o * math.sin(turn)
        found += (middle[0] + along * aim[0] - across * aim[1], middle[1] + along * aim[1] + across * aim[0])
    for step in range(corners):
        turn = limb * (2 * (step + 0.5) / corners - 1)
        along, across = radius * 1.03 * math.cos(turn), radius * 1.03 * math.sin(turn)
        found += (middle[0] + along * aim[0] - across * aim[1], middle[1] + along * aim[1] + across * aim[0])
    return tuple(found)


def _whole(middle: Vec, radius: float, aim: Flat, corners: int) -> tuple[float, ...]:
    start, found = math.atan2(aim[1], aim[0]), list[float]()
    for corner in range(corners):
        angle = start + 2 * math.pi * (corner + 0.5) / corners
        found += (middle[0] + 1.04 * radius * math.cos(angle), middle[1] + 1.04 * radius * math.sin(angle))
    return tuple(found)


def curve(points: Sequence[Vec], part: float) -> Vec:
    """Return a point of the smooth line through points, 0 at the first, 1 at the second and so on."""
    index = min(max(int(part), 0), len(points) - 2)
    t = part - index
    b, c = points[index], points[index + 1]
    a = points[index - 1] if index else added(b, c, -1.0) and added(b, (c[0] - b[0], c[1] - b[1], c[2] - b[2]), -1.0)
    d = points[index + 2] if index + 2 < len(points) else added(c, (c[0] - b[0], c[1] - b[1], c[2] - b[2]))
    weights = ((-t + 2 * t * t - t**3) / 2, (2 - 5 * t * t + 3 * t**3) / 2, (t + 4 * t * t - 3 * t**3) / 2, (t**3 - t * t) / 2)
    x, y, z = (sum(w * p[i] for w, p in zip(weights, (a, b, c, d), strict=True)) for i in range(3))
    return x, y, z


def mixed(a: Vec, b: Vec, part: float) -> Vec:
    """Return the unit direction ``part`` of the way from a to b."""
    return unit((a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part, a[2] + (b[2] - a[2]) * part))
