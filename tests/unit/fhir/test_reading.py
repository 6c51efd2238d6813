"""What others send is taken where it can be understood, and refused with the true reason where it cannot; nothing breaks the reader."""

import json
from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell import fhir
from stepwell.engine.log import CheckIn, Evaluation, Examination, Goal, Measure
from stepwell.fhir import shape
from stepwell.fhir.names import SYSTEM
from tests.unit.fhir.made import KNOWLEDGE, record

Json = dict[str, Any]
ANA = {"reference": "Patient/ana"}


def pain(**more: Any) -> Json:
    """Return another program's observation of leg pain, 4 of 10."""
    made = {
        "resourceType": "Observation",
        "id": "pain-1",
        "status": "final",
        "code": {"coding": [{"system": "http://loinc.org", "code": "72514-3"}]},
        "subject": ANA,
        "effectiveDateTime": "2026-03-02T08:00:00+01:00",
        "bodySite": {"text": "Left leg"},
        "valueQuantity": {"value": 4, "unit": "{score}"},
    }
    return {name: value for name, value in (made | more).items() if value is not None}


def diagnosis(**more: Any) -> Json:
    """Return another program's working diagnosis of sciatica on the right."""
    made = {
        "resourceType": "Condition",
        "clinicalStatus": {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/condition-clinical", "code": "active"}]},
        "verificationStatus": {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/condition-ver-status", "code": "confirmed"}]},
        "code": {"coding": [{"system": "http://hl7.org/fhir/sid/icd-10-cm", "code": "M54.31"}]},
        "subject": ANA,
        "recordedDate": "2026-03-02",
        "asserter": {"reference": "Practitioner/tess"},
    }
    return {name: value for name, value in (made | more).items() if value is not None}


def response(of: str, items: list[Json], **more: Any) -> Json:
    """Return a response of another program to one of our Questionnaires."""
    made = {"resourceType": "QuestionnaireResponse", "questionnaire": f"{SYSTEM}/Questionnaire/{of}|1", "status": "completed"}
    return made | {"subject": ANA, "authored": "2026-03-02", "item": items} | more


def told(resource: Json) -> str:
    """Return all that is said about a resource that is not taken."""
    found = fhir.read(resource, KNOWLEDGE)
    assert not found.is_whole
    assert found.facts == ()
    assert shape.problems(fhir.outcome(found.issues)) == []
    return " ".join(issue.text for issue in found.issues)


def test_pain_of_the_leg_or_the_back_becomes_the_pain_at_that_moment() -> None:
    leg = fhir.read(pain(), KNOWLEDGE)
    back = fhir.read(pain(bodySite={"coding": [{"display": "Lumbar region"}]}, valueQuantity=None, valueInteger=7), KNOWLEDGE)

    assert leg.facts == (Evaluation(on=date(2026, 3, 2), id=leg.facts[0].id, answers={"leg_now": 4}),)
    assert leg.about == "ana"
    assert [fact.answers for fact in back.facts if isinstance(fact, Evaluation)] == [{"back_now": 7}]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"bodySite": None}, "whether it is the leg or the back"),
        ({"bodySite": {"text": "leg and back"}}, "whether it is the leg or the back"),
        ({"valueQuantity": {"value": 11}}, "from 0 to 10"),
        ({"valueQuantity": {"value": 4.5}}, "from 0 to 10"),
        ({"valueQuantity": {"value": 4, "comparator": ">"}}, "only a limit"),
        ({"status": "preliminary"}, "not final"),
        ({"status": "done"}, "not one of"),
        ({"effectiveDateTime": "2026-03"}, "on which day"),
        ({"code": {"text": "Pain"}}, "only pain is read"),
        ({"subject": {"reference": "Practitioner/tess"}}, "its subject is not a Patient"),
        ({"subject": None}, "its subject is not a Patient"),
        ({"performer": [{"reference": "Encounter/1"}]}, "may lead only to"),
        ({"modifierExtension": [{"url": "urn:a", "valueBoolean": True}]}, "change its meaning"),
        ({"valueString": "4"}, "value"),
    ],
)
def test_pain_that_is_not_surely_understood_is_refused(change: Json, why: str) -> None:
    assert why in told(pain(**change))


def test_the_same_observation_sent_twice_is_one_fact() -> None:
    first, second = fhir.read(pain(), KNOWLEDGE), fhir.read(pain(), KNOWLEDGE)
    assert first.facts == second.facts
    assert fhir.read(pain(valueQuantity={"value": 5}), KNOWLEDGE).facts[0].id != first.facts[0].id


def test_a_diagnosis_that_a_clinician_found_becomes_an_examination() -> None:
    (fact,) = fhir.read(diagnosis(), KNOWLEDGE).facts
    assert isinstance(fact, Examination)
    assert (fact.codes, fact.by) == (("M54.31",), "doctor")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"asserter": None}, "a clinician who found it"),
        ({"asserter": ANA}, "a clinician who found it"),
        ({"code": {"coding": [{"system": "http://hl7.org/fhir/sid/icd-10-cm", "code": "E11.9"}]}}, "no ICD-10-CM code of sciatica"),
        ({"code": {"text": "Sciatica"}}, "no ICD-10-CM code of sciatica"),
        ({"clinicalStatus": {"coding": [{"code": "resolved"}]}}, "active"),
        ({"verificationStatus": {"coding": [{"code": "refuted"}]}}, "neither confirmed nor provisional"),
        ({"recordedDate": None}, "on which day"),
    ],
)
def test_a_diagnosis_that_nobody_stands_for_is_refused(change: Json, why: str) -> None:
    assert why in told(diagnosis(**change))


def test_a_goal_in_words_becomes_a_goal() -> None:
    goal = {"resourceType": "Goal", "lifecycleStatus": "active", "description": {"text": "Walk an hour"}, "subject": ANA}
    (fact,) = fhir.read(goal | {"startDate": "2026-03-02", "target": [{"dueDate": "2026-05-01"}]}, KNOWLEDGE).facts
    assert isinstance(fact, Goal)
    assert (fact.words, fact.by, fact.state) == ("Walk an hour", date(2026, 5, 1), "open")
    assert "on which day" in told(goal)
    assert "nobody has agreed" in told(goal | {"lifecycleStatus": "proposed", "startDate": "2026-03-02"})


def test_a_response_to_our_questions_becomes_what_it_answers() -> None:
    weekly = response("measure-weekly", [{"linkId": "numbness", "answer": [{"valueInteger": 3}]}])
    (measure,) = fhir.read(weekly, KNOWLEDGE).facts
    assert isinstance(measure, Measure)
    assert (measure.measure, measure.answers) == ("weekly", {"numbness": 3})

    place = {"linkId": "lowest_place", "answer": [{"valueCoding": {"system": f"{SYSTEM}/CodeSystem/lowest-place", "code": "calf"}}]}
    half = response("check-in", [{"linkId": "page.pain_today", "item": [place]}], status="in-progress")
    (check_in,) = fhir.read(half, KNOWLEDGE).facts
    assert isinstance(check_in, CheckIn)
    assert check_in.answers == {"lowest_place": "calf"}


@pytest.mark.parametrize(
    ("item", "why"),
    [
        ({"linkId": "numbness", "answer": [{"valueInteger": 11}]}, "not from 0 to 10"),
        ({"linkId": "numbness", "answer": [{"valueString": "3"}]}, "not an answer to a question of type integer"),
        ({"linkId": "numbness", "answer": [{"valueInteger": 3}, {"valueInteger": 4}]}, "takes one"),
        ({"linkId": "invented", "answer": [{"valueInteger": 3}]}, "has no such item"),
        ({"linkId": "program", "answer": [{"valueCoding": {"code": "5"}}]}, "not one of the answers"),
    ],
)
def test_a_response_that_does_not_fit_our_questions_is_refused(item: Json, why: str) -> None:
    assert why in told(response("measure-weekly", [item]))


def test_a_complete_response_without_a_needed_answer_is_refused() -> None:
    assert "must be answered" in told(response("check-in", []) | {"item": [{"linkId": "page.pain_today"}]})


def test_a_response_to_somebody_elses_questions_is_refused() -> None:
    assert "not one of ours" in told(
        response("x", []) | {"questionnaire": "http://example.org/Questionnaire/mine"} | {"item": [{"linkId": "a"}]}
    )


def test_a_bundle_about_two_people_is_refused_whole() -> None:
    both = [{"resource": pain()}, {"resource": pain(subject={"reference": "Patient/ben"})}]
    assert "2 people" in told({"resourceType": "Bundle", "type": "collection", "entry": both})


def test_a_patient_named_by_an_address_that_only_the_bundle_knows_is_one_person() -> None:
    patient = {"fullUrl": "urn:uuid:1", "resource": {"resourceType": "Patient", "name": [{"family": "Made-up", "given": ["Ana"]}]}}
    entries = [patient, {"fullUrl": "urn:uuid:2", "resource": pain(subject={"reference": "urn:uuid:1"})}]
    found = fhir.read({"resourceType": "Bundle", "type": "transaction", "entry": entries}, KNOWLEDGE)
    assert found.is_whole
    assert (found.about, len(found.facts)) == ("urn:uuid:1", 1)
    assert found.subject is not None
    assert found.subject.given_name == "Ana"


def test_one_bad_resource_refuses_the_bundle() -> None:
    bad = [{"resource": pain()}, {"resource": pain(status="preliminary")}]
    found = fhir.read({"resourceType": "Bundle", "type": "transaction", "entry": bad}, KNOWLEDGE)
    assert not found.is_whole


@pytest.mark.parametrize("method", ["DELETE", "PATCH", "GET"])
def test_nothing_is_changed_or_taken_away(method: str) -> None:
    entry = {"resource": pain(), "request": {"method": method, "url": "Observation/pain-1"}}
    assert "only added" in told({"resourceType": "Bundle", "type": "transaction", "entry": [entry]})


def test_who_stands_beside_a_persons_resources_does_not_refuse_them() -> None:
    beside = [{"resource": pain()}, {"resource": {"resourceType": "Practitioner", "id": "tess"}}]
    found = fhir.read({"resourceType": "Bundle", "type": "collection", "entry": beside}, KNOWLEDGE)
    assert found.is_whole
    assert len(found.facts) == 1


def test_a_file_of_ours_with_a_dangling_reference_is_refused() -> None:
    made = json.loads(json.dumps(fhir.bundle(record(), KNOWLEDGE)))
    made["entry"] = made["entry"][1:]
    assert "is not in the bundle" in told(made)


def test_a_fact_of_ours_that_was_changed_into_nonsense_is_refused() -> None:
    made = json.loads(json.dumps(fhir.bundle(record(), KNOWLEDGE)).replace("pelvic_tilt", "pelvic_twist"))
    found = fhir.read(made, KNOWLEDGE)
    assert not found.is_whole
    assert any("not a known exercise" in issue.text for issue in found.issues)


def test_what_is_said_about_a_refusal_never_repeats_private_words() -> None:
    secret = "the affair with Bob"
    odd = pain(note=[{"text": secret}], valueQuantity=None, valueString=secret)
    assert secret not in told(odd)
    assert secret not in told(pain(status=secret))
    assert secret not in told(pain(effectiveDateTime=secret))


@given(st.integers(0, 2**20))
def test_whatever_is_broken_in_a_file_the_reader_answers(seed: int) -> None:
    random = Random(seed)
    made = json.loads(json.dumps(_few(random)))
    _break(made, random)

    found = fhir.read(made, KNOWLEDGE)

    assert found.is_whole or fhir.outcome(found.issues)["issue"]


WHOLE = fhir.bundle(record(), KNOWLEDGE, with_definitions=False)
JUNK: tuple[Any, ...] = (None, "", "x", 0, -1, 1e308, True, [], {}, [[]], [None], {"a": 1}, [{"url": "item"}], "2026-13-01", "Patient/x")


def _few(random: Random) -> Json:
    return WHOLE | {"entry": random.sample(WHOLE["entry"], 4)}


def _break(value: Any, random: Random) -> None:
    """Put junk in one place of a tree, or take one away."""
    while isinstance(value, dict | list) and value:
        key = random.choice(list(value) if isinstance(value, dict) else range(len(value)))
        if random.random() < 0.2 or not isinstance(value[key], dict | list) or not value[key]:
            if random.random() < 0.2:
                del value[key]
            else:
                value[key] = random.choice(JUNK)
            return
        value = value[key]


@pytest.mark.parametrize(
    "junk", [*JUNK, {"resourceType": "Bundle"}, {"resourceType": "Bundle", "type": "collection", "entry": [1]}, {"resourceType": 3}]
)
def test_what_is_no_resource_is_refused(junk: Any) -> None:
    assert not fhir.read(junk, KNOWLEDGE).is_whole
