"""FHIR Questionnaires with invented words: no item of anybody's is ever in this repository."""

from typing import Any

ORDINAL = "http://hl7.org/fhir/StructureDefinition/ordinalValue"


def made(name: str, items: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    """Return a Questionnaire."""
    return {"resourceType": "Questionnaire", "status": "active", "name": name, "title": "Made up for a test", "item": items, **more}


def frogs() -> dict[str, Any]:
    """Return one for the PEG: three whole numbers, in two of the ways in which a file may say them."""
    options = [{"valueInteger": value} for value in range(11)]
    return made(
        "PEG",
        [
            {"linkId": "peg_01", "type": "integer", "text": "How green is the first frog?"},
            {"linkId": "peg_02", "type": "choice", "text": "How green is the second frog?", "answerOption": options},
            {"linkId": "peg_03", "type": "integer", "text": "How green is the <third> frog?"},
        ],
        copyright="Nobody, who made it up.",
    )


def ponds() -> dict[str, Any]:
    """Return one for the PHQ-4: coded answers with an ordinal value, in a group."""
    answers = ("never", "on some days", "on most days", "always")
    options = [
        {"valueCoding": {"code": f"A{value}", "display": words, "extension": [{"url": ORDINAL, "valueDecimal": value}]}}
        for value, words in enumerate(answers)
    ]
    ids = ("depression_01", "depression_02", "anxiety_01", "anxiety_02")
    items = [{"linkId": each, "type": "choice", "text": f"Was pond {n} deep?", "answerOption": options} for n, each in enumerate(ids, 1)]
    return made("whatever", [{"linkId": "all", "type": "group", "item": items}], url="https://example.org/Questionnaire/phq-4")


def stones() -> dict[str, Any]:
    """Return one for the RMDQ-24: statements to tick."""
    return made("RMDQ24", [{"linkId": f"rmdq_{n:02d}", "type": "boolean", "text": f"Stone {n} is round."} for n in range(1, 25)])
