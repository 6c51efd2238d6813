"""Shapes as elements of an SVG: each colour as a class for screens and as plain hex for paper."""

import math
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from stepwell.figure.outline import pairs, path
from stepwell.figure.shape import Shape
from stepwell.figure.stage import Fit

SOFT_EDGE, EDGE = 6, 3
"""How far the corners of an area are rounded, and how wide the edges of limbs are, in picture units."""
SHEER = {"water": ".28", "water_deep": ".7", "water_top": ".55"}


SCHEMED = {
    "leg", "leg_far", "leg_line", "leg_far_line", "hair", "shoe", "shoe_far", "mat", "mat_top", "floor", "shadow", "mark", "ghost", "arrow",
    "wall", "wall_top", "prop", "prop_far", "prop_top", "grip", "strap", "pillow", "pillow_top",
}  # fmt: skip
"""The paints that have another colour in the dark scheme."""


class Ink(NamedTuple):
    """What shapes must have in common to share a path."""

    paint: str
    kind: str
    width: str


def elements(shapes: Iterable[Shape], fit: Fit, palette: dict[str, str], glow: str) -> str:
    """Return shapes as elements, the first at the back; neighbours of one colour share a path.

    Args:
        shapes: in camera space.
        fit: from there to the picture.
        palette: the plain colour of each paint.
        glow: the id of the gradient of a glow.
    """
    inked = [(_ink(shape, fit), shape) for shape in shapes]
    return "".join(
        _element(ink, [shape for _, shape in alike], fit, palette, glow) for ink, alike in groupby(inked, key=lambda one: one[0])
    )


def _ink(shape: Shape, fit: Fit) -> Ink:
    if shape.kind == "edges":
        return Ink(shape.paint + "_line", "stroke", str(EDGE))
    if shape.kind == "line":
        return Ink(shape.paint, "stroke", str(round(2 * shape.values[0] * fit.scale)))
    return Ink(shape.paint, shape.kind if shape.kind in {"area", "glow"} else "fill", "")


def _element(ink: Ink, alike: Sequence[Shape], fit: Fit, palette: dict[str, str], glow: str) -> str:
    colour, name = palette[ink.paint], ink.paint.replace("_", "-")
    if ink.kind == "glow":
        return "".join(ellipse(fit.values(shape), f"url(#{glow})" if ink.paint == "glow" else colour, name) for shape in alike)
    css = f' class="f-{name}"' if ink.paint in SCHEMED else ""
    outline = "".join(path(shape.kind, fit.values(shape)) for shape in alike)
    if not outline:
        return ""
    if ink.kind == "fill":  # what is only filled is closed anyway
        outline = outline.replace("z", "")
    fill = "" if ink.kind == "stroke" else f' fill="{colour}"'
    stroke = {"stroke": f' stroke="{colour}" stroke-width="{ink.width}"', "area": f' stroke="{colour}"'}.get(ink.kind, "")
    sheer = f' opacity="{SHEER[ink.paint]}"' if ink.paint in SHEER else ""
    return f'<path{css}{fill}{stroke}{sheer} d="{outline}"/>'


def ellipse(values: Sequence[float], fill: str, name: str) -> str:
    """Return a soft patch from end to end."""
    ax, ay, bx, by, radius = values
    long = math.hypot(bx - ax, by - ay) / 2 + radius
    turn = round(math.degrees(math.atan2(by - ay, bx - ax)))
    place = pairs(round((ax + bx) / 2), round((ay + by) / 2))
    turned = f" rotate({turn})" if turn else ""
    css = f' class="f-{name}"' if name in SCHEMED else ""
    return f'<ellipse{css} fill="{fill}" rx="{round(long)}" ry="{round(radius)}" transform="translate({place}){turned}"/>'


def gradient(name: str, colour: str) -> str:
    """Return the gradient of a glow."""
    stops = "".join(f'<stop offset="{offset}" stop-color="{colour}" stop-opacity="{sheer}"/>' for offset, sheer in ((0, ".85"), (1, "0")))
    return f'<radialGradient id="{name}">{stops}</radialGradient>'
