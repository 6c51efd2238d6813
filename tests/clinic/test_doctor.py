"""Doctor: each thing that is unsafe is found where it is, and not where it is not."""

import shutil
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import msgspec
import pytest
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from stepwell.care.models import Account
from stepwell.knowledge import loader
from stepwell.server import doctor
from stepwell.server.doctor import files, program, reach, secret
from tests.clinic.sound import GOOD_KEY, NOW, environment, file, ids, installation  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_an_installation_in_which_all_is_well_has_notes_only() -> None:
    report = doctor.look(NOW)
    assert [finding.id for finding in report.findings] == ["not_reviewed", "not_tried"]
    assert not report.is_unsafe
    assert report.unseen == ()


def test_every_finding_says_what_why_and_how_worst_first(sound: Path) -> None:
    sound.chmod(0o755)
    with environment(address="http://localhost:8000", mail_url=""), override_settings(DEBUG=True, SECRET_KEY="short"):
        report = doctor.look(NOW)
    weights = [finding.weight for finding in report.findings]
    assert weights == sorted(weights, key=["danger", "unsafe", "note"].index)
    assert report.is_unsafe
    assert [finding.id for finding in report.findings[:4]] == ["no_tls", "debug", "weak_key", "too_open:home"]
    assert all(finding.what and finding.why and finding.mend for finding in report.findings)


def test_an_address_without_tls() -> None:
    assert ids(reach.without_tls()) == []
    with environment(address="http://localhost:8000"):
        assert ids(reach.without_tls()) == ["no_tls"]
    with override_settings(IS_CLINIC=False), environment(address="http://localhost:8000"):
        assert ids(reach.without_tls()) == []


@pytest.mark.parametrize(
    ("bind", "named", "found"),
    [
        ("127.0.0.1", ("127.0.0.1/32",), []),
        ("0.0.0.0", ("10.0.0.7/32",), []),
        ("0.0.0.0", ("127.0.0.1/32",), ["open_port"]),
        ("::", ("unix", "::1/128"), ["open_port"]),
    ],
)
def test_a_port_that_is_open_past_the_server_in_front(bind: str, named: tuple[str, ...], found: list[str]) -> None:
    with environment(bind=bind, trusted_proxy=named):
        assert ids(reach.open_port()) == found


def test_a_clinics_records_in_personal_mode(ana: Account) -> None:
    assert ids(reach.accounts_without_sign_in()) == []
    with override_settings(IS_CLINIC=False):
        assert ids(reach.accounts_without_sign_in()) == ["mode"]
        Account.objects.all().update(is_active=False)
        assert ids(reach.accounts_without_sign_in()) == []


def test_made_up_people() -> None:
    assert ids(reach.made_up()) == []
    with override_settings(DEMO=True):
        assert ids(reach.made_up()) == ["demo_in_the_open"]
        with environment(address="http://localhost:8000"):
            assert ids(reach.made_up()) == ["demo"]


def test_debug() -> None:
    assert ids(reach.debug()) == []
    with override_settings(DEBUG=True):
        assert ids(reach.debug()) == ["debug"]


def test_what_the_site_refuses_to_start_with() -> None:
    assert ids(reach.own_checks()) == []
    with override_settings(MODE="personal", ALLOWED_HOSTS=["stepwell.example.org"]):
        assert ids(reach.own_checks()) == ["stepwell.E002"]


def test_what_django_says_of_a_deployment() -> None:
    assert ids(reach.deployment_checks()) == []
    with override_settings(SESSION_COOKIE_SECURE=False):
        assert ids(reach.deployment_checks()) == ["security.W012"]
        with environment(address="http://localhost:8000"):
            assert ids(reach.deployment_checks()) == []


@pytest.mark.parametrize(
    ("key", "found"),
    [
        (GOOD_KEY, []),
        (GOOD_KEY[:49], ["weak_key"]),
        ("ab" * 30, ["weak_key"]),
        (f"django-insecure-{GOOD_KEY}", ["weak_key"]),
    ],
)
def test_a_weak_key(key: str, found: list[str]) -> None:
    with override_settings(SECRET_KEY=key):
        assert ids(secret.weak_key()) == found


def test_secrets_in_theenvironment() -> None:
    assert ids(secret.in_the_open()) == []
    with override_settings(SECRETS_IN_THE_OPEN=("STEPWELL_SECRET_KEY",)):
        (found,) = secret.in_the_open()
    assert "STEPWELL_SECRET_KEY_FILE" in found.mend


@pytest.mark.parametrize("name", [".", "secret_key", "files", "backups", "mail", "notes.sqlite3", "newest"])
@pytest.mark.parametrize(("mode", "weight"), [(0o007, "danger"), (0o004, "danger"), (0o070, "unsafe"), (0o000, None)])
def test_files_that_others_can_open(sound: Path, name: str, mode: int, weight: str | None) -> None:
    (sound / "mail").mkdir(mode=0o700)
    database = file(sound / "notes.sqlite3")
    path = next((sound / "backups").iterdir()) if name == "newest" else sound / name
    path.chmod(0o700 | mode)
    with override_settings(DATABASE_FILE=database):
        found = list(files.too_open())
    assert [finding.weight for finding in found] == ([weight] if weight else [])
    assert all(finding.mend == f"chmod {700 if path.is_dir() else 600} {path}" for finding in found)


@pytest.mark.parametrize(("free", "weight"), [(2_000_000_000, None), (900_000_000, "unsafe"), (100_000_000, "danger")])
def test_a_disk_that_is_nearly_full(free: int, weight: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=free))
    assert [finding.weight for finding in files.little_room()] == ([weight] if weight else [])


def test_pages_that_are_not_prepared(sound: Path) -> None:
    assert ids(files.no_static()) == []
    (sound / "static" / "staticfiles.json").unlink()
    assert ids(files.no_static()) == ["no_static"]


@pytest.mark.parametrize(
    ("python", "framework", "today", "found"),
    [
        ((3, 11), (5, 2), date(2026, 11, 23), []),
        ((3, 11), (5, 2), date(2027, 11, 1), ["old_python"]),
        ((3, 12), (5, 2), date(2028, 5, 1), ["old_django"]),
        ((3, 10), (4, 2), date(2026, 11, 23), ["old_python", "old_django"]),
        ((3, 19), (7, 2), date(2026, 11, 23), ["unknown_python", "unknown_django"]),
    ],
)
def test_versions(python: tuple[int, int], framework: tuple[int, int], today: date, found: list[str]) -> None:
    assert ids(program.versions(today, python, framework)) == found


def test_what_no_clinician_has_reviewed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert ids(program.not_reviewed()) == ["not_reviewed"]
    release = msgspec.structs.replace(loader.load().release, reviewed_by=("Dr. A. Example",))
    monkeypatch.setattr(loader, "load", lambda: SimpleNamespace(release=release))
    assert ids(program.not_reviewed()) == []


def test_what_cannot_be_looked_at_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone() -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(files, "no_static", gone)
    (unseen,) = doctor.look(NOW).unseen
    assert unseen.startswith("the prepared files: ")


def test_nothing_is_written(sound: Path, ana: Account) -> None:
    before = {path: (path.stat().st_mtime_ns, path.stat().st_mode) for path in sorted(sound.rglob("*"))}
    with CaptureQueriesContext(connection) as queries:
        doctor.look(NOW)
    assert {path: (path.stat().st_mtime_ns, path.stat().st_mode) for path in sorted(sound.rglob("*"))} == before
    changed = [query["sql"] for query in queries if query["sql"].split()[0] in ("INSERT", "UPDATE", "DELETE", "CREATE", "DROP")]
    assert queries.captured_queries
    assert changed == []
