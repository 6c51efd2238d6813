"""Ways to what is not one's own that a review found open: they stay shut."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZIP_STORED, ZipFile

import pytest
from allauth.mfa import signals
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from django.utils.html import escape

from stepwell.care import backup_file
from stepwell.care.actions import (
    clinic_tasks,
    clinics,
    exports,
    facts,
    notes,
    sharing,
    tokens,
    visit_requests,
)
from stepwell.care.errors import NotABackup, TooManyRequests
from stepwell.care.models import (
    Account,
    Appointment,
    AuditEntry,
    Clinic,
    ClinicTask,
    Enrolment,
    ExportJob,
    Membership,
    Message,
    Person,
)
from stepwell.care.queries import days, desk, programs, shared
from stepwell.care.queries import visits as visit_queries
from stepwell.care.queries.accounts import visitor
from stepwell.engine.decision import Referral
from stepwell.engine.log import Examination, Order, SafetyCheck
from stepwell.knowledge.loader import load
from tests.calm_answers import with_calm_answers
from tests.clinic.conftest import PASSWORD
from tests.clinic.programs import let_in
from tests.clinic.test_second_factor import _signed_in, _with_app

pytestmark = pytest.mark.django_db

SignedIn = Callable[..., Client]
LOGIN = "/account/login/"


def person_of(account: Account) -> Person:
    assert account.person is not None
    return account.person


@pytest.fixture(autouse=True)
def fresh_counts(db: None) -> None:
    cache.clear()


def test_a_browser_that_signed_in_by_password_alone_is_signed_out_when_the_first_second_factor_is_set_up(
    tess: Account, django_capture_on_commit_callbacks: Any
) -> None:
    thief = _signed_in(tess)
    assert thief.get("/therapist/").status_code == 302
    with django_capture_on_commit_callbacks(execute=True):
        owner, _ = _with_app(tess)
    assert owner.get("/therapist/").status_code == 200
    assert thief.get("/therapist/")["Location"].startswith(LOGIN), "a stolen password is not made whole by its owner's second factor"


def test_another_second_factor_signs_nobody_out(tess: Account, signed_in: SignedIn, django_capture_on_commit_callbacks: Any) -> None:
    first, second = signed_in(tess), signed_in(tess)
    added = Authenticator.objects.create(user=tess, type=Authenticator.Type.WEBAUTHN, data={})
    request = first.get("/therapist/").wsgi_request
    signals.authenticator_added.send(sender=Authenticator, request=request, user=tess, authenticator=added)
    assert second.get("/therapist/").status_code == 200


def test_what_a_therapist_found_at_one_clinic_is_not_open_to_another_where_they_work_too(
    tess: Account, ana: Account, omar: Account, clinic: Clinic, other_clinic: Clinic
) -> None:
    now = timezone.now()
    Enrolment.objects.filter(person=person_of(ana)).update(since=now - timedelta(days=30))
    on = timezone.localdate(now - timedelta(days=1))
    told = (
        Examination(on=on, id=str(uuid4()), words="seen at Riverside"),
        Order(on=on, id=str(uuid4()), order="note", reason="from Riverside"),
    )
    facts.add(person=person_of(ana), facts=told, now=now - timedelta(days=1), author=tess.pk)
    sharing.leave(who=visitor(ana), person=person_of(ana), now=now - timedelta(hours=2))
    Membership.objects.create(clinic=other_clinic, account=tess, role="therapist")
    Enrolment.objects.create(clinic=other_clinic, person=person_of(ana), scope="measures", since=now - timedelta(hours=1))
    here = shared.opened(visitor(omar), person_of(ana).pk)
    assert here is not None
    assert shared.log_of(here).facts == ()
    assert desk.told_by_clinicians(here, "order") == []
    known = programs.opened(other_clinic.pk, str(person_of(ana).pk))
    assert known is not None
    assert shared.log_of(known).facts == ()


def test_what_a_clinic_told_itself_stays_open_to_it(tess: Account, ana: Account, clinic: Clinic) -> None:
    now = timezone.now()
    Enrolment.objects.filter(person=person_of(ana)).update(since=now - timedelta(days=30), scope="measures")
    told = (Examination(on=timezone.localdate(now), id=str(uuid4()), words="seen here"),)
    facts.add(person=person_of(ana), facts=told, now=now, author=tess.pk)
    here = shared.opened(visitor(tess), person_of(ana).pk)
    assert here is not None
    assert [fact.id for fact in shared.log_of(here).facts] == [told[0].id]


def test_whoever_shares_nothing_is_told_that_nobody_reads_a_message(signed_in: SignedIn, ana: Account, tess: Account) -> None:
    sharing.share(who=visitor(ana), person=person_of(ana), parts=(), now=timezone.now())
    page = signed_in(ana).get("/messages/").content.decode()
    assert signed_in(tess).get(f"/therapist/{person_of(ana).pk}/messages/").status_code == 404
    assert "nobody there can read your messages" in page
    assert "555 0100" in page
    assert 'name="words"' not in page
    sent = signed_in(ana).post("/messages/", {"words": "Hello", "key": str(uuid4())})
    assert "It was not sent" in sent.content.decode()
    by_queue = signed_in(ana).post("/messages/", {"words": "Hello", "key": str(uuid4())}, headers={"Accept": "application/json"})
    assert "It was not sent" in by_queue.json()["problem"]
    assert not Message.objects.exists()


def test_a_device_fetches_the_page_of_messages_anew_when_sharing_stops_or_begins(signed_in: SignedIn, ana: Account) -> None:
    def version() -> str:
        kept = signed_in(ana).get("/offline/keep/").json()["pages"]
        return str(next(page["version"] for page in kept if page["at"] == "/messages/"))

    before = version()
    sharing.share(who=visitor(ana), person=person_of(ana), parts=(), now=timezone.now())
    stopped = version()
    sharing.share(who=visitor(ana), person=person_of(ana), parts=("days",), now=timezone.now())
    assert (stopped != before, version() == before) == (True, True)


def test_a_lock_holds_for_every_address_of_one_ipv6_network(ana: Account) -> None:
    def tried(number: int, password: str) -> int:
        browser = Client(HTTP_HOST="localhost", REMOTE_ADDR=f"2001:db8:7:7::{number:x}")
        return browser.post(LOGIN, {"login": ana.email, "password": password}).status_code

    for number in range(1, 6):
        tried(number, "wrong")
    assert tried(99, PASSWORD) == 429
    elsewhere = Client(HTTP_HOST="localhost", REMOTE_ADDR="2001:db8:8:8::1")
    assert elsewhere.post(LOGIN, {"login": ana.email, "password": PASSWORD}).status_code == 302


def test_one_ipv6_network_does_not_use_up_all_requests_of_a_clinic(clinic: Clinic) -> None:
    now = timezone.now()
    for number in range(visit_requests.OF_ONE_ADDRESS):
        visit_requests.count_try(clinic=clinic.pk, address=f"2001:db8:7:7::{number:x}", now=now)
    with pytest.raises(TooManyRequests):
        visit_requests.count_try(clinic=clinic.pk, address="2001:db8:7:7::ffff", now=now)
    visit_requests.count_try(clinic=clinic.pk, address="2001:db8:8:8::1", now=now)


@pytest.mark.parametrize("how", ["manager", "therapist"])
def test_what_was_sent_with_a_request_is_closed_when_the_clinic_ends_the_care(
    how: str, tess: Account, mona: Account, ana: Account, clinic: Clinic
) -> None:
    now = timezone.now()
    row = Appointment.objects.create(
        clinic=clinic, person=person_of(ana), therapist=tess, name="Ana", contact="a@example.org", shared='{"x":1}', created_at=now
    )
    care = Enrolment.objects.get(person=person_of(ana))
    later = now + timedelta(minutes=1)
    if how == "manager":
        clinics.end_care(who=visitor(mona), enrolment=care.pk, now=later)
    else:
        notes.discharge(who=visitor(tess), person=person_of(ana).pk, words="Well done.", now=later)
    assert visit_queries.visit_of(Appointment.objects.get(pk=row.pk)).shared == ""
    assert [visit.shared for visit in visit_queries.open_to(visitor(tess), later)] == [""]


def test_a_new_therapist_and_a_task_that_is_done_are_written_down_for_the_person(
    signed_in: SignedIn, mona: Account, tess: Account, ana: Account, clinic: Clinic
) -> None:
    care = Enrolment.objects.get(person=person_of(ana))
    before = AuditEntry.objects.filter(person=person_of(ana)).count()
    assert signed_in(mona).post(f"/manager/patients/{care.pk}/therapist/", {"therapist": ""}).status_code == 302
    entry = AuditEntry.objects.filter(person=person_of(ana)).order_by("-pk")[0]
    assert (AuditEntry.objects.filter(person=person_of(ana)).count(), entry.account_id, entry.clinic_id) == (before + 1, mona.pk, clinic.pk)
    now = timezone.now()
    clinic_tasks.add(who=visitor(tess), person=person_of(ana).pk, words="Call", due=None, now=now)
    assert signed_in(tess).post(f"/therapist/tasks/{ClinicTask.objects.get().pk}/done/").status_code == 302
    assert AuditEntry.objects.filter(person=person_of(ana), account=tess, action="write", clinic=clinic).exists()


def test_the_export_of_a_program_ends_when_its_token_is_revoked(mona: Account, ana: Account, clinic: Clinic) -> None:
    now = timezone.now()
    made = tokens.make(who=visitor(mona), clinic=clinic.pk, name="Program", scopes=("export",), days=30, now=now)
    program = tokens.let_in(made.secret, now)
    assert program is not None
    job = exports.ask(program=program, types=(), since=None, request="", now=now)
    tokens.revoke(who=visitor(mona), token=made.token, now=now)
    while exports.step(job, now):
        pass
    assert not ExportJob.objects.filter(pk=job, state__in=("waiting", "running", "done")).exists()
    assert not AuditEntry.objects.filter(person=person_of(ana), action="export").exists()


def test_why_exercise_waits_is_told_to_nobody_with_whom_the_safety_answers_are_not_shared(
    signed_in: SignedIn, ana: Account, tess: Account, mona: Account, clinic: Clinic
) -> None:
    today, now = timezone.localdate(), timezone.now()
    answers = with_calm_answers({"age": 45, "sex": "male"}, load()) | {"saddle_feeling": "yes"}
    facts.add(person=person_of(ana), facts=[SafetyCheck(on=today, answers=answers)], now=now)
    decision = days.decision(person_of(ana), today)
    assert isinstance(decision, Referral)
    why = decision.reasons[0]
    program = let_in(mona, clinic)

    def told() -> str:
        plan: Any = Client(HTTP_HOST="localhost").get(f"/api/v1/people/{person_of(ana).pk}/plan", headers=program.headers)
        assert plan.status_code == 200, "that exercise waits is a part of the days"
        pages = [signed_in(tess).get(f"/therapist/{person_of(ana).pk}/{page}") for page in ("", "plan/")]
        fhir = program.get(f"Patient/{person_of(ana).pk}/$everything")
        return "\n".join(answer.content.decode() for answer in (plan, fhir, *pages))

    everything = told()
    assert why.id in everything
    assert escape(why.text) in everything
    Enrolment.objects.filter(person=person_of(ana)).update(scope="days")
    cut = told()
    assert why.id not in cut
    assert escape(why.text) not in cut
    assert "saddle_feeling" not in cut


@pytest.mark.parametrize("packed", [ZIP_STORED, ZIP_DEFLATED, ZIP_BZIP2, ZIP_LZMA])
def test_a_zip_that_is_damaged_or_packed_in_another_way_is_refused_in_words(
    packed: int, signed_in: SignedIn, ana: Account, tmp_path: Path
) -> None:
    file = tmp_path / "x.zip"
    with ZipFile(file, "w", packed) as archive:
        archive.writestr("stepwell.json", b"{}" * 3000)
        archive.writestr("log.json", b"x" * 6000)
    raw = bytearray(file.read_bytes())
    raw[raw.index(b"log.json") + 12] ^= 0xFF
    raw[raw.index(b"stepwell.json") + 20] ^= 0xFF
    file.write_bytes(raw)
    sent = SimpleUploadedFile("x.zip", bytes(raw))
    answer = signed_in(ana, raise_request_exception=False).post("/settings/import/", {"file": sent})
    assert answer.status_code == 422
    with pytest.raises(NotABackup):
        backup_file.check(file)
