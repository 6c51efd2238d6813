"""Working patterns and the movement probe."""

from enum import StrEnum

from stepwell.knowledge.condition import Condition
from stepwell.knowledge.schema.basis import Count, Entry, Graded, Id, Words


class Direction(StrEnum):
    """The ways a spine is moved on purpose."""

    EXTENSION = "extension"
    FLEXION = "flexion"
    SIDE_GLIDE = "side_glide"
    NEUTRAL = "neutral"
    ROTATION = "rotation"


class Support(Graded, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One thing that speaks for (or, with a negative weight, against) a pattern."""

    when: Condition
    weight: float
    text: Words


class Pattern(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A working pattern: what the answers fit, never a diagnosis.

    Attributes:
        diagnosis: choices of ``clinician_diagnosis`` that settle it.
        exercise_key: which suitability column of the exercises it uses.
        first_directions: directions to test first, in order; empty for no bias.
        needs_at_least: the score below which the pattern is not named.
        confidence: how sure a person may be told it is: low, moderate, or moderate to high.
    """

    name: Words
    says: Words
    diagnosis: tuple[Id, ...] = ()
    exercise_key: Id
    support: tuple[Support, ...]
    often_worse: tuple[str, ...]
    often_easier: tuple[str, ...]
    first_directions: tuple[Direction, ...] = ()
    plan_does: Words
    holds_back: Words
    confidence: Words
    needs_at_least: float = 1.0


class PatternRules(Graded, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How the best pattern is told from a mixture.

    mixed_within: a second pattern within this share of the best score makes it "mixed".
    """

    mixed_within: float


class ProbeRules(Graded, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The home movement probe: how much, what counts as better or worse, and when not to try."""

    repetitions: Count
    better_place_steps: Count
    better_leg_points: Count
    worse_place_steps: Count
    worse_leg_points: Count
    not_above_leg: Count
    most_directions: Count
