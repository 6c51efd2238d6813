"""What a check returns: for each frame, how bad it is and where."""

from collections.abc import Iterable
from typing import NamedTuple

HEIGHT_CM = 170.0
"""Lengths are told for a person of this height."""


class Found(NamedTuple):
    """How bad it is in one frame, in the unit of the check, and where on the body."""

    value: float
    where: str


NOTHING = Found(0.0, "")


def worst(found: Iterable[Found]) -> Found:
    """Return the largest; nothing where there is none."""
    return max(found, key=lambda one: one.value, default=NOTHING)


def cm(body_heights: float) -> float:
    """Return a length in centimetres for a person of HEIGHT_CM."""
    return body_heights * HEIGHT_CM
