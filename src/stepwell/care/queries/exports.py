"""How far a clinic's exports are: for the program that reads them, and for the manager."""

from datetime import datetime
from pathlib import Path
from uuid import UUID

from msgspec import Struct

from stepwell.care import access, export_files
from stepwell.care.export_files import KEPT_FOR
from stepwell.care.models import ExportJob


class Export(Struct, frozen=True, kw_only=True):
    """One export.

    Attributes:
        state: one of ``EXPORT_STATES``. done, of: people. why: why it has no files; "" while it has.
        name: who asked: a program or a person. request: the address that was asked; "" for a page.
        files: type of resource -> how many; only once it is done.
        ends_at: when the files go; None while they are written.
    """

    id: UUID
    state: str
    done: int
    of: int
    name: str
    request: str
    asked_at: datetime
    ends_at: datetime | None
    files: dict[str, int]
    why: export_files.Ended

    @property
    def is_open(self) -> bool:
        """Whether somebody still works at it."""
        return self.state in export_files.OPEN


def export(clinic: UUID, wanted: UUID, now: datetime) -> Export | None:
    """Return an export of a clinic; None for another clinic's, for one that is not there, and for one whose time is over."""
    row = ExportJob.objects.filter(pk=wanted, clinic=clinic).first()
    found = _export(row) if row is not None else None
    return found if found is not None and (found.ends_at is None or found.ends_at > now) else None


def file(clinic: UUID, wanted: UUID, kind: str, now: datetime) -> Path | None:
    """Return a file of a finished export; None where there is none."""
    found = export(clinic, wanted, now)
    path = export_files.file_of(wanted, kind) if found is not None and kind in found.files else None
    return path if path is not None and path.is_file() else None


def exports(who: access.Visitor, clinic: UUID, now: datetime) -> list[Export]:
    """Return the exports of a clinic, newest first; none where the visitor does not manage it."""
    rows = ExportJob.objects.filter(clinic__in=set(who.clinics_as("manager")) & {clinic}).order_by("-asked_at", "-pk")
    found = [_export(row) for row in rows]
    return [each for each in found if each.ends_at is None or each.ends_at > now]


def _export(row: ExportJob) -> Export:
    progress = export_files.progress_in(row)
    lost = row.state == "done" and not export_files.are_there(row.pk, progress.files)
    is_done = row.state == "done" and not lost
    return Export(
        id=row.pk,
        state="failed" if lost else row.state,
        done=row.done,
        of=row.of,
        name=progress.name,
        request=progress.request,
        asked_at=row.asked_at,
        ends_at=row.ended_at + KEPT_FOR if row.ended_at else None,
        files={kind: progress.files[kind].lines for kind in sorted(progress.files)} if is_done else {},
        why="broken" if lost else progress.why,
    )
