"""Arrows of movement: from the way of a joint to a bow with a point that keeps clear of the body."""

import math
from collections.abc import Sequence

from stepwell.figure.camera import Camera
from stepwell.figure.outline import Pen
from stepwell.figure.shape import Ball
from stepwell.figure.skeleton import Skeleton
from stepwell.figure.vector import Vec
from stepwell.knowledge.schema import Arrow

Flat = tuple[float, float]
Bow = tuple[Flat, Flat, Flat]
"""Start, control point and end of an arrow, in body heights of the picture, y up."""

_POINT = 32
SHORTEST = 0.11
"""An arrow that follows a joint is at least so long, body heights."""
CLEAR, _STEP, _FARTHEST = 0.036, 0.012, 16
"""How far the line of an arrow keeps from what is shown, half as wide as its point; how far each try moves it, and how often."""


def bow(arrow: Arrow, camera: Camera, poses: Sequence[Skeleton], body: Sequence[Ball]) -> Bow:
    """Return where an arrow goes.

    Args:
        arrow: as the exercise's file describes it.
        camera: where we look from.
        poses: start, middle and end in the world.
        body: what is shown at the start and at the end, in camera space, to keep clear of.
    """
    if arrow.by is not None:
        return _cleared(_beside(arrow, camera, poses[-1]), body, back=True)
    return _cleared(_followed(arrow, camera, poses), body)


def _beside(arrow: Arrow, camera: Camera, end: Skeleton) -> Bow:
    x, y, _ = camera.seen(end[arrow.joint])
    assert arrow.by is not None
    x, y, (dx, dy) = x + arrow.off[0], y + arrow.off[1], arrow.by
    return (x, y), (x + dx / 2 - dy * arrow.bend, y + dy / 2 + dx * arrow.bend), (x + dx, y + dy)


def _followed(arrow: Arrow, camera: Camera, poses: Sequence[Skeleton]) -> Bow:
    first, middle, last = (_flat(camera.seen(figure[arrow.joint])) for figure in poses)
    control = (2 * middle[0] - (first[0] + last[0]) / 2, 2 * middle[1] - (first[1] + last[1]) / 2)
    begin, end = arrow.part
    start, inner, tip = (on_bow((first, control, last), part) for part in (begin, (begin + end) / 2, end))
    turn = (2 * inner[0] - (start[0] + tip[0]) / 2, 2 * inner[1] - (start[1] + tip[1]) / 2)
    return _moved(_long_enough((start, turn, tip)), *arrow.off)


def _long_enough(found: Bow) -> Bow:
    """Return the arrow, drawn out backwards from its tip where the way is too short to show a direction."""
    start, turn, tip = found
    size = math.hypot(tip[0] - start[0], tip[1] - start[1])
    if not 0 < size < SHORTEST:
        return found
    longer = SHORTEST / size
    first, control = ((tip[0] + (x - tip[0]) * longer, tip[1] + (y - tip[1]) * longer) for x, y in (start, turn))
    return first, control, tip


def _cleared(found: Bow, body: Sequence[Ball], *, back: bool = False) -> Bow:
    """Return the arrow, moved to its sides until it touches nothing; ``back``: rather back the way it came."""
    dx, dy = found[2][0] - found[0][0], found[2][1] - found[0][1]
    size = math.hypot(dx, dy) or 1.0
    ways = [(-dy / size, dx / size), (dy / size, -dx / size)]
    middle = on_bow(found, 0.5)
    centre = (sum(ball.at[0] for ball in body) / len(body), sum(ball.at[1] for ball in body) / len(body))
    ways.sort(key=lambda way: -(way[0] * (middle[0] - centre[0]) + way[1] * (middle[1] - centre[1])))
    best, most = found, -math.inf
    if back:
        ways.insert(0, (-dx / size, -dy / size))
    for step in range(_FARTHEST):
        for way in ways:
            tried = _moved(found, way[0] * _STEP * step, way[1] * _STEP * step)
            room = _room(tried, body)
            if room >= CLEAR:
                return tried
            if room > most:
                best, most = tried, room
    return best


def _room(one: Bow, body: Sequence[Ball]) -> float:
    spots = [on_bow(one, part / 6) for part in range(7)]
    return min(math.hypot(x - ball.at[0], y - ball.at[1]) - ball.radius for x, y in spots for ball in body)


def _moved(one: Bow, x: float, y: float) -> Bow:
    a, b, c = ((spot[0] + x, spot[1] + y) for spot in one)
    return a, b, c


def _flat(point: Vec) -> Flat:
    return point[0], point[1]


def on_bow(one: Bow, part: float) -> Flat:
    """Return a point of an arrow, 0 at its start to 1 at its tip."""
    rest = 1 - part
    weights = (rest * rest, 2 * rest * part, part * part)
    x, y = (sum(weight * spot[axis] for weight, spot in zip(weights, one, strict=True)) for axis in (0, 1))
    return x, y


def written(one: Bow, both: bool) -> str:
    """Return the path of an arrow that is in picture units (y down): its bow and its point, or two points."""
    start, turn, tip = one
    pen = Pen()
    pen.move(start)
    pen.bend(turn, tip)
    for before, end in ((turn, tip), (turn, start)) if both else ((turn, tip),):
        _point(pen, before, end)
    return pen.path


def _point(pen: Pen, before: Flat, tip: Flat) -> None:
    aim = math.atan2(tip[1] - before[1], tip[0] - before[0])
    left, right = ((tip[0] - _POINT * math.cos(aim + side), tip[1] - _POINT * math.sin(aim + side)) for side in (0.6, -0.6))
    pen.move(left)
    pen.line(tip)
    pen.line(right)
