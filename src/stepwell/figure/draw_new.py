"""A skeleton and a camera -> units of flat shapes."""

from stepwell.figure.camera_new import Camera
from stepwell.figure.person import head, limbs, trunk
from stepwell.figure.shape import Unit
from stepwell.figure.skeleton import SIDES, Skeleton


def person(
    figure: Skeleton, camera: Camera, *, far: str = "", hair: str = "short", shoes: bool = False, resting: bool = False
) -> list[Unit]:
    """Return the units of a person, in a fixed order.

    Args:
        figure: in the world.
        camera: where we look from.
        far: the side that is shown as farther away, "R", "L" or "" for none.
        hair: an id of ``look.HAIRS``.
        shoes: shoes instead of bare feet.
        resting: with closed eyes.
    """
    seen, upward = camera.view(figure), camera.upward
    units = [head.neck(seen), trunk.trunk(seen, upward), head.head(seen, hair, resting)]
    for side in SIDES:
        tone = "_far" if side == far else ""
        units += limbs.leg(seen, side, tone, shoes)
        units += limbs.arm(seen, side, tone, upward)
    return units
