"""Arrows of movement: from the way of a joint to a bow with a point."""

import math

from stepwell.figure.body import Skeleton
from stepwell.figure.camera import Camera, Flat, Frame
from stepwell.figure.outline import pairs
from stepwell.figure.scenes import Arrow


def way(arrow: Arrow, camera: Camera, poses: tuple[Skeleton, Skeleton, Skeleton]) -> tuple[Flat, Flat, Flat]:
    """Return start, control point and end of an arrow, in body heights of the picture."""
    off_x, off_y = arrow.off
    if arrow.by is not None:
        x, y = camera.seen(poses[-1][arrow.joint])
        x, y, (dx, dy) = x + off_x, y + off_y, arrow.by
        return (x, y), (x + dx / 2 - dy * arrow.bend, y + dy / 2 + dx * arrow.bend), (x + dx, y + dy)
    first, middle, last = (camera.seen(figure[arrow.joint]) for figure in poses)
    control = (2 * middle[0] - (first[0] + last[0]) / 2, 2 * middle[1] - (first[1] + last[1]) / 2)
    begin, end = arrow.part
    ends = [_on_curve(first, control, last, part) for part in (begin, end)]
    inner = _on_curve(first, control, last, (begin + end) / 2)
    bow = (2 * inner[0] - (ends[0][0] + ends[1][0]) / 2, 2 * inner[1] - (ends[0][1] + ends[1][1]) / 2)
    a, b, c = ((x + off_x, y + off_y) for x, y in (ends[0], bow, ends[1]))
    return a, b, c


def _on_curve(a: Flat, control: Flat, b: Flat, part: float) -> Flat:
    rest = 1 - part
    weights = (rest * rest, 2 * rest * part, part * part)
    return tuple(sum(w * p[axis] for w, p in zip(weights, (a, control, b), strict=True)) for axis in (0, 1))  # type: ignore[return-value]


def arrow_line(arrow: Arrow, frame: Frame, poses: tuple[Skeleton, Skeleton, Skeleton]) -> str:
    """Return the outline of an arrow: a bow and its point, or two."""
    spots = way(arrow, frame.camera, poses)
    (ax, ay), (bx, by), (cx, cy) = ((frame.left + x * frame.scale, frame.top - y * frame.scale) for x, y in spots)
    return f"M{pairs((ax, ay))}Q{pairs((bx, by, cx, cy))}" + _point((bx, by), (cx, cy)) + (_point((bx, by), (ax, ay)) if arrow.both else "")


def _point(before: Flat, tip: Flat) -> str:
    aim = math.atan2(tip[1] - before[1], tip[0] - before[0])
    left, right = ((tip[0] - 8 * math.cos(aim + side), tip[1] - 8 * math.sin(aim + side)) for side in (0.6, -0.6))
    return f"M{pairs(left)}L{pairs(tip)}L{pairs(right)}"
