"""A backup is whole though the site is in use; a restore takes only a good one, and keeps what was there."""

import json
import os
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from io import BytesIO
from pathlib import Path
from threading import Event, Thread
from typing import Any
from zipfile import ZipFile

import pytest
from django.db import connection

from stepwell.care import backup_file, json_backup, sqlite_backup, whole_file, written
from stepwell.care.actions import backups, facts, people
from stepwell.care.errors import CannotWrite, NotABackup
from stepwell.care.models import Fact, Person
from stepwell.care.queries import days
from stepwell.care.queries import people as who
from tests.care import made

pytestmark = pytest.mark.django_db(transaction=True)
Rows = Callable[[], dict[str, list[tuple[Any, ...]]]]


@pytest.fixture
def copy(five_days: Person, tmp_path: Path) -> Path:
    """Return a good backup of five days."""
    return backups.backup(tmp_path / "backup").path


def kind() -> Any:
    return sqlite_backup if connection.vendor == "sqlite" else json_backup


def without_numbers(rows: dict[str, list[tuple[Any, ...]]]) -> list[str]:
    """Return all rows but for the row numbers, which a restore from JSON may give anew, and for what is made from the rest."""
    kept = {table: rows[table] for table in ("care_person", "care_fact", "care_storedplan")}
    return sorted(
        str([str(value) for value in row if not isinstance(value, int) or table == "care_person"]) for table in kept for row in kept[table]
    )


def test_a_restore_brings_back_every_row(five_days: Person, copy: Path, everything: Rows) -> None:
    before = without_numbers(everything())
    facts.add(person=five_days, facts=[made.check_in(6)], now=made.noon(6))
    people.change_settings(person=five_days, given_name="Ana")
    backups.restore(copy)
    assert without_numbers(everything()) == before
    owner = who.owner()
    assert days.understanding(owner).facts == 11
    facts.add(person=owner, facts=[made.check_in(6)], now=made.noon(6))


def test_a_restore_keeps_what_was_there(five_days: Person, copy: Path, everything: Rows) -> None:
    facts.add(person=five_days, facts=[made.check_in(6)], now=made.noon(6))
    six_days = without_numbers(everything())
    kept = backups.restore(copy).before
    backups.restore(kept)
    assert without_numbers(everything()) == six_days


def test_the_append_only_promise_survives_a_restore(copy: Path) -> None:
    from django.db import IntegrityError

    backups.restore(copy)
    with pytest.raises(IntegrityError, match="append-only"):
        Fact.objects.update(release="another")


def test_a_backup_is_private_and_nothing_is_left_beside_it(copy: Path) -> None:
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert [file.name for file in copy.parent.iterdir()] == ["backup"]


def test_an_older_backup_is_replaced(copy: Path, five_days: Person) -> None:
    facts.add(person=five_days, facts=[made.check_in(6)], now=made.noon(6))
    older = copy.read_bytes()
    assert backups.backup(copy).size_bytes == copy.stat().st_size
    assert copy.read_bytes() != older


@pytest.mark.parametrize("there", ["a letter", ""])
def test_another_file_is_never_written_over(five_days: Person, tmp_path: Path, there: str) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text(there)
    if there:
        with pytest.raises(CannotWrite):
            backups.backup(letter)
        assert letter.read_text() == there
    else:
        backups.backup(letter)


def test_the_running_database_is_never_written_over(five_days: Person, sqlite_only: None) -> None:
    with pytest.raises(CannotWrite):
        backups.backup(Path(connection.settings_dict["NAME"]))


def test_a_zip_of_somebody_else_is_never_written_over(five_days: Person, tmp_path: Path) -> None:
    with ZipFile(tmp_path / "photos.zip", "w") as packed:
        packed.writestr("photo.txt", "a day at the sea")
    before = (tmp_path / "photos.zip").read_bytes()
    with pytest.raises(CannotWrite):
        backups.backup(tmp_path / "photos.zip")
    assert (tmp_path / "photos.zip").read_bytes() == before


@pytest.mark.parametrize("place", ["missing/backup", "."])
def test_a_place_that_cannot_be_written_says_so(five_days: Person, tmp_path: Path, place: str) -> None:
    with pytest.raises(CannotWrite):
        backups.backup(tmp_path / place)
    assert list(tmp_path.iterdir()) == []


def test_a_backup_that_fails_midway_leaves_the_older_one(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    older = copy.read_bytes()

    def full(path: Path) -> None:
        path.write_bytes(older[:100])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(kind(), "copy_to", full)
    with pytest.raises(CannotWrite, match="no space"):
        backups.backup(copy)
    assert copy.read_bytes() == older
    assert [file.name for file in copy.parent.iterdir()] == ["backup"]


def test_a_file_is_forced_to_the_disk_before_it_takes_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def noted_fsync(handle: int) -> None:
        done.append("fsync")
        fsync(handle)

    def noted_replace(path: Path, to: Path) -> Path:
        done.append("rename")
        return replace(path, to)

    monkeypatch.setattr(os, "fsync", noted_fsync)
    monkeypatch.setattr(Path, "replace", noted_replace)
    with whole_file.written_whole(tmp_path / "file") as beside:
        beside.write_text("all of it")
    assert done == ["fsync", "rename", "fsync"]


def cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


def flipped(content: bytes) -> bytes:
    """Change one byte in the middle of the records."""
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]


def only_its_list(content: bytes) -> bytes:
    """Return a ZIP that says what should be in it, and holds nothing of that."""
    made = BytesIO()
    with ZipFile(BytesIO(content)) as packed, ZipFile(made, "w") as poorer:
        poorer.writestr(backup_file.LIST, packed.read(backup_file.LIST))
    return made.getvalue()


@pytest.mark.parametrize("harm", [cut, flipped, only_its_list, lambda _: b"", lambda _: b"hello", lambda _: b"{}", lambda c: c[:16]])
def test_a_bad_file_is_refused_and_nothing_changes(copy: Path, everything: Rows, harm: Callable[[bytes], bytes]) -> None:
    bad = copy.with_name("bad")
    bad.write_bytes(harm(copy.read_bytes()))
    before = everything()
    with pytest.raises(NotABackup, match="Nothing was changed"):
        backups.restore(bad)
    assert everything() == before
    assert sorted(file.name for file in copy.parent.iterdir()) == ["backup", "bad"]


def test_a_missing_file_is_refused(five_days: Person, tmp_path: Path) -> None:
    with pytest.raises(NotABackup):
        backups.restore(tmp_path / "nothing here")


@pytest.mark.parametrize(
    "harm",
    [
        "INSERT INTO django_migrations (app, name, applied) VALUES ('care', '9999_later', '2040-01-01')",
        "DROP TABLE care_fact",
        "CREATE TRIGGER spy AFTER INSERT ON care_fact BEGIN DELETE FROM care_person; END",
        "CREATE VIEW spy AS SELECT 1",
        "UPDATE care_person SET version = version + 1",
        "UPDATE care_person SET head = 'f' || substr(head, 2)",
    ],
)
def test_a_database_that_is_not_ours_is_refused(five_days: Person, tmp_path: Path, sqlite_only: None, harm: str) -> None:
    copy = tmp_path / "records.sqlite3"
    backups.keep_records(copy)
    with closing(sqlite3.connect(copy)) as file:
        file.executescript(harm)
    with pytest.raises(NotABackup):
        backups.restore(copy)


def test_a_cut_log_is_refused_even_with_a_new_digest(five_days: Person, tmp_path: Path) -> None:
    from hashlib import sha256

    path = tmp_path / "all.json"
    json_backup.copy_to(path)
    file = json.loads(path.read_bytes())
    file["people"][0]["facts"].pop()
    people_text = json.dumps(file["people"]).encode()
    path.write_bytes(b'{"format":"stepwell-backup/1","digest":"%s","people":%s}' % (sha256(people_text).hexdigest().encode(), people_text))
    with pytest.raises(NotABackup):
        backups.restore(path)


def test_the_json_backup_comes_in_on_either_database(five_days: Person, tmp_path: Path, everything: Rows) -> None:
    json_backup.copy_to(tmp_path / "all.json")
    before = without_numbers(everything())
    facts.add(person=five_days, facts=[made.check_in(6)], now=made.noon(6))
    backups.restore(tmp_path / "all.json")
    assert without_numbers(everything()) == before


def test_the_records_alone_come_in_as_earlier_releases_wrote_them(five_days: Person, tmp_path: Path, everything: Rows) -> None:
    backups.keep_records(tmp_path / "records")
    before = without_numbers(everything())
    facts.add(person=five_days, facts=[made.check_in(6)], now=made.noon(6))
    backups.restore(tmp_path / "records")
    assert without_numbers(everything()) == before


def test_a_backup_made_while_facts_come_in_is_whole(five_days: Person, tmp_path: Path) -> None:
    """Each copy holds a log from one moment: so many facts as its own person row says, with the right head."""
    stop, one_more, added = Event(), Event(), [0]

    def keep_adding() -> None:
        try:
            while not stop.is_set():
                added[0] += 1
                facts.add(person=five_days, facts=[made.session(6, id=f"busy-{added[0]}")], now=made.noon(6))
                one_more.set()
        finally:
            connection.close()

    copies = [tmp_path / f"copy-{number}" for number in range(5)]
    writer = Thread(target=keep_adding)
    writer.start()
    try:
        for copy in copies:
            one_more.clear()
            assert one_more.wait(20)
            backups.backup(copy)
    finally:
        stop.set()
        writer.join()
    for path in copies:
        with backup_file.unpacked(path) as (records, _):
            kind().check(records)
    assert len({path.read_bytes() for path in copies}) > 1


def test_a_restore_while_the_site_is_open_is_seen_by_it(copy: Path, five_days: Person) -> None:
    """Another connection of the site, open all along, sees the restored log at once and can add to it."""
    facts.add(person=five_days, facts=[made.check_in(6)], now=made.noon(6))
    ready, restored, seen = Event(), Event(), []

    def other() -> None:
        try:
            seen.append(who.owner().version)
            ready.set()
            restored.wait(20)
            owner = who.owner()
            facts.add(person=owner, facts=[made.session(6)], now=made.noon(6))
            seen.append(owner.version)
        finally:
            connection.close()

    reader = Thread(target=other)
    reader.start()
    ready.wait(20)
    backups.restore(copy)
    restored.set()
    reader.join()
    assert seen == [12, 12]
    rows = Fact.objects.order_by("position").values_list("body", flat=True)
    owner = who.owner()
    assert written.chain(rows) == (owner.version, owner.head)


def test_seven_automatic_backups_are_kept(five_days: Person, tmp_path: Path) -> None:
    for number in range(1, 11):
        backups.rotate(tmp_path, made.noon(number))
    backups.rotate(tmp_path, made.noon(10))
    assert [file.name[:19] for file in sorted(tmp_path.iterdir())] == [f"stepwell-{made.day(number)}" for number in range(4, 11)]
