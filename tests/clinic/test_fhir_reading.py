"""What a program with a token reads: what people share with its clinic, in FHIR, and written down for each of them."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client

from stepwell import fhir
from stepwell.api import finding
from stepwell.care.actions import facts
from stepwell.care.models import Account, ApiToken, AuditEntry, Clinic, Enrolment, Person
from stepwell.care.queries import fhir_record
from stepwell.engine.log import CheckIn, Evaluation, Measure
from stepwell.fhir import checks, shape
from tests.clinic.conftest import _works
from tests.clinic.programs import FHIR_JSON, Program, let_in

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 9, 12, 0, tzinfo=UTC)
DAY = date(2026, 3, 2)
DAYS = 5


def told(account: Account) -> Person:
    person = account.person
    assert person is not None
    days = [CheckIn(on=DAY + timedelta(days=number), id=f"c-{number}", answers={"leg_waking": 4}) for number in range(DAYS)]
    more = (Evaluation(on=DAY, id="e-1", answers={"leg_now": 6}), Measure(on=DAY, id="m-1", measure="peg", score=4))
    facts.add(person=person, facts=(*more, *days), now=NOW)
    return person


@pytest.fixture
def person(ana: Account) -> Person:
    return told(ana)


@pytest.fixture
def program(mona: Account, clinic: Clinic) -> Program:
    return let_in(mona, clinic, "read")


@pytest.fixture
def foreign(omar: Account, other_clinic: Clinic) -> Program:
    return let_in(_works(other_clinic, "manager", "Olga"), other_clinic)


def said(response: HttpResponse, status: int = 200) -> dict[str, Any]:
    assert response.status_code == status, response.content
    assert response.headers["Content-Type"] == FHIR_JSON
    made: dict[str, Any] = json.loads(response.content)
    assert [issue.text for issue in shape.problems(made)] == []
    assert (made["resourceType"] == "OperationOutcome") == (status >= 400)
    return made


def listed(made: dict[str, Any]) -> list[dict[str, Any]]:
    return [entry["resource"] for entry in made.get("entry", [])]


def test_what_the_server_can_do_needs_no_token() -> None:
    made = said(Client(HTTP_HOST="localhost").get("/fhir/metadata"))  # type: ignore[arg-type]
    assert made["resourceType"] == "CapabilityStatement"
    assert made["implementation"]["url"] == "http://localhost/fhir"


def test_everything_of_a_person_is_there_and_is_fhir(program: Program, person: Person) -> None:
    made = said(program.get(f"Patient/{person.pk}/$everything"))
    assert made["type"] == "searchset"
    assert [issue.text for issue in checks.of_bundle(made)] == []
    found = listed(made)
    assert found[0]["resourceType"] == "Patient"
    assert sum(each["resourceType"] == "QuestionnaireResponse" for each in found) == DAYS + 1


def test_a_resource_is_read_by_its_own_address(program: Program, person: Person) -> None:
    (patient, *_) = listed(said(program.get(f"Patient/{person.pk}/$everything")))
    assert said(program.get(f"Patient/{person.pk}")) == patient
    (first, *_) = listed(said(program.get(f"Observation?patient={person.pk}")))
    assert said(program.get(f"Observation/{first['id']}")) == first
    assert said(program.get(f"Observation/{first['id']}?patient={person.pk}")) == first


def test_a_search_by_patient_and_date_finds_those_days_and_no_others(program: Program, person: Person) -> None:
    found = listed(said(program.get(f"QuestionnaireResponse?patient=Patient/{person.pk}&authored=ge2026-03-04&authored=le2026-03-05")))
    assert sorted(each["authored"][:10] for each in found) == ["2026-03-04", "2026-03-05"]


def test_pages_tell_each_resource_once_though_something_new_comes_in_between(program: Program, person: Person) -> None:
    whole = [each["id"] for each in listed(said(program.get(f"QuestionnaireResponse?patient={person.pk}")))]
    seen, where = [], f"QuestionnaireResponse?patient={person.pk}&_count=2"
    while where:
        made = said(program.get(where))
        assert made["total"] >= len(whole)
        seen += [each["id"] for each in listed(made)]
        following = {link["relation"]: link["url"] for link in made["link"]}.get("next", "")
        where = following.removeprefix("http://localhost/fhir/")
        if len(seen) == 2:
            facts.add(person=person, facts=(CheckIn(on=DAY - timedelta(days=1), id="late", answers={"leg_waking": 5}),), now=NOW)
    assert seen == whole


@pytest.mark.parametrize("kind", ["Questionnaire", "ActivityDefinition", "PlanDefinition", "Organization", "Practitioner"])
def test_what_is_nobodys_record_is_found_without_a_patient(program: Program, tess: Account, kind: str) -> None:
    (first, *_) = listed(said(program.get(kind)))
    assert said(program.get(f"{kind}/{first['id']}")) == first


def test_patients_are_those_who_share_with_the_clinic(program: Program, person: Person, ben: Account, carl: Account) -> None:
    assert {each["id"] for each in listed(said(program.get("Patient")))} == {str(person.pk), str(ben.person_id)}
    Enrolment.objects.filter(person=ben.person).update(scope="")
    assert [each["id"] for each in listed(said(program.get("Patient")))] == [str(person.pk)]
    assert listed(said(program.get(f"Patient?_id={carl.person_id}"))) == []


def test_another_clinics_token_finds_nothing_and_cannot_tell(foreign: Program, program: Program, person: Person) -> None:
    (first, *_) = listed(said(program.get(f"Observation?patient={person.pk}")))
    for theirs, nothing in (
        (f"Patient/{person.pk}", f"Patient/{uuid4()}"),
        (f"Patient/{person.pk}/$everything", f"Patient/{uuid4()}/$everything"),
        (f"Observation?patient={person.pk}", f"Observation?patient={uuid4()}"),
        (f"Observation/{first['id']}", "Observation/none"),
        (f"Observation/{first['id']}?patient={person.pk}", f"Observation/none?patient={uuid4()}"),
    ):
        assert said(foreign.get(theirs), 404) == said(foreign.get(nothing), 404)
    assert listed(said(foreign.get("Patient"))) == []
    assert {each["id"] for each in listed(said(foreign.get("Practitioner")))}.isdisjoint(
        each["id"] for each in listed(said(program.get("Practitioner")))
    )


def test_what_is_not_shared_is_not_read(program: Program, person: Person) -> None:
    Enrolment.objects.filter(person=person).update(scope="evaluation")
    assert "peg" not in json.dumps(said(program.get(f"Patient/{person.pk}/$everything")))
    assert len(listed(said(program.get(f"QuestionnaireResponse?patient={person.pk}")))) == 1
    Enrolment.objects.filter(person=person).update(scope="")
    said(program.get(f"Patient/{person.pk}/$everything"), 404)


@pytest.mark.parametrize("where", ["Patient/{}", "Patient/{}/$everything", "Observation?patient={}", "Patient"])
def test_every_look_is_written_down_with_the_programs_name(program: Program, person: Person, where: str) -> None:
    said(program.get(where.format(person.pk)))
    entry = AuditEntry.objects.get(person=person)
    assert (entry.who, entry.action, entry.account, entry.clinic_id) == ("Chart system", "read", None, Enrolment.objects.get().clinic_id)


@pytest.mark.parametrize(
    ("where", "status"),
    [
        ("Patient/none", 404),
        ("Medication", 400),
        ("Medication/1", 404),
        ("Observation", 400),
        ("Observation?patient={0}&colour=red", 400),
        ("Observation?patient={0}&date=yesterday", 400),
        ("Observation?patient={0}&_count=all", 400),
        ("Observation?patient={0}&_format=xml", 406),
        ("Observation?patient={0}&_after=Observation/none", 410),
        ("Patient/{0}/$everything?_since=2026-01-01", 400),
        ("Patient/{0}/$everything/more", 404),
        ("metadata/", 404),
    ],
)
def test_what_cannot_be_answered_is_an_operation_outcome(program: Program, person: Person, where: str, status: int) -> None:
    said(program.get(where.format(person.pk)), status)


def test_a_method_that_is_not_done_is_refused_in_fhir(program: Program, person: Person) -> None:
    answer = Client(HTTP_HOST="localhost", enforce_csrf_checks=True).delete(f"/fhir/Patient/{person.pk}")
    assert "GET" in answer.headers["Allow"]
    said(answer, 405)  # type: ignore[arg-type]


def test_without_a_token_that_is_valid_nothing_is_answered(
    signed_in: Callable[..., Client], tess: Account, mona: Account, clinic: Clinic, person: Person
) -> None:
    where = f"Patient/{person.pk}"
    answer = Program(secret="guessed").get(where)
    said(answer, 401)
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    said(signed_in(tess).get(f"/fhir/{where}"), 401)  # type: ignore[arg-type]
    said(let_in(mona, clinic, "write").get(where), 403)
    program = let_in(mona, clinic, "read")
    said(program.get(where))
    ApiToken.objects.update(revoked_at=NOW)
    said(program.get(where), 401)


def test_whose_a_resource_is_follows_from_its_id_so_that_nobody_elses_record_is_made(
    program: Program, person: Person, ben: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Person] = []
    whole = fhir_record.of_clinic
    monkeypatch.setattr(fhir_record, "of_clinic", lambda known, now: made.append(known.person) or whole(known, now=now))  # type: ignore[func-returns-value]
    found = [each for each in listed(said(program.get(f"Patient/{person.pk}/$everything"))) if each["resourceType"] not in finding.HOUSE]
    for each in found:
        assert said(program.get(f"{each['resourceType']}/{each['id']}")) == each
    said(program.get("Observation/none"), 404)
    assert len(found) + 1 == len(made)
    assert set(made) == {person}


def test_two_people_whose_ids_look_alike_are_told_apart(
    program: Program, person: Person, ben: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    (first, *_) = listed(said(program.get(f"Observation?patient={person.pk}")))
    monkeypatch.setattr("stepwell.care.queries.programs.mark_of", lambda of: first["id"][:8])
    assert said(program.get(f"Observation/{first['id']}")) == first


def test_every_type_that_is_said_to_be_kept_is_answered(program: Program, person: Person) -> None:
    for kind in fhir.PARAMETERS:
        is_nobodys = kind == "Patient" or kind in finding.KNOWLEDGE + finding.HOUSE
        said(program.get(kind if is_nobodys else f"{kind}?patient={person.pk}"))


@pytest.mark.parametrize("where", ["Patient/{}/$everything", "Observation?patient={}", "Patient/{}", "Questionnaire"])
def test_what_has_not_changed_is_not_sent_again(program: Program, person: Person, where: str) -> None:
    address = where.format(person.pk)
    etag = program.get(address).headers["ETag"]
    looks = AuditEntry.objects.count()
    again = program.get(address, **{"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")
    assert AuditEntry.objects.count() == looks + (where != "Questionnaire"), "a look is a look"
    facts.add(person=person, facts=(CheckIn(on=DAY, id="c-9", answers={"leg_waking": 2}),), now=NOW)
    is_a_log = "$" in where or "?" in where
    assert program.get(address, **{"If-None-Match": etag}).status_code == (200 if is_a_log else 304)
