"""Backups: one private file that holds everything, and the way back from it."""

import tempfile
from datetime import datetime
from itertools import chain, count
from pathlib import Path
from typing import Protocol

from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from msgspec import Struct

from stepwell.care import backup_file, json_backup, recent, sqlite_backup
from stepwell.care.errors import CannotWrite, NotABackup
from stepwell.care.whole_file import written_whole

KEPT = 7
ENDING = ".zip"
EARLIER_ENDINGS = (".sqlite3", ".json")
"""Of the automatic backups of earlier releases, which held no pictures."""


class Kind(Protocol):
    """What the two kinds of records can do. Each raises NotABackup for a file it cannot vouch for."""

    def copy_to(self, path: Path) -> None:
        """Write everything into an empty file."""

    def check(self, path: Path) -> None:
        """Make sure that a file is whole and ours."""

    def put_back(self, path: Path) -> None:
        """Put a file's content in place of everything."""


class Backup(Struct, frozen=True, kw_only=True):
    """A backup that was made and checked."""

    path: Path
    size_bytes: int


class Restored(Struct, frozen=True, kw_only=True):
    """A backup that was put back. ``before``: a backup of what was there until then."""

    before: Path


def backup(path: Path, *, portable: bool = False) -> Backup:
    """Write everything into one file, while the site runs, and check it. An older backup of that name is replaced.

    Args:
        path: where to write it.
        portable: with the records in the form that either database takes, to move from one to the other. It leaves out who is
            signed in at the moment, and what is made anew from the rest.

    Raises:
        CannotWrite: the place cannot be written to, or holds something that is not a backup.
        NotABackup: the copy did not pass its check, so the records themselves need mending.
    """
    path = _free_to_write(path)
    kind = json_backup if portable else _native()
    with written_whole(path) as beside, tempfile.TemporaryDirectory(dir=path.parent, prefix=f".{path.name}-") as folder:
        records = Path(folder) / ("records.json" if kind is json_backup else "records.sqlite3")
        kind.copy_to(records)
        kind.check(records)
        backup_file.pack(beside, records, _migrations())
        backup_file.check(beside)
    return Backup(path=path, size_bytes=path.stat().st_size)


def keep_records(path: Path) -> None:
    """Write the records alone into a file, in the database's own form, and check it: what an earlier release can read too.

    Raises:
        CannotWrite, NotABackup: as ``backup``.
    """
    with written_whole(_free_to_write(path)) as beside:
        _native().copy_to(beside)
        _native().check(beside)


def restore(path: Path, now: datetime | None = None) -> Restored:
    """Put a backup back in place of everything that is here, after keeping a backup of that beside it.

    A file of an earlier release holds no pictures: those that are here stay.

    Raises:
        NotABackup: the file is not a good backup; nothing was changed.
        CannotWrite: what is here now could not be kept, or the pictures not be written; nothing was changed.
    """
    path = path.expanduser().resolve()
    if not backup_file.is_one(_start_of(path)):
        return _put_back(path, None, path, now)
    with backup_file.unpacked(path) as (records, pictures):
        return _put_back(records, pictures, path, now)


def check(path: Path) -> None:
    """Make sure that a file is as it was when it was made and checked. Nothing is unpacked or written. Raises NotABackup."""
    if backup_file.is_one(_start_of(path)):
        backup_file.check(path)
    else:
        _kind_of(path).check(path)


def _put_back(records: Path, pictures: list[Path] | None, path: Path, now: datetime | None) -> Restored:
    """Pictures come before the rows that name them, and go after the rows that named them: no moment has a row without its picture."""
    kind = _kind_of(records)
    kind.check(records)
    before = _beside(path, now or timezone.now())
    backup(before)
    new = backup_file.bring_in(pictures or [])
    try:
        kind.put_back(records)
    except BaseException:
        backup_file.remove(new)
        raise
    recent.forget()
    # An older backup may lack tables of this release.
    call_command("migrate", verbosity=0, interactive=False)
    if pictures is not None:
        kept = {picture.name for picture in pictures}
        backup_file.remove([picture for picture in backup_file.pictures_here() if picture.name not in kept])
    return Restored(before=before)


def rotate(folder: Path, now: datetime, *, forget_old: bool = True) -> Backup:
    """Write today's automatic backup into a folder and, unless told otherwise, keep only the newest seven."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    made = backup(folder / f"stepwell-{timezone.localdate(now):%Y-%m-%d}{ENDING}")
    daily = sorted(file for ending in (ENDING, *EARLIER_ENDINGS) for file in folder.glob(f"stepwell-????-??-??{ending}"))
    for old in daily[:-KEPT] if forget_old else ():
        old.unlink(missing_ok=True)
    return made


def remove_automatic(folder: Path) -> int:
    """Remove every backup that was made without being asked for; return how many there were."""
    kept = [*folder.glob("stepwell-????-??-??.*"), *(d.parent.glob(f"{d.name}.before-restore-*") if (d := _database()) else ())]
    for old in kept:
        old.unlink(missing_ok=True)
    return len(kept)


def _native() -> Kind:
    """Return the form of the running database's own records."""
    return sqlite_backup if connection.vendor == "sqlite" else json_backup


def _migrations() -> tuple[str, ...]:
    """Return which migrations of our rows have been done."""
    done = MigrationRecorder(connection).applied_migrations()
    return tuple(sorted(name for app, name in done if app == "care"))


def _kind_of(path: Path) -> Kind:
    if _start_of(path).startswith(sqlite_backup.HEADER):
        if connection.vendor != "sqlite":
            raise NotABackup("its records are in SQLite's own form; where it was made, 'stepwell backup --portable' makes one for here")
        return sqlite_backup
    return json_backup


def _start_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(64)
    except OSError as error:
        raise NotABackup("it cannot be read") from error


def _free_to_write(path: Path) -> Path:
    """Return the whole path of a place that holds nothing, or an earlier backup. Raises CannotWrite."""
    path = path.expanduser().resolve()
    if path.exists() and not _may_be_replaced(path):
        raise CannotWrite("something that is not a backup has that name")
    return path


def _may_be_replaced(path: Path) -> bool:
    """True for an earlier backup. The running database is none, though it begins like one."""
    if path.is_dir() or path == _database():
        return False
    start = _start_of(path)
    return backup_file.is_one(start) or start.startswith((sqlite_backup.HEADER, json_backup.START)) or not start


def _database() -> Path | None:
    """The file of the running SQLite database; None for a database that is not a file."""
    name = str(connection.settings_dict["NAME"])
    return Path(name).resolve() if connection.vendor == "sqlite" and name != ":memory:" else None


def _beside(path: Path, now: datetime) -> Path:
    """Return a name that no file has yet: not even the one being restored, made within the same second."""
    kept = _database() or path
    stem = f"{kept.name}.before-restore-{timezone.localtime(now):%Y%m%d-%H%M%S}"
    names = (kept.with_name(f"{stem}{again}{ENDING}") for again in chain([""], (f"-{number}" for number in count(2))))
    return next(name for name in names if not name.exists())
