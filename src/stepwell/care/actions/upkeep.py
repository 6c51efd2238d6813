"""Looking after the records: are they whole, and is there a fresh backup?"""

import logging
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone
from msgspec import Struct

from stepwell.care import edition, folding, replay, written
from stepwell.care.actions import audit, backups, pictures
from stepwell.care.errors import CareError
from stepwell.care.models import Fact, Person, StoredPlan

logger = logging.getLogger("stepwell.care")


class Report(Struct, frozen=True, kw_only=True):
    """What was found. Counts only: nothing of a person.

    Attributes:
        people: how many were looked at.
        problems: in plain words; empty when all is well.
        backup: the backup that was made; None when that failed (then a problem says why).
    """

    people: int
    problems: tuple[str, ...] = ()
    backup: Path | None = None


def backup_folder() -> Path:
    """Return where automatic backups are kept: beside the database, in the data folder."""
    return Path(getattr(settings, "HOME", Path.home() / ".stepwell")) / "backups"


def problems() -> list[str]:
    """Check every log, snapshot, newest plan and entry of who looked against what they were made of. Changes nothing.

    Returns:
        What is wrong, in plain words, once for each person it is wrong with; nothing of a person in it.
    """
    return _of_the_file() + [problem for person in Person.objects.select_related("snapshot") for problem in _of(person)]


def look_after(*, now: datetime | None = None, folder: Path | None = None) -> Report:
    """Check every log, snapshot and newest plan against what they were made of, and write today's backup.

    Changes no record of a person. Older backups go, and pictures that nobody uses, only when nothing was found wrong.
    """
    found = problems()
    made: Path | None = None
    try:
        made = backups.rotate(folder or backup_folder(), now or timezone.now(), forget_old=not found).path
    except (CareError, OSError) as error:
        found.append(f"The backup was not made. {error}" if isinstance(error, CareError) else "The backup folder cannot be used.")
    if not found:
        pictures.forget_unused(now or timezone.now())
    for problem in found:
        logger.error("upkeep: %s", problem)
    return Report(people=Person.objects.count(), problems=tuple(found), backup=made)


def _of_the_file() -> list[str]:
    if connection.vendor != "sqlite":
        return []
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA quick_check")
        sound = cursor.fetchall() == [("ok",)]
    return [] if sound else ["The database file is damaged. Restore a backup."]


def _of(person: Person) -> list[str]:
    bodies = Fact.objects.filter(person=person).order_by("position").values_list("body", flat=True)
    if written.chain(bodies) != (person.version, person.head):
        return ["A log is not as it was written. Restore a backup."]
    if not audit.verify(person).whole:
        return ["The entries of who looked at a record are not as they were written. Find out who can write to the database."]
    try:
        return [*_of_snapshot(person), *_of_newest_plan(person)]
    except CareError as error:
        return [str(error)]


def _of_snapshot(person: Person) -> list[str]:
    held = folding.trusted(person, getattr(person, "snapshot", None))
    if held is None or held == folding.understood(person, None):
        return []
    return ["A snapshot differs from its log. The log is right; please report this."]


def _of_newest_plan(person: Person) -> list[str]:
    now = edition.present()
    newest = StoredPlan.objects.filter(person=person, release=now.release, engine=now.engine).order_by("-id").first()
    if newest is None or replay.replayed(newest, now.knowledge) == written.decision_in(newest.body):
        return []
    return ["A stored plan cannot be rebuilt from its log. The log is right; please report this."]
