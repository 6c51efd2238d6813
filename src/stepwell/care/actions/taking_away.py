"""Everything about a person as one file, for the person: the log, all other rows, and pictures."""

from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import msgspec
from django.utils import timezone

from stepwell.care import everything
from stepwell.care.access import Visitor
from stepwell.care.actions import audit
from stepwell.care.errors import NotThere
from stepwell.care.models import Person
from stepwell.care.queries import logs

LOG_NAME = "log.json"
"""What Stepwell itself takes in again, in personal mode or at another clinic."""

_ABOUT = """Everything that Stepwell keeps about you, taken away on {day}.

log.json         All that you told, and what your therapist set, found and did. Stepwell can take this file in again, on your
                 own computer or at another clinic.
rows/            Every other record, one file for each kind: messages, appointments, notes about your care, plans that you were
                 shown, what you agreed to share, who has looked at your record, and so on.
pictures/        Pictures of exercises that your clinic set for you.

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

        def put(name: str, content: bytes) -> None:
            archive.writestr(ZipInfo(name, made.timetuple()[:6]), content, ZIP_DEFLATED)

        counts: list[str] = []
        put(LOG_NAME, logs.exported(person))
        for kind, found in everything.rows(person):
            put(f"rows/{kind}.json", msgspec.json.format(msgspec.json.encode(found), indent=1))
            counts.append(f"{len(found):>7}  {kind}")
        for picture in everything.pictures(person):
            file = everything.file_of(picture)
            if file.is_file():
                put(f"pictures/{picture.pk}{file.suffix}", file.read_bytes())
        put("READ ME.txt", _ABOUT.format(day=f"{made:%Y-%m-%d %H:%M}", counts="\n".join(counts)).encode())
    return buffer.getvalue()
