"""The surfaces of the things that a body leans, sits or stands on: the same geometry that ``figure/props.py`` draws."""

from collections.abc import Callable

from stepwell.figure.bake.goals import Plane
from stepwell.knowledge.schema import Thing

_UP = (0.0, 1.0, 0.0)


def _seat(thing: Thing) -> tuple[Plane, ...]:
    (x, y, z), (depth, back, width) = thing.at, thing.size
    half = abs(depth or 0.24) / 2
    seat = Plane((x, y, z), _UP, (half, (width or 0.25) / 2))
    if back < 0 or thing.kind == "stool":
        return (seat,)
    facing = -1.0 if depth < 0 else 1.0
    rest = back or 0.28
    return seat, Plane((x - facing * half, y + rest / 2, z), (facing, 0.0, 0.0), (rest / 2, (width or 0.25) / 2))


def _wall(thing: Thing) -> tuple[Plane, ...]:
    return (Plane(thing.at, (-1.0 if thing.size[0] < 0 else 1.0, 0.0, 0.0)),)


def _side_wall(thing: Thing) -> tuple[Plane, ...]:
    return (Plane(thing.at, (0.0, 0.0, -1.0)),)


def _step(thing: Thing) -> tuple[Plane, ...]:
    return (Plane(thing.at, _UP, ((thing.size[0] or 0.32) / 2, (thing.size[2] or 0.34) / 2)),)


def _table(thing: Thing) -> tuple[Plane, ...]:
    return (Plane(thing.at, _UP, (abs(thing.size[0] or 0.24) / 2, (thing.size[2] or 0.36) / 2)),)


def _pillow(thing: Thing) -> tuple[Plane, ...]:
    return () if thing.joints else (Plane(thing.at, _UP, ((thing.size[0] or 0.16) / 2, (thing.size[2] or 0.24) / 2)),)


_SURFACES: dict[str, Callable[[Thing], tuple[Plane, ...]]] = {
    "chair": _seat, "stool": _seat, "wall": _wall, "side_wall": _side_wall, "step": _step, "table": _table,
    "pillow": _pillow, "towel": _pillow,
}  # fmt: skip


def surfaces(thing: Thing) -> tuple[Plane, ...]:
    """Return the surfaces of a thing, the one to sit, lean or stand on first; none for what only hangs or is carried."""
    make = _SURFACES.get(thing.kind)
    return make(thing) if make else ()
