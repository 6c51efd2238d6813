"""The movement flows: no joint jumps from one frame to the next, and none changes its speed at a stroke."""

import itertools
from collections.abc import Sequence

from stepwell.figure.checks.found import Found, cm, worst
from stepwell.figure.frames import Movement
from stepwell.figure.skeleton import JOINTS
from stepwell.figure.vector import Vec, added, length, taken

Step = dict[str, Vec]
_AHEAD: Vec = (1.0, 0.0, 0.0)


def jumped(movement: Movement) -> list[Found]:
    """Return for each frame how far a joint is at most from where it was in the frame before, in cm.

    Who walks is measured as the picture shows it, which goes along with the body.
    """
    return [worst(Found(cm(length(way)), joint) for joint, way in step.items()) for step in _steps(movement)]


def jerked(movement: Movement) -> list[Found]:
    """Return for each frame by how much a joint's step differs at most from its step before, in cm."""
    steps = _steps(movement)
    pairs = itertools.pairwise([steps[-1] if movement.cycle else steps[0], *steps])
    return [worst(Found(cm(length(taken(new[joint], old[joint]))), joint) for joint in JOINTS) for old, new in pairs]


def _steps(movement: Movement) -> Sequence[Step]:
    """Return each frame's step from the one before. The first of a cycle comes from its last; other movements begin at rest."""
    frames = movement.frames
    before = (frames[-1] if movement.cycle else frames[0], *frames)
    along = movement.travel / len(frames) if movement.cycle else 0.0
    back = [movement.travel - along, *([-along] * (len(frames) - 1))]
    return [
        {joint: added(taken(new[joint], old[joint]), _AHEAD, shift) for joint in JOINTS}
        for old, new, shift in zip(before, frames, back, strict=False)
    ]
