"""What stands in the room: chair, stool, table, step, walls."""

from stepwell.figure.camera import Camera
from stepwell.figure.frames import Prop
from stepwell.figure.shape import Unit
from stepwell.figure.skeleton import Skeleton
from stepwell.figure.things.solid import bar, box
from stepwell.figure.vector import Vec

_LEG, _SEAT = 0.0095, 0.024


def chair(prop: Prop, figure: Skeleton, camera: Camera) -> list[Unit]:
    """Return a chair: legs, seat, and a back unless its height is below 0."""
    (x, y, z), (deep, back, wide) = prop.at, prop.size
    facing = -1.0 if deep < 0 else 1.0
    half, side = abs(deep or 0.24) / 2, (wide or 0.25) / 2
    units = [
        *_legs("chair_seat", camera, prop.at, half, side),
        box("chair_seat", camera, (x - half, y - _SEAT, z - side), (x + half, y, z + side), rank=2.5),
    ]
    return units if back < 0 else [*units, *_back(camera, (x - facing * half, y, z), back or 0.28, side)]


def stool(prop: Prop, figure: Skeleton, camera: Camera) -> list[Unit]:
    """Return a stool."""
    size = (prop.size[0] or 0.22, -1.0, prop.size[2] or 0.24)
    return chair(Prop(kind="stool", at=prop.at, size=size), figure, camera)


def table(prop: Prop, figure: Skeleton, camera: Camera) -> list[Unit]:
    """Return a high table or worktop on four legs."""
    (x, y, z), (deep, thick, wide) = prop.at, prop.size
    half, side = abs(deep or 0.24) / 2, (wide or 0.36) / 2
    top = box("table_top", camera, (x - half, y - (thick or 0.022), z - side), (x + half, y, z + side), rank=2.5)
    return [*_legs("table_top", camera, prop.at, half, side), top]


def step(prop: Prop, figure: Skeleton, camera: Camera) -> list[Unit]:
    """Return a step."""
    (x, y, z), (long, high, wide) = prop.at, prop.size
    half, side = (long or 0.32) / 2, (wide or 0.34) / 2
    return [box("step", camera, (x - half, y - (high or y), z - side), (x + half, y, z + side), rank=1.0)]


def wall(prop: Prop, figure: Skeleton, camera: Camera) -> list[Unit]:
    """Return a piece of a wall that the body has at its back, or its front."""
    (x, _, z), (thick, high, wide) = prop.at, prop.size
    behind = x - (thick or 0.03)
    return [_slab(camera, (min(x, behind), z - (wide or 0.6) / 2), (max(x, behind), z + (wide or 0.6) / 2), high or 1.06)]


def side_wall(prop: Prop, figure: Skeleton, camera: Camera) -> list[Unit]:
    """Return a piece of a wall beside the body."""
    (x, _, z), (long, high, thick) = prop.at, prop.size
    return [_slab(camera, (x - (long or 0.5) / 2, z), (x + (long or 0.5) / 2, z + (thick or 0.03)), high or 1.06)]


def _slab(camera: Camera, low: tuple[float, float], high: tuple[float, float], tall: float) -> Unit:
    return box("wall", camera, (low[0], 0.0, low[1]), (high[0], tall, high[1]), rank=0.4, paint="wall", fixed=-1)


def _legs(top: str, camera: Camera, at: Vec, half: float, side: float) -> list[Unit]:
    x, y, z = at
    inset = _LEG * 1.2
    feet = [(x + dx, z + dz) for dx in (inset - half, half - inset) for dz in (inset - side, side - inset)]
    found = []
    for index, (fx, fz) in enumerate(feet):
        ends = [camera.seen((fx, y - 0.02, fz)), camera.seen((fx, _LEG, fz))]
        found.append(bar(f"{top}_leg{index}", ends, _LEG, rank=2.3, paint="prop" if fz > z else "prop_far", under=top))
    return found


def _back(camera: Camera, foot: Vec, high: float, side: float) -> list[Unit]:
    """Return two posts and a rail between them."""
    x, y, z = foot
    posts = [
        bar(f"chair_post{index}", [camera.seen((x, y, z + dz)), camera.seen((x, y + high, z + dz))], _LEG, rank=2.2, paint=paint)
        for index, (dz, paint) in enumerate(((-side + _LEG, "prop_far"), (side - _LEG, "prop")))
    ]
    low, top = (x - 0.008, y + high - 0.105, z - side), (x + 0.008, y + high + 0.008, z + side)
    return [*posts, box("chair_rail", camera, low, top, rank=2.25)]
