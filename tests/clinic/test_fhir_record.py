"""What a clinic passes on as FHIR: what the person shares now, what the clinic itself told, and not a word more."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from stepwell import fhir
from stepwell.care.actions import facts
from stepwell.care.models import Account, Appointment, Clinic, ClinicTask, Consent, Enrolment, Message, Person, PlanReview
from stepwell.care.queries import accounts, fhir_record, shared
from stepwell.engine.log import CheckIn, Evaluation, Examination, FlareNote, Measure
from stepwell.fhir import checks, shape
from stepwell.knowledge.loader import load

pytestmark = pytest.mark.django_db

KNOWLEDGE = load()
NOW = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)
DAY = date(2026, 3, 2)
SECRET = "because of Bob"


@pytest.fixture
def told(ana: Account, tess: Account, clinic: Clinic) -> Person:
    """Return Ana, about whom everything was told that a clinic keeps."""
    assert ana.person is not None
    own = (
        Evaluation(on=DAY, id="e-1", answers={"leg_now": 6, "activity_1": SECRET}),
        CheckIn(on=DAY, id="c-1", answers={"leg_waking": 4}),
        FlareNote(on=DAY, id="f-1", words=SECRET, suspected=("alcohol",)),
        Measure(on=DAY, id="m-1", measure="weekly", answers={"numbness": 3}),
    )
    facts.add(person=ana.person, facts=own, now=NOW)
    facts.add(person=ana.person, facts=(Examination(on=DAY, id="x-1", codes=("M54.31",)),), now=NOW, author=tess.pk)
    of = {"person": ana.person, "clinic": clinic}
    Appointment.objects.create(
        **of, name="Ana", contact="a", state="confirmed", starts_at=NOW, secret_hash="1", created_at=NOW, therapist=tess
    )
    Message.objects.create(**of, by=tess, from_clinic=True, words="See you soon.", at=NOW)
    Message.objects.create(**of, by=ana, from_clinic=False, words="Thank you.", at=NOW)
    PlanReview.objects.create(**of, by=tess, on=DAY, exercise="bird_dog", change="more", verdict="rejected", why="Not yet.", at=NOW)
    ClinicTask.objects.create(**of, by=tess, words="Call back", at=NOW)
    Consent.objects.create(**of, wish="given", scope="evaluation,days,measures,words", at=NOW - timedelta(days=1))
    return ana.person


def bundle(tess: Account, person: Person) -> dict[str, Any]:
    known = shared.opened(accounts.visitor(tess), person)
    assert known is not None
    made: dict[str, Any] = json.loads(json.dumps(fhir.bundle(fhir_record.of_clinic(known, now=NOW), KNOWLEDGE, with_definitions=False)))
    return made


def kinds(made: dict[str, Any]) -> set[str]:
    return {entry["resource"]["resourceType"] for entry in made["entry"]}


def test_everything_that_is_shared_is_there_and_is_fhir(tess: Account, told: Person) -> None:
    made = bundle(tess, told)

    assert {"Appointment", "Communication", "Task", "Consent", "Practitioner", "Organization", "Condition", "CarePlan"} - kinds(made) <= {
        "CarePlan"
    }
    assert [issue.text for issue in checks.of_bundle(made)] == []
    assert [issue.text for entry in made["entry"] for issue in shape.problems(entry["resource"])] == []
    (found,) = (entry["resource"] for entry in made["entry"] if entry["resource"]["resourceType"] == "Condition")
    assert found["asserter"]["reference"] == f"Practitioner/account-{tess.pk}"


def test_what_is_not_shared_is_not_there(tess: Account, told: Person) -> None:
    whole = bundle(tess, told)
    assert SECRET in json.dumps(whole)

    Enrolment.objects.filter(person=told).update(scope="evaluation")
    less = bundle(tess, told)

    assert SECRET not in json.dumps(less)
    assert "leg_waking" not in json.dumps(less)
    assert "numbness" not in json.dumps(less)
    assert "CarePlan" not in kinds(less)
    assert "Condition" in kinds(less)


def test_a_resource_keeps_its_id_when_its_words_are_no_longer_shared(tess: Account, told: Person) -> None:
    def ids(made: dict[str, Any]) -> set[str]:
        return {entry["resource"]["id"] for entry in made["entry"] if entry["resource"]["resourceType"] == "QuestionnaireResponse"}

    before = ids(bundle(tess, told))
    Enrolment.objects.filter(person=told).update(scope="evaluation,days,measures")
    assert ids(bundle(tess, told)) == before


def test_the_clinics_part_takes_the_same_few_queries_however_much_was_told(
    tess: Account, told: Person, django_assert_max_num_queries: Any
) -> None:
    known = shared.opened(accounts.visitor(tess), told)
    assert known is not None
    with django_assert_max_num_queries(14):
        fhir_record.of_clinic(known, now=NOW)
