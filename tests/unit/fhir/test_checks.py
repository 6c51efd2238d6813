"""What HL7's models and invariants pass over is found here."""

from typing import Any

import pytest

from stepwell.fhir import checks, shape
from tests.unit.fhir.packages import CORE, fetched, files

Json = dict[str, Any]
PAIN = {
    "resourceType": "Questionnaire",
    "url": "urn:q",
    "version": "1",
    "status": "active",
    "item": [
        {
            "linkId": "pain",
            "type": "integer",
            "required": True,
            "extension": [
                {"url": "http://hl7.org/fhir/StructureDefinition/minValue", "valueInteger": 0},
                {"url": "http://hl7.org/fhir/StructureDefinition/maxValue", "valueInteger": 10},
            ],
        },
        {
            "linkId": "where",
            "type": "choice",
            "required": True,
            "answerOption": [{"valueCoding": {"system": "urn:s", "code": "leg"}}],
            "enableWhen": [{"question": "pain", "operator": ">", "answerInteger": 0}],
        },
        {"linkId": "read-me", "type": "display", "text": "Thank you."},
    ],
}
LEG = {"linkId": "where", "answer": [{"valueCoding": {"system": "urn:s", "code": "leg"}}]}


def pain(value: Any, kind: str = "valueInteger") -> Json:
    return {"linkId": "pain", "answer": [{kind: value}]}


def response(*items: Json, status: str = "completed") -> Json:
    return {"resourceType": "QuestionnaireResponse", "questionnaire": "urn:q|1", "status": status, "item": list(items)}


@pytest.mark.parametrize("items", [(pain(4), LEG), (pain(0),), (pain(10), LEG)])
def test_a_response_that_fits_has_no_fault(items: tuple[Json, ...]) -> None:
    assert checks.of_response(PAIN, response(*items)) == []


@pytest.mark.parametrize(
    ("items", "why"),
    [
        ((pain(99), LEG), "not from 0 to 10"),
        ((pain("4", "valueString"), LEG), "not an answer"),
        ((pain(4),), "'where' must be answered"),
        ((LEG,), "'pain' must be answered"),
        ((pain(4), LEG, {"linkId": "other", "answer": [{"valueInteger": 1}]}), "no such item"),
        ((pain(4), {"linkId": "where", "answer": [{"valueCoding": {"system": "urn:s", "code": "arm"}}]}), "not one of the answers"),
        ((pain(4), {"linkId": "where", "answer": [{"valueCoding": {"system": "urn:else", "code": "leg"}}]}), "not one of the answers"),
        ((pain(4), LEG, {"linkId": "read-me", "answer": [{"valueString": "a"}]}), "has no answer"),
        ((pain(0), {"linkId": "where"}), "neither an answer nor why"),
    ],
)
def test_a_response_that_does_not_fit_is_told(items: tuple[Json, ...], why: str) -> None:
    assert any(why in issue.text for issue in checks.of_response(PAIN, response(*items)))


def test_only_a_complete_response_needs_every_answer() -> None:
    assert checks.of_response(PAIN, response(pain(4), status="in-progress")) == []


def bundle(*resources: Json, urls: tuple[str, ...] = ()) -> Json:
    named = [{"fullUrl": url, "resource": each} for url, each in zip(urls or map(str, range(len(resources))), resources, strict=True)]
    return {"resourceType": "Bundle", "type": "collection", "entry": named}


ANA = {"resourceType": "Patient", "id": "ana"}
FLAG = {"resourceType": "Flag", "id": "f", "status": "active", "code": {"text": "a"}, "subject": {"reference": "Patient/ana"}}


def test_references_within_a_bundle_are_followed() -> None:
    by_url = FLAG | {"subject": {"reference": "urn:uuid:1"}}
    assert checks.of_bundle(bundle(ANA, FLAG)) == []
    assert checks.of_bundle(bundle(ANA, by_url, urls=("urn:uuid:1", "urn:uuid:2"))) == []
    assert (
        checks.of_bundle(bundle(ANA | {"contained": [{"resourceType": "Basic", "id": "b"}], "link": [{"other": {"reference": "#b"}}]}))
        == []
    )


def test_a_dangling_reference_and_an_address_given_twice_are_told() -> None:
    assert "is not in the bundle" in checks.of_bundle(bundle(FLAG))[0].text
    assert "stands 2 times" in checks.of_bundle(bundle(ANA, FLAG, urls=("urn:a", "urn:a")))[0].text


def test_a_response_in_a_bundle_is_held_against_its_questionnaire() -> None:
    assert any("not from 0" in issue.text for issue in checks.of_bundle(bundle(PAIN, response(pain(99), LEG))))


def test_what_is_empty_or_ends_before_it_starts_is_told() -> None:
    assert "an empty list" in checks.of_resource(FLAG | {"category": []})[0].text
    assert "ends before" in checks.of_resource(FLAG | {"period": {"start": "2026-03-02", "end": "2026-03-01"}})[0].text
    assert checks.of_resource(FLAG | {"period": {"start": "2026-03-02", "end": "2026-03"}}) == []
    assert "spaces alone" in checks.of_resource(FLAG | {"code": {"text": " "}})[0].text


@pytest.mark.parametrize(
    ("resource", "why"),
    [
        (FLAG | {"subject": {"reference": "Observation/1"}}, "leads to Observation"),
        (FLAG | {"subject": {"reference": "https://a.example/fhir/Task/1/_history/2"}}, "leads to Task"),
        (FLAG | {"status": "open"}, "not one of active, inactive"),
        (FLAG | {"colour": "red"}, "Extra inputs"),
        ({"resourceType": "Flag"}, "required"),
        ({"resourceType": "Observation", "status": "done", "code": {"text": "a"}}, "not one of registered"),
        ({"resourceType": "Cat"}, "not a resource of FHIR R4"),
    ],
)
def test_a_shape_that_is_not_fhirs_is_told(resource: Json, why: str) -> None:
    assert why in " ".join(issue.text for issue in shape.problems(resource))


def test_the_words_that_are_kept_here_are_hl7s(pytestconfig: pytest.Config) -> None:
    systems = {each["url"]: each for _, each in files(fetched(CORE, pytestconfig), ("CodeSystem-observation-status",))}
    found = systems["http://hl7.org/fhir/observation-status"]["concept"]
    codes = {each["code"] for each in found} | {one["code"] for each in found for one in each.get("concept", [])}
    assert sorted(codes) == sorted(shape.OPEN_LISTS["Observation", "status"])
