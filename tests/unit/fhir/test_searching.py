"""A search finds what FHIR's own words mean, and never more."""

from typing import Any

import pytest

from stepwell import fhir
from stepwell.fhir.searching import PARAMETERS
from tests.unit.fhir.made import KNOWLEDGE, record
from tests.unit.fhir.packages import CORE, fetched, files

EVERYTHING = [*fhir.resources(record(), KNOWLEDGE), *fhir.definitions(KNOWLEDGE)]
ANA = record().subject.id


def found(kind: str, *asked: tuple[str, str]) -> list[dict[str, Any]]:
    return fhir.search(EVERYTHING, kind, asked)


def flags(*periods: dict[str, str]) -> list[dict[str, Any]]:
    return [{"resourceType": "Flag", "id": str(place), "period": period} for place, period in enumerate(periods)]


def test_everything_of_a_patient_is_found_by_patient() -> None:
    for kind in ("Observation", "Goal", "CarePlan", "Task", "Consent", "Appointment", "DetectedIssue", "Communication", "Basic"):
        whole = found(kind)
        assert whole
        assert found(kind, ("patient", ANA)) == found(kind, ("patient", f"Patient/{ANA}")) == whole
        assert found(kind, ("patient", "somebody-else")) == []


def test_a_day_means_that_day() -> None:
    on = found("Observation", ("date", "2026-03-02"))
    assert on
    assert {each["effectiveDateTime"] for each in on} == {"2026-03-02"}
    assert found("Observation", ("date", "ge2026-03-02"), ("date", "le2026-03-02")) == on
    assert found("Observation", ("date", "2026")) == found("Observation")
    assert found("Observation", ("date", "lt2020")) == []
    assert len(found("Observation", ("date", "ne2026-03-02"))) + len(on) == len(found("Observation"))


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        ("2026-03", ["0"]),
        ("ge2026-04-01", ["1", "2"]),
        ("le2026-03-31", ["0", "1"]),
        ("gt2026-03-31", ["1", "2"]),
        ("lt2026-03-20", ["0", "1"]),
        ("sa2026-03-31", ["2"]),
        ("eb2026-04-01", ["0"]),
    ],
)
def test_spans_of_time_are_compared_as_fhir_says(asked: str, ids: list[str]) -> None:
    spans = flags({"start": "2026-03-01", "end": "2026-03-10"}, {"start": "2026-03-15", "end": "2026-04-15"}, {"start": "2026-05-01"})
    assert [each["id"] for each in fhir.search(spans, "Flag", [("date", asked)])] == ids


def test_a_moment_is_found_in_its_day_of_utc() -> None:
    late = [{"resourceType": "Communication", "id": "a", "sent": "2026-03-02T23:30:00-05:00"}]
    assert fhir.search(late, "Communication", [("sent", "2026-03-03")]) == late
    assert fhir.search(late, "Communication", [("sent", "2026-03-02")]) == []


def test_a_code_is_found_with_and_without_its_system_and_never_by_another_system() -> None:
    pain = found("Observation", ("code", "72514-3"))
    assert pain
    assert found("Observation", ("code", "http://loinc.org|72514-3")) == pain
    assert found("Observation", ("code", "http://other.example|72514-3")) == []
    assert found("Observation", ("code", "nothing,72514-3")) == pain


def test_a_questionnaire_is_found_with_and_without_its_version() -> None:
    url = found("Questionnaire", ("_id", "check-in"))[0]["url"]
    responses = found("QuestionnaireResponse", ("questionnaire", url))
    assert len(responses) == 3
    assert found("QuestionnaireResponse", ("questionnaire", f"{url}|{KNOWLEDGE.release.version}")) == responses


@pytest.mark.parametrize(
    ("kind", "name", "value"),
    [
        ("Observation", "colour", "red"),
        ("Observation", "date", "yesterday"),
        ("Observation", "date", "2026-02-31"),
        ("Observation", "date", "2026-03-02T10:00:00"),
        ("Observation", "code", ""),
        ("Observation", "code", ",".join("a" * 60)),
        ("Medication", "_id", "1"),
    ],
)
def test_a_search_that_is_not_understood_is_refused_and_not_passed_over(kind: str, name: str, value: str) -> None:
    with pytest.raises(fhir.SearchError) as refused:
        found(kind, (name, value))
    assert fhir.outcome([refused.value.issue])["issue"]


def test_every_search_parameter_is_hl7s_with_its_kind(pytestconfig: pytest.Config) -> None:
    known: dict[tuple[str, str], str] = {}
    for _, each in files(fetched(CORE, pytestconfig), ("SearchParameter-",)):
        known |= {(base, each["code"]): each["type"] for base in each.get("base", [])}
    for kind, parameters in PARAMETERS.items():
        for name, parameter in parameters.items():
            of = "Resource" if name.startswith("_") else kind
            assert known[of, name] == parameter.kind, (kind, name)
