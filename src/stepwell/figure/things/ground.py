"""What everything stands on: mat, floor, water, and the shadow of the body."""

import math
from collections.abc import Sequence

from stepwell.figure.camera import Camera
from stepwell.figure.frames import Prop
from stepwell.figure.shape import Shape, Unit
from stepwell.figure.skeleton import Skeleton
from stepwell.figure.things.solid import box
from stepwell.figure.vector import dot

_THICK = 0.016


def mat(prop: Prop, figure: Skeleton, camera: Camera) -> list[Unit]:
    """Return a mat with its edge."""
    (x, y, z), (long, thick, wide) = prop.at, prop.size
    low, high = (x - long / 2, y - (thick or _THICK), z - (wide or 0.34) / 2), (x + long / 2, y, z + (wide or 0.34) / 2)
    return [box("mat", camera, low, high, rank=0.0, paint="mat", fixed=-1)]


def floor(prop: Prop, figure: Skeleton, camera: Camera) -> list[Unit]:
    """Return a round piece of floor."""
    (x, _, z), (long, _, wide) = prop.at, prop.size
    turn, rise = math.radians(camera.around), math.radians(camera.above)
    along, across = long / 2, (wide or 0.36) / 2
    half = math.hypot(along * math.cos(turn), across * math.sin(turn))
    high = math.hypot(along * math.sin(turn), across * math.cos(turn)) * math.sin(rise)
    middle_x, middle_y, _ = camera.seen((x, 0.0, z))
    reach = half - high
    return [Unit("floor", (Shape("floor", "glow", (middle_x - reach, middle_y, middle_x + reach, middle_y, high)),), 0.0, fixed=-1)]


def pool(prop: Prop, figure: Skeleton, camera: Camera) -> list[Unit]:
    """Return water: its surface behind the body, its front before it."""
    (x, y, z), (long, _, wide) = prop.at, prop.size
    half, side = (long or 1.3) / 2, (wide or 0.5) / 2

    def spots(*corners: tuple[float, float, float]) -> tuple[float, ...]:
        return tuple(value for corner in corners for value in camera.seen(corner)[:2])

    surface = spots((x - half, y, z - side), (x + half, y, z - side), (x + half, y, z + side), (x - half, y, z + side))
    front = spots((x - half, y, z + side), (x + half, y, z + side), (x + half, 0.0, z + side), (x - half, 0.0, z + side))
    depth = spots((x - half, y, z - side), (x + half, y, z - side), (x + half, 0.0, z + side), (x - half, 0.0, z + side))
    behind = Unit("water", (Shape("water_deep", "area", depth), Shape("water_top", "area", surface)), 0.2, fixed=-1)
    return [behind, Unit("water_front", (Shape("water", "area", front),), 9.0, fixed=1)]


_SHADED = ("head", "neck", "thorax", "pelvis", *(joint + side for joint in ("knee", "ankle", "wrist") for side in "RL"))


def shadow(figure: Skeleton, camera: Camera) -> Unit:
    """Return a soft shadow below what is near the floor."""
    up = camera.upward
    weights = {joint: max(0.16 - dot(figure[joint], up), 0.0) for joint in _SHADED}
    total = sum(weights.values()) or 1.0
    x = sum(figure[joint][0] * weight for joint, weight in weights.items()) / total
    y = sum((figure[joint][1] - up[1] * dot(figure[joint], up)) * weight for joint, weight in weights.items()) / total
    spread = 1.5 * math.sqrt(sum((figure[joint][0] - x) ** 2 * weight for joint, weight in weights.items()) / total) + 0.04
    left, right = max(x - spread, min(figure[joint][0] for joint in _SHADED)), min(x + spread, max(figure[joint][0] for joint in _SHADED))
    deep = 0.012 + 0.06 * abs(camera.axes[2][1])
    return Unit("shadow", (Shape("shadow", "glow", (left, y, right, y, deep)),), 0.5, fixed=-1)


def marks(camera: Camera, shift: float, middle: float, half: float, travel: float) -> Unit:
    """Return marks on the floor that pass by while the view follows the body. They fade in and out at the rims.

    Args:
        camera: where we look from.
        shift: how far the body has moved on; body heights.
        middle: of the picture along x.
        half: how far the floor reaches to either side.
        travel: of one round, which a whole number of gaps must fill.
    """
    gap = travel / max(round(travel / 0.22), 1)
    count = math.ceil(2 * half / gap) + 3
    shapes = []
    for index in range(count):
        x = (index * gap - shift) % (count * gap) - half - gap
        fade = max(1 - (x / half) ** 2, 0.0)
        ends = [camera.seen((middle + x + dx, 0.0, 0.13)) for dx in (-0.05 * fade, 0.0, 0.05 * fade)]
        shapes.append(Shape("mark", "tube", tuple(value for end in ends for value in (end[0], end[1], 0.005 * fade))))
    return Unit("marks", tuple(shapes), 0.6, fixed=-1)


def reach(figures: Sequence[Skeleton], axis: int) -> tuple[float, float]:
    """Return how far the joints reach along an axis of the world."""
    along = [point[axis] for figure in figures for point in figure.points.values()]
    return min(along), max(along)
