"""Photos of a clinic's own exercises: looked at by their content, drawn anew, and kept where only a checked address leads.

A file that was sent is never kept: its pixels are, in a new file, so that no place, no name and no hidden part travels along.
"""

import hashlib
import logging
import os
import re
import warnings
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from stepwell.care import access
from stepwell.care.actions import writing
from stepwell.care.errors import CannotWrite, NotAPicture, NotYours
from stepwell.care.models import Fact, OrderTemplate, Picture

logger = logging.getLogger("stepwell.care")

BYTES_MOST = 6 * 1024 * 1024
PIXELS_MOST = 40_000_000
LONGEST_SIDE = 1600
QUALITY = 84
KINDS = ("JPEG", "PNG", "WEBP")
"""What is taken, by content: the name of a file and what a browser says of it count for nothing."""
UNUSED_FOR = timedelta(days=1)
"""So long a picture may wait to be used: longer than any page stays signed in."""
_A_PICTURE = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def keep(*, who: access.Visitor, clinic: UUID, sent: bytes, now: datetime) -> UUID:
    """Keep a photo for a clinic, and return its id.

    Args:
        who: the therapist.
        clinic: whose photo it becomes.
        sent: the file as it came; one byte more than ``BYTES_MOST`` is enough to be refused.
        now: the moment.

    Raises:
        NotYours: the visitor is no therapist of the clinic.
        NotAPicture: it is too large, or not a photo of a kind that is taken. Nothing was kept.
        CannotWrite: the folder of files cannot be written.
    """
    if clinic not in who.clinics_as("therapist") or who.account is None:
        raise NotYours
    drawn = _drawn_anew(sent)
    named = uuid4()
    name = f"{named}.jpg"
    _write(Path(settings.MEDIA_ROOT) / name, drawn)
    with transaction.atomic():
        Picture.objects.create(
            id=named,
            clinic_id=clinic,
            by_id=who.account,
            kind="jpeg",
            name=name,
            size=len(drawn),
            sha256=hashlib.sha256(drawn).hexdigest(),
            at=now,
        )
    return named


def let_go(*, who: access.Visitor, picture: UUID, now: datetime) -> None:
    """Remove a picture or video that a therapist sent a moment ago and did not use after all. One that is used anywhere stays."""
    mine = Picture.objects.filter(pk=picture, by=who.account, clinic__in=who.clinics_as("therapist"), at__gt=now - UNUSED_FOR)
    _remove(mine)


def forget_unused(now: datetime) -> int:
    """Remove the pictures and videos that no order and no template names, once no open page can still mean to use them.

    What was only half written when the machine stopped goes too. Returns how many pictures and videos.
    """
    _delete([file for file in Path(settings.MEDIA_ROOT).glob("*.part") if _age(file, now) > UNUSED_FOR])
    return _remove(Picture.objects.filter(at__lte=now - UNUSED_FOR))


def _remove(asked: "QuerySet[Picture]") -> int:
    with writing.turn(), transaction.atomic():
        named = _named() if asked.exists() else frozenset()
        unused = [row for row in asked if str(row.pk) not in named]
        Picture.objects.filter(pk__in=[row.pk for row in unused]).delete()
    _delete([Path(settings.MEDIA_ROOT) / Path(row.name).name for row in unused])
    return len(unused)


def _named() -> frozenset[str]:
    """Return the ids of all pictures and videos that an order or a template names."""
    told = Fact.objects.filter(kind="order", body__contains='"own_').values_list("body", flat=True)
    kept = OrderTemplate.objects.filter(orders__contains='"own_').values_list("orders", flat=True)
    return frozenset(found for body in (*told, *kept) for found in _A_PICTURE.findall(body))


def _age(file: Path, now: datetime) -> timedelta:
    try:
        return now - datetime.fromtimestamp(file.stat().st_mtime, UTC)
    except FileNotFoundError:
        return timedelta()


def _delete(files: list[Path]) -> None:
    for file in files:
        try:
            file.unlink(missing_ok=True)
        except OSError as error:
            logger.error("a picture that nobody uses could not be removed: %s", type(error).__name__)


def _drawn_anew(sent: bytes) -> bytes:
    """Return the pixels of a photo as a new JPEG, upright, no larger than a page needs, and with nothing beside them."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    if len(sent) > BYTES_MOST:
        raise NotAPicture
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(sent), formats=KINDS) as opened:
                if opened.width * opened.height > PIXELS_MOST or min(opened.size) < 1:
                    raise NotAPicture
                upright = ImageOps.exif_transpose(opened).convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise NotAPicture from None
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    paper = Image.new("RGB", upright.size, "white")
    paper.paste(upright, mask=upright.getchannel("A"))
    made = BytesIO()
    paper.save(made, "JPEG", quality=QUALITY, optimize=True)
    return made.getvalue()


def _write(path: Path, content: bytes) -> None:
    """Write a file that only this account can read, whole or not at all."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        half = path.with_suffix(".part")
        with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as opened:
            opened.write(content)
        half.replace(path)
    except OSError as error:
        raise CannotWrite(error.strerror or "the folder of files cannot be written") from error
