"""Who stands free has the centre of mass over what carries it."""

import math
from collections.abc import Iterator, Sequence

from stepwell.figure.checks.found import HEIGHT_CM, NOTHING, Found, cm
from stepwell.figure.checks.solids import Solid, resting_places
from stepwell.figure.frames import Kept, Movement
from stepwell.figure.skeleton import RADIUS, SIDES, Skeleton
from stepwell.figure.vector import Vec, between

MASSES: tuple[tuple[str, str, float, float], ...] = (
    ("neck", "head", 0.876, 0.0681), ("thorax", "neck", 0.817, 0.1571),
    ("lumbar", "thorax", 0.785, 0.1549), ("pelvis", "lumbar", 0.448, 0.1182),
    *(part for side in SIDES for part in (
        ("shoulder" + side, "elbow" + side, 0.576, 0.0263), ("elbow" + side, "wrist" + side, 0.457, 0.0150),
        ("wrist" + side, "hand" + side, 0.670, 0.0058), ("hip" + side, "knee" + side, 0.385, 0.1447),
        ("knee" + side, "ankle" + side, 0.437, 0.0457), ("heel" + side, "toes" + side, 0.360, 0.0133),
    )),
)  # fmt: skip
"""Between which joints a part of the body has its centre of mass, how far along, and its share of the whole mass.

After de Leva 1996, the middle of women and men; see docs/reference/figure.md.
"""
CARRIES = 0.010
"""Body heights. A foot this near to what is below it stands on it."""

Flat = tuple[float, float]


def off_balance(movement: Movement) -> list[Found]:
    """Return for each frame how far the centre of mass is outside what carries the body, in cm; nothing for who lies, sits or leans."""
    if not movement.free:
        return []
    places = resting_places(movement.props)
    return [_off(frame, places, _promised(movement, number)) for number, frame in enumerate(movement.frames)]


def _promised(movement: Movement, frame: int) -> list[Kept]:
    return [kept for kept in movement.kept if kept.frames[0] <= frame <= kept.frames[1]]


def centre_of_mass(figure: Skeleton) -> Vec:
    """Return where the centre of mass is."""
    total = sum(mass for *_, mass in MASSES)
    parts = [(between(figure[upper], figure[lower], share), mass / total) for upper, lower, share, mass in MASSES]
    x, y, z = (sum(at[axis] * mass for at, mass in parts) for axis in range(3))
    return (x, y, z)


def _off(figure: Skeleton, places: Sequence[Solid], kept: Sequence[Kept]) -> Found:
    x, _, z = centre_of_mass(figure)
    outline = _hull([*_soles(figure, places), *_others(figure, kept)])
    if not outline:
        return Found(HEIGHT_CM, "nothing carries")
    far = _outside(outline, (x, z))
    return Found(cm(far), "centre of mass") if far else NOTHING


def _soles(figure: Skeleton, places: Sequence[Solid]) -> Iterator[Flat]:
    """Return the outline of what stands of the feet: a ring around heel and toes, each as wide as it is thick."""
    for side in SIDES:
        for joint, radius in zip(("heel", "toes"), RADIUS["foot"], strict=True):
            at = figure[joint + side]
            if min(place.nearest(at)[0] for place in places) - radius < CARRIES:
                yield from ((at[0] + radius * math.cos(turn), at[2] + radius * math.sin(turn)) for turn in _RING)


_RING = tuple(math.pi / 6 * number for number in range(12))


def _others(figure: Skeleton, kept: Sequence[Kept]) -> Iterator[Flat]:
    """Return what else carries: whatever stays on or touches something, and hands on things."""
    for promise in kept:
        if promise.kind != "holds" or (promise.on and promise.on[0] not in figure.points):
            for joint in promise.what:
                if not joint.startswith(("heel", "toes")):
                    yield figure[joint][0], figure[joint][2]


def _hull(points: Sequence[Flat]) -> list[Flat]:
    """Return the corners of the smallest outline around points, in turning order."""
    ordered = sorted(set(points))
    return [*_chain(ordered), *_chain(ordered[::-1])] if len(ordered) > 2 else ordered


def _chain(points: Sequence[Flat]) -> list[Flat]:
    found: list[Flat] = []
    for point in points:
        while len(found) > 1 and _side(found[-2], found[-1], point) <= 0:
            found.pop()
        found.append(point)
    return found[:-1]


def _side(a: Flat, b: Flat, point: Flat) -> float:
    return (b[0] - a[0]) * (point[1] - a[1]) - (b[1] - a[1]) * (point[0] - a[0])


def _outside(outline: Sequence[Flat], point: Flat) -> float:
    edges = list(zip(outline, [*outline[1:], outline[0]], strict=True))
    if len(outline) > 2 and all(_side(a, b, point) >= 0 for a, b in edges):
        return 0.0
    return min(_from_edge(a, b, point) for a, b in edges)


def _from_edge(a: Flat, b: Flat, point: Flat) -> float:
    along, size = (b[0] - a[0], b[1] - a[1]), (b[0] - a[0]) ** 2 + (b[1] - a[1]) ** 2
    share = min(max(((point[0] - a[0]) * along[0] + (point[1] - a[1]) * along[1]) / size, 0.0), 1.0) if size else 0.0
    return math.dist(point, (a[0] + along[0] * share, a[1] + along[1] * share))
