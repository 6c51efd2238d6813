"""What a clinician's word is weighed by: warnings about orders, codes of diagnoses, and what findings call for."""

from enum import StrEnum
from typing import Annotated, Literal

from msgspec import Meta

from stepwell.knowledge.condition import Condition
from stepwell.knowledge.schema.basis import Count, Entry, Id, Tier, Words


class Severity(StrEnum):
    """How much a warning about an order weighs: for information, worth a second thought, or a contraindication."""

    NOTE = "note"
    CAUTION = "caution"
    SERIOUS = "serious"


class OrderCaution(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One kind of warning about an order.

    Attributes:
        id: the reason for which the engine holds an exercise back, or a warning of its own.
        may_override: an order with a reason overrides it; otherwise the order is kept, and waits.
        text: to the clinician; may hold named numbers in braces.
    """

    severity: Severity
    may_override: bool = False
    text: Words


class DiagnosisCode(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One ICD-10-CM code that may be chosen.

    Attributes:
        code: with its dot. text: our own short words, not the classification's.
        side: left, right or both, for codes that name one.
        diagnosis: the answer to "clinician_diagnosis" that it stands for; None for one that settles no pattern.
        tier: how soon somebody must look, for a code that asks for it by itself.
        excludes: codes, or beginnings of codes, that may not stand beside it (Excludes1).
    """

    code: Annotated[str, Meta(pattern=r"^[A-Z][0-9][0-9A-Z](\.[0-9A-Z]{1,4})?$")]
    text: Words
    side: Literal["left", "right", "both"] | None = None
    diagnosis: Id | None = None
    tier: Tier | None = None
    excludes: tuple[str, ...] = ()


class Finding(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an examination may show that somebody must look at sooner. All that is said of it must hold.

    Attributes:
        item: the number of the clinical rule, such as "M1".
        when: about the answers of the examination; what was not examined does not hold.
        unless: what excuses it; only where it was said.
        strength_at_most: the weakest muscle group tested, 0-5.
        levels_at_least: nerve levels with a weak muscle group, on one side.
        both_legs: a weak muscle group on each side.
        dropped_at_least: grades lost in one muscle group since the examination before.
        days_at_most: days since the examination before.
    """

    item: Words
    tier: Tier
    text: Words
    when: Condition | None = None
    unless: Condition | None = None
    strength_at_most: Annotated[int, Meta(ge=0, le=5)] | None = None
    levels_at_least: Count = 0
    both_legs: bool = False
    dropped_at_least: Count = 0
    days_at_most: Count | None = None


class Irritability(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How the plan begins for a leg as irritable as a clinician found it: at most so high a stage, and so much of a starting dose."""

    stage_at_most: Id
    dose_at_most: Annotated[float, Meta(gt=0, le=1)]
