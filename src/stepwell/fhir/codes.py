"""The codes of others that are used, and no more: those that were looked up in a published list.

LOINC codes and descriptions are copyright Regenstrief Institute and available at no cost under the licence at loinc.org/license.
SNOMED CT is not used: its ids could not be checked, and it may be used freely only in member countries.
"""

from stepwell.fhir.names import ICD_10_CM, LOINC, Json, coding

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

DIAGNOSES: dict[str, str] = {
    "M54.30": "Sciatica, unspecified side",
    "M54.31": "Sciatica, right side",
    "M54.32": "Sciatica, left side",
    "M54.40": "Lumbago with sciatica, unspecified side",
    "M54.41": "Lumbago with sciatica, right side",
    "M54.42": "Lumbago with sciatica, left side",
    "M54.16": "Radiculopathy, lumbar region",
    "M54.17": "Radiculopathy, lumbosacral region",
    "M51.16": "Intervertebral disc disorders with radiculopathy, lumbar region",
    "M51.17": "Intervertebral disc disorders with radiculopathy, lumbosacral region",
    "M51.26": "Other intervertebral disc displacement, lumbar region",
    "M51.27": "Other intervertebral disc displacement, lumbosacral region",
    "M51.360": "Other intervertebral disc degeneration, lumbar region with discogenic back pain only",
    "M51.361": "Other intervertebral disc degeneration, lumbar region with lower extremity pain only",
    "M51.362": "Other intervertebral disc degeneration, lumbar region with discogenic back pain and lower extremity pain",
    "M51.369": "Other intervertebral disc degeneration, lumbar region without mention of lumbar back pain or lower extremity pain",
    "M51.370": "Other intervertebral disc degeneration, lumbosacral region with discogenic back pain only",
    "M51.371": "Other intervertebral disc degeneration, lumbosacral region with lower extremity pain only",
    "M51.372": "Other intervertebral disc degeneration, lumbosacral region with discogenic back pain and lower extremity pain",
    "M51.379": "Other intervertebral disc degeneration, lumbosacral region without mention of lumbar back pain or lower extremity pain",
    "M48.061": "Spinal stenosis, lumbar region without neurogenic claudication",
    "M48.062": "Spinal stenosis, lumbar region with neurogenic claudication",
    "M48.07": "Spinal stenosis, lumbosacral region",
    "M43.16": "Spondylolisthesis, lumbar region",
    "M43.17": "Spondylolisthesis, lumbosacral region",
    "M47.26": "Other spondylosis with radiculopathy, lumbar region",
    "M47.27": "Other spondylosis with radiculopathy, lumbosacral region",
    "G57.00": "Lesion of sciatic nerve, unspecified lower limb",
    "G57.01": "Lesion of sciatic nerve, right lower limb",
    "G57.02": "Lesion of sciatic nerve, left lower limb",
    "G57.03": "Lesion of sciatic nerve, bilateral lower limbs",
    "M54.50": "Low back pain, unspecified",
    "M54.51": "Vertebrogenic low back pain",
    "M54.59": "Other low back pain",
    "G83.4": "Cauda equina syndrome",
    "M79.604": "Pain in right leg",
    "M79.605": "Pain in left leg",
    "R20.2": "Paresthesia of skin",
    "M96.1": "Postlaminectomy syndrome, not elsewhere classified",
    "Z98.1": "Arthrodesis status",
}
"""ICD-10-CM codes of a working diagnosis, each checked against the published list."""


def diagnosis(code: str) -> Json | None:
    """Return the Coding of a diagnosis; None for a code that is not on the list."""
    return coding(ICD_10_CM, code, DIAGNOSES[code]) if code in DIAGNOSES else None
