"""Everything the engine may know, in one value."""

from msgspec import Struct

from stepwell.knowledge.schema.asking import Group, Question
from stepwell.knowledge.schema.basis import Release, Source, Tier
from stepwell.knowledge.schema.caseload import Need
from stepwell.knowledge.schema.clinic import DiagnosisCode, Finding, Irritability, OrderCaution
from stepwell.knowledge.schema.course import Course
from stepwell.knowledge.schema.exercise import Exercise
from stepwell.knowledge.schema.guiding import HurtRules, Pace
from stepwell.knowledge.schema.learning import Lesson, Trigger
from stepwell.knowledge.schema.measuring import MeasureKind
from stepwell.knowledge.schema.messaging import DangerWords
from stepwell.knowledge.schema.picture import Pattern, PatternRules, ProbeRules
from stepwell.knowledge.schema.programme import ReasonText, ResponseRule, Stage, Walking
from stepwell.knowledge.schema.treating import TreatmentKind
from stepwell.knowledge.schema.warning import Country, HelpSign, OwnAdvice, RedFlag, SafetyRules, Score, SignWords, TierAdvice


class Knowledge(Struct, frozen=True, kw_only=True, dict=True):
    """Everything the engine may know, by id, in file order. What follows from it alone is kept beside it: see ``once``."""

    release: Release
    sources: dict[str, Source]
    groups: dict[str, Group]
    questions: dict[str, Question]
    red_flags: dict[str, RedFlag]
    scores: dict[str, Score]
    advice: dict[Tier, TierAdvice]
    sign_words: dict[str, SignWords]
    own_advice: dict[str, OwnAdvice]
    help_signs: dict[str, HelpSign]
    safety_rules: SafetyRules
    countries: dict[str, Country]
    patterns: dict[str, Pattern]
    pattern_rules: PatternRules
    probe: ProbeRules
    stages: dict[str, Stage]
    response: dict[str, ResponseRule]
    walking: Walking
    pace: Pace
    hurt: HurtRules
    reasons: dict[str, ReasonText]
    exercises: dict[str, Exercise]
    triggers: dict[str, Trigger]
    trigger_rules: dict[str, ResponseRule]
    lessons: dict[str, Lesson]
    measures: dict[str, MeasureKind]
    course: Course
    needs: dict[str, Need]
    caseload: dict[str, ResponseRule]
    order_cautions: dict[str, OrderCaution]
    treatments: dict[str, TreatmentKind]
    codes: dict[str, DiagnosisCode]
    findings: dict[str, Finding]
    irritability: dict[str, Irritability]
    danger_words: dict[str, DangerWords]
