"""Limbs do not pass through the trunk or through each other.

A drawn limb is a row of round parts and does not give way; a real one does. So parts that lie against each other may overlap by as
much as soft tissue flattens: the limits say how much. Not measured, because they always overlap where they join: the upper half of a
thigh and an upper arm with the trunk, and parts of one limb with each other.
"""

from collections.abc import Iterator

from stepwell.figure.checks.found import Found, cm, worst
from stepwell.figure.checks.shape import Ball, depth_in_trunk, rounds
from stepwell.figure.frames import Movement
from stepwell.figure.skeleton import BONES, HEAD_RADIUS, SIDES, Skeleton
from stepwell.figure.vector import Vec, added, between, dot, length, taken

_AGAINST_TRUNK = ("forearm", "hand", "shank", "foot")
_LOWER_THIGH = (0.5, 0.75, 1.0)
_LEGS = ("thigh", "shank", "foot")
_PAIRS = (
    *((one + "R", other + "L") for one in _LEGS for other in _LEGS if (one, other) != ("thigh", "thigh")),
    *((arm + side, leg + other) for arm in ("forearm", "hand") for leg in _LEGS for side in SIDES for other in SIDES),
    *((arm + side, "head") for arm in ("forearm", "hand") for side in SIDES),
    ("forearmR", "forearmL"),
)  # fmt: skip
"""Which limbs are kept apart. Two hands may clasp each other; of two thighs only the lower halves are (they join at the hips)."""


def through_trunk(movement: Movement) -> list[Found]:
    """Return for each frame how deep a forearm, a hand, a shank, a foot or the head is at most in the trunk, in cm."""
    return [worst(_in_trunk(frame, _hard_parts(frame))) for frame in movement.frames]


def thigh_in_trunk(movement: Movement) -> list[Found]:
    """Return for each frame how deep the lower half of a thigh is at most in the trunk, in cm."""
    return [worst(_in_trunk(frame, _lower_thighs(frame))) for frame in movement.frames]


def through_limbs(movement: Movement) -> list[Found]:
    """Return for each frame how deep a limb is at most in another, or in the head, in cm."""
    return [worst(_in_each_other(frame)) for frame in movement.frames]


def _in_trunk(figure: Skeleton, parts: Iterator[Ball]) -> Iterator[Found]:
    slices = tuple(rounds(figure))
    return (Found(cm(max(depth_in_trunk(slices, ball), 0.0)), ball.name) for ball in parts)


def _hard_parts(figure: Skeleton) -> Iterator[Ball]:
    yield Ball("head", figure["head"], HEAD_RADIUS)
    for side in SIDES:
        for part in _AGAINST_TRUNK:
            yield from _along(figure, part + side, (0.0, 0.33, 0.67, 1.0))


def _lower_thighs(figure: Skeleton) -> Iterator[Ball]:
    for side in SIDES:
        yield from _along(figure, "thigh" + side, _LOWER_THIGH)


def _along(figure: Skeleton, part: str, shares: tuple[float, ...]) -> Iterator[Ball]:
    upper, lower = BONES[part]
    thick, thin = figure.radii(part)
    return (Ball(part, between(figure[upper], figure[lower], share), thick + (thin - thick) * share) for share in shares)


Rod = tuple[Vec, Vec, float, float]
"""From where to where, and how thick at both ends."""


def _in_each_other(figure: Skeleton) -> Iterator[Found]:
    for one, other in _PAIRS:
        yield Found(cm(max(_depth(_rod(figure, one), _rod(figure, other)), 0.0)), f"{one} in {other}")
    halves = (_lower_half(_rod(figure, "thigh" + side)) for side in SIDES)
    yield Found(cm(max(_depth(*halves), 0.0)), "thighR in thighL")


def _rod(figure: Skeleton, part: str) -> Rod:
    if part == "head":
        return figure["head"], figure["head"], HEAD_RADIUS, HEAD_RADIUS
    upper, lower = BONES[part]
    return figure[upper], figure[lower], *figure.radii(part)


def _lower_half(rod: Rod) -> Rod:
    start, end, thick, thin = rod
    return between(start, end, 0.5), end, (thick + thin) / 2, thin


def _depth(one: Rod, other: Rod) -> float:
    """Return how deep two rods are in each other where their middles are nearest; negative: how far apart."""
    (a, b, thick, thin), (c, d, wide, slim) = one, other
    u, v, w = taken(b, a), taken(d, c), taken(a, c)
    uu, vv, uv, uw, vw = dot(u, u), dot(v, v), dot(u, v), dot(u, w), dot(v, w)
    s = _share(uv * vw - vv * uw, uu * vv - uv * uv)
    t = _share(uv * s + vw, vv)
    s = _share(uv * t - uw, uu)
    gap = length(added(added(w, u, s), v, -t))
    return thick + (thin - thick) * s + wide + (slim - wide) * t - gap


def _share(part: float, whole: float) -> float:
    return min(max(part / whole, 0.0), 1.0) if whole > 1e-12 else 0.0
