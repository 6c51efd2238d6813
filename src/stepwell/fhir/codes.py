"""The codes of others that are used, and no more: those that were looked up in a published list.

LOINC codes and descriptions are copyright Regenstrief Institute and available at no cost under the licence at loinc.org/license.
SNOMED CT is not used: its ids could not be checked, and it may be used freely only in member countries.
"""

from stepwell.fhir.names import ICD_10_CM, LOINC, Json, coding, concept
from stepwell.knowledge.schema import Knowledge

PAIN = coding(LOINC, "72514-3", "Pain severity - 0-10 verbal numeric rating [Score] - Reported")
PAIN_READ = frozenset({"72514-3", "38208-5"})
"""Pain severity as others may code it."""
EXERCISE_DURATION = coding(LOINC, "55411-3", "Exercise duration")
CONSENT = coding(LOINC, "59284-0", "Consent Document")

MEASURES: dict[str, Json] = {
    "phq_2": coding(LOINC, "55757-9", "Patient Health Questionnaire 2 item (PHQ-2) [Reported]"),
    "start_back": coding(LOINC, "91349-1", "STarT Back Screening Tool panel"),
}
"""Measure -> code of the whole."""
SCORES: dict[tuple[str, str], Json] = {
    ("phq_2", "depression"): coding(LOINC, "55758-7", "Patient Health Questionnaire 2 item (PHQ-2) total score [Reported]"),
    ("start_back", "total"): coding(LOINC, "91351-7", "Total score [STarT Back]"),
    ("start_back", "psychosocial"): coding(LOINC, "91350-9", "Distress subscore [STarT Back]"),
}
"""(measure, score) -> code of the score."""


def diagnosis(code: str, knowledge: Knowledge) -> Json | None:
    """Return a working diagnosis, with its ICD-10-CM code and our own words; None for a code that the knowledge does not list."""
    known = knowledge.codes.get(code)
    return concept(known.text, coding(ICD_10_CM, code)) if known else None
