"""What a picture is made of: flat shapes, in units that go before or behind one another."""

from typing import Literal

from msgspec import Struct

from stepwell.figure.vector import Vec

Kind = Literal["tube", "cuffed", "edges", "disc", "soft", "area", "line", "glow"]
"""How the values of a shape are read; x, y are places, r are lengths:

tube: x y r, three times: a tapered limb through a middle that may bulge. cuffed: the same, cut off straight at its far end.
edges: the two long sides of a tube as lines. disc: x y r. soft: x y ...: a closed curve that rounds off a polygon.
area: x y ...: a polygon. line: r x y ...: a line 2 r wide. glow: x y x y r: a soft patch from end to end, r to either side.
"""
PLACES: dict[Kind, tuple[int, int]] = {
    "tube": (0, 3), "cuffed": (0, 3), "edges": (0, 3), "disc": (0, 3), "soft": (0, 2), "area": (0, 2), "line": (1, 2), "glow": (0, 2),
}  # fmt: skip
"""Where the first x of a kind stands, and how far it is from one x to the next."""


class Shape(Struct, frozen=True):
    """One flat shape. ``paint`` names its colour in ``look.PAINTS``."""

    paint: str
    kind: Kind
    values: tuple[float, ...]

    @property
    def xs(self) -> range:
        """Where among the values each x stands; its y follows it."""
        first, step = PLACES[self.kind]
        return range(first, len(self.values) - 1, step)


class Ball(Struct, frozen=True):
    """A round piece of what a unit shows, in camera space, to tell what is in front."""

    at: Vec
    radius: float


class Unit(Struct, frozen=True):
    """Shapes that stay together, first one at the back.

    Attributes:
        name: the same in every frame.
        rank: its place where depth does not tell; greater is nearer.
        balls: its body in space; none: it always keeps its place by rank.
        fixed: always before (1) or behind (-1) the body, or by depth (0).
        under: the name of a unit that always covers it: a leg of a table lies under its top.
    """

    name: str
    shapes: tuple[Shape, ...]
    rank: float
    balls: tuple[Ball, ...] = ()
    fixed: int = 0
    under: str = ""
