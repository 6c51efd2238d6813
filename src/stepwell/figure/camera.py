"""Where the picture is taken from, and where a point in space falls on the page."""

import math
from functools import lru_cache

from msgspec import Struct

from stepwell.figure.vector import SIDEWAYS, Vec, dot

Flat = tuple[float, float]


class Camera(Struct, frozen=True):
    """Where we look from. ``around``: degrees from the side view to the figure's front; ``above``: degrees up.

    Nearly level from the side, the depth order is by side alone: near limbs before far ones.
    """

    around: float
    above: float

    def seen(self, point: Vec) -> Flat:
        """Return the point in the picture, in body heights, y up."""
        right, up, _ = self.axes()
        return dot(point, right), dot(point, up)

    def nearness(self, point: Vec) -> float:
        """Return how near a point is; greater is nearer."""
        return dot(point, self.axes()[2])

    @property
    def level(self) -> bool:
        """True for the plain view from the side."""
        return abs(self.around) <= 20 and self.above <= 12

    def axes(self) -> tuple[Vec, Vec, Vec]:
        """Return the directions right, up and to the viewer."""
        return _axes(self)


@lru_cache(maxsize=64)
def _axes(camera: Camera) -> tuple[Vec, Vec, Vec]:
    turn, rise = math.radians(camera.around), math.radians(camera.above)
    sin_t, cos_t, sin_r, cos_r = math.sin(turn), math.cos(turn), math.sin(rise), math.cos(rise)
    if camera.level:  # a cabinet projection: true in the plane of the body, and the floor stays level
        return (1.0, 0.0, -sin_t), (0.0, 1.0, -sin_r), SIDEWAYS
    return (cos_t, 0.0, -sin_t), (-sin_t * sin_r, cos_r, -cos_t * sin_r), (sin_t * cos_r, sin_r, cos_t * cos_r)


class Frame(Struct, frozen=True):
    """Body heights -> the units of the picture: ``scale`` a body height, then the shift."""

    camera: Camera
    scale: float = 1.0
    left: float = 0.0
    top: float = 0.0

    def at(self, point: Vec) -> Flat:
        """Return the point in picture units, y down, on the tenth."""
        x, y = self.camera.seen(point)
        return round(self.left + x * self.scale, 1), round(self.top - y * self.scale, 1)
