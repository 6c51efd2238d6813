"""Where the picture is taken from. In camera space x is to the right of the picture, y up, and z to the viewer."""

import math
from functools import cached_property

from msgspec import Struct

from stepwell.figure.skeleton import Skeleton
from stepwell.figure.vector import Vec, dot, turned


class Camera(Struct, frozen=True, dict=True):
    """Where we look from.

    Attributes:
        around: degrees from the side view to the figure's front.
        above: degrees up.
        level: the camera is tilted a little, so that the length of a mat (x) lies level in the picture.
    """

    around: float
    above: float
    level: bool = False

    @cached_property
    def axes(self) -> tuple[Vec, Vec, Vec]:
        """The directions right, up and to the viewer."""
        turn, rise = math.radians(self.around), math.radians(self.above)
        sin_t, cos_t, sin_r, cos_r = math.sin(turn), math.cos(turn), math.sin(rise), math.cos(rise)
        right, up, near = (cos_t, 0.0, -sin_t), (-sin_t * sin_r, cos_r, -cos_t * sin_r), (sin_t * cos_r, sin_r, cos_t * cos_r)
        if not self.level:
            return right, up, near
        tilt = math.degrees(math.atan2(up[0], right[0]))
        return turned(right, up, tilt), turned(up, right, -tilt), near

    def seen(self, point: Vec) -> Vec:
        """Return a point in camera space."""
        right, up, near = self.axes
        return dot(point, right), dot(point, up), dot(point, near)

    def view(self, figure: Skeleton) -> Skeleton:
        """Return the whole body in camera space."""
        return Skeleton(points={joint: self.seen(point) for joint, point in figure.points.items()}, build=figure.build, belly=figure.belly)

    @property
    def upward(self) -> Vec:
        """The world's up in camera space."""
        return self.seen((0.0, 1.0, 0.0))
