"""What is exported is FHIR R4: by its models, by HL7's own rules, and by what neither of them looks at."""

import json
import re
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from stepwell import fhir
from stepwell.engine.log import Evaluation, Examination, Log, Order
from stepwell.fhir import checks, shape
from stepwell.knowledge.schema import AskedWhen, Tier
from tests.unit.fhir.made import DAY, KNOWLEDGE, facts, record
from tests.unit.fhir.rules import Found, Rules

Json = dict[str, Any]
SOURCE = Path(fhir.__file__).parent
NEVER_CHECKED = {"per-1", "bdl-10", "binding http://hl7.org/fhir/ValueSet/mimetypes"}
"""Rules that fhirpathpy cannot evaluate, or whose codes are not in the package. ``checks`` looks at spans of time (per-1) instead."""
EXPORTED = {
    "Patient", "Questionnaire", "QuestionnaireResponse", "Observation", "Condition", "Goal", "CarePlan", "ServiceRequest",
    "ActivityDefinition", "PlanDefinition", "Procedure", "Appointment", "Communication", "Flag", "DetectedIssue", "Task", "Consent",
    "Provenance", "Practitioner", "Organization", "Basic",
}  # fmt: skip


@pytest.fixture(scope="module")
def bundle() -> Json:
    """Return the whole record as a file would hold it."""
    made: Json = json.loads(json.dumps(fhir.bundle(record(), KNOWLEDGE)))
    return made


def of_kind(bundle: Json, kind: str) -> list[Json]:
    return [entry["resource"] for entry in bundle["entry"] if entry["resource"]["resourceType"] == kind]


def test_every_kind_of_resource_is_exported(bundle: Json) -> None:
    assert {entry["resource"]["resourceType"] for entry in bundle["entry"]} == EXPORTED


def test_every_resource_fits_the_models_of_fhir_and_leads_only_where_it_may(bundle: Json) -> None:
    assert [issue.text for entry in bundle["entry"] for issue in shape.problems(entry["resource"])] == []
    assert shape.problems({"resourceType": "Bundle", "type": "collection", "timestamp": bundle["timestamp"]}) == []


def test_nothing_dangles_stands_twice_or_does_not_fit_its_questionnaire(bundle: Json) -> None:
    assert [issue.text for issue in checks.of_bundle(bundle)] == []


def test_every_rule_of_hl7_holds(bundle: Json, rules: Rules) -> None:
    found = Found([], Counter())
    rules.check(bundle, found)
    base = "https://a.example/fhir"
    statement = fhir.capability_statement(at="2026-03-02", base=base, software="0.1.0")
    some = fhir.searchset(of_kind(bundle, "Goal"), base=base, address=f"{base}/Goal", total=40)
    none = fhir.searchset((), base=base, address=f"{base}/Goal")
    for other in (statement, fhir.outcome(()), some, none):
        rules.check(other, found)
        assert shape.problems(other) == []

    assert found.faults == []
    assert found.checked > 5000
    assert set(found.not_checked) <= NEVER_CHECKED


SEEDED: dict[str, Json] = {
    "que-2": {"resourceType": "Questionnaire", "status": "active", "item": [{"linkId": "a", "type": "string"}] * 2},
    "que-6": {"resourceType": "Questionnaire", "status": "active", "item": [{"linkId": "a", "type": "display", "required": True}]},
    "que-7": {
        "resourceType": "Questionnaire",
        "status": "active",
        "item": [{"linkId": "b", "type": "string", "enableWhen": [{"question": "a", "operator": "exists", "answerInteger": 1}]}],
    },
    "item-type": {"resourceType": "Questionnaire", "status": "active", "item": [{"linkId": "a", "type": "slider"}]},
    "obs-6": {
        "resourceType": "Observation",
        "status": "final",
        "code": {"text": "a"},
        "valueInteger": 3,
        "dataAbsentReason": {"text": "b"},
    },
    "observation-status": {"resourceType": "Observation", "status": "done", "code": {"text": "a"}},
    "cpl-3": {"resourceType": "CarePlan", "activity": [{"reference": {"display": "a"}, "detail": {"status": "completed"}}]},
    "bdl-7": {"resourceType": "Bundle", "type": "collection", "entry": [{"fullUrl": "urn:a", "resource": {"resourceType": "Basic"}}] * 2},
    "app-3": {"resourceType": "Appointment", "status": "booked", "participant": [{"actor": {"display": "a"}, "status": "accepted"}]},
    "ppc-1": {"resourceType": "Consent", "status": "active"},
    "gol-1": {"resourceType": "Goal", "lifecycleStatus": "active", "target": [{"detailInteger": 3}]},
    "ext-1": {"resourceType": "Basic", "extension": [{"url": "urn:a"}]},
    "ele-1": {"resourceType": "Basic", "code": {}},
    "ref-1": {"resourceType": "Basic", "subject": {"reference": "#nobody"}},
    "tim-1": {"resourceType": "ServiceRequest", "occurrenceTiming": {"repeat": {"duration": 2}}},
    "qty-3": {"resourceType": "Observation", "valueQuantity": {"value": 1, "code": "min"}},
}


@pytest.mark.parametrize("rule", SEEDED)
def test_the_rules_find_a_fault_that_is_put_there(rule: str, rules: Rules) -> None:
    found = Found([], Counter())
    rules.check(SEEDED[rule], found)
    assert any(rule in fault for fault in found.faults), found


def test_the_same_fact_has_the_same_id_wherever_it_stands_and_two_equal_facts_have_two() -> None:
    whole = record()
    back = replace(whole, log=replace(whole.log, facts=(*reversed(whole.log.facts),)))
    ids = {each["id"] for each in fhir.resources(whole, KNOWLEDGE) if "fact-kind" in str(each.get("meta"))}
    assert ids == {each["id"] for each in fhir.resources(back, KNOWLEDGE) if "fact-kind" in str(each.get("meta"))}

    twice = replace(whole, log=replace(whole.log, facts=(*whole.log.facts, whole.log.facts[-1])))
    addresses = [entry["fullUrl"] for entry in fhir.bundle(twice, KNOWLEDGE)["entry"]]
    assert len(addresses) == len(set(addresses))


def test_two_people_with_the_same_facts_have_other_resources() -> None:
    one = record()
    other = replace(
        one, subject=replace(one.subject, id="somebody-else"), clinic=None, staff=(), visits=(), notes=(), reviews=(), chores=()
    )
    other = replace(other, sharings=())
    theirs = {each["id"] for each in fhir.resources(other, KNOWLEDGE)}
    assert theirs & {each["id"] for each in fhir.resources(one, KNOWLEDGE)} == set()


def test_a_plan_is_told_once_for_each_change_and_says_what_it_replaces(bundle: Json) -> None:
    first, second = of_kind(bundle, "CarePlan")

    assert first["period"] == {"start": DAY.isoformat(), "end": (DAY + timedelta(days=1)).isoformat()}
    assert second["replaces"] == [{"reference": f"CarePlan/{first['id']}"}]
    assert (first["status"], second["status"]) == ("completed", "on-hold")
    assert all(set(activity) == {"reference"} for activity in (*first["activity"], *second["activity"]))


def test_a_red_flag_stands_while_it_lasts_and_names_the_answers_it_rests_on(bundle: Json) -> None:
    (flag,), (issue,) = of_kind(bundle, "Flag"), of_kind(bundle, "DetectedIssue")

    assert flag["status"] == "active"
    assert issue["severity"] == "high"
    responses = {f"QuestionnaireResponse/{each['id']}" for each in of_kind(bundle, "QuestionnaireResponse")}
    assert issue["evidence"][0]["detail"][0]["reference"] in responses


def test_a_flag_ends_with_the_next_plan() -> None:
    whole = record()
    again = replace(whole.plans[0], decision=replace(whole.plans[0].decision, on=DAY + timedelta(days=6)))
    after = fhir.bundle(replace(whole, plans=(*whole.plans, again)), KNOWLEDGE)
    (flag,) = of_kind(after, "Flag")
    assert (flag["status"], flag["period"]["end"]) == ("inactive", (DAY + timedelta(days=5)).isoformat())


def test_an_order_is_active_only_while_it_is_obeyed() -> None:
    orders = (
        Order(on=DAY, id="old", order="stage", stage="calm"),
        Order(on=DAY, id="new", order="stage", stage="build"),
        Order(on=DAY, id="over", order="hold", exercise="bird_dog", until=DAY - timedelta(days=1)),
        Order(on=DAY, id="once", order="refer", tier=Tier.ROUTINE),
    )
    made = fhir.resources(replace(record(), log=Log(facts=orders), plans=()), KNOWLEDGE)
    status = {each["identifier"][0]["value"]: each["status"] for each in made if each["resourceType"] == "ServiceRequest"}
    assert status == {"old": "revoked", "new": "active", "over": "revoked", "once": "completed"}


def test_what_a_clinician_told_says_who_told_it_and_when(bundle: Json) -> None:
    told = [each for each in of_kind(bundle, "Provenance") if each["agent"][0]["type"]["coding"][0]["code"] == "author"]
    assert {each["target"][0]["reference"].split("/")[0] for each in told} == {"ServiceRequest", "QuestionnaireResponse"}
    assert {each["agent"][0]["who"]["reference"] for each in told} == {"Practitioner/staff-1"}
    assert all(each["recorded"] and each["agent"][0]["onBehalfOf"] for each in told)


def test_of_what_was_said_again_only_the_last_word_is_active(bundle: Json) -> None:
    goals = [(each["lifecycleStatus"], each.get("statusReason", "")[:8]) for each in of_kind(bundle, "Goal") if "film" in str(each)]
    assert goals == [("cancelled", "replaced"), ("cancelled", "replaced"), ("completed", "")]

    exams = (Examination(on=DAY, codes=("M54.31", "R20.2")), Examination(on=DAY + timedelta(days=9), codes=("R20.2", "M51.16")))
    made = fhir.resources(replace(record(), log=Log(facts=exams), plans=()), KNOWLEDGE)
    found = {
        each["code"]["coding"][0]["code"]: each["clinicalStatus"]["coding"][0]["code"]
        for each in made
        if each["resourceType"] == "Condition"
    }
    assert found == {"M54.31": "inactive", "R20.2": "active", "M51.16": "active"}

    named = tuple(Evaluation(on=DAY + timedelta(days=n), answers={"activity_1": words}) for n, words in enumerate(("Walk", "Swim")))
    made = fhir.resources(replace(record(), log=Log(facts=named), plans=()), KNOWLEDGE)
    assert [each["description"]["text"] for each in made if each["resourceType"] == "Goal"] == ["Swim"]


def test_every_question_that_is_asked_only_sometimes_says_when(bundle: Json) -> None:
    found = {item["linkId"]: item for each in of_kind(bundle, "Questionnaire") for page in each["item"] for item in page.get("item", [])}
    sometimes = [question.id for question in KNOWLEDGE.questions.values() if question.only_if is not None]
    assert sometimes
    assert [name for name in sometimes if "enableWhen" not in found[name]] == []


def test_leg_pain_and_back_pain_are_told_apart_and_dated(bundle: Json) -> None:
    pains = [each for each in of_kind(bundle, "Observation") if any(code["code"] == "72514-3" for code in each["code"].get("coding", []))]

    assert {(each["bodySite"]["text"], each["valueQuantity"]["value"]) for each in pains} >= {("Leg", 6), ("Low back", 3), ("Leg", 4)}
    assert all(each["effectiveDateTime"] and each["derivedFrom"] for each in pains)


def test_minutes_walked_yesterday_are_dated_yesterday(bundle: Json) -> None:
    walked = [each for each in of_kind(bundle, "Observation") if each["code"]["text"].startswith("Minutes walked")]
    assert walked[0]["effectiveDateTime"] == (DAY - timedelta(days=1)).isoformat()


def test_a_response_to_which_a_needed_answer_is_missing_is_not_called_complete(bundle: Json) -> None:
    by_name = {each.get("identifier", {}).get("value"): each for each in of_kind(bundle, "QuestionnaireResponse")}
    assert by_name["s-1"]["status"] == "completed"
    half = [each for each in of_kind(bundle, "QuestionnaireResponse") if each["status"] == "in-progress"]
    assert len(half) == 1
    assert '"linkId": "lowest_place"' not in json.dumps(half)


def test_the_wording_of_other_peoples_questionnaires_is_never_exported(bundle: Json) -> None:
    theirs = [f"measure-{each.id.replace('_', '-')}" for each in KNOWLEDGE.measures.values() if not each.is_own and each.items]
    found = {each["id"]: each for each in of_kind(bundle, "Questionnaire")}
    assert theirs
    for name in theirs:
        assert all("text" not in item for item in found[name]["item"])
        assert found[name]["copyright"]


def test_every_question_of_every_moment_is_in_its_questionnaire(bundle: Json) -> None:
    found = {each["id"]: json.dumps(each) for each in of_kind(bundle, "Questionnaire")}
    for question in KNOWLEDGE.questions.values():
        for moment in question.asked_when:
            assert f'"linkId": "{question.id}"' in found[AskedWhen(moment).value.replace("_", "-")]


def test_every_diagnosis_code_is_a_billable_code_of_the_published_list() -> None:
    import simple_icd_10_cm  # reads the whole list, which takes a while

    assert [code for code in KNOWLEDGE.codes if not simple_icd_10_cm.is_leaf(code)] == []


def test_only_code_systems_that_were_looked_up_are_used(bundle: Json) -> None:
    text = json.dumps(bundle)
    assert "snomed" not in text.lower()
    used = set(re.findall(r'"system": "http://loinc\.org", "code": "([^"]+)"', text))
    assert used == {"72514-3", "55411-3", "59284-0", "55757-9", "55758-7", "91349-1", "91351-7", "91350-9"} & used
    assert {"72514-3", "55411-3", "59284-0", "55757-9"} <= used


def test_a_code_that_is_not_on_the_list_is_not_passed_on_as_a_diagnosis() -> None:
    whole = record()
    odd = tuple(replace(fact, codes=("Z99.9",)) if hasattr(fact, "codes") else fact for fact in whole.log.facts)
    changed = replace(whole, log=replace(whole.log, facts=odd))
    assert of_kind(fhir.bundle(changed, KNOWLEDGE), "Condition") == []


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        fhir.bundle(replace(record(), made_at=datetime(2026, 3, 2)), KNOWLEDGE)


def test_no_module_takes_the_models_of_another_release_of_fhir() -> None:
    taken = [
        line for file in SOURCE.rglob("*.py") for line in file.read_text().splitlines() if "fhir.resources" in line and "import" in line
    ]
    assert taken
    assert all("fhir.resources.R4B" in line for line in taken)


def test_there_is_a_fact_of_every_kind_in_the_record() -> None:
    from typing import get_args

    from stepwell.engine.log import Fact

    assert {type(fact) for fact in facts()} == set(get_args(Fact))
