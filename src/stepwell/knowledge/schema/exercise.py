"""One movement, described once: words, doses, cautions and how it moves."""

from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

from stepwell.knowledge.condition import Condition
from stepwell.knowledge.schema.basis import Count, Entry, Graded, Id, Pair, Words
from stepwell.knowledge.schema.motion import Motion
from stepwell.knowledge.schema.picture import Direction


class DoseStage(StrEnum):
    """The three columns of an exercise's doses."""

    ACUTE = "acute_irritable"
    SUBACUTE = "subacute"
    LONG_TERM = "chronic_maintenance"


class Purpose(StrEnum):
    """What an exercise is for: a swap keeps it."""

    RELIEF = "relief"
    RELAXATION = "relaxation"
    DIRECTION = "direction"
    MOBILITY = "mobility"
    NERVE = "nerve"
    CONTROL = "control"
    HIP_STRENGTH = "hip_strength"
    LEG_STRENGTH = "leg_strength"
    TRUNK_STRENGTH = "trunk_strength"
    AEROBIC = "aerobic"
    BREAK = "break"


class Rating(StrEnum):
    """How an exercise suits a pattern."""

    RECOMMENDED = "recommended"
    OK = "ok"
    CAUTION = "caution"
    AVOID = "avoid"


class Level(StrEnum):
    """A load, graded."""

    NONE = "none"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Sides(StrEnum):
    """one: done for one side, then the other. both: both at once. alternating: left and right in turn."""

    ONE = "one"
    BOTH = "both"
    ALTERNATING = "alternating"


class DoseRange(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How much of an exercise a stage allows, lowest to highest.

    Attributes:
        hold_s: seconds held in each repetition; (0, 0) for a flowing movement.
        repetitions: per set and per side.
        per_day, per_week: sessions of it in a day; days of it in a week.
        minutes: for what is timed and not counted (walking, cycling, breathing); (0, 0) otherwise.
        tempo_s: seconds a repetition takes beside its hold (design).
        rest_s: seconds between sets.
        effort: in plain words. effort_rpe: 0-10; (0, 0) when effort is not rated.
        only_if_preferred: allowed only when this movement direction was tested and eased the leg.
        note: what to keep to at this stage, such as half range.
    """

    hold_s: Pair
    repetitions: Pair
    sets: Pair
    per_day: Pair
    per_week: Pair
    effort: Words
    effort_rpe: Pair = (0, 0)
    minutes: Pair = (0, 0)
    tempo_s: Count = 4
    rest_s: Count = 30
    only_if_preferred: bool = False
    note: str = ""


class Load(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an exercise asks of the body. ``floor``: it needs getting down and up; ``bed``: a firm bed will do."""

    spine: tuple[Direction, ...]
    axial: Level
    impact: Level
    neural_tension: Level
    hip_rotation: str
    kneeling: Level
    wrist: Level
    floor: bool
    bed: bool = False
    end_range: bool = False
    isometric: bool = False
    balance: bool = False


class Suitability(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How an exercise suits one pattern. ``later`` replaces the rating once the calm stage is left."""

    rating: Rating
    reason: Words
    later: Rating | None = None


class Effect(StrEnum):
    """exclude: not for this person now. adapt: allowed, done as the text says."""

    EXCLUDE = "exclude"
    ADAPT = "adapt"


class Caution(Graded, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A contraindication or a needed change, with the answers that call for it.

    hold_at_most_s: for an adaptation that shortens holds: the most seconds the plan may then give.
    """

    when: Condition
    effect: Effect
    text: Words
    hold_at_most_s: Count | None = None


class Exercise(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One movement, described once: words, doses, cautions and how it moves.

    name: in plain words, as it is spoken. clinical_name: what a therapist may call it, where that is another.
    sore_side_only: for one side at a time: done for the sore leg alone where just one is sore.
    """

    name: Words
    clinical_name: str = ""
    category: Id
    purpose: Purpose
    position: Id
    sides: Sides
    sore_side_only: bool = False
    core: bool = False
    equipment: tuple[Id, ...] = ()
    equipment_text: str = ""
    steps: Annotated[tuple[Words, ...], Meta(min_length=2)]
    breathing: Words
    cues: tuple[Words, ...]
    errors: tuple[Words, ...]
    sensation: Words
    stop_signs: Words
    doses: dict[DoseStage, DoseRange]
    progressions: tuple[Id, ...] = ()
    regressions: tuple[Id, ...] = ()
    load: Load
    suitability: dict[Id, Suitability]
    cautions: tuple[Caution, ...] = ()
    not_first_hour: tuple[Id, ...] = ()
    goal: Words
    evidence: Words
    motion: Motion | None = None
