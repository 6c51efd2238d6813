"""Shapes as SVG paths, in whole picture units with y down. ``js/figure.js`` draws the same kinds by the same rules.

Every closed outline turns the same way, so that outlines which share a path never cut each other out.
"""

import math
from collections.abc import Sequence

from stepwell.figure.shape import Kind

Flat = tuple[float, float]
Whole = tuple[int, int]
_SAME = 1
"""By how many picture units a control point may be off so that it need not be written."""


class Pen:
    """Writes a path as short as it can be: whole numbers, each step from where the last one ended."""

    def __init__(self) -> None:
        self.path = ""
        self._at = (0, 0)
        self._letter = ""
        self._smooth: Whole | None = None
        """The control point that ``t`` would take: the last one, mirrored at where the last bow ended."""

    def move(self, to: Flat) -> None:
        """Begin at a point."""
        self._at, self._smooth, self._letter = (round(to[0]), round(to[1])), None, ""
        self.path += f"M{pairs(*self._at)}"

    def line(self, to: Flat) -> None:
        """Go on straight."""
        self._smooth = None
        self._step("l", to)

    def bend(self, turn: Flat, to: Flat) -> None:
        """Go on in a bow that a control point pulls: unnamed where it follows from the bow before, straight where it hardly pulls."""
        control, end = (round(turn[0]), round(turn[1])), (round(to[0]), round(to[1]))
        straight = (self._at[0] + end[0]) / 2, (self._at[1] + end[1]) / 2
        if self._smooth is not None and _apart(self._smooth, control) <= _SAME:
            control = self._smooth
            self._step("t", to)
        elif _apart(straight, control) <= 2 * _SAME:
            self.line(to)
            return
        else:
            self._step("q", turn, to)
        self._smooth = (2 * self._at[0] - control[0], 2 * self._at[1] - control[1])

    def round(self, radius: float, large: bool, to: Flat) -> None:
        """Go on round a ball."""
        size = max(round(radius), 1)
        x, y = round(to[0]), round(to[1])
        self.path += f"a{size} {size} 0 {int(large)}0{pairs(x - self._at[0], y - self._at[1])}"
        self._at, self._smooth, self._letter = (x, y), None, ""

    def close(self) -> None:
        """Go back to the beginning."""
        self.path += "z"

    def _step(self, letter: str, *points: Flat) -> None:
        whole = [(round(x), round(y)) for x, y in points]
        numbers = pairs(*(value for x, y in whole for value in (x - self._at[0], y - self._at[1])))
        self.path += ("" if numbers.startswith("-") else " ") + numbers if letter == self._letter else letter + numbers
        self._at, self._letter = whole[-1], letter


def _apart(a: Flat, b: Flat) -> float:
    return max(abs(a[0] - b[0]), abs(a[1] - b[1]))


def pairs(*values: int) -> str:
    """Write whole numbers one after another, as short as a path allows."""
    return " ".join(str(value) for value in values).replace(" -", "-")


def path(kind: Kind, values: Sequence[float]) -> str:
    """Return the path of a shape whose values are in picture units; empty for one that is turned away.

    A glow has no path of its own: it is a circle that is stretched.
    """
    pen = Pen()
    if kind in {"tube", "cuffed", "edges"}:
        _tube(pen, kind, values)
    elif kind == "disc":
        circle(pen, *values)
    elif kind == "soft":
        _soft(pen, _one_way(_points(values)))
    elif kind == "area":
        _polygon(pen, _one_way(_points(values)))
        pen.close()
    else:
        _polygon(pen, _points(values[1:]))
    return pen.path


def _points(values: Sequence[float]) -> list[Flat]:
    return list(zip(values[::2], values[1::2], strict=True))


def _one_way(points: list[Flat]) -> list[Flat]:
    area = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, [*points[1:], points[0]], strict=True))
    return points if area < 0 else points[::-1]


def _polygon(pen: Pen, points: Sequence[Flat]) -> None:
    pen.move(points[0])
    for point in points[1:]:
        pen.line(point)


def circle(pen: Pen, x: float, y: float, radius: float) -> None:
    """Draw a circle; nothing when it has no size."""
    if radius >= 0.4:
        pen.move((x, y - radius))
        pen.round(radius, True, (x + 1, y - radius))
        pen.close()


def _tube(pen: Pen, kind: Kind, values: Sequence[float]) -> None:
    ax, ay, ar, mx, my, mr, bx, by, br = values
    if ar + br < 0.8:
        return
    apart = math.hypot(bx - ax, by - ay)
    if apart <= abs(ar - br) + 0.5:
        if kind != "edges":
            circle(pen, *((ax, ay, ar) if ar > br else (bx, by, br)))
        return
    ux, uy = (bx - ax) / apart, (by - ay) / apart
    lean = (ar - br) / apart
    flat = math.sqrt(1 - lean * lean)
    starts, turns, ends = [], [], []
    for sign in (1, -1):
        nx, ny = ux * lean - uy * flat * sign, uy * lean + ux * flat * sign
        start, end = (ax + ar * nx, ay + ar * ny), (bx + br * nx, by + br * ny)
        starts.append(start)
        ends.append(end)
        turns.append((2 * (mx - uy * mr * sign) - (start[0] + end[0]) / 2, 2 * (my + ux * mr * sign) - (start[1] + end[1]) / 2))
    if kind == "edges":
        for start, turn, end in zip(starts, turns, ends, strict=True):
            _edge(pen, start, turn, end)
        return
    pen.move(starts[0])
    pen.bend(turns[0], ends[0])
    if kind == "cuffed":
        pen.line(ends[1])
    else:
        pen.round(br, lean < 0, ends[1])
    pen.bend(turns[1], starts[1])
    pen.round(ar, lean > 0, starts[0])
    pen.close()


EDGE_FROM = 0.3
"""Where the edge of a tube begins: not where it joins the body."""


def _edge(pen: Pen, start: Flat, turn: Flat, end: Flat) -> None:
    first = between(turn, end, EDGE_FROM)
    pen.move(between(between(start, turn, EDGE_FROM), first, EDGE_FROM))
    pen.bend(first, end)


def between(a: Flat, b: Flat, part: float) -> Flat:
    """Return the point that lies ``part`` of the way from a to b."""
    return a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part


def _soft(pen: Pen, points: list[Flat]) -> None:
    """Round off the corners of a polygon (a quadratic B-spline)."""
    pen.move(between(points[-1], points[0], 0.5))
    for corner, following in zip(points, [*points[1:], points[0]], strict=True):
        pen.bend(corner, between(corner, following, 0.5))
    pen.close()
