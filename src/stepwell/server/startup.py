"""What is made ready before the first page: a database that can be read, its tables, the static files, the knowledge."""

import sqlite3
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.checks import run_checks
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from stepwell.knowledge import loader
from stepwell.knowledge.errors import KnowledgeError
from stepwell.server import middleware, static

COPIES_KEPT = 3


class StartError(RuntimeError):
    """The site cannot start. One line: what is wrong, and what to do."""


def make_ready() -> None:
    """Check, upgrade and load everything, in the order in which a fault is cheapest to find.

    Raises:
        StartError: something is unsafe, or cannot be read.
    """
    for found in run_checks(tags=["stepwell"]):
        raise StartError(f"{found.msg} {found.hint}")
    try:
        _check_file()
        _upgrade()
    except DatabaseError as error:
        raise StartError(f"{_database_name()} cannot be used: {middleware.cause(error)}. Nothing was changed.") from None
    try:
        static.prepare()
        loader.load()
    except (static.MissingFileError, KnowledgeError) as error:
        raise StartError(f"a file of the program is missing or damaged: {str(error).splitlines()[0]}") from None


def _check_file() -> None:
    """Read the whole SQLite file once: damage is found now, not in the middle of a check-in."""
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            return
        cursor.execute("PRAGMA quick_check(1)")
        if cursor.fetchone() != ("ok",):
            raise DatabaseError("database disk image is malformed")


def _upgrade() -> None:
    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return
    if connection.vendor == "sqlite" and executor.loader.applied_migrations:
        _copy_before_upgrade(Path(settings.DATABASES["default"]["NAME"]))
    call_command("migrate", interactive=False, verbosity=0)


def _copy_before_upgrade(database: Path) -> None:
    """Keep the file as it was, so that going back to the earlier release stays possible."""
    folder = settings.HOME / "before-upgrade"
    folder.mkdir(mode=0o700, exist_ok=True)
    copy = folder / f"{datetime.now():%Y-%m-%d-%H%M%S}.sqlite3"
    copy.touch(mode=0o600)
    with sqlite3.connect(database) as old, sqlite3.connect(copy) as new:
        old.backup(new)
    for surplus in sorted(folder.glob("*.sqlite3"))[:-COPIES_KEPT]:
        surplus.unlink()


def _database_name() -> str:
    name = settings.DATABASES["default"]["NAME"]
    return f"The database {name}" if connection.vendor == "sqlite" else "The PostgreSQL database"


