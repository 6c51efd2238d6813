"""The shape of every knowledge file: one frozen struct for each kind of entry."""

from stepwell.knowledge.schema.asking import AskedWhen, Choice, Group, Question, QuestionKind
from stepwell.knowledge.schema.basis import Entry, Grade, Release, Source, Tier
from stepwell.knowledge.schema.exercise import (
    Caution,
    DoseRange,
    DoseStage,
    Effect,
    Exercise,
    Level,
    Load,
    Purpose,
    Rating,
    Sides,
    Suitability,
)
from stepwell.knowledge.schema.guiding import HurtFeeling, HurtPlace, HurtRules, Link, Pace, Smaller
from stepwell.knowledge.schema.learning import Lesson, Trigger
from stepwell.knowledge.schema.motion import Arrow, Key, Motion, Reach, Region, Thing
from stepwell.knowledge.schema.picture import Direction, Pattern, PatternRules, ProbeRules, Support
from stepwell.knowledge.schema.programme import ReasonText, ResponseRule, Slot, Stage, Walking, WalkStep
from stepwell.knowledge.schema.warning import Country, RedFlag, SafetyRules, Score, TierAdvice
from stepwell.knowledge.schema.whole import Knowledge

__all__ = [
    "Arrow",
    "AskedWhen",
    "Caution",
    "Choice",
    "Country",
    "Direction",
    "DoseRange",
    "DoseStage",
    "Effect",
    "Entry",
    "Exercise",
    "Grade",
    "Group",
    "HurtFeeling",
    "HurtPlace",
    "HurtRules",
    "Key",
    "Knowledge",
    "Lesson",
    "Level",
    "Link",
    "Load",
    "Motion",
    "Pace",
    "Pattern",
    "PatternRules",
    "ProbeRules",
    "Purpose",
    "Question",
    "QuestionKind",
    "Rating",
    "Reach",
    "ReasonText",
    "RedFlag",
    "Region",
    "Release",
    "ResponseRule",
    "SafetyRules",
    "Score",
    "Sides",
    "Slot",
    "Smaller",
    "Source",
    "Stage",
    "Suitability",
    "Support",
    "Thing",
    "Tier",
    "TierAdvice",
    "Trigger",
    "WalkStep",
    "Walking",
]
