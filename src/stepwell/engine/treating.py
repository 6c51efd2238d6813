"""What speaks against a treatment by a person's own answers: told to the therapist before it is done."""

from msgspec import Struct

from stepwell.engine.holds import holds
from stepwell.engine.known import Understanding
from stepwell.engine.screening import flag_conditions
from stepwell.knowledge.schema import Grade, Knowledge, Severity, Tier

_LEAST_WORRYING = ("note", "caution", "serious")


class TreatmentWarning(Struct, frozen=True, kw_only=True):
    """One thing to heed.

    Attributes:
        is_known: the answers say so; False where one that decides is missing. Missing is not "no".
    """

    text: str
    severity: Severity
    is_known: bool
    grade: Grade
    sources: tuple[str, ...] = ()


def treatment_warnings(treatment: str, known: Understanding, knowledge: Knowledge) -> tuple[TreatmentWarning, ...]:
    """Return what to heed before a treatment, gravest first; what the answers say comes before what they leave open.

    What a clinician found and nobody has let go yet speaks against every treatment that has something against it at all.
    """
    found = []
    if knowledge.treatments[treatment].cautions and known.safety.floor >= Tier.WITHIN_DAYS:
        found = [
            TreatmentWarning(text=reason.text, severity=Severity.SERIOUS, is_known=True, grade=reason.grade, sources=reason.sources)
            for reason in known.safety.reasons
        ]
    for caution in knowledge.treatments[treatment].cautions:
        held = holds(caution.when, known.answers, knowledge, flag_conditions(knowledge))
        if held is not False:
            found.append(
                TreatmentWarning(
                    text=caution.text, severity=caution.severity, is_known=held is True, grade=caution.grade, sources=caution.sources
                )
            )
    return tuple(sorted(found, key=lambda one: (not one.is_known, -_LEAST_WORRYING.index(one.severity.value))))


def is_paused(known: Understanding) -> bool:
    """Whether the safety rules want somebody looked at before anything else is done."""
    return known.safety.held >= Tier.SAME_DAY
