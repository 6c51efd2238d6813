"""What the body stands on, rests on and holds: nothing sinks in, nothing floats, nothing slips, no hand lets go.

A check finds nothing to measure where the movement makes no promise of its kind.
"""

import itertools
from collections.abc import Mapping

from stepwell.figure.checks.found import Found, cm, worst
from stepwell.figure.checks.shape import TRUNK, Ball, Part, balls, depth_in_trunk, rounds
from stepwell.figure.checks.solids import Solid, clearance, of, resting_places, solids
from stepwell.figure.frames import Kept, Movement, Prop
from stepwell.figure.skeleton import BONES, RADIUS, SIDES, Skeleton
from stepwell.figure.vector import Vec, added, between, dot, length, taken

_PALM = RADIUS["hand"][1]
_STICK_BEHIND = 0.062


def sunk(movement: Movement) -> list[Found]:
    """Return for each frame how deep a part of the body is at most in the floor or a thing, in cm."""
    around = solids(movement.props)
    return [_sunk(frame, around) for frame in movement.frames]


def _sunk(figure: Skeleton, around: tuple[Solid, ...]) -> Found:
    parts: list[Part] = [*balls(figure), *rounds(figure)]
    found = ((max(-clearance(solid, part.at, part.reach), 0.0), part, solid) for solid in around for part in parts)
    return worst(Found(cm(deep), f"{part.name} in {solid.kind}") for deep, part, solid in found)


def floating(movement: Movement) -> list[Found]:
    """Return for each frame how far something that should rest on the floor or a thing is from it at most, in cm."""
    places = resting_places(movement.props)
    resting = [kept for kept in movement.kept if kept.kind in ("stays", "touches")]
    if not resting:
        return []
    thick = _thick(movement.frames[0])
    return [
        worst(Found(cm(_gap(frame, joint, places, thick)), joint) for kept in resting if _during(kept, number) for joint in kept.what)
        for number, frame in enumerate(movement.frames)
    ]


def _gap(figure: Skeleton, joint: str, places: tuple[Solid, ...], thick: Mapping[str, float]) -> float:
    if joint in TRUNK:
        part = next(one for one in rounds(figure) if one.name == joint)
        return max(min(clearance(place, part.at, part.reach) for place in places), 0.0)
    own = thick.get(joint, _PALM)  # a thumb is as thick as the fingers
    return max(min(place.nearest(figure[joint])[0] - own for place in places), 0.0)


def _thick(figure: Skeleton) -> Mapping[str, float]:
    """Return how thick the body is at each joint of a limb: the same in every frame of a movement."""
    found: dict[str, float] = {}
    for one in balls(figure):
        found[one.name] = max(one.radius, found.get(one.name, 0.0))
    return found


def slipped(movement: Movement) -> list[Found]:
    """Return for each frame how far something that stays put is at most from where it was when its stretch began, in cm."""
    fixed = [kept for kept in movement.kept if kept.kind == "stays"]
    if not fixed:
        return []
    return [
        worst(
            Found(cm(length(taken(frame[joint], movement.frames[kept.frames[0]][joint]))), joint)
            for kept in fixed
            if _during(kept, number)
            for joint in kept.what
        )
        for number, frame in enumerate(movement.frames)
    ]


def let_go(movement: Movement) -> list[Found]:
    """Return for each frame how far a hand (or an ankle) is at most from the surface of what it holds or rests on, in cm."""
    holds = [kept for kept in movement.kept if kept.kind == "holds"]
    if not holds:
        return []
    thick = _thick(movement.frames[0])
    return [
        worst(Found(cm(_off_hold(frame, kept, movement.props, thick)), kept.what[-1]) for kept in holds if _during(kept, number))
        for number, frame in enumerate(movement.frames)
    ]


def _off_hold(figure: Skeleton, kept: Kept, props: tuple[Prop, ...], thick: Mapping[str, float]) -> float:
    palm, own = between(figure[kept.what[0]], figure[kept.what[-1]], 0.5), thick.get(kept.what[-1], _PALM)
    thing = next((prop for prop in props if prop.kind == kept.on[0]), None) if kept.on else None
    if thing is not None:
        return max(_from_thing(figure, palm, thing, kept.what) - own, 0.0)
    if not kept.on:
        return max(palm[1] - own, 0.0)
    if {*kept.on} <= {*TRUNK}:
        return max(-depth_in_trunk(tuple(rounds(figure)), Ball(kept.what[-1], palm, own)), 0.0)
    held = between(figure[kept.on[0]], figure[kept.on[-1]], kept.part)
    return max(length(taken(palm, held)) - _thickness(figure, kept) - own, 0.0)


def _thickness(figure: Skeleton, kept: Kept) -> float:
    """Return how thick the held limb is at the place where it is held."""
    first, last = kept.on[0], kept.on[-1]
    for bone, (upper, lower) in BONES.items():
        if bone[-1] not in SIDES:
            continue
        thick, thin = figure.radii(bone)
        if {first, last} == {upper, lower}:
            share = kept.part if first == upper else 1 - kept.part
            return thick + (thin - thick) * share
        if first == last and first in (upper, lower):
            return thick if first == upper else thin
    return 0.0


def _from_thing(figure: Skeleton, palm: Vec, thing: Prop, holding: tuple[str, ...]) -> float:
    """Return how far a palm is from a thing: from its solid, from the line it is, or from its place."""
    if thing.joints:
        if set(holding) & set(thing.joints):
            return 0.0
        behind = _STICK_BEHIND if thing.kind == "stick" else 0.0
        line = [added(figure[joint], figure.chest_axes[0], -behind) for joint in thing.joints]
        return min(_from_line(palm, start, end) for start, end in itertools.pairwise(line))
    if thing.kind == "bike":
        grips = [added(thing.at, (0.36, 0.12, side)) for side in (0.10, -0.10)]
        return min(length(taken(palm, grip)) for grip in grips)
    return min((solid.nearest(palm)[0] for solid in of(thing)), default=length(taken(palm, thing.at)))


def _from_line(point: Vec, start: Vec, end: Vec) -> float:
    axis = taken(end, start)
    share = min(max(dot(taken(point, start), axis) / dot(axis, axis), 0.0), 1.0)
    return length(taken(point, between(start, end, share)))


def _during(kept: Kept, frame: int) -> bool:
    return kept.frames[0] <= frame <= kept.frames[1]
