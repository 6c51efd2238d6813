"""Doctor, of records, backups, mail and ways in: each thing that is unsafe is found where it is, and not where it is not."""

from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.test import override_settings
from django.utils import timezone

from stepwell.care.actions import audit, tokens
from stepwell.care.models import Account, ApiToken, AuditEntry, Clinic, Invitation
from stepwell.care.queries.accounts import visitor
from stepwell.knowledge import loader
from stepwell.server import startup
from stepwell.server.doctor import backups as kept
from stepwell.server.doctor import people, post, records
from tests.clinic.sound import GOOD_KEY, NOW, environment, file, ids, installation  # noqa: F401

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("host", "options", "found"),
    [
        ("", {}, []),
        ("/run/postgresql", {}, []),
        ("localhost", {}, []),
        ("db.example.org", {}, ["database_without_tls"]),
        ("db.example.org", {"sslmode": "prefer"}, ["database_without_tls"]),
        ("db.example.org", {"sslmode": "require"}, ["database_unproven"]),
        ("db.example.org", {"sslmode": "verify-full"}, []),
    ],
)
def test_a_database_over_a_network(host: str, options: dict[str, str], found: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    asked = SimpleNamespace(vendor="postgresql", settings_dict={"HOST": host, "OPTIONS": options})
    monkeypatch.setattr(records, "connection", asked)
    assert ids(records.database_without_tls()) == found


def test_tables_of_an_earlier_release(monkeypatch: pytest.MonkeyPatch) -> None:
    assert ids(records.not_upgraded()) == []
    monkeypatch.setattr(MigrationExecutor, "migration_plan", lambda self, targets: ["one"])
    assert ids(records.not_upgraded()) == ["not_upgraded"]


def _take_guards_away() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE" if connection.vendor == "postgresql" else "SELECT 1")
        cursor.execute(
            "DROP TRIGGER care_auditentry_append_only ON care_auditentry"
            if connection.vendor == "postgresql"
            else "DROP TRIGGER care_auditentry_never_changed"
        )


def test_guards_that_are_missing() -> None:
    assert ids(records.no_guards()) == []
    _take_guards_away()
    (found,) = records.no_guards()
    assert found.id == "no_guards"
    assert found.what.endswith(": care_auditentry.")


def test_the_next_start_puts_them_back_and_says_so(caplog: pytest.LogCaptureFixture) -> None:
    _take_guards_away()
    startup._guard_rows()
    assert ids(records.no_guards()) == []
    assert "care_auditentry" in caplog.text
    caplog.clear()
    startup._guard_rows()
    assert caplog.text == ""


def test_entries_of_who_looked_that_were_altered(ana: Account, tess: Account) -> None:
    assert ana.person is not None
    audit.note(visitor(tess), ana.person, "read", "progress")
    assert ids(records.not_as_written()) == []
    _take_guards_away()
    AuditEntry.objects.update(who="Somebody else")
    (found,) = records.not_as_written()
    assert found.weight == "danger"
    assert "who looked" in found.what
    assert "Ana" not in found.what


@pytest.mark.parametrize(("ahead", "found"), [(timedelta(minutes=4), []), (timedelta(minutes=6), ["clock"]), (timedelta(days=-400), [])])
def test_a_clock_that_is_behind_the_newest_row(ana: Account, ahead: timedelta, found: list[str]) -> None:
    assert ana.person is not None
    now = max(NOW, timezone.make_aware(datetime.fromisoformat(loader.load().release.date)))
    audit.note(None, ana.person, "read", "progress", now=now + ahead)
    assert ids(records.clock(now)) == found


def test_a_clock_that_is_behind_the_release() -> None:
    released = timezone.make_aware(datetime.fromisoformat(loader.load().release.date))
    assert ids(records.clock(released)) == []
    assert ids(records.clock(released - timedelta(days=1))) == ["clock"]


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("", ["mail_to_a_folder"]),
        ("smtp://mail.example.org", ["mail_without_tls"]),
        ("smtp://localhost:25", []),
        ("smtp+tls://mail.example.org", []),
        ("smtps://mail.example.org", []),
    ],
)
def test_mail(url: str, found: list[str]) -> None:
    with environment(mail_url=url):
        assert ids(post.mail()) == found
        with override_settings(IS_CLINIC=False):
            assert ids(post.mail()) == []


def test_no_backup_and_an_old_one(sound: Path) -> None:
    assert ids(kept.backups_here(NOW)) == []
    assert ids(kept.backups_here(NOW + timedelta(days=2))) == []
    assert ids(kept.backups_here(NOW + timedelta(days=3))) == ["old_backup"]
    for backup in (sound / "backups").iterdir():
        backup.unlink()
    (sound / "backups" / "letter.txt").touch()
    assert ids(kept.backups_here(NOW)) == ["no_backup"]


def test_a_backup_that_cannot_be_read(sound: Path) -> None:
    (backup,) = (sound / "backups").iterdir()
    backup.write_bytes(backup.read_bytes()[:-500])
    assert ids(kept.backups_here(NOW)) == ["bad_backup"]


def test_trying_a_backup_brings_it_back_elsewhere(sound: Path, ana: Account) -> None:
    (backup,) = (sound / "backups").iterdir()
    assert [finding.id for finding in kept.tried(try_restore=False)[1]] == ["not_tried"]
    if connection.vendor == "sqlite":  # a test's rows are in no file; an empty one comes back as well as a full one
        pytest.skip("tests/cli/test_doctor.py brings a file with notes back")
    assert kept.tried(try_restore=True) == (str(backup), [])
    backup.write_bytes(b"{}")
    assert [finding.id for finding in kept.tried(try_restore=True)[1]] == ["does_not_come_back"]


def test_staff_without_a_second_factor(tess: Account, ana: Account) -> None:
    assert ids(people.one_factor()) == ["one_factor"]
    Authenticator.objects.create(user=tess, type=Authenticator.Type.RECOVERY_CODES, data={})
    assert ids(people.one_factor()) == ["one_factor"], "codes are not a factor of their own"
    Authenticator.objects.create(user=tess, type=Authenticator.Type.TOTP, data={})
    assert ids(people.one_factor()) == []


def test_staff_who_have_left_need_no_second_factor(tess: Account) -> None:
    tess.memberships.update(ended_at=NOW)
    assert ids(people.one_factor()) == []


@pytest.mark.parametrize(
    ("made", "ends", "changed", "found"),
    [
        (31, 1, {}, ["old_invitations"]),
        (29, 1, {}, []),
        (31, -1, {}, ["over_invitations"]),
        (31, 1, {"accepted_at": NOW}, []),
        (31, 1, {"withdrawn_at": NOW}, []),
    ],
)
def test_old_invitations(clinic: Clinic, made: int, ends: int, changed: dict[str, Any], found: list[str]) -> None:
    Invitation.objects.create(
        clinic=clinic,
        email="new@example.org",
        role="therapist",
        secret_hash=uuid4().hex,
        created_at=NOW - timedelta(days=made),
        expires_at=NOW + timedelta(days=ends),
        **changed,
    )
    assert ids(people.old_invitations(NOW)) == found


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({}, []),
        ({"expires_at": None}, ["endless_tokens"]),
        ({"made_at": NOW - timedelta(days=91)}, ["unused_tokens"]),
        ({"made_at": NOW - timedelta(days=91), "last_used_at": NOW - timedelta(days=1)}, []),
        ({"last_used_at": NOW - timedelta(days=91)}, ["unused_tokens"]),
        ({"expires_at": None, "revoked_at": NOW}, []),
        ({"last_used_at": NOW - timedelta(days=91), "expires_at": NOW - timedelta(days=1)}, []),
    ],
)
def test_tokens(mona: Account, clinic: Clinic, changed: dict[str, Any], found: list[str]) -> None:
    tokens.make(who=visitor(mona), clinic=clinic.pk, name="Chart system", scopes=("read",), days=30, now=NOW)
    ApiToken.objects.update(**changed)
    assert ids(people.tokens(NOW)) == found
