"""What a therapist may do with somebody at a visit: explained to the person, with what speaks against it."""

from enum import StrEnum

from stepwell.knowledge.condition import Condition
from stepwell.knowledge.schema.basis import Entry, Graded, Id, Words
from stepwell.knowledge.schema.clinic import Severity


class EvidenceLevel(StrEnum):
    """How well it is shown that a treatment helps somebody with leg pain from the back."""

    MODERATE = "moderate"
    LOW_TO_MODERATE = "low_to_moderate"
    LOW = "low"
    SHORT_TERM = "short_term"
    WEAK = "weak"
    GENERAL = "general"


class TreatmentCaution(Graded, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What speaks against a treatment, or asks for care, by the person's own answers. Read by the therapist."""

    when: Condition
    severity: Severity
    text: Words


class TreatmentKind(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One kind of treatment. Its id stands in the facts.

    Attributes:
        name: to the person. clinical_name: to the therapist.
        what, feels: what is done, and what it may feel like, in the person's words.
        level: of the evidence. evidence: the same to the person; note: to the therapist.
        lesson: where the person reads more.
    """

    name: Words
    clinical_name: Words
    what: Words
    feels: Words
    level: EvidenceLevel
    evidence: Words
    note: Words
    lesson: Id
    cautions: tuple[TreatmentCaution, ...] = ()
