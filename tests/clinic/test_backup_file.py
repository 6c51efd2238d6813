"""One file holds a clinic's records and its pictures, moves them between the databases, and brings back all or nothing."""

import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from stepwell.care import access, backup_file
from stepwell.care.actions import backups, pictures
from stepwell.care.errors import CareError, NotABackup
from stepwell.care.models import Account, Clinic, Picture
from stepwell.care.queries import accounts
from tests.clinic import world
from tests.clinic.own_files import photo
from tests.clinic.test_backup import rows

pytestmark = pytest.mark.django_db(transaction=True)
Files = dict[str, bytes]


@pytest.fixture
def full(
    signed_in: Callable[..., Client],
    clinic: Clinic,
    tess: Account,
    mona: Account,
    ana: Account,
    ben: Account,
    tmp_path: Path,
    settings: Any,
) -> Clinic:
    """Return a clinic with a row of every kind, and two pictures in the folder."""
    settings.MEDIA_ROOT = tmp_path / "home" / "files"
    world.built({"patient": ana, "another patient": ben, "therapist": tess, "manager": mona}, signed_in, clinic)
    for size in ((60, 40), (40, 60)):
        pictures.keep(who=therapist(tess), clinic=clinic.pk, sent=photo(size=size), now=timezone.now())
    return clinic


def therapist(account: Account) -> access.Visitor:
    return accounts.visitor(account)


def files() -> Files:
    """Return the pictures that are here, by name."""
    return {path.name: path.read_bytes() for path in backup_file.picture_folder().iterdir()}


def packed_with(copy: Path, change: Callable[[dict[str, bytes], dict[str, Any]], None]) -> Path:
    """Return a file beside a backup, made from it: its parts and its list as ``change`` leaves them."""
    with ZipFile(copy) as good:
        parts = {name: good.read(name) for name in good.namelist() if name != backup_file.LIST}
        contents = json.loads(good.read(backup_file.LIST))
    change(parts, contents)
    made = BytesIO()
    with ZipFile(made, "w") as other:
        other.writestr(backup_file.LIST, json.dumps(contents))
        for name, content in parts.items():
            other.writestr(name, content)
    bad = copy.with_name("bad.zip")
    bad.write_bytes(made.getvalue())
    return bad


def test_pictures_come_back_with_the_rows_that_name_them(full: Clinic, tmp_path: Path, tess: Account) -> None:
    copy = backups.backup(tmp_path / "clinic.zip").path
    before, kept = rows(), files()
    for path in backup_file.pictures_here()[:1]:
        path.unlink()
    pictures.keep(who=therapist(tess), clinic=full.pk, sent=photo(size=(9, 9)), now=timezone.now())
    backups.restore(copy)
    assert rows() == before
    assert files() == kept
    assert {path.name for path in backup_file.pictures_here()} == set(
        Picture.objects.exclude(name="none.jpg").values_list("name", flat=True)
    )
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in backup_file.pictures_here())


def test_what_was_there_before_a_restore_is_kept_with_its_pictures(full: Clinic, tmp_path: Path, tess: Account) -> None:
    copy = backups.backup(tmp_path / "clinic.zip").path
    pictures.keep(who=therapist(tess), clinic=full.pk, sent=photo(size=(9, 9)), now=timezone.now())
    three = files()
    before = backups.restore(copy).before
    assert len(files()) == len(three) - 1
    backups.restore(before)
    assert files() == three


def test_a_file_of_an_earlier_release_leaves_the_pictures(full: Clinic, tmp_path: Path) -> None:
    backups.keep_records(tmp_path / "records")
    kept = files()
    backups.restore(tmp_path / "records")
    assert files() == kept


def fewer(parts: dict[str, bytes], contents: dict[str, Any]) -> None:
    parts.pop(next(name for name in parts if name.startswith("pictures/")))


def another_picture(parts: dict[str, bytes], contents: dict[str, Any]) -> None:
    parts[next(name for name in parts if name.startswith("pictures/"))] = photo(size=(5, 5))


def other_records(parts: dict[str, bytes], contents: dict[str, Any]) -> None:
    name = next(name for name in parts if name.startswith("records"))
    parts[name] = parts[name].replace(b"Riverside", b"Riverbank")


def named(name: str) -> Callable[[dict[str, bytes], dict[str, Any]], None]:
    """Return a change that adds a part of this name, and lists it as if it belonged there."""

    def added(parts: dict[str, bytes], contents: dict[str, Any]) -> None:
        parts[name] = b"x"
        contents["digests"][name] = sha256(b"x").hexdigest()

    return added


def without_records(parts: dict[str, bytes], contents: dict[str, Any]) -> None:
    for name in [name for name in parts if name.startswith("records")]:
        parts.pop(name)
        contents["digests"].pop(name)


@pytest.mark.one_database
@pytest.mark.parametrize(
    "harm",
    [
        fewer,
        another_picture,
        other_records,
        without_records,
        named("pictures/../../evil.jpg"),
        named("/etc/evil.jpg"),
        named("pictures/a.sh"),
    ],
)
def test_a_file_that_is_not_whole_changes_nothing(full: Clinic, tmp_path: Path, harm: Any) -> None:
    bad = packed_with(backups.backup(tmp_path / "clinic.zip").path, harm)
    before, kept, there = rows(), files(), set(tmp_path.rglob("*"))
    with pytest.raises(NotABackup, match="Nothing was changed"):
        backups.restore(bad)
    assert (rows(), files(), set(tmp_path.rglob("*"))) == (before, kept, there)


@pytest.mark.one_database
@pytest.mark.parametrize(
    "newer",
    [
        lambda parts, contents: contents.update(format="stepwell-backup/4", more="than we know"),
        lambda parts, contents: contents["migrations"].append("9999_later"),
    ],
)
def test_a_file_of_a_newer_release_is_refused_in_words(full: Clinic, tmp_path: Path, newer: Any) -> None:
    bad = packed_with(backups.backup(tmp_path / "clinic.zip").path, newer)
    with pytest.raises(NotABackup, match="made by a newer Stepwell"):
        backups.restore(bad)


def test_a_restore_that_fails_at_the_rows_leaves_the_pictures_as_they_were(
    full: Clinic, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = backups.backup(tmp_path / "clinic.zip").path
    for path in backup_file.pictures_here():
        path.rename(path.with_name(f"{uuid4()}.jpg"))
    kept = files()

    def failing(path: Path) -> None:
        raise NotABackup("the records are in use")

    monkeypatch.setattr(backups._native(), "put_back", failing)
    with pytest.raises(CareError):
        backups.restore(copy)
    assert files() == kept


def test_records_in_sqlites_own_form_are_refused_in_words_elsewhere(full: Clinic, tmp_path: Path) -> None:
    made = stepwell(tmp_path / "other", ["backup", tmp_path / "other.zip"], first_make_tables=True)
    assert made.returncode == 0, made.stderr
    if connection.vendor == "sqlite":
        backups.restore(tmp_path / "other.zip")
        assert not Clinic.objects.exists()
        return
    with pytest.raises(NotABackup, match="--portable"):
        backups.restore(tmp_path / "other.zip")
    assert Clinic.objects.exists()


def test_a_clinic_that_moves_between_databases_is_the_same(full: Clinic, tmp_path: Path) -> None:
    """From this database into an SQLite of its own, back, and there again: each time the same rows, byte for byte, and pictures."""
    first, second, third = (tmp_path / f"{name}.zip" for name in ("first", "second", "third"))
    kept = files()
    backups.backup(first, portable=True)
    for source, target in ((first, second), (second, third)):
        moved = stepwell(tmp_path / "sqlite", ["restore", source], ["backup", target, "--portable"])
        assert moved.returncode == 0, moved.stderr
        Clinic.objects.update(name="Something else")
        backups.restore(target)
    again = backups.backup(tmp_path / "again.zip", portable=True).path
    assert parts(first) == parts(second) == parts(third) == parts(again)
    assert files() == kept


def parts(copy: Path) -> dict[str, bytes]:
    with ZipFile(copy) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def stepwell(home: Path, *commands: list[object], first_make_tables: bool = False) -> "subprocess.CompletedProcess[str]":
    """Run commands of the terminal, one after another, in a clinic with an SQLite database of its own."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("STEPWELL_") and name != "DJANGO_SETTINGS_MODULE"
    }
    environment |= {"STEPWELL_HOME": str(home), "STEPWELL_MODE": "clinic"}
    code = [
        "import json, sys",
        "from stepwell.cli import _site, main",
        *(["_site.start()", "_site.make_tables()"] if first_make_tables else []),
        "sys.exit(any(map(main, json.loads(sys.argv[1]))))",
    ]
    asked = [sys.executable, "-c", "\n".join(code), json.dumps([[str(word) for word in words] for words in commands])]
    return subprocess.run(asked, env=environment, capture_output=True, text=True, check=False)
