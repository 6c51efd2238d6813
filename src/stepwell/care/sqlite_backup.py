"""A copy of an SQLite database made while it is in use, its check, and the way back."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import connection
from django.db.migrations.loader import MigrationLoader

from stepwell.care import written
from stepwell.care.errors import NotABackup

HEADER = b"SQLite format 3\x00"
WAIT_S = 30
NEEDED = {"care_person", "care_fact", "care_storedplan", "django_migrations"}


def copy_to(path: Path) -> None:
    """Copy the running database into an empty file, as it stands at one moment."""
    with _running() as source, closing(sqlite3.connect(path)) as copy:
        source.backup(copy)
        # One file, without a journal beside it.
        copy.execute("PRAGMA journal_mode = DELETE")


def check(path: Path) -> None:
    """Make sure that a file is a whole database of ours, not newer than this release. Raises NotABackup."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as copy:
            copy.execute("PRAGMA trusted_schema = OFF")
            _check_sound(copy)
            _check_ours(copy)
            _check_logs(copy)
    except sqlite3.DatabaseError as error:
        raise NotABackup("it is damaged or of another kind") from error


def put_back(path: Path) -> None:
    """Make the running database what the file holds, in one step: a process that dies midway changes nothing.

    Raises:
        NotABackup: the database stayed in use for too long.
    """
    until = time.monotonic() + WAIT_S

    def waited(status: int, remaining: int, total: int) -> None:
        if remaining and time.monotonic() > until:
            raise TimeoutError

    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as source, _running() as target:
        try:
            source.backup(target, progress=waited, sleep=0.1)
        except TimeoutError:
            raise NotABackup("the records are in use; stop Stepwell and try again") from None


@contextmanager
def _running() -> Iterator[sqlite3.Connection]:
    """Open the site's database once more, outside any transaction of this process."""
    opened: sqlite3.Connection = connection.get_new_connection(connection.get_connection_params())
    with closing(opened):
        yield opened


def _check_sound(copy: sqlite3.Connection) -> None:
    if copy.execute("PRAGMA integrity_check").fetchall() != [("ok",)] or copy.execute("PRAGMA foreign_key_check").fetchall():
        raise NotABackup("it is damaged")


def _check_ours(copy: sqlite3.Connection) -> None:
    tables = {name for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not tables >= NEEDED:
        raise NotABackup("it holds something else")
    done = {name for (name,) in copy.execute("SELECT name FROM django_migrations WHERE app = 'care'")}
    known = {name for app, name in MigrationLoader(None).disk_migrations if app == "care"}
    if done - known:
        raise NotABackup("it was made by a newer Stepwell")
    triggers = {name for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type IN ('trigger', 'view')")}
    if any(not name.startswith("care_") for name in triggers):
        raise NotABackup("it holds something that does not belong to it")


def _check_logs(copy: sqlite3.Connection) -> None:
    for person, version, head in copy.execute("SELECT id, version, head FROM care_person").fetchall():
        rows = copy.execute("SELECT body FROM care_fact WHERE person_id = ? ORDER BY position", (person,))
        if written.chain(body for (body,) in rows) != (version, head):
            raise NotABackup("a log in it was changed or cut")
