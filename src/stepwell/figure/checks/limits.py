"""What is measured and how much of it is allowed: the one table that tests, terminal and documentation use."""

from collections.abc import Callable, Mapping

from msgspec import Struct

from stepwell.figure.checks import angles, balance, contacts, flow, lengths, overlap
from stepwell.figure.checks.found import Found
from stepwell.figure.frames import Movement


class Limit(Struct, frozen=True, kw_only=True):
    """One check.

    Attributes:
        measure: a movement -> what was found in each frame; an empty list where there is nothing to measure.
        what: what is measured, in words.
        unit: of the measure and its limit; lengths for a person of 1.70 m.
        most: the largest value that is allowed.
        why: why not more, and why not less.
    """

    measure: Callable[[Movement], list[Found]]
    what: str
    unit: str
    most: float
    why: str


LIMITS: Mapping[str, Limit] = {
    "bones": Limit(
        measure=lengths.deviations, what="A bone, or the breadth of hips or shoulders, is longer or shorter than it should be",
        unit="%", most=0.5, why="The eye does not see less. The rounding of the frames alone makes up to 0.3 %.",
    ),
    "angles": Limit(
        measure=angles.outside, what="A joint is bent or turned past the human range",
        unit="°", most=1.0, why="None is allowed; the rounding of the frames alone makes up to half a degree.",
    ),
    "sunk": Limit(
        measure=contacts.sunk, what="A part of the body is inside the floor, a chair, a stool, a wall, a step or a table",
        unit="cm", most=1.5, why="As much as skin and soft muscle flatten on a mat.",
    ),
    "floats": Limit(
        measure=contacts.floating, what="What should rest on the floor or a thing hangs above it",
        unit="cm", most=1.5, why="A gap that is not seen behind the drawn outline of a limb.",
    ),
    "slips": Limit(
        measure=contacts.slipped, what="What should stay put moves from its place",
        unit="cm", most=1.0, why="More looks like a foot that slides on the mat.",
    ),
    "hands": Limit(
        measure=contacts.let_go, what="A hand is away from the surface of what it holds",
        unit="cm", most=3.0, why="The thickness of the fingers that are not drawn.",
    ),
    "trunk": Limit(
        measure=overlap.through_trunk, what="A forearm, hand, shank, foot or the head is inside the trunk",
        unit="cm", most=1.5, why="As much as the side of the trunk gives way to an arm that lies against it.",
    ),
    "lap": Limit(
        measure=overlap.thigh_in_trunk, what="The lower half of a thigh is inside the trunk",
        unit="cm", most=3.0, why="Belly and front of the thigh both give way when a knee is pulled to the chest.",
    ),
    "limbs": Limit(
        measure=overlap.through_limbs, what="A limb is inside another limb or the head",
        unit="cm", most=2.0, why="Two soft sides that press on each other, a centimetre each.",
    ),
    "balance": Limit(
        measure=balance.off_balance, what="The centre of mass is outside what carries the body, where it stands free",
        unit="cm", most=0.0, why="Outside, the person would fall.",
    ),
    "jumps": Limit(
        measure=flow.jumped, what="A joint moves from one frame to the next",
        unit="cm", most=10.0, why="The fastest arm of a whole movement in up to 40 eased frames; more looks like a cut.",
    ),
    "jerks": Limit(
        measure=flow.jerked, what="A joint's step differs from its step before",
        unit="cm", most=4.0, why="The speed changes over several frames; a single frame out of place is twice as much.",
    ),
}  # fmt: skip
"""The checks by their short names, in the order in which they are shown."""
