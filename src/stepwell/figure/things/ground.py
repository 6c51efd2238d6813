"""What everything stands on: mat, floor, water, and the shadow of the body."""

import math
from collections.abc import Sequence

from stepwell.figure.camera import Camera
from stepwell.figure.frames import Prop
from stepwell.figure.shape import Shape, Unit
from stepwell.figure.skeleton import Skeleton
from stepwell.figure.things.solid import box
from stepwell.figure.vector import added, between, dot

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


_WAVES, _SWELL, _BELOW = 12, 0.005, 0.05
"""How many waves the water has, how high they are, and how deep its floor reaches below the feet."""


def pool(prop: Prop, figure: Skeleton, camera: Camera) -> list[Unit]:
    """Return water, cut open along the picture: all of it behind the body, and a sheer front with its surface before it."""
    (x, y, z), (long, _, _) = prop.at, prop.size
    half, (middle, level, _) = (long or 1.42) / 2, camera.seen((x, y, z))
    bottom = camera.seen((x, 0.0, z))[1]
    waves = [(half * (2 * step / _WAVES - 1), _SWELL if step % 2 else -_SWELL) for step in range(_WAVES + 1)]

    def shape(paint: str, high: float, low: float) -> Shape:
        corners = [waves[0], *waves, waves[-1]]
        points = [(middle + dx, high + dy) for dx, dy in corners] + [(middle + dx, low) for dx in (half, half, -half, -half)]
        return Shape(paint, "soft", tuple(value for point in points for value in point))

    deep = shape("water_deep", level, bottom - _BELOW), shape("pool", bottom, bottom - _BELOW)
    front = shape("water", level, bottom - _BELOW), shape("water_top", level, level - 0.03)
    return [Unit("water", deep, 0.2, fixed=-1), Unit("water_front", front, 9.0, fixed=1)]


Stretch = tuple[tuple[str, ...], float, float, float]
_CAST: tuple[Stretch, ...] = (
    # a stretch of the body from joint to joint, how broad its shadow is at either end, and from which height on it has none
    (("pelvis", "thorax", "neck"), 0.096, 0.076, 0.70),
    (("neck", "head", "head"), 0.046, 0.062, 0.30),
    *(((f"hip{side}", f"knee{side}"), 0.064, 0.050, 0.22) for side in "RL"),
    *(((f"knee{side}", f"ankle{side}"), 0.050, 0.036, 0.20) for side in "RL"),
    *(((f"heel{side}", f"toes{side}"), 0.034, 0.030, 0.20) for side in "RL"),
)
_TO_VIEWER = 0.020
"""How far a shadow lies to the viewer of what casts it, so that one sees some of it."""


def casting(figures: Sequence[Skeleton]) -> tuple[Stretch, ...]:
    """Return the stretches of the body that cast a shadow in any of these frames, which are in the world."""
    return tuple(cast for cast in _CAST if any(max(figure[joint][1] for joint in cast[0]) < cast[3] for figure in figures))


def shadow(figure: Skeleton, camera: Camera, stretches: Sequence[Stretch]) -> Unit:
    """Return the shadow that stretches of the body cast on the floor, smaller the higher they are. The figure is in camera space."""
    return Unit("shadow", tuple(_cast(figure, camera, stretch) for stretch in stretches), 0.5, fixed=-1)


def _cast(figure: Skeleton, camera: Camera, stretch: Stretch) -> Shape:
    joints, first, last, fades = stretch
    up, nearer = camera.upward, camera.seen((0.0, 0.0, _TO_VIEWER))
    heights = [max(dot(figure[joint], up), 0.0) for joint in joints]
    near = max(1 - max(heights) / fades, 0.0)
    spots = [added(added(figure[joint], up, -height), nearer) for joint, height in zip(joints, heights, strict=True)]
    middle = spots[1] if len(spots) == 3 else between(spots[0], spots[1], 0.5)
    spots = [between(middle, spot, min(3 * near, 1.0)) for spot in (spots[0], middle, spots[-1])]
    size = (0.14 + 0.86 * abs(camera.axes[2][1])) * near
    broad = (first * size, (first + last) / 2 * size, last * size)
    return Shape("shadow", "tube", tuple(value for (x, y, _), half in zip(spots, broad, strict=True) for value in (x, y, half)))


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
