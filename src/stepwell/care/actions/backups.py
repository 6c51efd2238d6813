"""Backups: one private file that holds everything, and the way back from it."""

from datetime import datetime
from itertools import chain, count
from pathlib import Path
from typing import Protocol

from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from msgspec import Struct

from stepwell.care import json_backup, recent, sqlite_backup
from stepwell.care.errors import CannotWrite, NotABackup
from stepwell.care.whole_file import written_whole

KEPT = 7


class Kind(Protocol):
    """What the two kinds of backup can do. Each raises NotABackup for a file it cannot vouch for."""

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


def backup(path: Path) -> Backup:
    """Write everything into one file, while the site runs, and check it. An older backup of that name is replaced.

    Raises:
        CannotWrite: the place cannot be written to, or holds something that is not a backup.
        NotABackup: the copy did not pass its check, so the records themselves need mending.
    """
    path = path.expanduser().resolve()
    if path.exists() and not _may_be_replaced(path):
        raise CannotWrite("something that is not a backup has that name")
    with written_whole(path) as beside:
        kind: Kind = sqlite_backup if connection.vendor == "sqlite" else json_backup
        kind.copy_to(beside)
        kind.check(beside)
    return Backup(path=path, size_bytes=path.stat().st_size)


def restore(path: Path, now: datetime | None = None) -> Restored:
    """Put a backup back in place of everything that is here, after keeping a backup of that beside it.

    Raises:
        NotABackup: the file is not a good backup; nothing was changed.
        CannotWrite: what is here now could not be kept; nothing was changed.
    """
    path = path.expanduser().resolve()
    kind = _kind_of(path)
    kind.check(path)
    before = _beside(path, now or timezone.now())
    backup(before)
    kind.put_back(path)
    recent.forget()
    # An older backup may lack tables of this release.
    call_command("migrate", verbosity=0, interactive=False)
    return Restored(before=before)


def rotate(folder: Path, now: datetime, *, forget_old: bool = True) -> Backup:
    """Write today's automatic backup into a folder and, unless told otherwise, keep only the newest seven."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    made = backup(folder / f"stepwell-{timezone.localdate(now):%Y-%m-%d}{_ending()}")
    for old in sorted(folder.glob(f"stepwell-????-??-??{_ending()}"))[:-KEPT] if forget_old else ():
        old.unlink(missing_ok=True)
    return made


def remove_automatic(folder: Path) -> int:
    """Remove every backup that was made without being asked for; return how many there were."""
    kept = [*folder.glob("stepwell-????-??-??.*"), *(d.parent.glob(f"{d.name}.before-restore-*") if (d := _database()) else ())]
    for old in kept:
        old.unlink(missing_ok=True)
    return len(kept)


def _kind_of(path: Path) -> Kind:
    if _start_of(path).startswith(sqlite_backup.HEADER):
        if connection.vendor != "sqlite":
            raise NotABackup("it is an SQLite file, and the records here are in another database")
        return sqlite_backup
    return json_backup


def _start_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(64)
    except OSError as error:
        raise NotABackup("it cannot be read") from error


def _may_be_replaced(path: Path) -> bool:
    """True for an earlier backup. The running database is none, though it begins like one."""
    if path.is_dir() or path == _database():
        return False
    start = _start_of(path)
    return start.startswith((sqlite_backup.HEADER, json_backup.START)) or not start


def _database() -> Path | None:
    """The file of the running SQLite database; None for a database that is not a file."""
    name = str(connection.settings_dict["NAME"])
    return Path(name).resolve() if connection.vendor == "sqlite" and name != ":memory:" else None


def _beside(path: Path, now: datetime) -> Path:
    """Return a name that no file has yet: not even the one being restored, made within the same second."""
    kept = _database() or path
    stem = f"{kept.name}.before-restore-{timezone.localtime(now):%Y%m%d-%H%M%S}"
    names = (kept.with_name(f"{stem}{again}{_ending()}") for again in chain([""], (f"-{number}" for number in count(2))))
    return next(name for name in names if not name.exists())


def _ending() -> str:
    return ".sqlite3" if connection.vendor == "sqlite" else ".json"
