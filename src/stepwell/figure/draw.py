"""A skeleton and a camera -> units of flat shapes."""

from msgspec import Struct

from stepwell.engine.log import Hair
from stepwell.figure.camera import Camera
from stepwell.figure.person import head, limbs, trunk
from stepwell.figure.shape import Unit
from stepwell.figure.skeleton import SIDES, Side, Skeleton


class Person(Struct, frozen=True, kw_only=True):
    """What the drawing of a person needs to know beside where the joints are.

    Attributes:
        far: the side that is shown as farther away; None: both alike.
        hair: how it is worn.
        shoes: shoes instead of bare feet.
        resting: with closed eyes.
    """

    far: Side | None = None
    hair: Hair = "short"
    shoes: bool = False
    resting: bool = False


def person(figure: Skeleton, camera: Camera, who: Person) -> list[Unit]:
    """Return the units of a person whose joints are in the world, always the same ones in the same places."""
    seen, upward = camera.view(figure), camera.upward
    units = [head.hair_behind(seen, who.hair), head.neck(seen), trunk.trunk(seen, upward), head.head(seen, who.resting)]
    for side in SIDES:
        tone = "_far" if side == who.far else ""
        units += limbs.leg(seen, side, tone, who.shoes)
        units += limbs.arm(seen, side, tone, upward)
    return units
