"""Angles -> where the joints are: forward kinematics, hands and feet that hold on, and contacts that stay put."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from stepwell.figure import body
from stepwell.figure.body import CONTACTS, SIDES, Skeleton
from stepwell.figure.vector import SIDEWAYS, Vec, about, added, between, direction, length, square_to, taken, turned, unit
from stepwell.knowledge.schema import Pose

Angles = Mapping[str, float]

# Out-of-plane hints of the pose tables, by the angle they set.
_OUT_OF_PLANE = {
    "hip_R_abduction_deg": "outR", "hip_R_external_rotation_deg": "turnR", "knees_roll_deg": "roll",
    "legs_lean_toward_wall_deg": "legs_lean", "trunk_lateral_bend_deg": "legs_lean",
}  # fmt: skip


class Hold(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A hand or an ankle that rests somewhere: on the line between two joints, ``off`` from it.

    Attributes:
        limb: "arm" or "leg", with its side: "armR".
        at, to, part: the point ``part`` of the way from joint ``at`` to joint ``to``.
        off, bend, hand: directions in the body's own picture plane (x, y) and to the working side (z);
            ``bend`` is where the elbow or knee points, ``hand`` where the fingers point.
        start, end: in which key pose it holds.
    """

    limb: str
    at: str
    to: str = ""
    part: float = 0.0
    off: Vec = (0.0, 0.0, 0.0)
    bend: Vec = (0.0, -1.0, 0.0)
    hand: Vec | None = None
    start: bool = True
    end: bool = True


def key_angles(pose: Pose, more: Mapping[str, tuple[float, float]]) -> tuple[Angles, Angles]:
    """Return the angles of start and end, with the out-of-plane hints and then ``more`` laid over them."""
    keys: list[dict[str, float]] = []
    for index, angles in enumerate((pose.start, pose.end)):
        found = dict(angles)
        for hint, name in _OUT_OF_PLANE.items():
            if hint in pose.out_of_plane:
                found[name] = pose.out_of_plane[hint][index]
        if pose.view.startswith("coronal"):  # there the trunk's angle lies in the frontal plane
            found["trunk_lean"] = 180 - found["trunk"]
            found["legs_lean"] = found.get("legs_lean", 0.0) - found["trunk_lean"]
            found["trunk"] = 180.0
        found["trunk_lean"] = found.get("trunk_lean", 0.0) - pose.out_of_plane.get("trunk_lean_away_deg", (0.0, 0.0))[index]
        found.update({name: values[index] for name, values in more.items()})
        keys.append(found)
    return keys[0], keys[1]


def mixed(start: Angles, end: Angles, part: float) -> Angles:
    """Return the angles ``part`` of the way from start to end."""
    return {name: value + (end.get(name, value) - value) * part for name, value in start.items()}


def skeleton(angles: Angles, holds: Sequence[Hold] = ()) -> Skeleton:
    """Return the joints with the hips at the origin; far joints mirror near ones in z."""
    points: dict[str, Vec] = {}
    lateral = _trunk(points, angles)
    for side in SIDES:
        _leg(points, angles, side)
        _arm(points, angles, side, lateral)
    for hold in holds:
        _hold(points, hold, angles)
    along = unit(taken(points["shoulder"], points["hip"]))
    return Skeleton(
        points=points,
        lateral=lateral,
        ahead=square_to(direction(angles["trunk"] - 90), along),
        looks=turned(direction(angles["trunk"] - angles["neck"] - 90), SIDEWAYS, angles.get("look", 0.0)),
        belly=angles.get("belly", 0.0),
    )


def _trunk(points: dict[str, Vec], angles: Angles) -> Vec:
    lean, half = angles.get("trunk_lean", 0.0), body.TRUNK / 2
    lower = turned(direction(angles["trunk"] + angles["lumbar"] / 2), SIDEWAYS, lean)
    upper = turned(direction(angles["trunk"] - angles["lumbar"] / 2), SIDEWAYS, lean)
    head = turned(direction(angles["trunk"] - angles["neck"]), SIDEWAYS, lean - angles.get("head_lean", 0.0))
    points["hip"] = (0.0, 0.0, 0.0)
    points["waist"] = added(points["hip"], lower, half)
    points["shoulder"] = added(points["waist"], upper, half)
    points["head"] = added(points["shoulder"], head, body.HEAD)
    return square_to(SIDEWAYS, upper)


def _leg(points: dict[str, Vec], angles: Angles, side: str) -> None:
    sign = SIDES[side]
    flexed = angles["trunk"] + 180 + angles["hip" + side]
    out = sign * angles.get("out" + side, 0.0) + angles.get("legs_lean", 0.0)
    thigh = turned(direction(flexed), SIDEWAYS, out)
    across = turned(SIDEWAYS, direction(flexed), -out)
    back = turned(direction(flexed - 90), across, -sign * angles.get("turn" + side, 0.0))
    shank = turned(thigh, back, angles["knee" + side])
    front = turned(thigh, back, angles["knee" + side] - 90)
    points["hip" + side] = (0.0, 0.0, sign * body.HIP_OUT)
    points["knee" + side] = added(points["hip" + side], thigh, body.THIGH)
    points["ankle" + side] = added(points["knee" + side], shank, body.SHANK)
    if roll := angles.get("roll", 0.0):
        points["knee" + side] = about(points["knee" + side], points["hip" + side], points["ankle" + side], roll)
    _foot(points, side, turned(front, shank, angles["ank" + side]), turned(shank, front, -angles["ank" + side]))


def _foot(points: dict[str, Vec], side: str, along: Vec, sole: Vec) -> None:
    for name, (ahead, below) in (("heel", body.HEEL), ("ball", body.BALL)):
        points[name + side] = added(added(points["ankle" + side], along, ahead), sole, below)


def _arm(points: dict[str, Vec], angles: Angles, side: str, lateral: Vec) -> None:
    sign = SIDES[side]
    raised = angles["trunk"] + 180 + angles["sh" + side]
    upper = turned(direction(raised), SIDEWAYS, sign * angles.get("arm_out" + side, angles.get("arms_out", 0.0)))
    lower = turned(upper, direction(raised + 90), angles["el" + side])
    points["shoulder" + side] = added(points["shoulder"], lateral, sign * body.SHOULDER_OUT)
    points["elbow" + side] = added(points["shoulder" + side], upper, body.UPPER_ARM)
    points["wrist" + side] = added(points["elbow" + side], lower, body.FOREARM)
    points["hand" + side] = added(points["wrist" + side], lower, body.HAND)


def _hold(points: dict[str, Vec], hold: Hold, angles: Angles) -> None:
    """Bend a limb in two places so that its end reaches the hold, or as near as its length allows."""
    side, target = hold.limb[-1], added(between(points[hold.at], points[hold.to or hold.at], hold.part), hold.off)
    if hold.limb.startswith("leg"):
        points["knee" + side], points["ankle" + side] = _reached(points["hip" + side], target, (body.THIGH, body.SHANK), hold.bend)
        shank = unit(taken(points["ankle" + side], points["knee" + side]))
        front = square_to(hold.hand or hold.bend, shank)
        _foot(points, side, turned(front, shank, angles["ank" + side]), turned(shank, front, -angles["ank" + side]))
        return
    lengths = (body.UPPER_ARM, body.FOREARM)
    points["elbow" + side], points["wrist" + side] = _reached(points["shoulder" + side], target, lengths, hold.bend)
    fingers = unit(hold.hand or taken(points["wrist" + side], points["elbow" + side]))
    points["hand" + side] = added(points["wrist" + side], fingers, body.HAND)


def _reached(root: Vec, target: Vec, lengths: tuple[float, float], bend: Vec) -> tuple[Vec, Vec]:
    upper, lower = lengths
    aim = unit(taken(target, root))
    reach = min(max(length(taken(target, root)), abs(upper - lower) + 0.02), upper + lower - 0.001)
    along = (upper**2 - lower**2 + reach**2) / (2 * reach)
    out = max(upper**2 - along**2, 0.0) ** 0.5
    middle = added(added(root, aim, along), square_to(bend, aim), out)
    return middle, added(root, aim, reach)


def lying_on_side(figure: Skeleton) -> Skeleton:
    """Return the figure laid on its side, chest to the viewer, working side up."""

    def laid(point: Vec) -> Vec:
        return (point[0], point[2], point[1])

    return Skeleton(
        points={name: laid(point) for name, point in figure.points.items()},
        lateral=laid(figure.lateral),
        ahead=laid(figure.ahead),
        looks=laid(figure.looks),
        belly=figure.belly,
    )


def placed(start: Skeleton, end: Skeleton, contacts: Sequence[str]) -> tuple[Skeleton, Skeleton]:
    """Stand both poses on the floor (y = 0), the end moved so that the contacts stay where they were."""
    held = [joint for contact in contacts for joint in CONTACTS.get(contact, ())] or ["hip"]
    slip = _mean([taken(start[joint], end[joint]) for joint in held])
    end = shifted(end, slip)
    floor = min(height for figure in (start, end) for part, height in body.lowest(figure).items() if not part.startswith("hand"))
    return _hands_flat(shifted(start, (0.0, -floor, 0.0))), _hands_flat(shifted(end, (0.0, -floor, 0.0)))


def _hands_flat(figure: Skeleton) -> Skeleton:
    """Lay the hands that would go through the floor flat on it, fingers to the head's side."""
    thick, points = body.RADIUS["hand"][1], dict(figure.points)
    head = taken(points["head"], points["shoulder"])
    for side in SIDES:
        wrist, fingers = points["wrist" + side], points["hand" + side]
        if fingers[1] < thick:
            flat = unit(added((fingers[0] - wrist[0], 0.0, fingers[2] - wrist[2]), (head[0], 0.0, head[2])))
            drop = min(wrist[1] - thick, body.HAND)
            points["hand" + side] = added((wrist[0], wrist[1] - drop, wrist[2]), flat, max(body.HAND**2 - drop**2, 0.0) ** 0.5)
    return Skeleton(points=points, lateral=figure.lateral, ahead=figure.ahead, looks=figure.looks, belly=figure.belly)


def shifted(figure: Skeleton, by: Vec) -> Skeleton:
    """Return the figure moved as a whole."""
    moved = {name: added(point, by) for name, point in figure.points.items()}
    return Skeleton(points=moved, lateral=figure.lateral, ahead=figure.ahead, looks=figure.looks, belly=figure.belly)


def slips(start: Skeleton, end: Skeleton, contacts: Sequence[str]) -> dict[str, float]:
    """Return how far each fixed joint moves between the poses."""
    held = [joint for contact in contacts for joint in CONTACTS.get(contact, ())]
    return {joint: length(taken(start[joint], end[joint])) for joint in held}


def _mean(points: Sequence[Vec]) -> Vec:
    total: Vec = (0.0, 0.0, 0.0)
    for point in points:
        total = added(total, point)
    return (total[0] / len(points), total[1] / len(points), total[2] / len(points))
