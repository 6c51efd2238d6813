"""Everything about a person as one file, for the person: the log, all other rows, and pictures."""

import zlib
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

import msgspec
from django.utils import timezone

from stepwell.care import everything
from stepwell.care.access import Visitor
from stepwell.care.actions import audit
from stepwell.care.errors import CannotRead, NotThere
from stepwell.care.models import Person
from stepwell.care.queries import logs

LOG_NAME = "log.json"
"""What Stepwell itself takes in again, in personal mode or at another clinic."""

LOG_BYTES_MOST = 8 * 1024 * 1024

_ABOUT = """Everything that Stepwell keeps about you, taken away on {day}.

log.json         All that you told, and what your therapist set, found and did. Stepwell can take this file in again, on your
                 own computer or at another clinic.
rows/            Every other record, one file for each kind: messages, appointments, notes about your care, plans that you were
                 shown, what you agreed to share, who has looked at your record, and so on.
pictures/        Pictures and videos of exercises that your clinic set for you.

Left out on purpose: passwords, keys and other secrets that open something.

How many records of each kind:
{counts}
"""


def zipped(*, who: Visitor, person: Person, now: datetime) -> bytes:
    """Return the file, as bytes of a zip, after it was written down that it was taken.

    Raises:
        NotThere: it is somebody else who asks.
        NotSaved: it could not be written down.
    """
    if who.person != person.pk:
        raise NotThere
    audit.note(who, person, "export", "everything", now=now)
    made = timezone.localtime(now)
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:

        def put(name: str, content: bytes, how: int = ZIP_DEFLATED) -> None:
            archive.writestr(ZipInfo(name, made.timetuple()[:6]), content, how)

        counts: list[str] = []
        put(LOG_NAME, logs.exported(person))
        for kind, found in everything.rows(person):
            put(f"rows/{kind}.json", msgspec.json.format(msgspec.json.encode(found), indent=1))
            counts.append(f"{len(found):>7}  {kind}")
        for picture in everything.pictures(person):
            file = everything.file_of(picture)
            if file.is_file():
                put(f"pictures/{picture.pk}{file.suffix}", file.read_bytes(), ZIP_STORED)
        put("READ ME.txt", _ABOUT.format(day=f"{made:%Y-%m-%d %H:%M}", counts="\n".join(counts)).encode())
    return buffer.getvalue()


def log_inside(raw: bytes) -> bytes:
    """Return the log in a file that ``zipped`` made; any other file as it is.

    Raises:
        CannotRead: it is a zip, and there is no whole log in it, or one that is too large.
    """
    if not raw.startswith(b"PK"):
        return raw
    try:
        with ZipFile(BytesIO(raw)) as archive:
            if archive.getinfo(LOG_NAME).compress_type not in (ZIP_STORED, ZIP_DEFLATED):
                raise ValueError  # others name the memory that they want, and what they raise is their own
            with archive.open(LOG_NAME) as log:
                content = log.read(LOG_BYTES_MOST + 1)
    except (BadZipFile, KeyError, RuntimeError, NotImplementedError, OSError, ValueError, EOFError, zlib.error):
        raise CannotRead("it is a zip file without a whole log in it") from None
    if len(content) > LOG_BYTES_MOST:
        raise CannotRead("the log in it is too large")
    return content
