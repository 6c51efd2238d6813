"""What is made ready before the first page: a database that can be read, its tables, the static files, the knowledge."""

import logging

from django.conf import settings
from django.core.checks import run_checks
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from stepwell.care import append_only, tasks
from stepwell.care.actions import backups, upkeep
from stepwell.care.errors import CareError
from stepwell.knowledge import loader
from stepwell.knowledge.errors import KnowledgeError
from stepwell.server import middleware, static
from stepwell.web.shared import visit_reminders

logger = logging.getLogger("stepwell.server")

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
        _guard_rows()
        _make_counts()
        tasks.plan_upkeep()
        if settings.IS_CLINIC:
            visit_reminders.plan()
            tasks.plan_exports()
    except DatabaseError as error:
        raise StartError(f"{_database_name()} cannot be used: {middleware.cause(error)}. Nothing was changed.") from None
    except CareError as error:
        raise StartError(f"{_database_name()} cannot be upgraded. {error}") from None
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
    has_records = any(app == "care" for app, _ in executor.loader.applied_migrations)
    if has_records and connection.vendor == "sqlite":
        _keep_as_it_was()
    call_command("migrate", interactive=False, verbosity=0)


def _make_counts() -> None:
    """Make the table of the limits, which no migration knows, where records are older than it."""
    if settings.IS_CLINIC:
        call_command("createcachetable", verbosity=0)


def _guard_rows() -> None:
    """Put triggers back that somebody took away, and say so: that is not for the program to keep silent about."""
    missing = append_only.missing(connection)
    if missing:
        append_only.install(connection)
        logger.error("the guards of %s were missing and were put back: find out who may alter the database", ", ".join(missing))


def _keep_as_it_was() -> None:
    """Keep a copy of the records beside the daily backups, so that going back to the earlier release stays possible.

    Its name begins like theirs: whoever deletes everything deletes it too.
    """
    folder = upkeep.backup_folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    backups.keep_records(folder / f"stepwell-{timezone.localtime():%Y-%m-%d.before-upgrade-%H%M%S}.sqlite3")
    for surplus in sorted(folder.glob("stepwell-*.before-upgrade-*.sqlite3"))[:-COPIES_KEPT]:
        surplus.unlink()


def _database_name() -> str:
    name = settings.DATABASES["default"]["NAME"]
    return f"The database {name}" if connection.vendor == "sqlite" else "The PostgreSQL database"
