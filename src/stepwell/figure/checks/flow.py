"""The movement flows: no joint jumps from one frame to the next, and none changes its speed at a stroke."""

import itertools
from collections.abc import Sequence

from stepwell.figure.checks.found import Found, cm, worst
from stepwell.figure.frames import Movement
from stepwell.figure.skeleton import JOINTS, Skeleton
from stepwell.figure.vector import Vec, length, taken


def jumped(movement: Movement) -> list[Found]:
    """Return for each frame how far a joint is at most from where it was in the frame before, in cm."""
    steps = [_step(before, after) for before, after in itertools.pairwise(_ring(movement))]
    return [worst(Found(cm(length(way)), joint) for joint, way in step.items()) for step in steps]


def jerked(movement: Movement) -> list[Found]:
    """Return for each frame by how much a joint's step differs at most from its step before, in cm."""
    frames = _ring(movement)
    steps = [_step(before, after) for before, after in itertools.pairwise(frames)]
    changes = zip([steps[-1] if movement.cycle else steps[0], *steps], steps, strict=False)
    return [worst(Found(cm(length(taken(new[joint], old[joint]))), joint) for joint in JOINTS) for old, new in changes]


def _ring(movement: Movement) -> Sequence[Skeleton]:
    """Return the frames with, first, the one before them: of a cycle its last frame, one round back; else the first stands twice."""
    last = movement.frames[-1] if movement.cycle else movement.frames[0]
    back = movement.travel if movement.cycle else 0.0
    points = {joint: (at[0] - back, at[1], at[2]) for joint, at in last.points.items()}
    return [Skeleton(points=points), *movement.frames]


def _step(before: Skeleton, after: Skeleton) -> dict[str, Vec]:
    return {joint: taken(after[joint], before[joint]) for joint in JOINTS}
