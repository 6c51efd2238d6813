"""The floor and the things as solid bodies, and how deep a round part is in them.

A wall and the floor have no end. What gives way by its nature (a pillow, water, a strap) is no solid.
"""

from collections.abc import Callable

from msgspec import Struct

from stepwell.figure.frames import Prop
from stepwell.figure.vector import Vec, dot, length, taken

Reach = Callable[[Vec], float]
"""How far a part of the body reaches from its middle in a direction."""


class Plane(Struct, frozen=True, kw_only=True):
    """Everything behind a plane: a point of it and the way out."""

    kind: str
    at: Vec
    out: Vec

    def nearest(self, point: Vec) -> tuple[float, Vec]:
        """Return how far outside the surface a point is (negative: inside) and the way out."""
        return dot(taken(point, self.at), self.out), self.out


class Box(Struct, frozen=True, kw_only=True):
    """A block, from its lowest to its highest corner."""

    kind: str
    low: Vec
    high: Vec

    def nearest(self, point: Vec) -> tuple[float, Vec]:
        """Return how far outside the surface a point is (negative: inside) and the way out."""
        x, y, z = (min(max(value, low), high) for value, low, high in zip(point, self.low, self.high, strict=True))
        away = taken(point, (x, y, z))
        far = length(away)
        if far > 0:
            return far, (away[0] / far, away[1] / far, away[2] / far)
        return max(
            (point[0] - self.high[0], (1.0, 0.0, 0.0)), (self.low[0] - point[0], (-1.0, 0.0, 0.0)),
            (point[1] - self.high[1], (0.0, 1.0, 0.0)), (self.low[1] - point[1], (0.0, -1.0, 0.0)),
            (point[2] - self.high[2], (0.0, 0.0, 1.0)), (self.low[2] - point[2], (0.0, 0.0, -1.0)),
        )  # fmt: skip


Solid = Plane | Box
FLOOR = Plane(kind="floor", at=(0.0, 0.0, 0.0), out=(0.0, 1.0, 0.0))
_SEAT_THICK, _TABLE_THICK = 0.024, 0.022


def solids(props: tuple[Prop, ...]) -> tuple[Solid, ...]:
    """Return the floor and every thing that does not give way."""
    return (FLOOR, *(solid for prop in props for solid in of(prop)))


def of(prop: Prop) -> tuple[Solid, ...]:
    """Return what is solid of a thing; the surface that is meant to carry first."""
    make = _MAKERS.get(prop.kind)
    return make(prop) if make else ()


def resting_places(props: tuple[Prop, ...]) -> tuple[Solid, ...]:
    """Return everything that may carry a part of the body: the solids, the saddle of a bike, and pillows that lie there."""
    soft = [_block(prop, 0.16, prop.size[1] or 0.045, 0.24) for prop in props if prop.kind in {"pillow", "towel"} and not prop.joints]
    saddle = [_block(prop, 0.12, 0.034, 0.10) for prop in props if prop.kind == "bike"]
    return (*solids(props), *soft, *saddle)


def clearance(solid: Solid, middle: Vec, reach: Reach) -> float:
    """Return how far a round part is from a solid; negative: how deep in it."""
    far, out = solid.nearest(middle)
    return far - reach((-out[0], -out[1], -out[2]))


def _block(prop: Prop, long: float, thick: float, wide: float) -> Box:
    x, y, z = prop.at
    long, wide = abs(prop.size[0]) or long, prop.size[2] or wide
    return Box(kind=prop.kind, low=(x - long / 2, y - thick, z - wide / 2), high=(x + long / 2, y, z + wide / 2))


def _chair(prop: Prop) -> tuple[Solid, ...]:
    seat = _block(prop, 0.24, _SEAT_THICK, 0.25)
    if prop.size[1] < 0:
        return (seat,)
    turned, rest = prop.size[0] < 0, prop.size[1] or 0.28
    edge = seat.high[0] if turned else seat.low[0] - _SEAT_THICK
    low, high = (edge, prop.at[1], seat.low[2]), (edge + _SEAT_THICK, prop.at[1] + rest, seat.high[2])
    return (seat, Box(kind=prop.kind, low=low, high=high))


def _stool(prop: Prop) -> tuple[Solid, ...]:
    return (_block(prop, 0.22, _SEAT_THICK, 0.24),)


def _wall(prop: Prop) -> tuple[Solid, ...]:
    return (Plane(kind=prop.kind, at=prop.at, out=(-1.0 if prop.size[0] < 0 else 1.0, 0.0, 0.0)),)


def _side_wall(prop: Prop) -> tuple[Solid, ...]:
    return (Plane(kind=prop.kind, at=prop.at, out=(0.0, 0.0, -1.0)),)


def _step(prop: Prop) -> tuple[Solid, ...]:
    return (_block(prop, 0.32, prop.at[1], 0.34),)


def _table(prop: Prop) -> tuple[Solid, ...]:
    return (_block(prop, 0.24, prop.size[1] or _TABLE_THICK, 0.36),)


_MAKERS: dict[str, Callable[[Prop], tuple[Solid, ...]]] = {
    "chair": _chair, "stool": _stool, "wall": _wall, "side_wall": _side_wall, "step": _step, "table": _table,
}  # fmt: skip
