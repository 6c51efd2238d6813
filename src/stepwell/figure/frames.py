"""The baked movements: where every joint is, frame by frame, ready to be drawn or measured. Made by ``./run figures``.

A file holds one exercise for all builds. Joint positions are whole ten-thousandths of body height, each frame but the first as
the difference from the one before, so that what stays still costs nothing.
"""

from functools import lru_cache
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from stepwell.figure.skeleton import JOINTS, Build, Skeleton
from stepwell.figure.vector import Vec

FOLDER = Path(__file__).parent / "baked"
UNIT = 1e-4


class FrameError(LookupError):
    """There are no baked frames for an exercise, or they do not fit this release."""


class Prop(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A thing that stands or lies there, in body heights.

    Attributes:
        kind: mat, floor, chair, stool, wall, side_wall, step, table, bike, strap, stick, pillow, pool ...
        at: its place: the middle of the surface that touches the body (a seat, a step's top), or a point of the wall.
        size: how long (x), high (y) and deep (z) it is, as its kind reads it.
        joints: for what is held or worn: the joints that it joins (a strap: hand and foot).
        when: the frames in which it is there, first and last; None for all.
    """

    kind: str
    at: Vec = (0.0, 0.0, 0.0)
    size: Vec = (0.0, 0.0, 0.0)
    joints: tuple[str, ...] = ()
    when: tuple[int, int] | None = None


class Kept(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A promise of the movement over a stretch of frames (first and last, both included), to be measured.

    Attributes:
        kind: "stays" (does not move from its place), "touches" (rests on the floor or a thing, may slide) or "holds" (a hand on something).
        what: the joints that keep it.
        on: what a hold is on: two joints (a point between them) or the kind of a prop; "" for the floor.
        part: for a hold between two joints: how far from the first to the second.
        frames: first and last.
    """

    kind: Literal["stays", "touches", "holds"]
    what: tuple[str, ...]
    on: tuple[str, ...] = ()
    part: float = 0.0
    frames: tuple[int, int]


class Movement(Struct, frozen=True, kw_only=True):
    """One exercise as it moves, for one build.

    Attributes:
        frames: from the start to the end of the movement, evenly in time (the eases are in them); a cycle's last frame leads
            back to the first.
        cycle: a cycle (walking, cycling) rather than there and back.
        seconds: how long it takes from start to end, or for one round of a cycle, when shown by itself.
        travel: how far the body moves on along x in one round of a cycle; body heights.
        free: stands free: the centre of mass must be over the feet.
    """

    exercise: str
    frames: tuple[Skeleton, ...]
    cycle: bool
    seconds: float
    travel: float
    free: bool
    props: tuple[Prop, ...]
    kept: tuple[Kept, ...]


class Baked(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A file of ``baked/``. ``made_from`` tells which pose and which body it was solved from."""

    exercise: str
    made_from: str
    cycle: bool
    seconds: float
    travel: float
    free: bool
    kept: tuple[Kept, ...]
    props: dict[Build, tuple[Prop, ...]]
    points: dict[Build, tuple[tuple[int, ...], ...]]
    belly: tuple[int, ...]


@lru_cache(maxsize=160)
def movement(exercise_id: str, build: Build = "medium") -> Movement:
    """Return the baked movement of an exercise.

    Raises:
        FrameError: nothing is baked under this id.
    """
    baked = read(exercise_id)
    at = [0] * (3 * len(JOINTS))
    frames = []
    for step, belly in zip(baked.points[build], baked.belly, strict=True):
        at = [old + change for old, change in zip(at, step, strict=True)]
        points: dict[str, Vec] = {joint: (at[3 * n] * UNIT, at[3 * n + 1] * UNIT, at[3 * n + 2] * UNIT) for n, joint in enumerate(JOINTS)}
        frames.append(Skeleton(points=points, build=build, belly=belly * UNIT))
    return Movement(
        exercise=exercise_id,
        frames=tuple(frames),
        cycle=baked.cycle,
        seconds=baked.seconds,
        travel=baked.travel,
        free=baked.free,
        props=baked.props[build],
        kept=baked.kept,
    )


def read(exercise_id: str) -> Baked:
    """Return the file of an exercise as it is.

    Raises:
        FrameError: there is none, or it cannot be read.
    """
    path = FOLDER / f"{exercise_id}.json"
    try:
        return msgspec.json.decode(path.read_bytes(), type=Baked)
    except (OSError, msgspec.MsgspecError) as problem:
        raise FrameError(f"{path.name}: no baked frames can be read ({problem}). Run ./run figures to make them again.") from None


def written(baked: Baked) -> bytes:
    """Return the bytes of a file."""
    return msgspec.json.encode(baked)
