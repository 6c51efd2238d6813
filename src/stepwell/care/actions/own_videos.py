"""Videos of a clinic's own exercises: taken in pieces, judged and blanked as files, and kept where only a checked address leads.

They are not drawn anew as photos are: picture and sound stay as they were sent (``care.videos``).
"""

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import Sum

from stepwell.care import access
from stepwell.care.actions import writing
from stepwell.care.errors import CannotWrite, NotAVideo, NotYours
from stepwell.care.models import Clinic, Picture
from stepwell.care.videos.bytes_of import PIECE, Unusable
from stepwell.care.videos.cleaning import KINDS, cleaned

BYTES_MOST = 30 * 1024 * 1024
"""A minute or so of a phone's smaller picture; on a slow line still a download that somebody waits for (design)."""


def keep(*, who: access.Visitor, clinic: UUID, pieces: Iterable[bytes], now: datetime) -> UUID:
    """Keep a video for a clinic, and return its id.

    Args:
        who: the therapist.
        clinic: whose video it becomes.
        pieces: the file as it came, a piece at a time; none is asked for after ``BYTES_MOST`` are passed.
        now: the moment.

    Raises:
        NotYours: the visitor is no therapist of the clinic.
        NotAVideo: it is too large, cut or of another kind, or the clinic has no room for it. Nothing was kept.
        CannotWrite: the folder of files cannot be written.
    """
    if clinic not in who.clinics_as("therapist") or who.account is None:
        raise NotYours
    named = uuid4()
    with _half_written(named) as half:
        size = _written(half, pieces)
        try:
            kind = cleaned(half)
        except Unusable:
            raise NotAVideo("send one as MP4 (H.264) or WebM, whole, up to 30 MB. A .mov file has to be saved as MP4 first.") from None
        row = Picture(
            id=named,
            clinic_id=clinic,
            by_id=who.account,
            kind=kind,
            name=f"{named}.{kind}",
            size=size,
            sha256=_digest(half),
            at=now,
        )
        with writing.turn(), transaction.atomic():
            _check_room(clinic, size)
            row.save(force_insert=True)
            half.replace(Path(settings.MEDIA_ROOT) / row.name)
    return named


def _check_room(clinic: UUID, size: int) -> None:
    """Refuse what does not fit beside the clinic's other videos; two that come at once wait for each other."""
    Clinic.objects.select_for_update().get(pk=clinic)
    used = Picture.objects.filter(clinic=clinic, kind__in=KINDS).aggregate(all=Sum("size"))["all"] or 0
    if used + size > settings.VIDEO_BYTES_PER_CLINIC:
        raise NotAVideo("the room that your clinic has for videos is full. Whoever runs this site can give it more.")


@contextmanager
def _half_written(named: UUID) -> Iterator[Path]:
    """Give a path for a file that is not whole yet. Whatever happens, it is not there afterwards."""
    folder = Path(settings.MEDIA_ROOT)
    half = folder / f"{named}.part"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        yield half
    except OSError as error:
        raise CannotWrite(error.strerror or "the folder of files cannot be written") from error
    finally:
        half.unlink(missing_ok=True)


def _written(path: Path, pieces: Iterable[bytes]) -> int:
    size = 0
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as opened:
        for piece in pieces:
            size += len(piece)
            if size > BYTES_MOST:
                raise NotAVideo("it is larger than 30 MB. Make it shorter, or save it with a smaller picture.")
            opened.write(piece)
    return size


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as opened:
        while piece := opened.read(PIECE):
            digest.update(piece)
    return digest.hexdigest()
