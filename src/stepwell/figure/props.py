"""Every kind of thing, and how it is drawn."""

from collections.abc import Callable

from stepwell.figure.camera import Camera
from stepwell.figure.frames import Prop
from stepwell.figure.shape import Unit
from stepwell.figure.skeleton import Skeleton
from stepwell.figure.things import bike, furniture, gear, ground

Maker = Callable[[Prop, Skeleton, Camera], list[Unit]]

THINGS: dict[str, Maker] = {
    "mat": ground.mat, "floor": ground.floor, "pool": ground.pool,
    "chair": furniture.chair, "stool": furniture.stool, "table": furniture.table, "step": furniture.step,
    "wall": furniture.wall, "side_wall": furniture.side_wall,
    "bike": bike.bike, "strap": gear.strap, "stick": gear.stick, "pillow": gear.pillow, "towel": gear.towel,
}  # fmt: skip
"""The kinds of things, and how each reads its place and size (body heights; x right, y up, z to the viewer).

A zero in ``size`` stands for the value in brackets; a negative x turns a chair, a table or a wall round.

mat: ``at`` the middle of its top; size: length, thickness [.016], depth [.34]. floor: the same, a round piece of ground.
chair: ``at`` the middle of the seat's top; size: depth of the seat [.24], height of the back [.28; below 0: none], width [.25];
    the back stands at the edge away from where the chair faces (+x).
stool: ``at`` the middle of the seat's top; size: depth [.22], -, width [.24].
table: ``at`` the middle of its top; size: depth [.24], thickness [.022], width [.36].
step: ``at`` the middle of its top; size: length [.32], height [down to the floor], width [.34].
wall: ``at`` a point of its surface, the body at +x of it; size: thickness [.03; below 0: the body at -x], height [1.06], width [.6].
side_wall: ``at`` a point of its surface, the body at -z of it; size: length [.5], height [1.06], thickness [.03].
bike: ``at`` the top of the saddle; crank, grips and the rest have fixed places beside it (``things.bike``).
strap: runs through ``joints`` in their order, round the sole of a foot. towel: the same with ``joints``, else folded like a pillow.
stick: along the line from the first of ``joints`` to the last; size: how far below [.12], above [.10] and behind it [.062].
pillow: ``at`` the middle of its top; size: length [.16], thickness [.045], width [.24]. With ``joints`` it is carried: between
    the first two, or from there to between the next two; ``at`` shifts it.
pool: ``at`` the middle of the water's surface; size: length [1.3], -, depth [.5].
"""


def units(prop: Prop, figure: Skeleton, camera: Camera) -> list[Unit]:
    """Return what a thing looks like.

    Args:
        prop: the thing, in the world.
        figure: in camera space, for what is held or carried.
        camera: where we look from.
    """
    return THINGS[prop.kind](prop, figure, camera)
