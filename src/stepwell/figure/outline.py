"""Outlines as SVG paths, written as short as they can be. Every closed outline turns the same way, so that they can share a path."""

import math
from collections.abc import Iterable

from stepwell.figure.body import Ball
from stepwell.figure.camera import Flat, Frame


def number(value: float) -> str:
    """Write a coordinate with at most one decimal and no needless sign or zero."""
    text = f"{value:.1f}".removesuffix(".0")
    if text == "-0":
        return "0"
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text


def pairs(values: Iterable[float]) -> str:
    """Write coordinates one after another, as short as a path allows."""
    return " ".join(number(value) for value in values).replace(" -", "-")


def line(points: Iterable[Flat]) -> str:
    """Write an open line."""
    at, *rest = points
    written = [f"M{pairs(at)}"]
    for to in rest:
        written.append("l" + pairs((to[0] - at[0], to[1] - at[1])))
        at = to
    return "".join(written)


def circle(frame: Frame, ball: Ball) -> str:
    """Return a circle as a path."""
    (x, y), radius = frame.at(ball.at), ball.radius * frame.scale
    size = number(radius)
    return f"M{pairs((x, y - radius))}a{size} {size} 0 1 1-.1 0z"


def capsule(frame: Frame, a: Ball, b: Ball) -> str:
    """Return the tapered, round-ended shape that wraps two balls."""
    if b.radius > a.radius:
        a, b = b, a
    (ax, ay), (bx, by) = frame.at(a.at), frame.at(b.at)
    ra, rb = a.radius * frame.scale, b.radius * frame.scale
    apart = math.hypot(bx - ax, by - ay)
    if apart <= ra - rb + 0.1:
        return circle(frame, a)
    aim, open_ = math.atan2(by - ay, bx - ax), math.acos((ra - rb) / apart)
    around = ((-1, ax, ay, ra), (-1, bx, by, rb), (1, bx, by, rb), (1, ax, ay, ra))
    corners = [(x + r * math.cos(aim + side * open_), y + r * math.sin(aim + side * open_)) for side, x, y, r in around]
    steps = [(q[0] - p[0], q[1] - p[1]) for p, q in zip(corners, corners[1:] + corners[:1], strict=True)]
    small, large = number(rb), number(ra)
    first, second, third, fourth = (pairs(step) for step in steps)
    return f"M{pairs(corners[0])}l{first}a{small} {small} 0 0 1 {second}l{third}a{large} {large} 0 1 1 {fourth}z".replace(" -", "-")


def soft(points: list[Flat]) -> str:
    """Return a closed curve that rounds off the corners of a polygon (a quadratic B-spline), always drawn in one sense."""
    area = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, points[1:] + points[:1], strict=True))
    turn = points if area > 0 else points[::-1]
    at = _middle(turn[-1], turn[0])
    written = [f"M{pairs(at)}"]
    for corner, following in zip(turn, turn[1:] + turn[:1], strict=True):
        to = _middle(corner, following)
        written.append("q" + pairs((corner[0] - at[0], corner[1] - at[1], to[0] - at[0], to[1] - at[1])))
        at = to
    return "".join(written) + "z"


def _middle(a: Flat, b: Flat) -> Flat:
    return round((a[0] + b[0]) / 2, 1), round((a[1] + b[1]) / 2, 1)
