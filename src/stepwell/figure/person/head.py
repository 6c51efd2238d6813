"""Head, hair and a hint of a face, from anywhere."""

from stepwell.engine.log import Hair
from stepwell.figure.person.limbs import limb
from stepwell.figure.person.space import cap
from stepwell.figure.shape import Ball, Shape, Unit
from stepwell.figure.skeleton import BUILDS, Skeleton
from stepwell.figure.vector import Vec, added, between, dot, unit

SKULL = 0.0545
_CROWN, _BACK = (-0.24, 0.97), (-0.99, -0.04)
"""Where the hair on the crown and that at the back have their middle: how far ahead and how far up."""
_CROWN_WIDE, _BACK_WIDE = 72, 56
"""From there to their rims, degrees."""


class Head:
    """Places on a head: how far ahead, up and to the right of its middle, in body heights."""

    def __init__(self, figure: Skeleton) -> None:
        self.middle = figure["head"]
        self.ahead, self.up, self.right = figure.head_axes

    def at(self, ahead: float, up: float, right: float = 0.0) -> Vec:
        """Return a place."""
        return added(added(added(self.middle, self.ahead, ahead), self.up, up), self.right, right)

    def way(self, ahead: float, up: float, right: float = 0.0) -> Vec:
        """Return a unit direction."""
        return unit(
            (
                self.ahead[0] * ahead + self.up[0] * up + self.right[0] * right,
                self.ahead[1] * ahead + self.up[1] * up + self.right[1] * right,
                self.ahead[2] * ahead + self.up[2] * up + self.right[2] * right,
            )
        )


def neck(figure: Skeleton) -> Unit:
    """Return the neck, from between the shoulders into the head."""
    base, up = figure["neck"], figure.chest_axes[1]
    head = Head(figure)
    thick = 0.7 + 0.3 * BUILDS[figure.build]
    low, high = (added(base, up, -0.012), 0.031 * thick), (head.at(-0.008, -0.030), 0.0255 * thick)
    middle = between(low[0], high[0], 0.55), 0.0265 * thick
    return Unit("neck", (limb("skin", "tube", low, middle, high),), 2.0, (Ball(between(low[0], high[0], 0.4), 0.028),))


def head(figure: Skeleton, resting: bool) -> Unit:
    """Return the head. ``resting``: with closed eyes."""
    at = Head(figure)
    skull = at.at(-0.002, 0.006)
    cheeks = [_cheek(at, skull, side) for side in (1, -1)]
    nose = limb("skin", "tube", (at.at(0.034, 0.006), 0.014), (at.at(0.0465, -0.003), 0.0105), (at.at(0.0548, -0.011), 0.0068))
    shapes = [_brim(at), *cheeks, nose, *_hair(skull, at), *_ears(at), *_features(at, resting)]
    return Unit("head", tuple(shapes), 3.5, (Ball(skull, SKULL), Ball(at.at(0.018, -0.034), 0.030)))


def _cheek(at: Head, skull: Vec, side: int) -> Shape:
    """Return the skull down to one side of the jaw."""
    jaw = at.at(0.0190, -0.0385, side * 0.0085)
    return limb("skin", "tube", (skull, SKULL - 0.001), (between(skull, jaw, 0.5), 0.0490), (jaw, 0.0255))


def hair_behind(figure: Skeleton, hair: Hair) -> Unit:
    """Return the hair that hangs or is put up behind the head; nothing is seen of short hair there."""
    at = Head(figure)
    if hair == "bun":
        spot = at.at(-0.062, 0.030)
        return Unit("hair", (_disc("hair", spot, 0.024),), 1.9, (Ball(spot, 0.024),))
    if hair == "long":
        balls = (at.at(-0.010, 0.002), 0.0545), (at.at(-0.030, -0.040), 0.0475), (at.at(-0.036, -0.078), 0.032)
        return Unit("hair", (limb("hair", "tube", *balls),), 1.9, tuple(Ball(*ball) for ball in balls[1:]))
    return Unit("hair", (), 1.9)


def _brim(at: Head) -> Shape:
    """Return the hair behind the head where one looks up at the chin, and the crown is only a crescent."""
    seen = min(max((-at.up[2] - 0.15) / 0.2, 0.0), 1.0)
    return _disc("hair", at.at(-0.012, 0.012), (SKULL + 0.0015) * seen)


def _hair(skull: Vec, at: Head) -> tuple[Shape, Shape]:
    """Return the hair on the crown down to the brow, and that at the back down to the nape; between them it leaves the ear free."""
    crown, back = at.way(*_CROWN), at.way(*_BACK)
    top = added(skull, at.up, 0.004)
    return (
        Shape("hair", "soft", cap(top, SKULL + 0.0030, crown, _CROWN_WIDE, 5)),
        Shape("hair", "soft", cap(skull, SKULL + 0.0035, back, _BACK_WIDE, 4)),
    )


def _ears(at: Head) -> list[Shape]:
    found = []
    for side in (1, -1):
        seen = min(max((at.right[2] * side + 0.25) / 0.6, 0.0), 1.0)
        upper, lower = at.at(-0.014, 0.003, side * 0.053), at.at(-0.010, -0.012, side * 0.052)
        found.append(limb("skin_line", "tube", (upper, 0.0118 * seen), (between(upper, lower, 0.5), 0.0102 * seen), (lower, 0.0072 * seen)))
    return found


def _features(at: Head, resting: bool) -> list[Shape]:
    found = []
    for side in (1, -1):
        way = at.way(0.86, 0.06, 0.47 * side)
        seen = min(max((way[2] + 0.05) / 0.35, 0.0), 1.0)
        eye = added(at.at(-0.002, 0.006), way, 0.050)
        if resting:
            ends = (added(eye, at.way(-0.5, 0.0, side * 0.8), 0.008), added(eye, at.way(0.5, 0.0, -side * 0.8), 0.008))
            found.append(
                limb("face", "tube", (ends[0], 0.0017 * seen), (added(eye, at.up, -0.004), 0.0019 * seen), (ends[1], 0.0017 * seen))
            )
        else:
            found.append(_disc("face", eye, 0.0052 * seen))
    return [*found, _under_nose(at), _mouth(at)]


def _under_nose(at: Head) -> Shape:
    """Return the shade below the nose, which tells where it is when one looks at the face."""
    seen = min(max((at.ahead[2] - 0.35) / 0.35, 0.0), 1.0)
    ends = (at.at(0.052, -0.0165, side * 0.0062) for side in (1, -1))
    first, last = ((end, 0.0016 * seen) for end in ends)
    return limb("skin_line", "tube", first, (at.at(0.054, -0.0185), 0.0022 * seen), last)


def _mouth(at: Head) -> Shape:
    middle = at.at(0.0445, -0.0395)
    seen = min(max((at.ahead[2] + 0.30) / 0.4, 0.0), 1.0)
    corners = []
    for side in (1, -1):
        corner = at.at(0.0385, -0.0325, side * 0.0150)
        shown = min(max((dot(at.way(0.7, 0.0, side * 0.7), (0.0, 0.0, 1.0)) + 0.05) / 0.3, 0.0), 1.0)
        corners.append(between(middle, corner, shown))
    return limb("face", "tube", (corners[0], 0.0016 * seen), (middle, 0.0019 * seen), (corners[1], 0.0016 * seen))


def _disc(paint: str, at: Vec, radius: float) -> Shape:
    return Shape(paint, "disc", (at[0], at[1], radius))
