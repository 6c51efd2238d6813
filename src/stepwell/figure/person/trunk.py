"""Shirt and seat: the trunk along the spine, as it is seen from anywhere."""

import math
from collections.abc import Iterator

from stepwell.figure.person.limbs import limb
from stepwell.figure.person.space import Ellipsoid, Flat, curve, lifted, mixed, ring, scaled
from stepwell.figure.shape import Ball, Shape, Unit
from stepwell.figure.skeleton import BUILDS, SIDES, Side, Skeleton
from stepwell.figure.vector import Vec, added, between, dot, taken

STATIONS = (
    # along the spine (0 pelvis, 1 lumbar, 2 thorax, 3 base of the neck), half width, half depth, forward, how much of the belly
    (0.42, 0.079, 0.055, 0.002, 0.6),
    (0.95, 0.074, 0.052, 0.003, 1.0),
    (1.50, 0.073, 0.052, 0.003, 0.8),
    (2.00, 0.079, 0.056, 0.002, 0.3),
    (2.50, 0.084, 0.057, 0.001, 0.1),
    (2.84, 0.077, 0.047, -0.003, 0.0),
    (3.03, 0.044, 0.034, -0.004, 0.0),
)
HEIGHT = 0.030
"""Half how high a slice of the trunk is, so that it also has a size when one looks along the spine."""
SHIRT = 1
"""Which shape of the trunk is the shirt."""
_SIDEWAYS = 0.6
"""How much of what the belly stands out shows at the waist's sides."""
SEAT = (0.083, 0.061, 0.062)
"""Half width, half depth and half height of the seat."""


def trunk(figure: Skeleton, upward: Vec) -> Unit:
    """Return the trunk: the seat of the trousers, and the shirt over it."""
    slices = list(_slices(figure))
    seat = _seat(figure)
    shirt = Shape("top", "soft", _outline(figure, slices, upward))
    shapes = (Shape("leg", "soft", ring(seat, 8, upward)), shirt, *(_shoulder(figure, side) for side in SIDES))
    return Unit("trunk", shapes, 3.0, tuple(_balls(slices, seat)))


def _shoulder(figure: Skeleton, side: Side) -> Shape:
    """Return the slope of the shirt from the neck over a shoulder, down to the side of the chest."""
    thick = BUILDS[figure.build]
    shoulder, (_, up, right) = figure["shoulder" + side], figure.chest_axes
    out = 1.0 if side == "R" else -1.0
    collar = added(added(figure["neck"], right, 0.026 * out), up, -0.020)
    flank = added(between(figure["thorax"], figure["neck"], 0.35), right, 0.050 * thick * out)
    return limb("top", "tube", (collar, 0.032 * thick), (added(shoulder, right, -0.004 * out), 0.0325 * thick), (flank, 0.036 * thick))


def _slices(figure: Skeleton) -> Iterator[tuple[Ellipsoid, Vec, float]]:
    """Yield each slice of the shirt from the hem up, where it faces, and its share of the belly."""
    spine = [figure[joint] for joint in ("pelvis", "lumbar", "thorax", "neck")]
    low, high, thick = figure.pelvis_axes, figure.chest_axes, BUILDS[figure.build]
    for part, wide, deep, forward, belly in STATIONS:
        turn = min(max((part - 0.3) / 2.2, 0.0), 1.0)
        ahead, up, right = (mixed(low[axis], high[axis], turn) for axis in range(3))
        middle = added(curve(spine, part), ahead, forward)
        yield Ellipsoid(middle, (scaled(right, wide * thick), scaled(ahead, deep * thick), scaled(up, HEIGHT))), ahead, belly


def _seat(figure: Skeleton) -> Ellipsoid:
    ahead, up, right = figure.pelvis_axes
    wide, deep, high = SEAT
    thick = BUILDS[figure.build]
    middle = added(added(figure["pelvis"], up, 0.010), ahead, -0.004)
    return Ellipsoid(middle, (scaled(right, wide * thick), scaled(ahead, deep * thick), scaled(up, high)))


def _outline(figure: Skeleton, slices: list[tuple[Ellipsoid, Vec, float]], upward: Vec) -> tuple[float, ...]:
    """Return the shirt as a closed curve: up one side, round the collar, down the other, along the hem."""
    sides: tuple[list[Vec], list[Vec]] = [], []
    aims = _aims([slice_.at for slice_, _, _ in slices])
    for (slice_, ahead, belly), (x, y) in zip(slices, aims, strict=True):
        for side, sign in zip(sides, (1, -1), strict=True):
            across = (-y * sign, x * sign)
            forward = across[0] * ahead[0] + across[1] * ahead[1]
            stands_out = figure.belly * belly * max(forward, _SIDEWAYS * math.sqrt(max(1 - forward**2, 0.0)))
            point = slice_.edge(*across)
            side.append(lifted((point[0] + across[0] * stands_out, point[1] + across[1] * stands_out, point[2]), upward))
    collar = [lifted(slices[-1][0].edge(*aims[-1]), upward)]
    return tuple(value for x, y, _ in (sides[0][0], *sides[0], *collar, *sides[1][::-1], sides[1][0]) for value in (x, y))


def breathing(figure: Skeleton) -> list[tuple[int, int, float]]:
    """Return which points of the shirt's outline rise with a breath: the point, the one across it, and how much (0 to 1)."""
    slices = list(_slices(figure))
    aims = _aims([slice_.at for slice_, _, _ in slices])
    found, last = [], 2 * len(slices) + 1
    for index, ((_, ahead, belly), (x, y)) in enumerate(zip(slices, aims, strict=True)):
        one, other = index + 1, last - index
        faces = -y * ahead[0] + x * ahead[1]
        if belly and abs(faces) > 0.3:
            found.append((one, other, belly) if faces > 0 else (other, one, belly))
    return found


def _aims(points: list[Vec]) -> list[Flat]:
    """Return where the spine leads in the picture at each point; along its whole way where it comes straight at the viewer."""
    whole = taken(points[-1], points[0])
    found = []
    for index in range(len(points)):
        step = taken(points[min(index + 1, len(points) - 1)], points[max(index - 1, 0)])
        x, y = step[0] + 0.15 * whole[0], step[1] + 0.15 * whole[1]
        size = math.hypot(x, y)
        found.append((x / size, y / size) if size > 1e-6 else (0.0, 1.0))
    return found


def _balls(slices: list[tuple[Ellipsoid, Vec, float]], seat: Ellipsoid) -> Iterator[Ball]:
    for body in (seat, *(slice_ for slice_, _, _ in slices[:-1])):
        right, ahead, _ = body.axes
        radius = math.sqrt(dot(ahead, ahead))
        spread = 1 - radius / math.sqrt(dot(right, right))
        for sign in (-1, 0, 1):
            yield Ball(added(body.at, right, sign * spread), radius)
