"""A clinic's records as files: everybody who shares, once, in the background, gone when somebody leaves, and written down for each."""

import json
import stat
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from stepwell import fhir
from stepwell.care import export_files, removal, tasks
from stepwell.care.actions import clinics, exports, facts, sharing
from stepwell.care.failing import WorkFailed
from stepwell.care.models import Account, AuditEntry, Clinic, ClinicTask, Consent, Enrolment, ExportJob, Message, Person
from stepwell.care.queries.accounts import visitor
from stepwell.engine.log import CheckIn, Evaluation, Examination, FlareNote, Order, Session
from stepwell.fhir import checks, shape
from tests.clinic.conftest import _patient, _works
from tests.clinic.programs import Program, let_in
from tests.clinic.test_fhir_reading import listed, said

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 9, 12, 0, tzinfo=UTC)
DAY = date(2026, 3, 2)
PEOPLE, FEW = 62, 6
ASKED = {"Prefer": "respond-async"}
HOUSE = ("Organization", "Practitioner")


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path) -> Path:
    settings.HOME = tmp_path
    return tmp_path


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Keep the work for the test to do, as the worker would."""
    waiting: list[str] = []
    monkeypatch.setattr(tasks.export_piece.__class__, "enqueue", lambda task, export: waiting.append(export))
    return waiting


@pytest.fixture
def program(mona: Account, clinic: Clinic) -> Program:
    return let_in(mona, clinic, "read", "export")


def told(account: Account, days: int = 2, now: datetime = NOW) -> Person:
    person = account.person
    assert person is not None
    checked = [CheckIn(on=DAY + timedelta(days=number), id=f"c-{number}", answers={"leg_waking": 4}) for number in range(days)]
    facts.add(person=person, facts=(Evaluation(on=DAY, id="e-1", answers={"leg_now": 6}), *checked), now=now)
    return person


def begun(program: Program, where: str = "$export") -> str:
    answer = program.get(where, **ASKED)
    assert answer.status_code == 202, answer.content
    return answer.headers["Content-Location"].partition("/fhir/")[2]


def manifest(program: Program, where: str) -> dict[str, Any]:
    answer = program.get(where)
    assert answer.status_code == 200, answer.content
    assert answer.headers["Content-Type"] == "application/json"
    made: dict[str, Any] = json.loads(answer.content)
    return made


def lines(program: Program, made: dict[str, Any]) -> list[dict[str, Any]]:
    found = []
    for each in made["output"]:
        answer: Any = program.get(each["url"].partition("/fhir/")[2])
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/fhir+ndjson")
        read = [json.loads(line) for line in b"".join(answer).splitlines()]
        assert {one["resourceType"] for one in read} == {each["type"]}
        assert len(read) == each["count"]
        found += read
    return found


def taken(program: Program, where: str = "$export") -> list[dict[str, Any]]:
    return lines(program, manifest(program, begun(program, where)))


def counts(resources: list[dict[str, Any]]) -> Counter[str]:
    return Counter(each["resourceType"] for each in resources)


@pytest.fixture
def few(clinic: Clinic, tess: Account, ana: Account, monkeypatch: pytest.MonkeyPatch) -> list[Person]:
    """Return some people, more than are written in one piece."""
    monkeypatch.setattr(tasks, "PIECE", FEW // 2)
    return [told(ana), *(told(_patient(clinic, f"P{number}", tess), 1) for number in range(FEW - 1))]


@pytest.fixture
def full(clinic: Clinic, tess: Account, ana: Account) -> list[Person]:
    """Return a clinic's many people, each with something told by them and some with something of the clinic."""
    people = [told(ana), *(told(_patient(clinic, f"P{number}", tess), number % 4) for number in range(PEOPLE - 1))]
    for person in people[::7]:
        by_tess = (Examination(on=DAY, id="x-1", codes=("M54.31",)), Order(on=DAY, id="o-1", order="add", exercise="bird_dog"))
        facts.add(person=person, facts=by_tess, now=NOW, author=tess.pk)
        more = (FlareNote(on=DAY, id="f-1", words="a long drive"), Session(on=DAY, id="s-1", walked_minutes=12))
        facts.add(person=person, facts=more, now=NOW)
        ClinicTask.objects.create(person=person, clinic=clinic, by=tess, words="Call back", at=NOW)
        Consent.objects.create(person=person, clinic=clinic, wish="given", scope="evaluation,days,measures,words", at=NOW)
        Message.objects.create(person=person, clinic=clinic, by=tess, from_clinic=True, words="See you soon.", at=NOW)
    return people


def test_it_is_everything_of_everybody_once_and_every_line_is_fhir(program: Program, full: list[Person]) -> None:
    found = taken(program)
    each = [one for person in full for one in listed(said(program.get(f"Patient/{person.pk}/$everything")))]
    own = [one for one in each if one["resourceType"] not in HOUSE]
    house = {(one["resourceType"], one["id"]) for one in each if one["resourceType"] in HOUSE}
    assert counts(found) == counts(own) + Counter(kind for kind, _ in house)
    assert {one["id"]: one for one in found} == {one["id"]: one for one in each}
    assert counts(found)["Patient"] == PEOPLE
    assert len(counts(found)) >= 12
    assert [issue.text for one in found for issue in (*shape.problems(one), *checks.of_resource(one))] == []


def test_it_tells_how_far_it_is_and_then_where_the_files_are(program: Program, few: list[Person], later: list[str]) -> None:
    where = begun(program)
    assert program.get(where).headers["X-Progress"] == f"0 of {FEW} people"
    while later:
        tasks.export_piece.call(later.pop())
        if later:
            assert program.get(where).status_code == 202
            del later[1:]
    made = manifest(program, where)
    assert (made["requiresAccessToken"], made["error"], made["deleted"]) == (True, [], [])
    assert made["request"].endswith("/fhir/$export")
    assert ExportJob.objects.get().done == FEW


def test_after_the_worker_was_killed_it_goes_on_where_it_was(
    program: Program, few: list[Person], later: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    begun(program)
    row = ExportJob.objects.get()
    for _ in range(4):
        exports.step(row.pk, timezone.now())
    path = export_files.file_of(row.pk, "Patient")
    with path.open("ab") as file:
        file.write(b'{"resourceType": "Patient", "id": "cut sh')  # killed while it wrote
    later.clear()
    tasks.plan_exports()  # the next start
    while later:
        tasks.export_piece.call(later.pop())
    found = lines(program, manifest(program, f"$export/{row.pk}"))
    assert sorted(each["id"] for each in found if each["resourceType"] == "Patient") == sorted(str(person.pk) for person in few)
    assert AuditEntry.objects.filter(what="fhir export").count() == FEW


def test_after_its_files_were_lost_it_begins_again(program: Program, few: list[Person], later: list[str]) -> None:
    where = begun(program)
    row = ExportJob.objects.get()
    for _ in range(4):
        exports.step(row.pk, timezone.now())
    export_files.file_of(row.pk, "Patient").write_bytes(b"")
    while exports.step(row.pk, timezone.now()):
        pass
    assert counts(lines(program, manifest(program, where)))["Patient"] == FEW


def test_what_is_not_shared_is_not_in_it(program: Program, ana: Account, ben: Account, carl: Account) -> None:
    first, second = told(ana), told(ben)
    told(carl)
    Enrolment.objects.filter(person=first).update(scope="evaluation")
    found = taken(program)
    assert {each["id"] for each in found if each["resourceType"] == "Patient"} == {str(first.pk), str(second.pk)}
    assert [each["subject"]["reference"] for each in found if "check-in" in str(each.get("questionnaire"))] == [f"Patient/{second.pk}"] * 2
    Enrolment.objects.filter(person=second).update(scope="")
    assert counts(taken(program))["Patient"] == 1


def test_each_person_reads_that_their_record_was_taken(program: Program, ana: Account, ben: Account, clinic: Clinic) -> None:
    people = {told(ana).pk, told(ben).pk}
    taken(program)
    found = AuditEntry.objects.filter(action="export")
    assert {(row.person_id, row.who, row.account_id, row.clinic_id, row.what) for row in found} == {
        (person, "Chart system", None, clinic.pk, "fhir export") for person in people
    }


@pytest.mark.parametrize("ends", ["shares less", "leaves", "care ends", "is deleted"])
@pytest.mark.parametrize("finished", [True, False])
def test_when_somebody_leaves_the_whole_export_goes(
    program: Program,
    ana: Account,
    ben: Account,
    mona: Account,
    home: Path,
    later: list[str],
    ends: str,
    finished: bool,
    django_capture_on_commit_callbacks: Any,
) -> None:
    person = told(ana)
    told(ben)
    where = begun(program)
    row = ExportJob.objects.get()
    for _ in range(5 if finished else 2):
        exports.step(row.pk, timezone.now())
    assert any((home / "exports" / str(row.pk)).iterdir())
    with django_capture_on_commit_callbacks(execute=True):
        if ends == "shares less":
            sharing.share(who=visitor(ana), person=person, parts=("evaluation",), now=NOW)
        if ends == "leaves":
            sharing.leave(who=visitor(ana), person=person, now=NOW)
        if ends == "care ends":
            clinics.end_care(who=visitor(mona), enrolment=Enrolment.objects.get(person=person).pk, now=NOW)
        if ends == "is deleted":
            removal.remove(person.pk)
    assert list((home / "exports").iterdir()) == []
    said(program.get(where), 410)
    said(program.get(f"{where}/Patient"), 404)
    assert not exports.step(row.pk, timezone.now())


def test_a_person_who_stops_while_they_are_written_is_not_in_it(
    program: Program, ana: Account, monkeypatch: pytest.MonkeyPatch, later: list[str]
) -> None:
    person = told(ana)
    begun(program)
    row = ExportJob.objects.get()
    exports.step(row.pk, timezone.now())
    made = fhir.resources

    def meanwhile(*args: Any) -> Any:
        Enrolment.objects.filter(person=person).update(scope="")
        return made(*args)

    monkeypatch.setattr("stepwell.care.actions.exports.fhir.resources", meanwhile)
    while exports.step(row.pk, timezone.now()):
        pass
    assert not export_files.file_of(row.pk, "Patient").exists()
    assert not AuditEntry.objects.filter(what="fhir export").exists()


def test_the_files_are_private(program: Program, ana: Account, home: Path) -> None:
    told(ana)
    taken(program)
    places = [home / "exports", *(home / "exports").rglob("*")]
    assert {stat.S_IMODE(place.stat().st_mode) for place in places if place.is_dir()} == {0o700}
    assert {stat.S_IMODE(place.stat().st_mode) for place in places if place.is_file()} == {0o600}


def test_after_a_day_it_is_gone(program: Program, ana: Account, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told(ana)
    where = begun(program)
    assert "Expires" in program.get(where).headers
    (home / "exports" / str(uuid4())).mkdir()  # of nobody
    monkeypatch.setattr(timezone, "now", lambda: datetime.now(UTC) + timedelta(hours=25))
    said(program.get(where), 404)
    said(program.get(f"{where}/Patient"), 404)
    assert exports.tidy(timezone.now()) == 1
    assert list((home / "exports").iterdir()) == []


def test_it_can_be_stopped(program: Program, ana: Account, later: list[str], home: Path, django_capture_on_commit_callbacks: Any) -> None:
    told(ana)
    where = begun(program)
    exports.step(ExportJob.objects.get().pk, timezone.now())
    with django_capture_on_commit_callbacks(execute=True):
        assert program.delete(where).status_code == 202
    said(program.get(where), 404)
    said(program.delete(where), 404)
    assert list((home / "exports").iterdir()) == []


def test_types_and_days_are_chosen(program: Program, ana: Account, ben: Account) -> None:
    person, other = told(ana), told(ben, now=NOW - timedelta(days=3))
    Enrolment.objects.update(since=NOW - timedelta(days=40))
    found = taken(program, "$export?_type=Patient,Observation")
    assert set(counts(found)) == {"Patient", "Observation"}
    since = (NOW - timedelta(days=1)).isoformat().replace("+00:00", "Z")
    new = taken(program, f"Patient/$export?_since={since}&_type=Patient")
    assert [each["id"] for each in new] == [str(person.pk)]
    assert AuditEntry.objects.filter(person=other, action="export").count() == 1


@pytest.mark.parametrize(
    "asked", ["?_type=Medication", "?_type=", "?_since=yesterday", "?_since=2026-03-01", "?_outputFormat=csv", "?colour=red", ""]
)
def test_what_is_not_understood_begins_nothing(program: Program, ana: Account, asked: str) -> None:
    said(program.get(f"$export{asked}", **(ASKED if asked else {})), 400)
    assert not ExportJob.objects.exists()


def test_only_one_at_a_time(program: Program, ana: Account, later: list[str]) -> None:
    begun(program)
    said(program.get("$export", **ASKED), 429)
    assert ExportJob.objects.count() == 1


def test_it_needs_a_token_for_it_of_the_same_clinic(
    program: Program, ana: Account, mona: Account, omar: Account, clinic: Clinic, other_clinic: Clinic
) -> None:
    told(ana)
    where = begun(program)
    foreign = let_in(_works(other_clinic, "manager", "Olga"), other_clinic)
    for address in (where, f"{where}/Patient"):
        assert said(foreign.get(address), 404) == said(program.get(f"$export/{uuid4()}"), 404)
        said(let_in(mona, clinic, "read", "write").get(address), 403)
        said(Program(secret="guessed").get(address), 401)
    said(foreign.delete(where), 404)
    said(let_in(mona, clinic, "read").get("$export", **ASKED), 403)
    assert ExportJob.objects.count() == 1


def test_a_broken_record_ends_it_and_says_so(program: Program, ana: Account, monkeypatch: pytest.MonkeyPatch, later: list[str]) -> None:
    told(ana)
    where = begun(program)
    monkeypatch.setattr("stepwell.care.actions.exports.fhir_record.of_clinic", lambda known, now: 1 / 0)
    with pytest.raises(WorkFailed):
        tasks.export_piece.call(later.pop())
    said(program.get(where), 500)


def test_the_manager_begins_sees_and_stops_it(
    signed_in: Callable[..., Client], mona: Account, omar: Account, other_clinic: Clinic, ana: Account, later: list[str]
) -> None:
    told(ana)
    browser = signed_in(mona)
    assert browser.post("/manager/exports/").status_code == 302
    row = ExportJob.objects.get()
    assert "0 of 1 patients so far" in text(browser)
    while exports.step(row.pk, timezone.now()):
        pass
    page = text(browser)
    assert "Done: 1 patient" in page
    assert "application/fhir+ndjson" not in page
    assert AuditEntry.objects.get(action="export").account_id == mona.pk
    olga = signed_in(_works(other_clinic, "manager", "Olga"))
    assert olga.post(f"/manager/exports/{row.pk}/stop/").status_code == 404
    assert browser.post(f"/manager/exports/{row.pk}/stop/").status_code == 302
    assert not ExportJob.objects.exists()
    assert browser.post(f"/manager/exports/{row.pk}/stop/").status_code == 404


def text(browser: Client) -> str:
    answer: HttpResponse = browser.get("/manager/applications/")  # type: ignore[assignment]
    return answer.content.decode()


def test_every_type_that_is_exported_can_be_read() -> None:
    assert set(HOUSE) <= set(fhir.PARAMETERS)
