"""The records: as they were written, guarded by the database, and on the way to it by TLS."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from stepwell.care import append_only
from stepwell.care.actions import upkeep
from stepwell.care.queries import housekeeping
from stepwell.knowledge import loader
from stepwell.server.doctor.findings import Finding
from stepwell.server.values import LOOPBACK

AHEAD = timedelta(minutes=5)
"""How far the newest row may be ahead of the clock (design)."""
FULL, HALF = ("verify-ca", "verify-full"), "require"


def database_without_tls() -> Iterator[Finding]:
    """A database on another machine, over a network that others may listen to."""
    options = connection.settings_dict
    host = str(options["HOST"])
    if connection.vendor != "postgresql" or not host or host.startswith("/") or host in LOOPBACK:
        return
    wanted = str(options["OPTIONS"].get("sslmode", ""))
    if wanted in FULL:
        return
    is_half = wanted == HALF
    yield Finding(
        id="database_unproven" if is_half else "database_without_tls",
        weight="note" if is_half else "danger",
        what=f"PostgreSQL is asked over a network {'by TLS, but without proof of who answers' if is_half else 'that need not use TLS'}.",
        why="Whoever is on that network could read every health note, or answer in the place of the database.",
        mend="Write ?sslmode=verify-full&sslrootcert=FILE at the end of the database's URL, with the certificate of its authority.",
    )


def not_upgraded() -> Iterator[Finding]:
    """Tables of an earlier release."""
    executor = MigrationExecutor(connection)
    if waiting := len(executor.migration_plan(executor.loader.graph.leaf_nodes())):
        yield Finding(
            id="not_upgraded",
            weight="unsafe",
            what=f"The tables are of an earlier release: {waiting} steps are waiting.",
            why="Pages that need the new tables fail.",
            mend="Stop Stepwell and start it: it keeps a copy of the records, then upgrades.",
        )


def no_guards() -> Iterator[Finding]:
    """Tables whose rows the database would let somebody change."""
    if missing := append_only.missing(connection):
        yield Finding(
            id="no_guards",
            weight="danger",
            what=f"The database lets rows be changed that are only ever added: {', '.join(missing)}.",
            why="A mistake or an intruder could alter what was noted, and the list of who has looked.",
            mend="Stop Stepwell and start it: it puts the guards back. Then find out who may alter the database.",
        )


def not_as_written() -> Iterator[Finding]:
    """Logs, and entries of who looked, that do not fit their seals."""
    for number, problem in enumerate(sorted(set(upkeep.problems())), 1):
        yield Finding(
            id=f"not_as_written:{number}",
            weight="danger",
            what=problem,
            why="What a plan is made of, or who has looked at it, cannot be relied on.",
            mend="stepwell restore FILE, with the newest backup from before. Keep what is there now: it shows what happened.",
        )


def clock(now: datetime) -> Iterator[Finding]:
    """A clock that cannot be right: behind the newest row, or behind the release."""
    newest = housekeeping.newest_moment()
    released = timezone.make_aware(datetime.fromisoformat(loader.load().release.date))
    latest = max(each for each in (newest, released) if each is not None)
    if latest > now + AHEAD:
        says, newer = (f"{timezone.localtime(moment):%Y-%m-%d %H:%M}" for moment in (now, latest))
        yield Finding(
            id="clock",
            weight="unsafe",
            what=f"The clock says {says}, and something here is of {newer}.",
            why="A plan is made for a day. With a wrong day a hold may end too early, and a sign-in never.",
            mend=f"Set the machine's clock, best by the network: timedatectl set-ntp true. The time zone here is {settings.TIME_ZONE}.",
        )
