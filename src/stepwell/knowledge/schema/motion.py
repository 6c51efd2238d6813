"""How an exercise moves, described by what matters: where the body rests, what stays put, what is reached, a few joint angles.

The rest of the body is found by solving (``figure/bake``). Lengths are fractions of body height; x to the right of the picture,
y up from the floor, z to the viewer. "R" is the working side. Angles are degrees by the names of ``figure.skeleton.RANGES``.
"""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from stepwell.knowledge.schema.basis import Id, Words

Place = tuple[float, float, float]
Share = Annotated[float, Meta(ge=0, le=1)]

Region = Literal[
    "low_back", "upper_back", "whole_back", "belly", "lower_belly", "waist", "chest", "shoulders", "neck",
    "buttockR", "buttockL", "buttocks", "hip_sideR", "hip_sideL", "groinR", "groinL",
    "thigh_frontR", "thigh_frontL", "thighs_front", "thigh_backR", "thigh_backL", "thighs_back",
    "knee_backR", "calfR", "calfL", "calves", "footR", "forearmR", "forearmL", "forearms",
]  # fmt: skip
"""Where an exercise may be felt."""


class Reach(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A hand or an ankle that holds on to, or rests on, something.

    Attributes:
        limb: handR, handL, hands, ankleR, ankleL, headR ...; "hands" means each its own side of what is named without a side.
        on: two joints (a point between them), one joint, or the kind of a thing among ``things``.
        part: how far along: from the first joint to the second.
        side: the direction in space from that point in which the hand lies on it; zero: it grips the middle.
        off: a further shift in space, for what no direction says.
    """

    limb: str
    on: tuple[str, ...]
    part: Share = 0.5
    side: Place = (0.0, 0.0, 0.0)
    off: Place = (0.0, 0.0, 0.0)


class Key(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One moment that the movement passes through.

    Attributes:
        at: when, from 0 (start) to 1 (end).
        angles: joint angles that matter here; what is left out follows the posture. Sides by suffix: hip_flexionR; without a
            suffix both sides.
        stays: contacts that do not move from this key to the next.
        touches: contacts that rest on the floor or a thing but may slide; between two keys where the next one keeps it too.
        reaches: what hands and ankles hold; held between two keys when both name it.
        belly: how far the belly stands out.
    """

    at: Share = 0.0
    angles: dict[str, float] = {}
    stays: tuple[str, ...] | None = None
    touches: tuple[str, ...] | None = None
    reaches: tuple[Reach, ...] = ()
    belly: float = 0.0


class Thing(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A thing that stands or lies there: see ``figure.frames.Prop``."""

    kind: Id
    at: Place = (0.0, 0.0, 0.0)
    size: Place = (0.0, 0.0, 0.0)
    joints: tuple[str, ...] = ()


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


class Motion(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How one exercise moves and is shown.

    Attributes:
        moves: the movement in plain words, for those who do not see the picture.
        posture: where the body begins: an id of ``figure/bake/postures.toml``.
        camera: degrees around to the figure's front, and degrees up.
        seconds: from start to end, or one round of a cycle, when shown by itself.
        cycle: a cycle (walking) rather than there and back.
        travel: how far the body has moved on along x after one round of a cycle.
        free: it stands free: the centre of mass stays over the feet.
        keys: the moments it passes through; the first at 0, the last at 1 (a cycle comes back to the first by itself).
        stays, touches: for every key that names none of its own; None: those of the posture.
        things: what stands or lies there beside the mat or floor.
        feel: where it should be felt.
        ghost: whether a still picture shows the start as a pale shadow.
        notes: what the solver or the drawer should know.
    """

    moves: Words
    posture: Id
    camera: tuple[float, float] = (12.0, 8.0)
    seconds: Annotated[float, Meta(gt=0)] = 2.5
    cycle: bool = False
    travel: float = 0.0
    free: bool = False
    keys: Annotated[tuple[Key, ...], Meta(min_length=1)]
    stays: tuple[str, ...] | None = None
    touches: tuple[str, ...] | None = None
    things: tuple[Thing, ...] = ()
    feel: tuple[Region, ...] = ()
    arrows: tuple[Arrow, ...] = ()
    ghost: bool = True
    notes: str = ""
