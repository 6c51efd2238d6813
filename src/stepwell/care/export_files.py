"""The files of an export: how far it is, what is written, and taking them back when somebody stops sharing or leaves.

They lie in the data folder, readable by this account alone; nothing but an address that is asked with a token leads to them.
"""

import os
import shutil
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal
from uuid import UUID

import msgspec
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from msgspec import Struct

from stepwell.care.models import Enrolment, ExportJob

OPEN = ("waiting", "running")
KEPT_FOR = timedelta(hours=24)
"""How long the files stay (design)."""
Ended = Literal["", "shared_less", "broken", "no_room"]


class Written(Struct, frozen=True, kw_only=True):
    """One file: how many lines belong to it, and how many bytes they are. Whatever stands behind them was cut short, and goes."""

    lines: int = 0
    size: int = 0


class Progress(Struct, frozen=True, kw_only=True):
    """What is asked for, and how far it is; kept with the job as JSON.

    Attributes:
        types: of resources; all where there are none. since: only people of whom something was written after it.
        account, name: who asked, for the entries of who has looked; a program has no account.
        request: the address that was asked.
        after: the last person who is done. files: type of resource -> its file.
        why: why there are no files; "" while there are.
    """

    types: tuple[str, ...] = ()
    since: datetime | None = None
    account: int | None = None
    name: str = ""
    request: str = ""
    after: UUID | None = None
    files: dict[str, Written] = {}
    why: Ended = ""


def progress_in(row: ExportJob) -> Progress:
    """Return what a job says of itself."""
    return msgspec.json.decode(row.files, type=Progress)


def text_of(progress: Progress) -> str:
    """Return it as it is kept."""
    return msgspec.json.encode(progress).decode()


def folder() -> Path:
    """Return where all exports are kept."""
    return Path(settings.HOME) / "exports"


def file_of(job: UUID, kind: str) -> Path:
    """Return where the resources of one type are kept."""
    return folder() / str(job) / f"{kind}.ndjson"


def append(job: UUID, lines: dict[str, list[bytes]], files: dict[str, Written]) -> dict[str, Written]:
    """Write lines behind those that belong to the files already, and return what the files are then.

    Raises:
        OSError: the disk refuses.
    """
    place = folder() / str(job)
    for each in (folder(), place):
        each.mkdir(mode=0o700, exist_ok=True)
    return files | {kind: _appended(file_of(job, kind), told, files.get(kind, Written())) for kind, told in lines.items()}


def _appended(path: Path, lines: list[bytes], known: Written) -> Written:
    text = b"".join(line + b"\n" for line in lines)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as file:
        file.truncate(known.size)
        file.seek(known.size)
        file.write(text)
    return Written(lines=known.lines + len(lines), size=known.size + len(text))


def are_there(job: UUID, files: dict[str, Written]) -> bool:
    """Whether every file holds at least what belongs to it: after a power cut it may not."""
    paths = {kind: file_of(job, kind) for kind in files}
    return all(path.is_file() and path.stat().st_size >= files[kind].size for kind, path in paths.items())


def delete(jobs: Iterable[UUID]) -> None:
    """Delete the files of some exports."""
    for job in jobs:
        shutil.rmtree(folder() / str(job), ignore_errors=True)


def take_back(people: Iterable[UUID]) -> None:
    """End every export, finished or not, of each clinic that these people ever were at; its files go with this transaction.

    To be called in the transaction in which they share less, leave or are deleted. A line cannot be taken out of a file that may be
    half downloaded, so the whole goes; whoever needs it asks again.
    """
    clinics = Enrolment.objects.filter(person__in=people).values("clinic")
    rows = list(ExportJob.objects.select_for_update().filter(clinic__in=clinics).exclude(state="failed").order_by("pk"))
    for row in rows:
        fail(row, "shared_less", timezone.now())


def fail(row: ExportJob, why: Ended, now: datetime) -> None:
    """End an export without files."""
    progress = msgspec.structs.replace(progress_in(row), files={}, why=why)
    ExportJob.objects.filter(pk=row.pk).update(state="failed", files=text_of(progress), ended_at=now)
    transaction.on_commit(lambda: delete((row.pk,)))
