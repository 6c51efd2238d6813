"""Shapes as SVG paths, in picture units with y down. ``js/figure.js`` draws the same kinds by the same rules."""

import math
from collections.abc import Iterable, Sequence

from stepwell.figure.shape import Kind

Flat = tuple[float, float]


def number(value: float) -> str:
    """Write a coordinate with at most one decimal and no needless sign or zero."""
    text = f"{value:.1f}".removesuffix(".0")
    if text == "-0":
        return "0"
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text


def pairs(*values: float) -> str:
    """Write coordinates one after another, as short as a path allows."""
    return " ".join(number(value) for value in values).replace(" -", "-")


def path(kind: Kind, values: Sequence[float]) -> str:
    """Return the path of a shape whose values are in picture units; empty for one that is turned away.

    A glow has no path of its own: it is a circle that is stretched.
    """
    if kind in {"tube", "cuffed", "edges"}:
        return _tube(kind, values)
    if kind == "disc":
        return circle(*values)
    if kind == "soft":
        return soft(list(zip(values[::2], values[1::2], strict=True)))
    start = 1 if kind == "line" else 0
    points = list(zip(values[start::2], values[start + 1 :: 2], strict=True))
    return line(points) + ("z" if kind == "area" else "")


def circle(x: float, y: float, radius: float) -> str:
    """Return a circle as a path; empty when it has no size."""
    if radius < 0.05:
        return ""
    size = number(radius)
    return f"M{pairs(x, y - radius)}a{size} {size} 0 1 0 .1 0z"


def _tube(kind: Kind, values: Sequence[float]) -> str:
    ax, ay, ar, mx, my, mr, bx, by, br = values
    if ar + br < 0.1:
        return ""
    apart = math.hypot(bx - ax, by - ay)
    if apart <= abs(ar - br) + 0.1:
        return "" if kind == "edges" else circle(*((ax, ay, ar) if ar > br else (bx, by, br)))
    ux, uy = (bx - ax) / apart, (by - ay) / apart
    lean = (ar - br) / apart
    flat = math.sqrt(1 - lean * lean)
    sides = [(ux * lean - uy * flat * sign, uy * lean + ux * flat * sign) for sign in (1, -1)]
    starts = [(ax + ar * nx, ay + ar * ny) for nx, ny in sides]
    ends = [(bx + br * nx, by + br * ny) for nx, ny in sides]
    turns = [
        (2 * (mx - uy * mr * sign) - (start[0] + end[0]) / 2, 2 * (my + ux * mr * sign) - (start[1] + end[1]) / 2)
        for sign, start, end in zip((1, -1), starts, ends, strict=True)
    ]
    if kind == "edges":
        return "".join(_edge(start, turn, end) for start, turn, end in zip(starts, turns, ends, strict=True))
    round_end = f"L{pairs(*ends[1])}" if kind == "cuffed" else f"A{number(br)} {number(br)} 0 {int(lean < 0)} 0 {pairs(*ends[1])}"
    there, back = f"Q{pairs(*turns[0], *ends[0])}", f"Q{pairs(*turns[1], *starts[1])}"
    return f"M{pairs(*starts[0])}{there}{round_end}{back}A{number(ar)} {number(ar)} 0 {int(lean > 0)} 0 {pairs(*starts[0])}z"


def _edge(start: Flat, turn: Flat, end: Flat) -> str:
    """Return a side of a tube without its beginning, where it joins the body."""
    first = between(turn, end, 0.3)
    return f"M{pairs(*between(between(start, turn, 0.3), first, 0.3))}Q{pairs(*first, *end)}"


def between(a: Flat, b: Flat, part: float) -> Flat:
    """Return the point that lies ``part`` of the way from a to b."""
    return a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part


def soft(points: Sequence[Flat]) -> str:
    """Return a closed curve that rounds off the corners of a polygon (a quadratic B-spline)."""
    at = _rounded(between(points[-1], points[0], 0.5))
    written = [f"M{pairs(*at)}"]
    for corner, following in zip(points, [*points[1:], points[0]], strict=True):
        to = _rounded(between(corner, following, 0.5))
        written.append("q" + pairs(corner[0] - at[0], corner[1] - at[1], to[0] - at[0], to[1] - at[1]))
        at = to
    return "".join(written) + "z"


def line(points: Iterable[Flat]) -> str:
    """Return an open line."""
    at, *rest = (_rounded(point) for point in points)
    written = [f"M{pairs(*at)}"]
    for to in rest:
        written.append("l" + pairs(to[0] - at[0], to[1] - at[1]))
        at = to
    return "".join(written)


def _rounded(point: Flat) -> Flat:
    return round(point[0], 1), round(point[1], 1)
