"""What is in front of what: an order of units that is right where they cover each other, and calm from frame to frame."""

import math
from collections.abc import Sequence
from itertools import combinations

from stepwell.figure.shape import Ball, Unit

_SURE, _KEPT = 0.010, 0.035
"""How strongly depth must tell before it goes against the ranks, and against the order of the frame before."""

_BARELY = 0.004
"""Pieces that cover each other by less than this tell nothing; body heights."""

Order = list[int]


def in_order(units: Sequence[Unit], before: Order | None = None) -> Order:
    """Return the units' places in the list, farthest first. ``before``: the order of the frame before, kept where it is not wrong."""
    places = list(range(len(units)))
    ranked = before if before is not None else sorted(places, key=lambda one: (units[one].fixed, units[one].rank))
    position = {one: place for place, one in enumerate(ranked)}
    kept = _KEPT if before is not None else _SURE
    behind: dict[int, set[int]] = {one: set() for one in places}
    for _, far, near in _told(units, position, kept):
        if not _leads(behind, far, near):
            behind[near].add(far)
    return _sorted(ranked, behind)


def _told(units: Sequence[Unit], position: dict[int, int], kept: float) -> list[tuple[float, int, int]]:
    """Return who is behind whom, the surest first."""
    boxes = [_box(unit.balls) for unit in units]
    found = []
    for a, b in combinations(range(len(units)), 2):
        if units[a].fixed != units[b].fixed:
            far, near = (a, b) if units[a].fixed < units[b].fixed else (b, a)
            found.append((math.inf, far, near))
        elif units[a].name == units[b].under or units[b].name == units[a].under:
            found.append((math.inf, a, b) if units[a].under else (math.inf, b, a))
        elif units[a].balls and units[b].balls and _boxes_meet(boxes[a], boxes[b]):
            told = nearness(units[a].balls, units[b].balls)
            far, near = (b, a) if told > 0 else (a, b)
            if abs(told) > (0.0 if position[far] < position[near] else kept):
                found.append((abs(told), far, near))
    return sorted(found, key=lambda one: -one[0])


def nearness(a: Sequence[Ball], b: Sequence[Ball]) -> float:
    """Return how much nearer a is than b where they cover each other; 0 where they do not, or where they only meet."""
    total = weight = 0.0
    for one in a:
        (ax, ay, az), ar = one.at, one.radius
        for other in b:
            (bx, by, bz), br = other.at, other.radius
            dx, dy, reach = ax - bx, ay - by, ar + br - _BARELY
            apart = dx * dx + dy * dy
            if apart >= reach * reach:
                continue
            apart = math.sqrt(apart)
            cover = ar + br - apart
            split = min(max((apart + ar - br) / 2, 0.0), ar)
            front_a = az + math.sqrt(max(ar * ar - split * split, 0.0))
            rest = apart - split
            front_b = bz + math.sqrt(max(br * br - rest * rest, 0.0))
            total += cover * (front_a - front_b)
            weight += cover
    return total / weight if weight else 0.0


def _box(balls: Sequence[Ball]) -> tuple[float, float, float, float]:
    if not balls:
        return (0.0, 0.0, 0.0, 0.0)
    return (
        min(ball.at[0] - ball.radius for ball in balls), max(ball.at[0] + ball.radius for ball in balls),
        min(ball.at[1] - ball.radius for ball in balls), max(ball.at[1] + ball.radius for ball in balls),
    )  # fmt: skip


def _boxes_meet(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] < b[1] and b[0] < a[1] and a[2] < b[3] and b[2] < a[3]


def _leads(behind: dict[int, set[int]], far: int, near: int) -> bool:
    """Tell whether ``near`` is already known to be behind ``far``."""
    seen, left = {far}, [far]
    while left:
        for one in behind[left.pop()]:
            if one == near:
                return True
            if one not in seen:
                seen.add(one)
                left.append(one)
    return False


def _sorted(ranked: Order, behind: dict[int, set[int]]) -> Order:
    """Return the order that keeps every "behind", and as much as it can of the ranks."""
    found: Order = []
    done: set[int] = set()
    left = list(ranked)
    while left:
        following = next(one for one in left if behind[one] <= done)
        left.remove(following)
        done.add(following)
        found.append(following)
    return found
