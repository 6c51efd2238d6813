"""A program adds what a person told elsewhere: a whole Bundle or nothing of it, once, and never what only a clinician may tell."""

import json
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from stepwell import __version__, fhir
from stepwell.care.actions import facts
from stepwell.care.models import Account, AuditEntry, Clinic, Enrolment, Fact, Person, StoredPlan
from stepwell.care.queries import shared
from stepwell.engine.log import CheckIn, Evaluation, Examination, FlareNote, Log, Order
from stepwell.engine.log import Fact as Told
from stepwell.fhir.record import Record, Subject
from stepwell.knowledge.loader import load
from tests.clinic.conftest import _works
from tests.clinic.programs import Program, let_in
from tests.clinic.test_fhir_reading import said

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 9, 12, 0, tzinfo=UTC)
DAY = date(2026, 3, 2)
CHECK_IN = CheckIn(on=DAY, id="c-1", answers={"leg_waking": 4})
EVALUATION = Evaluation(on=DAY, id="e-1", answers={"leg_now": 6})


@pytest.fixture
def person(ana: Account) -> Person:
    assert ana.person is not None
    return ana.person


@pytest.fixture
def program(mona: Account, clinic: Clinic) -> Program:
    return let_in(mona, clinic, "write", "read")


def bundle(person: object, *told: Told) -> dict[str, Any]:
    """Return facts as a program would send them."""
    record = Record(subject=Subject(id=str(person)), log=Log(seed=1, facts=told), made_at=NOW, software=__version__)
    made: dict[str, Any] = json.loads(json.dumps(fhir.bundle(record, load(), with_definitions=False)))
    for entry in made["entry"]:
        entry["request"] = {"method": "PUT", "url": f"{entry['resource']['resourceType']}/{entry['resource']['id']}"}
    return made | {"type": "transaction"}


def rows() -> tuple[int, ...]:
    return tuple(each.objects.count() for each in (Fact, StoredPlan, AuditEntry))


def test_a_bundle_is_added_once_and_written_down(program: Program, person: Person, clinic: Clinic) -> None:
    sent = bundle(person.pk, EVALUATION, CHECK_IN)
    answer = said(program.post(sent))
    assert answer["type"] == "transaction-response"
    assert len(answer["entry"]) == len(sent["entry"])
    assert sorted(Fact.objects.filter(person=person, author=None).values_list("key", flat=True)) == ["c-1", "e-1"]
    entry = AuditEntry.objects.get(person=person)
    assert (entry.who, entry.action, entry.clinic_id) == ("Chart system", "write", clinic.pk)
    said(program.post(sent, where="/fhir/"))
    assert Fact.objects.count() == 2


def test_what_was_read_here_comes_back_without_a_change(program: Program, person: Person, tess: Account) -> None:
    words = FlareNote(on=DAY, id="f-1", words="after the drive", suspected=("alcohol",))
    facts.add(person=person, facts=(EVALUATION, CHECK_IN, words), now=NOW)
    facts.add(person=person, facts=(Examination(on=DAY, id="x-1", codes=("M54.31",)),), now=NOW, author=tess.pk)
    Enrolment.objects.update(scope="evaluation,days")  # without the person's own words
    read = said(program.get(f"Patient/{person.pk}/$everything"))
    sent = {"resourceType": "Bundle", "type": "transaction", "entry": deepcopy(read["entry"])}
    for entry in sent["entry"]:
        del entry["search"]
    before = Fact.objects.count()
    said(program.post(sent))
    assert Fact.objects.count() == before
    assert said(program.get(f"Patient/{person.pk}/$everything"))["entry"] == read["entry"]


def test_what_one_installation_gives_another_gives_again_unchanged(
    program: Program, person: Person, ben: Account, mona: Account, clinic: Clinic
) -> None:
    facts.add(person=person, facts=(EVALUATION, CHECK_IN), now=NOW)
    first = json.dumps(said(program.get(f"Patient/{person.pk}/$everything"))["entry"])
    sent = json.loads(first.replace(str(person.pk), str(ben.person_id)))
    for entry in sent:
        del entry["search"]
    said(program.post({"resourceType": "Bundle", "type": "transaction", "entry": sent}))
    logs = [shared.log_of(known).facts for known in map(_open, (person, ben.person)) if known]
    assert logs[0] == logs[1]


def _open(person: Person | None) -> shared.Open | None:
    assert person is not None
    parts = frozenset(("evaluation", "days", "measures", "words"))
    row = Enrolment.objects.get(person=person)
    return shared.Open(person=person, clinic=row.clinic_id, enrolment=row.pk, parts=parts)


def broken(name: str, person: object) -> Any:
    good = bundle(person, EVALUATION, CHECK_IN)
    whole: dict[str, Any] = {
        "no JSON": "{",
        "deep": "[" * 100_000,
        "no Bundle": [good],
        "collection": good | {"type": "collection"},
        "nobody": {"resourceType": "Bundle", "type": "transaction"},
        "future": bundle(person, EVALUATION, CheckIn(on=date(2999, 1, 1), id="c-9", answers={"leg_waking": 4})),
    }
    if name == "delete":
        good["entry"][1]["request"]["method"] = "DELETE"
    if name == "answer out of range":
        good["entry"][1]["resource"]["item"][0]["answer"] = [{"valueInteger": 99}]
    if name == "unknown type":
        good["entry"].append({"resource": {"resourceType": "Medication", "id": "m"}, "request": {"method": "POST", "url": "Medication"}})
    if name == "two people":
        good["entry"] += bundle(uuid4(), EVALUATION)["entry"]
    return whole.get(name, good)


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("no JSON", 400),
        ("deep", 400),
        ("no Bundle", 400),
        ("collection", 400),
        ("delete", 422),
        ("answer out of range", 422),
        ("unknown type", 422),
        ("two people", 422),
        ("nobody", 422),
        ("future", 422),
    ],
)
def test_a_broken_bundle_changes_nothing(program: Program, person: Person, name: str, status: int) -> None:
    before = rows()
    said(program.post(broken(name, person.pk)), status)
    assert rows() == before


@pytest.mark.parametrize(
    "claimed",
    [
        Examination(on=DAY, id="x-1", codes=("M54.31",)),
        Order(on=DAY, id="o-1", order="add", exercise="bird_dog"),
    ],
)
def test_what_only_a_clinician_may_tell_is_refused_with_all_that_came_with_it(program: Program, person: Person, claimed: Told) -> None:
    before = rows()
    answer = said(program.post(bundle(person.pk, EVALUATION, claimed)), 422)
    assert "therapist who is signed in" in answer["issue"][0]["diagnostics"]
    assert rows() == before


def test_a_program_corrects_nothing_that_a_person_said(program: Program, person: Person) -> None:
    facts.add(person=person, facts=(EVALUATION,), now=NOW)
    before = rows()
    said(program.post(bundle(person.pk, Evaluation(on=DAY, id="e-1", answers={"leg_now": 0}))), 409)
    assert rows() == before


def test_somebody_elses_patient_and_nobody_are_the_same(program: Program, person: Person, carl: Account) -> None:
    before = rows()
    theirs, nothing = (said(program.post(bundle(each, EVALUATION)), 404) for each in (carl.person_id, uuid4()))
    assert theirs == nothing
    Enrolment.objects.filter(person=person).update(scope="")
    assert said(program.post(bundle(person.pk, EVALUATION)), 404) == nothing
    assert rows() == before


def test_another_clinics_token_adds_nothing(person: Person, omar: Account, other_clinic: Clinic) -> None:
    foreign = let_in(_works(other_clinic, "manager", "Olga"), other_clinic)
    said(foreign.post(bundle(person.pk, EVALUATION)), 404)
    assert not Fact.objects.exists()


def test_reading_alone_does_not_let_a_program_add(mona: Account, clinic: Clinic, person: Person) -> None:
    said(let_in(mona, clinic, "read").post(bundle(person.pk, EVALUATION)), 403)
    said(Program(secret="guessed").post(bundle(person.pk, EVALUATION)), 401)
    assert not Fact.objects.exists()


def test_too_much_and_other_formats_are_refused_in_fhir(program: Program, person: Person) -> None:
    said(program.post("x" * (8 * 1024 * 1024 + 1)), 413)
    said(program.post("resourceType=Bundle", content_type="application/x-www-form-urlencoded"), 415)


@pytest.mark.django_db(transaction=True)
def test_the_same_bundle_sent_twice_at_once_counts_once(program: Program, person: Person) -> None:
    sent = bundle(person.pk, EVALUATION, CHECK_IN)

    def send(_: int) -> int:
        try:
            return program.post(sent).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as at_once:
        assert set(at_once.map(send, range(4))) == {200}
    assert Fact.objects.count() == 2
