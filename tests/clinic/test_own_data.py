"""In a clinic: everything can be taken away and deleted by the person, and nothing is forgotten or left."""

import hashlib
import json
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.db import connection
from django.test import Client
from django.utils import timezone

from stepwell.care import everything, removal
from stepwell.care.actions import audit, drafts, facts
from stepwell.care.models import Account, AuditEntry, Clinic, Enrolment, Fact, Invitation, Membership, Person, Picture
from stepwell.care.queries import accounts, logs
from stepwell.engine import log
from stepwell.engine.clinicians import OwnExercise
from tests.care import made
from tests.clinic import world
from tests.clinic.world import SECRET

pytestmark = pytest.mark.django_db

SignedIn = Callable[..., Client]


@pytest.fixture
def full(ana: Account, tess: Account, mona: Account, clinic: Clinic, signed_in: SignedIn) -> Person:
    """Return Ana, of whom there is something in every kind of row."""
    person = world.built({"patient": ana, "therapist": tess, "manager": mona}, signed_in, clinic).ana
    audit.note(accounts.visitor(tess), person, "read", "progress")
    drafts.save(person=person, kind="check_in", answers={"words": SECRET})
    picture = Picture.objects.get()
    own = OwnExercise(id="own_step", name="Step", steps=("Step up.",), picture=str(picture.pk))
    facts.add(person=person, facts=[log.Order(on=made.day(4), order="own", own=own)], now=timezone.now())
    return person


def _zip(browser: Client) -> ZipFile:
    answer = browser.get("/settings/everything/")
    assert answer.status_code == 200
    return ZipFile(BytesIO(answer.content))


def test_the_file_holds_every_kind_of_row_about_the_person(signed_in: SignedIn, ana: Account, full: Person) -> None:
    archive = _zip(signed_in(ana))
    for kind in removal.kinds_about_a_person():
        rows = json.loads(archive.read(f"rows/{kind.__name__}.json"))
        expected = kind._default_manager.filter(person=full).count()
        assert len(rows) == expected, kind.__name__
    assert f"{Fact.objects.filter(person=full).count():>7}  Fact" in archive.read("READ ME.txt").decode()


def test_the_test_person_has_something_of_every_kind(full: Person) -> None:
    """A new kind of row without a row in tests/clinic/world.py would make the tests here promise nothing about it."""
    worked_out_later = {"CaseSummary", "TriggerFit", "CalendarFeed", "Consent"}
    empty = {kind.__name__ for kind in removal.kinds_about_a_person() if not kind._default_manager.filter(person=full).exists()}
    assert empty <= worked_out_later


def test_every_row_of_the_records_is_about_a_person_or_known_to_be_about_none() -> None:
    """A kind of row that points to a person in another way would be missed: it has to be named here, or be given a person."""
    about_none = {
        "Account", "ApiToken", "Asking", "Clinic", "ExportJob", "Instrument", "Invitation", "Membership", "OrderTemplate", "Person",
        "Picture", "WorkCalendar",
    }  # fmt: skip
    kinds = {kind.__name__ for kind in apps.get_app_config("care").get_models()}
    assert kinds - {kind.__name__ for kind in removal.kinds_about_a_person()} == about_none


def test_nothing_that_opens_anything_is_in_the_file(signed_in: SignedIn, ana: Account, full: Person) -> None:
    archive = _zip(signed_in(ana))
    text = " ".join(archive.read(name).decode(errors="replace") for name in archive.namelist())
    visit = apps.get_model("care", "Appointment").objects.get(person=full)
    for secret in (ana.password, visit.secret_hash, "session_key"):
        assert secret not in text


def test_nobody_else_is_in_the_file_but_by_the_name_that_the_person_knows(
    signed_in: SignedIn, ana: Account, ben: Account, carl: Account, full: Person
) -> None:
    archive = _zip(signed_in(ana))
    text = " ".join(archive.read(name).decode(errors="replace") for name in archive.namelist())
    assert "Tess" in text
    for word in ("tess@example.org", "Ben", "ben@example.org", str(ben.person_id), "Carl"):
        assert word not in text


def test_pictures_come_along(signed_in: SignedIn, ana: Account, full: Person, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    picture = Picture.objects.get()
    everything.file_of(picture).write_bytes(b"a picture")
    assert _zip(signed_in(ana)).read(f"pictures/{picture.pk}.jpg") == b"a picture"


def test_taking_everything_away_is_written_down(signed_in: SignedIn, ana: Account, full: Person) -> None:
    archive = _zip(signed_in(ana))
    newest = AuditEntry.objects.filter(person=full).latest("pk")
    assert (newest.action, newest.what) == ("export", "everything")
    assert json.loads(archive.read("rows/AuditEntry.json"))[-1]["seal"] == newest.seal


def test_the_log_in_the_file_is_the_log(signed_in: SignedIn, ana: Account, full: Person) -> None:
    assert _zip(signed_in(ana)).read("log.json") == logs.exported(full)


def test_deleting_leaves_no_word_of_the_person_in_any_table(
    signed_in: SignedIn, ana: Account, ben: Account, full: Person, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    EmailAddress.objects.create(user=ana, email=ana.email, primary=True, verified=True)
    apps.get_model("mfa", "Authenticator").objects.create(user=ana, type="totp", data={"secret": "x"})
    _invited(ana)
    Client(HTTP_HOST="localhost").post("/account/login/", {"login": ana.email, "password": "wrong"})
    file = everything.file_of(Picture.objects.get())
    file.write_bytes(b"a picture")
    browser, elsewhere = signed_in(ana), signed_in(ana)
    elsewhere.get("/today/")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.db.transaction.on_commit", lambda do: do())
        answer = browser.post("/settings/delete/", {"sure": "on"})
    assert answer.status_code == 200
    assert "Your sign-in is gone too" in answer.content.decode()
    found = _tables_with((str(full.pk), full.pk.hex, ana.email, f'"{ana.pk}"'))
    assert found == set()
    assert not Fact.objects.filter(person=full).exists()
    assert not file.exists()
    assert ben.person is not None
    assert Enrolment.objects.filter(person=ben.person).exists()
    assert elsewhere.get("/today/").status_code == 302
    connection.check_constraints()


def test_the_receipt_counts_what_went(signed_in: SignedIn, ana: Account, full: Person) -> None:
    not_counted = {"Fact", "StoredPlan", "Draft", "Snapshot", "CaseSummary", "TriggerFit"}
    kinds = {kind: kind._default_manager.filter(person=full).count() for kind in removal.kinds_about_a_person()}
    count = sum(number for kind, number in kinds.items() if kind.__name__ not in not_counted)
    page = signed_in(ana).post("/settings/delete/", {"sure": "on"}).content.decode()
    assert f"{kinds[Fact]} entries" in page
    assert f"With them went {count} other records" in page


def test_a_therapist_who_is_a_patient_too_keeps_the_work(signed_in: SignedIn, tess: Account, ana: Account, full: Person) -> None:
    tess.person = Person.objects.create(given_name="Tess")
    tess.save()
    facts.add(person=tess.person, facts=[made.check_in(1)], now=timezone.now())
    own = tess.person.pk
    answer = signed_in(tess).post("/settings/delete/", {"sure": "on"})
    assert "your sign-in stays" in answer.content.decode()
    again = Account.objects.get(pk=tess.pk)
    assert again.person is None
    assert Membership.objects.filter(account=again, ended_at=None).exists()
    assert not Person.objects.filter(pk=own).exists()
    assert "Ana" in signed_in(again).get("/therapist/").content.decode()
    connection.check_constraints()


def test_a_picture_that_another_patient_needs_stays(signed_in: SignedIn, ana: Account, ben: Account, full: Person) -> None:
    assert ben.person is not None
    own = OwnExercise(id="own_step", name="Step", steps=("Step up.",), picture=str(Picture.objects.get().pk))
    facts.add(person=ben.person, facts=[log.Order(on=made.day(4), order="own", own=own)], now=timezone.now())
    signed_in(ana).post("/settings/delete/", {"sure": "on"})
    assert Picture.objects.exists()


def test_putting_a_backup_back_leaves_the_pictures(full: Person, tess: Account, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    file = everything.file_of(Picture.objects.get())
    file.write_bytes(b"a picture")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.db.transaction.on_commit", lambda do: do())
        removal.remove()
    assert file.exists()
    assert Account.objects.filter(pk=tess.pk).exists()
    connection.check_constraints()


def test_deleting_needs_the_tick(signed_in: SignedIn, ana: Account, full: Person) -> None:
    assert signed_in(ana).post("/settings/delete/").status_code == 422
    assert Person.objects.filter(pk=full.pk).exists()


def _invited(account: Account) -> None:
    clinic = Clinic.objects.get(slug="riverside")
    secret = hashlib.sha256(b"x").hexdigest()
    Invitation.objects.create(
        clinic=clinic, email=account.email, role="patient", secret_hash=secret, expires_at=timezone.now() + timedelta(days=1)
    )


def _tables_with(words: tuple[str, ...]) -> set[tuple[str, str]]:
    """Return every table of the database in which one of these words stands, with the word."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            text = json.dumps(cursor.fetchall(), default=str)
            found |= {(table, word) for word in words if word in text}
    return found
