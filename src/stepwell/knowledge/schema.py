"""The shape of every knowledge file: one frozen struct for each kind of entry.

Numbers in a pair are ``(lowest, highest)``, both included. Every entry says where it comes
from: ``sources`` are ids in sources.toml, and ``grade`` says how well the fact is known.
"""

from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

from stepwell.knowledge.condition import Condition

Id = Annotated[str, Meta(pattern="^[a-z][a-z0-9_]*$")]
Words = Annotated[str, Meta(min_length=1)]
Count = Annotated[int, Meta(ge=0)]
Pair = tuple[Count, Count]


class Grade(StrEnum):
    """How well a fact is known.

    read: seen in a listed source (mostly its abstract). memory_high, memory, memory_low:
    professional knowledge that was not looked up again, by confidence. design: our own
    judgement, no published threshold; needs a clinician's sign-off.
    """

    READ = "read"
    MEMORY_HIGH = "memory_high"
    MEMORY = "memory"
    MEMORY_LOW = "memory_low"
    DESIGN = "design"


class Tier(StrEnum):
    """How soon somebody must look at a person, calmest first. Comparable: a later tier is greater."""

    SELF_MANAGE = "self_manage"
    ROUTINE = "routine"
    WITHIN_DAYS = "within_days"
    SAME_DAY = "same_day"
    EMERGENCY_NOW = "emergency_now"

    @property
    def rank(self) -> int:
        """0 for self_manage up to 4 for emergency_now."""
        return _TIER_RANK[self]

    def __lt__(self, other: str) -> bool:
        return self.rank < Tier(other).rank

    def __le__(self, other: str) -> bool:
        return self.rank <= Tier(other).rank

    def __gt__(self, other: str) -> bool:
        return self.rank > Tier(other).rank

    def __ge__(self, other: str) -> bool:
        return self.rank >= Tier(other).rank


_TIER_RANK = {tier: rank for rank, tier in enumerate(Tier)}


class Entry(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What every entry has: an id, its sources, and how well it is known."""

    id: Id
    grade: Grade
    sources: tuple[Id, ...] = ()


# --- sources and release -------------------------------------------------------------------


class Source(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One citation. ``read`` says what of it was actually read: most were read as an abstract."""

    id: Id
    citation: Words
    where: str = ""
    read: str = "abstract or opening"


class Release(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which knowledge this is, and which named clinician reviewed it (empty: nobody yet)."""

    version: Words
    date: Words
    reviewed_by: tuple[str, ...] = ()
    note: str = ""


# --- questions ------------------------------------------------------------------------------


class AskedWhen(StrEnum):
    """The moments a question belongs to."""

    SAFETY = "safety"
    EVALUATION = "evaluation"
    CHECK_IN = "check_in"
    PROBE = "probe"


class QuestionKind(StrEnum):
    """How a question is answered.

    sign: yes, no or not_sure. choice: one of the choices. choices: any of them, or "none".
    scale: a whole number 0-10. number: a number within limits. text: words, never judged.
    """

    SIGN = "sign"
    CHOICE = "choice"
    CHOICES = "choices"
    SCALE = "scale"
    NUMBER = "number"
    TEXT = "text"


class Choice(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One possible answer."""

    id: Id
    text: Words
    help: str = ""


class Group(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Questions that share a page, in the order of the file."""

    id: Id
    title: Words
    asked_when: AskedWhen
    intro: str = ""


class Question(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One question in plain words.

    Attributes:
        hard: the plan may not start while it is unanswered.
        standing: asked once (a past illness); not asked again each week.
        private: said with care, with ``why`` shown beside it.
        only_if: asked only when this holds; otherwise it counts as not needed.
        clarifier: the question shown once after "not sure".
        choices: calmest first, so that "worse" has a meaning (sign: no, yes, not_sure).
        quick: one of the few that make a first gentle session possible.
        optional: may be skipped; missing stays missing.
    """

    group: Id
    kind: QuestionKind
    text: Words
    asked_when: tuple[AskedWhen, ...]
    help: str = ""
    why: str = ""
    choices: tuple[Choice, ...] = ()
    lowest: float = 0
    highest: float = 10
    unit: str = ""
    hard: bool = False
    standing: bool = False
    private: bool = False
    quick: bool = False
    optional: bool = False
    clarifier: Id | None = None
    only_if: Condition | None = None

    @property
    def choice_ids(self) -> tuple[str, ...]:
        """The ids an answer may have, calmest first."""
        return ("no", "yes", "not_sure") if self.kind is QuestionKind.SIGN else tuple(c.id for c in self.choices)


# --- safety ---------------------------------------------------------------------------------


class RedFlag(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What raises a concern, and how far.

    Attributes:
        item: the dossier's own number, such as "C3", or a name for a combination.
        when: what must be answered; may name other flags as "@id".
        tier: the least tier this flag gives; None for a soft sign that only counts.
        soft_points, fracture_points: what it adds to the two counts in ``Score``.
        text: the plain reason, second person, without frightening words.
    """

    item: Words
    when: Condition
    text: Words
    tier: Tier | None = None
    soft_points: Count = 0
    fracture_points: Count = 0


class Score(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A count of soft or fracture points that gives a tier by itself. Never above same_day."""

    counts: Annotated[str, Meta(pattern="^(soft_points|fracture_points)$")]
    at_least: Count
    tier: Tier
    text: Words


class TierAdvice(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a person is told at one tier. ``id`` is the tier. "{emergency}" stands for the country's number."""

    heading: Words
    reason: Words
    say_there: str = ""
    do_not_wait_for: str = ""
    meanwhile: Words
    may_exercise: bool


class SafetyRules(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The numbers around the flags: how a tier falls, and when questions are asked again."""

    clean_days: Count
    reask_after_days: Count
    grade: Grade
    sources: tuple[Id, ...] = ()


class Country(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whom to call in one country. ``id`` is its two-letter code in lower case."""

    name: Words
    emergency: Words
    advice_line: str = ""
    crisis_line: Words


# --- patterns -------------------------------------------------------------------------------


class Direction(StrEnum):
    """The ways a spine is moved on purpose."""

    EXTENSION = "extension"
    FLEXION = "flexion"
    SIDE_GLIDE = "side_glide"
    NEUTRAL = "neutral"
    ROTATION = "rotation"


class Support(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One thing that speaks for (or, with a negative weight, against) a pattern."""

    when: Condition
    weight: float
    text: Words
    grade: Grade
    sources: tuple[Id, ...] = ()


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


class PatternRules(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How the best pattern is told from a mixture.

    mixed_within: a second pattern within this share of the best score makes it "mixed".
    """

    mixed_within: float
    grade: Grade
    sources: tuple[Id, ...] = ()


class ProbeRules(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The home movement probe: how much, what counts as better or worse, and when not to try."""

    repetitions: Count
    better_place_steps: Count
    better_leg_points: Count
    worse_place_steps: Count
    worse_leg_points: Count
    not_above_leg: Count
    most_directions: Count
    grade: Grade
    sources: tuple[Id, ...] = ()


# --- exercises ------------------------------------------------------------------------------


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


class Caution(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A contraindication or a needed change, with the answers that call for it.

    hold_at_most_s: for an adaptation that shortens holds: the most seconds the plan may then give.
    """

    when: Condition
    effect: Effect
    text: Words
    hold_at_most_s: Count | None = None
    grade: Grade
    sources: tuple[Id, ...] = ()


class Pose(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The key poses as joint angles in degrees: start and end, by the convention in docs/reference/poses.md."""

    view: Words
    start: dict[str, float]
    end: dict[str, float]
    contacts: tuple[str, ...] = ()
    out_of_plane: dict[str, tuple[float, ...]] = {}
    notes: str = ""


class Exercise(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One movement, described once: words, doses, cautions and poses."""

    name: Words
    category: Id
    purpose: Purpose
    position: Id
    sides: Sides
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
    pose: Pose | None = None


# --- stages, response, walking, reasons ------------------------------------------------------


class Slot(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A place in a session. Filled from ``purposes`` in order; ``keep``: the last to go when time is short (1 first)."""

    id: Id
    purposes: tuple[Purpose, ...]
    keep: Count


class Stage(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How far along a person is, by irritability. ``id`` is calm, restore, build or maintain.

    Attributes:
        up_at_most, up_check_ins: entered from the stage before when the smoothed waking leg pain
            has been at or below this for so many check-ins.
        back_at_least, back_check_ins: left for the stage before when at or above, for so many.
        exercises, minutes, sessions_a_day: lowest and highest for a session, or a day.
        load_cap: how many times its base the load dose may reach.
        new_a_week: exercises introduced in a week, after the first session.
    """

    name: Words
    says: Words
    dose_stage: DoseStage
    up_at_most: float | None = None
    up_check_ins: Count = 0
    back_at_least: float | None = None
    back_check_ins: Count = 0
    exercises: Pair
    minutes: Pair
    sessions_a_day: Pair
    load_cap: float
    new_a_week: Count
    slots: tuple[Slot, ...]


class ResponseRule(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One named number that steers the response to pain, dose, flares, gaps or safety. ``rule`` says it in words."""

    value: float
    unit: str = ""
    rule: Words


class WalkStep(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One row of the walking ladder. ``start_from_min``: comfortable minutes x 0.8 that begin here; None: never a start."""

    row: Count
    minutes: Pair
    per_day: Pair
    per_week: Pair
    effort: Words
    note: str = ""
    start_from_min: float | None = None


class Walking(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The graded walk: rows, and the interval version for legs that tire with walking."""

    steps: tuple[WalkStep, ...]
    intervals: tuple[WalkStep, ...]
    grade: Grade
    sources: tuple[Id, ...] = ()


class ReasonText(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The sentence for one reason. ``text`` may hold named numbers in braces; ``rule`` is the rule in words."""

    text: Words
    rule: Words


class Trigger(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something that may set pain off, and what to do instead: never a ban without an end.

    Attributes:
        chip: the words on the check-in's button, asked as "clearly more than usual".
        mission: one of the five that the programme promises to look at.
        ease_days: for how many days to ease it; then build it up again.
        prior_pi, prior_mean, prior_sd: log-odds scale, see docs/explanation/triggers.
    """

    name: Words
    chip: Words
    instead: Words
    build_back: Words
    ease_days: Annotated[int, Meta(ge=1, le=14)]
    mission: bool = False
    asked: bool = True
    prior_pi: float
    prior_mean: float
    prior_sd: float


class Lesson(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A short card. ``when``: the answers it suits; ``stages``: where it is offered (empty: any)."""

    title: Words
    text: Words
    stages: tuple[Id, ...] = ()
    when: Condition | None = None


class Knowledge(Struct, frozen=True, kw_only=True):
    """Everything the engine may know, by id, in file order."""

    release: Release
    sources: dict[str, Source]
    groups: dict[str, Group]
    questions: dict[str, Question]
    red_flags: dict[str, RedFlag]
    scores: dict[str, Score]
    advice: dict[Tier, TierAdvice]
    safety_rules: SafetyRules
    countries: dict[str, Country]
    patterns: dict[str, Pattern]
    pattern_rules: PatternRules
    probe: ProbeRules
    stages: dict[str, Stage]
    response: dict[str, ResponseRule]
    walking: Walking
    reasons: dict[str, ReasonText]
    exercises: dict[str, Exercise]
    triggers: dict[str, Trigger]
    lessons: dict[str, Lesson]
