"""What the names in a motion mean: a contact's joints, the end of a limb that reaches, a reach of both hands, an angle of both sides."""

import msgspec

from stepwell.figure.bake.goals import CONTACTS, TRUNK
from stepwell.figure.bake.kinematics import INDEX, PLACE, ROOT, SPINE
from stepwell.figure.skeleton import RANGES, SIDES
from stepwell.knowledge.schema import Reach


class PoseError(ValueError):
    """A motion names something that is not there, or asks for what a body cannot do."""


def sided(reach: Reach) -> tuple[Reach, ...]:
    """Return a reach of both hands as one for each side; joints without a side are then of that side, z is mirrored."""
    if not reach.limb.endswith("s"):
        return (reach,)
    return tuple(_one_side(reach, side) for side in SIDES)


def _one_side(reach: Reach, side: str) -> Reach:
    sign = 1.0 if side == "R" else -1.0
    on = tuple(name + side if name + side in PLACE else name for name in reach.on)
    (x, y, z), (a, b, c) = reach.side, reach.off
    return msgspec.structs.replace(reach, limb=reach.limb[:-1] + side, on=on, side=(x, y, sign * z), off=(a, b, sign * c))


def effector(limb: str) -> tuple[str, str]:
    """Return the two joints between which a limb grips: the palm, the fingers, or a joint itself."""
    if limb.startswith("hand"):
        return "wrist" + limb[-1], "hand" + limb[-1]
    if limb.startswith("finger"):
        return "hand" + limb[-1], "hand" + limb[-1]
    return limb, limb


def contact_joints(name: str) -> tuple[str, ...]:
    """Return the joints of a contact: "footR", or "foot" for both feet, or a joint of the trunk."""
    if name in TRUNK or name == "head":
        return (name,)
    if name in CONTACTS:
        return tuple(joint + side for side in SIDES for joint in CONTACTS[name])
    if name[-1] in SIDES and name[:-1] in CONTACTS:
        return tuple(joint + name[-1] for joint in CONTACTS[name[:-1]])
    raise PoseError(f"contact {name!r} is not known; known are {', '.join([*CONTACTS, *TRUNK, 'head'])}, with R or L")


def sides_of_angle(name: str) -> tuple[str, ...]:
    """Return the degrees of freedom that a name means: one, or one a side."""
    if name in INDEX:
        return (name,)
    if name + "R" in INDEX:
        return name + "R", name + "L"
    raise PoseError(f"angle {name!r} is not known; known are {', '.join((*ROOT, *SPINE, *(name for name in RANGES if name not in SPINE)))}")
