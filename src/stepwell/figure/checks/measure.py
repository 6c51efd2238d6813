"""All checks of one movement at once."""

from msgspec import Struct

from stepwell.figure.checks.found import Found
from stepwell.figure.checks.limits import LIMITS
from stepwell.figure.frames import Movement

_BARELY = 1e-9


class Measured(Struct, frozen=True, kw_only=True):
    """What one check found.

    Attributes:
        check: which of LIMITS.
        frames: what was found in each frame; empty where there is nothing to measure.
    """

    check: str
    frames: tuple[Found, ...]

    @property
    def worst(self) -> float | None:
        """The largest value; None where there is nothing to measure."""
        return max((found.value for found in self.frames), default=None)

    @property
    def frame(self) -> int:
        """The first frame in which it is worst, counted from 0."""
        return max(range(len(self.frames)), key=lambda number: self.frames[number].value, default=0)

    @property
    def where(self) -> str:
        """Where on the body it is worst; empty where nothing was found."""
        return self.frames[self.frame].where if self.worst else ""

    @property
    def good(self) -> bool:
        """Whether it is within its limit."""
        return self.worst is None or self.worst <= LIMITS[self.check].most + _BARELY


def measured(movement: Movement) -> tuple[Measured, ...]:
    """Return what every check of LIMITS finds in a movement."""
    return tuple(Measured(check=check, frames=tuple(limit.measure(movement))) for check, limit in LIMITS.items())
