"""What each picture needs beyond the pose: where we look from, what holds what, what to mark, and which things stand there."""

from functools import cache
from pathlib import Path

import msgspec
import tomli
from msgspec import Struct

from stepwell.figure.body import SIDES
from stepwell.figure.camera import Camera
from stepwell.figure.pose import Hold
from stepwell.figure.props import THINGS
from stepwell.knowledge.schema import Exercise


class Arrow(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An arrow of movement.

    Attributes:
        joint: follows this joint from start to end; or stands at it, when ``by`` is given.
        by: the arrow's own way (x, y) in body heights of the picture, for movements too small to see.
        off: where it is set beside the joint (x, y).
        bend: how far it bows to its left, as a share of its length; only with ``by``.
        part: which stretch of the joint's way it covers.
        both: it points both ways.
    """

    joint: str
    by: tuple[float, float] | None = None
    off: tuple[float, float] = (0.0, 0.0)
    bend: float = 0.0
    part: tuple[float, float] = (0.0, 1.0)
    both: bool = False


class Scene(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How one exercise is staged.

    Attributes:
        moves: the movement in plain words, for those who do not see the picture.
        camera: degrees around to the figure's front, and degrees up.
        angles: angles laid over the pose table (start, end), where a picture needs them.
        accents: the parts in the warm colour: what moves, or what is stretched.
        ghost: show the start as a pale shadow.
        props: what stands there, farthest first; None: the equipment.
        floor: how far the floor lies below the lowest part of the body.
        surface: what it all stands on; None: mat or floor, by the position; "": nothing.
    """

    moves: str
    camera: tuple[float, float] = (10.0, 7.0)
    angles: dict[str, tuple[float, float]] = {}
    holds: tuple[Hold, ...] = ()
    accents: tuple[str, ...] = ()
    arrows: tuple[Arrow, ...] = ()
    props: tuple[str, ...] | None = None
    ghost: bool = True
    floor: float = 0.0
    surface: str | None = None

    def eye(self) -> Camera:
        """Return the camera."""
        return Camera(*self.camera)

    def all_holds(self) -> tuple[Hold, ...]:
        """Return the holds, with "arms" and "legs" written out for both sides."""
        return tuple(one for hold in self.holds for one in _each_side(hold))


_SURFACES = {
    "supine": "mat",
    "prone": "mat",
    "side_lying": "mat",
    "quadruped": "mat",
    "kneeling": "mat",
    "sitting": "floor",
    "standing": "floor",
}
_FROM_THE_SIDE = {"mat": "strip", "floor": "ground"}
_ANY = Scene(moves="the pale figure shows the start, the clear one the end")


@cache
def _scenes() -> dict[str, Scene]:
    raw = tomli.loads((Path(__file__).parent / "scenes.toml").read_text(encoding="utf-8"))
    return msgspec.convert(raw, dict[str, Scene])


def scene_of(exercise: Exercise) -> Scene:
    """Return how an exercise is staged; a plain side view for one that has no scene of its own."""
    return _scenes().get(exercise.id, _ANY)


def props_of(exercise: Exercise) -> tuple[str, ...]:
    """Return what stands or lies in the picture, the floor or mat first."""
    scene = scene_of(exercise)
    own = scene.props if scene.props is not None else tuple(thing for thing in exercise.equipment if thing in THINGS)
    surface = _SURFACES.get(exercise.position, "floor") if scene.surface is None else scene.surface
    if scene.eye().level:
        surface = _FROM_THE_SIDE.get(surface, surface)
    return (surface, *own) if surface else own


def _each_side(hold: Hold) -> tuple[Hold, ...]:
    if hold.limb not in {"arms", "legs"}:
        return (hold,)
    return tuple(_sided(hold, side) for side in SIDES)


def _sided(hold: Hold, side: str) -> Hold:
    def named(joint: str) -> str:
        return joint + side if joint in {"knee", "ankle", "shoulder", "elbow", "wrist", "ball"} else joint

    sign, (x, y, z), (bend_x, bend_y, bend_z) = SIDES[side], hold.off, hold.bend
    return msgspec.structs.replace(
        hold, limb=hold.limb[:-1] + side, at=named(hold.at), to=named(hold.to), off=(x, y, sign * z), bend=(bend_x, bend_y, sign * bend_z)
    )
