"""The backups: there, fresh, readable, and tried."""

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from stepwell.care.actions import backups, upkeep
from stepwell.care.errors import CareError
from stepwell.server.doctor.findings import Finding

OLD_DAYS = 2
"""A backup is made every day; an older one means that something stands still (design)."""
LONGEST_S = 600
NAMED = re.compile(r"stepwell-(\d{4}-\d\d-\d\d)\.\w+")


def backups_here(now: datetime) -> Iterator[Finding]:
    """No backup, an old one, or one that cannot be read."""
    newest = _newest()
    if newest is None:
        yield Finding(
            id="no_backup",
            weight="danger",
            what=f"There is no backup in {upkeep.backup_folder()}.",
            why="A broken disk or one wrong command takes every note with it.",
            mend="stepwell upkeep makes one now. The running site makes one a day.",
        )
        return
    days = (timezone.localdate(now) - _day_of(newest)).days
    if days > OLD_DAYS:
        yield Finding(
            id="old_backup",
            weight="danger",
            what=f"The newest backup is {days} days old.",
            why="What was noted since would be lost with the disk.",
            mend="stepwell upkeep makes one now, and says why it cannot. The running site makes one a day.",
        )
    try:
        backups.check(newest)
    except CareError as error:
        yield Finding(
            id="bad_backup",
            weight="danger",
            what=f"The newest backup, {newest}, is not good. {error}",
            why="It would not bring the notes back.",
            mend="stepwell upkeep writes a new one and checks it.",
        )


def tried(*, try_restore: bool) -> tuple[str, list[Finding]]:
    """Bring the newest backup back in a temporary place, if asked to; return which one that was, and what was found."""
    newest = _newest()
    if newest is None:
        return "", []
    if not try_restore:
        return "", [
            Finding(
                id="not_tried",
                weight="note",
                what="Whether the newest backup comes back whole was not tried.",
                why="Only a backup that was brought back once is known to be one. A copy elsewhere is worth trying too.",
                mend="stepwell doctor --try-restore brings it back in a temporary place, and touches nothing here.",
            )
        ]
    why_not = _restored_elsewhere(newest)
    if not why_not:
        return str(newest), []
    found = Finding(
        id="does_not_come_back",
        weight="danger",
        what=f"The newest backup, {newest}, did not come back whole: {why_not}",
        why="It would not bring the notes back when they are needed.",
        mend="stepwell upkeep writes a new one; then stepwell doctor --try-restore again.",
    )
    return str(newest), [found]


def _restored_elsewhere(backup: Path) -> str:
    """Return what went wrong when a backup was brought back into an installation of its own, and checked there; "" for nothing."""
    with tempfile.TemporaryDirectory(prefix="stepwell-doctor-") as folder:
        # SQLite takes a backup of either database in the form that both understand, and its own.
        environment = {"STEPWELL_HOME": f"{folder}/home", "STEPWELL_MODE": settings.MODE, "STEPWELL_TIME_ZONE": settings.TIME_ZONE}
        for command in (["restore", str(backup)], ["upkeep"]):
            try:
                done = subprocess.run(
                    [sys.executable, "-m", "stepwell.cli", *command],
                    env=environment,
                    capture_output=True,
                    text=True,
                    timeout=LONGEST_S,
                    check=False,
                )
            except subprocess.TimeoutExpired:
                return f"it took more than {LONGEST_S // 60} minutes."
            if done.returncode:
                return (done.stderr or done.stdout).strip().splitlines()[-1]
    return ""


def _newest() -> Path | None:
    here = [path for path in upkeep.backup_folder().glob("stepwell-*") if NAMED.fullmatch(path.name)]
    return max(here, key=lambda path: (_day_of(path), path.stat().st_mtime), default=None)


def _day_of(path: Path) -> date:
    named = NAMED.fullmatch(path.name)
    return date.fromisoformat(named.group(1)) if named else date.min
