"""The body as round parts: balls along its limbs, and a trunk of flat rounds along its spine."""

import itertools
import math
from collections.abc import Iterator
from typing import NamedTuple

from stepwell.figure.skeleton import BONES, BUILDS, HEAD_RADIUS, SIDES, TRUNK_DEPTH, TRUNK_WIDTH, Skeleton
from stepwell.figure.vector import Vec, between, cross, dot, square_to, taken, unit

TRUNK = ("pelvis", "lumbar", "thorax", "neck")
LIMBS = tuple(part for part in BONES if part[-1] in SIDES)


class Ball(NamedTuple):
    """A round piece of the body."""

    name: str
    at: Vec
    radius: float

    def reach(self, _: Vec) -> float:
        """Return how far it reaches in any direction."""
        return self.radius


class Round(NamedTuple):
    """A slice of the trunk: where it is, its ways ahead and to the right, its half depth to the front and back and its half width."""

    name: str
    at: Vec
    ahead: Vec
    right: Vec
    front: float
    back: float
    width: float

    def reach(self, way: Vec) -> float:
        """Return how far it reaches in a direction."""
        forward = dot(way, self.ahead)
        return math.hypot(forward * (self.front if forward > 0 else self.back), dot(way, self.right) * self.width)


Part = Ball | Round


def balls(figure: Skeleton, parts: int = 4) -> Iterator[Ball]:
    """Return the head, and every limb as balls from its upper to its lower end."""
    yield Ball("head", figure["head"], HEAD_RADIUS)
    for limb in LIMBS:
        upper, lower = BONES[limb]
        thick, thin = figure.radii(limb)
        for number in range(parts + 1):
            share = number / parts
            name = upper if share == 0 else lower if share == 1 else limb
            yield Ball(name, between(figure[upper], figure[lower], share), thick + (thin - thick) * share)


def rounds(figure: Skeleton) -> Iterator[Round]:
    """Return the trunk as slices, at its joints and half-way between them."""
    scale = BUILDS[figure.build]
    for low, high, (ahead, right) in _stretches(figure):
        for share in (0.0, 0.5) if high != "neck" else (0.0, 0.5, 1.0):
            deep, wide = (scale * (table[low] + (table[high] - table[low]) * share) for table in (TRUNK_DEPTH, TRUNK_WIDTH))
            front = deep + (figure.belly if "lumbar" in (low, high) else 0.0)
            name = low if share == 0 else high if share == 1 else f"{low}-{high}"
            yield Round(name, between(figure[low], figure[high], share), ahead, right, front, deep, wide)


def _stretches(figure: Skeleton) -> Iterator[tuple[str, str, tuple[Vec, Vec]]]:
    """Return the three stretches of the trunk with their ways ahead and to the right."""
    hips, shoulders = figure.pelvis_axes, figure.chest_axes
    up = unit(taken(figure["thorax"], figure["lumbar"]))
    middle = square_to(tuple((a + b) / 2 for a, b in zip(hips[2], shoulders[2], strict=True)), up)  # type: ignore[arg-type]
    yield "pelvis", "lumbar", (hips[0], hips[2])
    yield "lumbar", "thorax", (cross(up, middle), middle)
    yield "thorax", "neck", (shoulders[0], shoulders[2])


def depth_in_trunk(slices: tuple[Round, ...], ball: Ball) -> float:
    """Return how deep a ball is in the trunk; negative: how far from it.

    Measured from the nearest of the slices' axis, straight outward.
    """
    return max(_depth(low, high, ball) for low, high in itertools.pairwise(slices))


def _depth(low: Round, high: Round, ball: Ball) -> float:
    axis = taken(high.at, low.at)
    share = min(max(dot(taken(ball.at, low.at), axis) / dot(axis, axis), 0.0), 1.0)
    away = taken(ball.at, between(low.at, high.at, share))
    far = math.sqrt(dot(away, away))
    forward, across = dot(away, low.ahead), dot(away, low.right)
    along = math.sqrt(max(far * far - forward * forward - across * across, 0.0))
    deep = (low.front + (high.front - low.front) * share) if forward > 0 else (low.back + (high.back - low.back) * share)
    wide = low.width + (high.width - low.width) * share
    scaled = math.sqrt((forward / deep) ** 2 + (across / wide) ** 2 + (along / deep) ** 2)
    edge = far / scaled if scaled > 0 else deep
    return edge + ball.radius - far
