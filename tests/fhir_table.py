"""docs/reference/fhir.md: what maps to what. Made from the mapping itself, run over a made-up record."""
# ruff: noqa: E501 (rows of tables)

from collections.abc import Iterable, Iterator
from typing import Any

from stepwell import fhir
from stepwell.fhir import codes, facts
from stepwell.fhir.foreign import KINDS
from stepwell.fhir.names import DERIVED, FACT, FACT_KIND, SYSTEM, tag_of
from stepwell.fhir.searching import PARAMETERS
from tests.unit.fhir.made import KNOWLEDGE, record

Json = dict[str, Any]
HEAD = f"""# FHIR

A person's record as HL7 FHIR R4 (4.0.1), and back. [How to take it to a clinic](../how-to/take-your-notes-to-a-clinic.md);
[why it is made so](../decisions/0024-fhir-mapped-in-one-room.md). This page is made by running the mapping (`./run docs`).

**What is not claimed.** No conformance to any profile or implementation guide (US Core, SDC, Physical Activity, IPS, ...), no
certification, and no terminology check of what others send. What is exported holds to FHIR R4 itself: the tests hold it against
HL7's own invariants and required bindings, those of R4B: a small update of R4, whose own rules cannot be installed by npm. Two validators of others, with R4's own
definitions in them, are asked as well (`./run night`).

- Urls that are ours begin with `{SYSTEM}`. Names in `.invalid` belong to nobody and lead nowhere: they only name things.
- **Nothing is lost.** Each fact of the log is carried whole by one resource, tagged `fact-kind`. What FHIR has a place for stands there; the rest is in
  the extension `{FACT.removeprefix(SYSTEM + "/")}`, one part for each field: a list has parts named `item`, a table of free names parts named `entry`, each a `key` and a
  `value`. Export, import and export again gives the same resources.
- What is worked out from facts is tagged `derived`. It is for reading elsewhere; on import it is left out and worked out again.
- Days are days: a fact has a date and no time of day. Ids are made of the person's id and the fact, so they stay the same;
  their first eight digits are the same for all of a person's resources.
- Not kept as FHIR: the therapist's chart notes, which are the clinic's own words; EpisodeOfCare and PractitionerRole.
- A made-up person's Patient is marked `HTEST` (test health data).
"""
CLINIC = {
    "Practitioner": "who works at the clinic",
    "Organization": "the clinic",
    "Appointment": "a visit: `proposed` while asked for, `pending` while a time is proposed, `booked`, `fulfilled`, `cancelled`",
    "Communication": "a message",
    "Task": "a change that the program proposed (intent `proposal`: `accepted` or `rejected`, with the reason); something to do (intent `plan`)",
    "Consent": "one decision about sharing; only the latest is `active`, and what it does not name is not shared",
}
PLANS = {
    "CarePlan": "a plan for as long as it stayed the same; it `replaces` the one before. Its activities are references, never details",
    "ServiceRequest": "one exercise of that plan, with its dose (intent `plan`); a clinician's order is a ServiceRequest too (intent `order`)",
    "Provenance": "which version of Stepwell and of the knowledge made a plan, and when; and who of the clinic told a fact",
    "DetectedIssue": "why a plan was paused, with the answers it rests on",
    "Flag": "stands as long as that does",
}
DEFINED = {
    "Questionnaire": "the questions of a moment (`safety`, `evaluation`, `check-in`, ...) and of each measure, with the release as version; "
    "for a measure whose words belong to somebody else only item ids and values",
    "ActivityDefinition": "an exercise: steps, what it is for, when to stop, its sources",
    "PlanDefinition": "the rules, for reading: red flags, responses, stages",
}
DERIVED_WORDS = {
    "Observation": "pain of leg and back, minutes walked, minutes of a session, each score of a measure, days of the week with exercise",
    "Condition": "a working diagnosis of an examination: `provisional`, with an ICD-10-CM code of the list below; `inactive` once a later one does not name it",
    "Goal": "an activity that the person would like to do again, as they last named it",
}


def page() -> str:
    """Return the whole page."""
    made = fhir.resources(record(), KNOWLEDGE)
    parts: list[str] = [HEAD, "## The facts of a log\n", *_facts(made), "\n## What is worked out from them\n"]
    parts += [
        *_table("resource", "of", DERIVED_WORDS, made, "from-fact"),
        "\n## Plans and warnings\n",
        *_table("resource", "of", PLANS, made, "from-plan"),
    ]
    parts += ["\n## The clinic\n", *_table("resource", "of", CLINIC, made, "from-clinic"), "\n## The knowledge, to read elsewhere\n"]
    parts += [
        *_table("resource", "of", DEFINED, fhir.definitions(KNOWLEDGE), ""),
        "\n## Codes of others\n",
        *_codes(),
        "\n## What is read from others\n",
        FOREIGN,
    ]
    parts += ["\n## Searching\n", SEARCHING, *_parameters()]
    return "\n".join(parts) + "\n"


def _facts(made: list[Json]) -> Iterator[str]:
    """Yield a row for each kind of fact: its resource, and which of its fields the extension carries in the made-up record."""
    rows: dict[str, tuple[set[str], set[str]]] = {}
    for resource in made:
        if kind := tag_of(resource, FACT_KIND):
            kinds, carried = rows.setdefault(kind, (set(), set()))
            kinds.add(resource["resourceType"])
            found = (each for each in resource.get("extension", []) if each["url"] == FACT)
            carried |= {part["url"] for each in found for part in each["extension"]}
    yield "| fact | resource | in the extension, where it is told |"
    yield "|---|---|---|"
    order = {facts.kind_of(fact): None for fact in record().log.facts}
    for kind in order:
        kinds, carried = rows[kind]
        yield f"| `{kind}` | {', '.join(sorted(kinds))} | {', '.join(f'`{name}`' for name in sorted(carried)) or 'nothing'} |"
    yield ""
    yield "A question that was asked and left open is an item with the data-absent-reason `asked-declined`; a field for words that was left"
    yield "empty one with `unknown`. A safety check to which a needed answer is missing is `in-progress`, never `completed`."


def _table(first: str, second: str, words: dict[str, str], made: Iterable[Json], source: str) -> Iterator[str]:
    """Yield what each kind of resource is; it is an error to name one that is not made."""
    kinds = {each["resourceType"] for each in made if tag_of(each, DERIVED).startswith(source)}
    assert set(words) <= kinds, set(words) - kinds
    yield f"| {first} | {second} |"
    yield "|---|---|"
    yield from (f"| {kind} | {said} |" for kind, said in words.items())


def _codes() -> Iterator[str]:
    yield "Only codes that were looked up. Beside each stands a code of our own and the words. SNOMED CT is not used: its ids could not be checked,"
    yield "and it may be used freely only in member countries."
    yield ""
    yield "| LOINC | of |"
    yield "|---|---|"
    yield f"| {codes.PAIN['code']} | leg or back pain, 0-10; `bodySite` tells which |"
    yield f"| {codes.EXERCISE_DURATION['code']} | minutes of a session |"
    yield f"| {codes.CONSENT['code']} | a decision about sharing |"
    yield from (f"| {each['code']} | {KNOWLEDGE.measures[measure].name} |" for measure, each in codes.MEASURES.items())
    yield from (
        f"| {each['code']} | {KNOWLEDGE.measures[measure].name}: score `{score}` |" for (measure, score), each in codes.SCORES.items()
    )
    yield ""
    yield "This material contains content from LOINC (http://loinc.org). LOINC is copyright Regenstrief Institute, Inc. and the Logical"
    yield "Observation Identifiers Names and Codes (LOINC) Committee and is available at no cost under the license at http://loinc.org/license."
    yield ""
    yield "| ICD-10-CM | of |"
    yield "|---|---|"
    yield from (f"| {code.code} | {code.text} |" for code in KNOWLEDGE.codes.values())


FOREIGN = f"""Of another program's resources these become facts; all else is refused with its reason, as an OperationOutcome. A Bundle is taken whole or
not at all, it must be about one person, and nothing in it can change or delete anything (`DELETE`, `PATCH` and `GET` are refused).

| resource | becomes | needs |
|---|---|---|
| Patient | who it is about; no fact | |
| Observation of pain | `evaluation`, as pain at that moment | LOINC {" or ".join(sorted(codes.PAIN_READ))}, a whole number 0-10, final, a day, and a `bodySite` that says leg or back in words |
| QuestionnaireResponse | {", ".join(f"`{kind}`" for kind in dict.fromkeys(KINDS.values()))} or `measure` | one of the Questionnaires above, and answers that fit it |
| Condition | `examination`, as found by a doctor | an ICD-10-CM code of the list, active, confirmed or provisional, and a Practitioner as asserter or recorder |
| Goal | `goal` | words, a day, and that somebody agreed to it |

Who stands beside a person's resources (Practitioner, Organization, Questionnaire, ...) is passed over."""

SEARCHING = """The parameters have HL7's names, kinds and meanings. One that is not known is refused and never passed over, because that would find too much. Dates take
`eq`, `ne`, `gt`, `lt`, `ge`, `le`, `sa`, `eb`; a day is a day in UTC.
"""


def _parameters() -> Iterator[str]:
    yield "| resource | parameters |"
    yield "|---|---|"
    yield from (f"| {kind} | {', '.join(f'`{name}`' for name in sorted(names))} |" for kind, names in PARAMETERS.items())
