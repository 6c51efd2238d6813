"""Joint angles, read back from where the joints are, against the human ranges of ``skeleton.RANGES``.

What the points cannot tell is not measured, and nothing is guessed in its place:

- how a twist of the back divides between its lower and upper part: the kindest division within the lower part's range counts;
- how the turn of a straight arm divides between shoulder and forearm: both are read from STRAIGHT degrees of elbow bend on;
- the turn of an arm that points straight out to the side is not told at all (LEVEL);
- the turn of a leg is read from its shank; from the foot, where the knee is straighter than that.

A ball joint has no one right way of splitting its place into angles. Hips and shoulders are read as raised forward first, then led
away from the middle. A shoulder's place is judged by how far the upper arm would have to move to be in range, because for an arm
that points straight out to the side "forward" has lost its meaning; its turn is read in several ways (raised forward first; past
the level; raised the shortest way) and the kindest counts.
"""

import math
from collections.abc import Iterator

from stepwell.figure import skeleton as body
from stepwell.figure.checks.found import Found, worst
from stepwell.figure.frames import Movement
from stepwell.figure.skeleton import RANGES, SIDES, Side, Skeleton
from stepwell.figure.vector import Vec, added, cross, dot, length, square_to, taken, unit

Axes = tuple[Vec, Vec, Vec]
"""Ahead, up and to the right."""
STRAIGHT = 25.0
"""Degrees. A knee or elbow that is bent less does not tell how its limb is turned."""
HINGE = 6.0
"""Degrees. Knee and ankle are drawn as hinges on one axis; the rounding of the frames makes up to so much of it."""
LEVEL = 3.0
"""Degrees. An arm this near to straight out to the side has no "forward" from which its turn could be told."""
_FOOT_SLOPE = math.degrees(math.atan2(body.TOES[1] - body.HEEL[1], body.TOES[0] - body.HEEL[0]))
_LUMBAR_TWISTS = (0.0, *(sign * degrees for degrees in range(1, 13) for sign in (1, -1)))
_OVERHEAD = 180.0


def outside(movement: Movement) -> list[Found]:
    """Return for each frame by how many degrees a joint is outside its range at most."""
    return [worst(_outside(frame)) for frame in movement.frames]


def angles(figure: Skeleton) -> dict[str, float]:
    """Return every angle that can be told, in degrees.

    They go by the names of RANGES, limbs with "R" or "L"; the lower back counts as untwisted.
    """
    found = _spine_angles(figure, 0.0) | _bend("neck", figure.head_axes, figure.chest_axes)
    for side in SIDES:
        found |= {name + side: angle for name, angle in (*_leg_angles(figure, side).items(), *_arm_angles(figure, side).items())}
    return found


def _outside(figure: Skeleton) -> Iterator[Found]:
    found = angles(figure)
    for name, angle in found.items():
        if not name.startswith(("thoracic", "shoulder")):
            yield Found(_past(angle, _range(name)), name)
    yield _upper_back(figure)
    for side in SIDES:
        yield _off_hinge(figure, side)
        yield from _shoulder(figure, side, found)


def _range(name: str) -> tuple[float, float]:
    return RANGES.get(name) or RANGES[name[:-1]]


def _past(angle: float, span: tuple[float, float]) -> float:
    return max(span[0] - angle, angle - span[1], 0.0)


# --- the spine ---


def _spine_angles(figure: Skeleton, lumbar_twist: float) -> dict[str, float]:
    up = _direction(figure, "lumbar", "thorax")
    flexion, side = _tilt(up, figure.pelvis_axes)
    ahead, right = _untwisted(up, flexion, figure.pelvis_axes)
    ahead = added(_scaled(ahead, math.cos(math.radians(lumbar_twist))), right, math.sin(math.radians(lumbar_twist)))
    found = {"lumbar_flexion": flexion, "lumbar_side": side, "lumbar_twist": lumbar_twist}
    return found | _bend("thoracic", figure.chest_axes, (ahead, up, cross(ahead, up)))


def _upper_back(figure: Skeleton) -> Found:
    """Return how far the back is out of range, with the kindest division of its twist."""
    kindest = Found(math.inf, "")
    for twist in _LUMBAR_TWISTS:
        found = worst(Found(_past(angle, RANGES[name]), name) for name, angle in _spine_angles(figure, twist).items())
        kindest = min(kindest, found, key=lambda one: one.value)
        if not kindest.value:
            break
    return kindest


def _bend(part: str, upper: Axes, lower: Axes) -> dict[str, float]:
    """Return flexion, side bend and twist (to the right) of one part of the spine on the one below."""
    flexion, side = _tilt(upper[1], lower)
    ahead, right = _untwisted(upper[1], flexion, lower)
    twist = _degrees(dot(upper[0], right), dot(upper[0], ahead))
    return {part + "_flexion": flexion, part + "_side": side, part + "_twist": twist}


def _tilt(up: Vec, axes: Axes) -> tuple[float, float]:
    """Return how far a part of the spine leans forward and to the right of the part below it."""
    ahead, above, right = (dot(up, axis) for axis in axes)
    return _degrees(ahead, above), math.degrees(math.asin(_clipped(right)))


def _untwisted(up: Vec, flexion: float, axes: Axes) -> tuple[Vec, Vec]:
    """Return where a part of the spine would have its front and its right, leaning so but not twisted."""
    ahead = _in_middle_plane(axes, -flexion)
    return ahead, cross(ahead, up)


# --- the legs ---


def _leg_angles(figure: Skeleton, side: Side) -> dict[str, float]:
    thigh, shank = _direction(figure, "hip" + side, "knee" + side), _direction(figure, "knee" + side, "ankle" + side)
    foot = _direction(figure, "heel" + side, "toes" + side)
    flexion, abduction = _raised(thigh, figure.pelvis_axes, side)
    axis = _foot_axis(foot, shank)
    bent = _degrees(-dot(cross(thigh, shank), axis), dot(thigh, shank))
    front = _scaled(square_to(shank, thigh), -1.0) if bent > STRAIGHT else square_to(cross(axis, thigh), thigh)
    return {
        "hip_flexion": flexion,
        "hip_abduction": abduction,
        "hip_rotation": _turn(front, thigh, _in_middle_plane(figure.pelvis_axes, flexion), side),
        "knee_flexion": bent,
        "ankle": 90 - _FOOT_SLOPE - _apart(foot, shank),
    }


def _foot_axis(foot: Vec, shank: Vec) -> Vec:
    """Return the axis of knee and ankle (to the right), as the foot shows it."""
    return cross(shank, square_to(foot, shank))


def _off_hinge(figure: Skeleton, side: Side) -> Found:
    """Return how far the foot is turned out of the plane in which its knee bends, beyond HINGE."""
    thigh, shank = _direction(figure, "hip" + side, "knee" + side), _direction(figure, "knee" + side, "ankle" + side)
    if not STRAIGHT < _apart(thigh, shank) < 180 - STRAIGHT:
        return Found(0.0, "foot" + side)
    off = _apart(unit(cross(shank, thigh)), _foot_axis(_direction(figure, "heel" + side, "toes" + side), shank))
    return Found(max(min(off, 180 - off) - HINGE, 0.0), "foot" + side)


# --- the arms ---


def _arm_angles(figure: Skeleton, side: Side) -> dict[str, float]:
    upper, fore = _direction(figure, "shoulder" + side, "elbow" + side), _direction(figure, "elbow" + side, "wrist" + side)
    hand = _direction(figure, "wrist" + side, "hand" + side)
    thumb = square_to(taken(figure["thumb" + side], figure["wrist" + side]), hand)
    flexion, abduction = _raised(upper, figure.chest_axes, side)
    palm = square_to(cross(thumb, fore) if side == "R" else cross(fore, thumb), fore)
    found = {
        "shoulder_flexion": flexion,
        "shoulder_abduction": abduction,
        "elbow_flexion": _apart(upper, fore),
        "wrist": _degrees(dot(hand, palm), dot(hand, fore)),
    }
    if found["elbow_flexion"] > STRAIGHT:
        found["shoulder_rotation"] = _turn(square_to(fore, upper), upper, _in_middle_plane(figure.chest_axes, flexion), side)
        found["forearm_turn"] = _turn(square_to(thumb, fore), fore, _scaled(upper, -1.0), side)
    return found


def _shoulder(figure: Skeleton, side: Side, found: dict[str, float]) -> Iterator[Found]:
    """Judge a shoulder. An arm a little past straight out to the side is also one that is raised half a turn further and led away less."""
    flexion, abduction = found["shoulder_flexion" + side], found["shoulder_abduction" + side]
    past_level = max(_past(_wrapped(flexion + 180), RANGES["shoulder_flexion"]), _past(180 - abduction, RANGES["shoulder_abduction"]))
    yield Found(min(_arm_away(flexion, abduction), past_level), "shoulder" + side)
    if (name := "shoulder_rotation" + side) in found and abs(abduction) < 90 - LEVEL:
        turns = [found[name], _turn_the_shortest_way(figure, side)]
        if past_level < 1:
            turns.append(_wrapped(found[name] + 180))
        yield Found(min(_past(turn, RANGES["shoulder_rotation"]) for turn in turns), name)


def _arm_away(flexion: float, abduction: float) -> float:
    """Return by how many degrees the upper arm would have to move to be in range. Straight up is in range whichever way it went."""
    low = RANGES["shoulder_flexion"][0]
    off = _past(flexion, (low, _OVERHEAD))
    off = min(off, 360 - _OVERHEAD + low - off, 90.0)  # the nearer end of the range, the other way around
    across = math.degrees(math.asin(math.cos(math.radians(abduction)) * math.sin(math.radians(off))))
    return max(across, _past(abduction, RANGES["shoulder_abduction"]))


def _turn_the_shortest_way(figure: Skeleton, side: Side) -> float:
    """Return the turn of the upper arm beside an arm that was raised the shortest way from hanging down."""
    ahead, up, _ = figure.chest_axes
    upper, fore = _direction(figure, "shoulder" + side, "elbow" + side), _direction(figure, "elbow" + side, "wrist" + side)
    lift = 1 - dot(up, upper)
    middle = added(upper, up, -1.0)
    front = ahead if lift < 1e-6 else added(ahead, middle, -dot(upper, ahead) / lift)
    return _turn(square_to(fore, upper), upper, front, side)


# --- geometry ---


def _direction(figure: Skeleton, start: str, end: str) -> Vec:
    return unit(taken(figure[end], figure[start]))


def _raised(limb: Vec, axes: Axes, side: Side) -> tuple[float, float]:
    """Return how far a limb is raised forward from hanging down, and from there led away from the middle."""
    ahead, up, right = (dot(limb, axis) for axis in axes)
    flexion = _degrees(ahead, -up)
    return flexion + 360 if flexion < -120 else flexion, math.degrees(math.asin(_clipped(right if side == "R" else -right)))


def _in_middle_plane(axes: Axes, degrees: float) -> Vec:
    """Return "ahead" turned upward within the middle plane of the body: also the front of a limb that is raised so far."""
    angle = math.radians(degrees)
    return added(_scaled(axes[0], math.cos(angle)), axes[1], math.sin(angle))


def _turn(front: Vec, limb: Vec, unturned: Vec, side: Side) -> float:
    """Return how far the front of a limb is turned outward about it."""
    unturned = square_to(unturned, limb)
    outward = dot(front, cross(limb, unturned))
    return _degrees(outward if side == "R" else -outward, dot(front, unturned))


def _apart(a: Vec, b: Vec) -> float:
    """Return the angle between two directions."""
    return _degrees(length(cross(a, b)), dot(a, b))


def _wrapped(degrees: float) -> float:
    """Return the same angle between -180 and 180."""
    return (degrees + 180) % 360 - 180


def _degrees(sine: float, cosine: float) -> float:
    return math.degrees(math.atan2(sine, cosine))


def _clipped(value: float) -> float:
    return max(-1.0, min(1.0, value))


def _scaled(a: Vec, by: float) -> Vec:
    return (a[0] * by, a[1] * by, a[2] * by)
