"""Boxes and bars in space, as shapes."""

from itertools import pairwise

from stepwell.figure.camera import Camera
from stepwell.figure.shape import Ball, Shape, Unit
from stepwell.figure.vector import Vec, between

Flat = tuple[float, float]


def box(name: str, camera: Camera, low: Vec, high: Vec, *, rank: float, paint: str = "prop", fixed: int = 0) -> Unit:
    """Return a block from its lowest to its highest corner: its outline, and its top in a lighter tone."""
    (x0, y0, z0), (x1, y1, z1) = low, high
    corners = [camera.seen((x, y, z)) for x in (x0, x1) for y in (y0, y1) for z in (z0, z1)]
    top = [camera.seen((x, y1, z)) for x, z in ((x0, z0), (x1, z0), (x1, z1), (x0, z1))]
    shapes = (
        Shape(paint, "area", _flat(_hull([(x, y) for x, y, _ in corners]))),
        Shape(paint + "_top", "area", _flat([(x, y) for x, y, _ in top])),
    )
    return Unit(name, shapes, rank, () if fixed else tuple(_grid(camera, low, high)), fixed)


def bar(name: str, points: list[Vec], thick: float, *, rank: float, paint: str = "prop", under: str = "") -> Unit:
    """Return a round bar or band through points in camera space, 2 ``thick`` wide."""
    shape = Shape(paint, "line", (thick, *(value for x, y, _ in points for value in (x, y))))
    return Unit(name, (shape,), rank, tuple(along(points, thick)), under=under)


def along(points: list[Vec], thick: float) -> list[Ball]:
    """Return balls along a line, close enough to tell what it passes."""
    return [Ball(between(a, b, part), thick) for a, b in pairwise(points) for part in (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)]


def _grid(camera: Camera, low: Vec, high: Vec) -> list[Ball]:
    thick = min(max((high[1] - low[1]) / 2, 0.008), 0.02)
    steps = (0.0, 0.25, 0.5, 0.75, 1.0)
    tops = [(low[0] + (high[0] - low[0]) * a, high[1] - thick, low[2] + (high[2] - low[2]) * b) for a in steps for b in steps]
    fronts = [(low[0] + (high[0] - low[0]) * a, low[1] + (high[1] - low[1]) * b, high[2]) for a in steps for b in (0.0, 0.5)]
    return [Ball(camera.seen(point), thick) for point in tops + (fronts if high[1] - low[1] > 0.05 else [])]


def _hull(points: list[Flat]) -> list[Flat]:
    """Return the convex outline of points."""
    ordered = sorted({(round(x, 6), round(y, 6)) for x, y in points})
    return [*_half(ordered), *_half(ordered[::-1])]


def _half(points: list[Flat]) -> list[Flat]:
    found: list[Flat] = []
    for point in points:
        while len(found) > 1 and _turn(found[-2], found[-1], point) <= 1e-9:
            found.pop()
        found.append(point)
    return found[:-1]


def _turn(a: Flat, b: Flat, c: Flat) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _flat(points: list[Flat]) -> tuple[float, ...]:
    return tuple(value for point in points for value in point)
