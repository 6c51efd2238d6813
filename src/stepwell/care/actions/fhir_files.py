"""A person's record as a FHIR file: taking one away, and bringing one in."""

from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
from django.utils import timezone
from msgspec.structs import replace

from stepwell import fhir
from stepwell.care import edition
from stepwell.care.actions import logs
from stepwell.care.actions.facts import Merged
from stepwell.care.errors import CannotRead, CannotWrite
from stepwell.care.models import Person
from stepwell.care.queries import fhir_record
from stepwell.care.whole_file import written_whole

SHOWN_ISSUES = 3


class Brought(msgspec.Struct, frozen=True, kw_only=True):
    """What a FHIR file brought: the log after it, how many facts the file held, and how many resources said nothing new."""

    merged: Merged
    facts: int
    left_out: int


def exported(*, person: Person, now: datetime | None = None, made_up: bool = False) -> bytes:
    """Return the whole record as a FHIR Bundle in JSON, a line for each value, ended by a line break.

    Args:
        made_up: whether the person does not exist; it is then marked in the file.
    """
    record = fhir_record.record(person, now=now or timezone.now())
    record = replace(record, log=replace(record.log, made_up=record.log.made_up or made_up))
    bundle = fhir.bundle(record, edition.present().knowledge)
    return msgspec.json.format(msgspec.json.encode(bundle), indent=1) + b"\n"


def export_file(*, person: Person, path: Path, now: datetime | None = None) -> int:
    """Write the whole record into a private file, whole or not at all, and return its size in bytes.

    Raises:
        CannotWrite: the place cannot be written to.
    """
    written = exported(person=person, now=now)
    path = path.expanduser().absolute()
    if path.is_dir():
        raise CannotWrite("a folder has that name")
    with written_whole(path) as beside:
        beside.write_bytes(written)
    return len(written)


def import_resource(*, person: Person, resource: Any, now: datetime | None = None) -> Brought:
    """Add every fact that a FHIR resource, mostly a Bundle, holds and the log does not; all of them or none.

    Args:
        person: whose log it is. Whose the file is, its Patient says by a number of another installation, so that is not compared.
        resource: JSON values.

    Raises:
        CannotRead: something in it was refused; the message says what. Nothing was added.
        CareError: what ``logs.import_log`` raises.
    """
    read = fhir.read(resource, edition.present().knowledge)
    if not read.is_whole:
        wrong = [issue.text for issue in read.issues if issue.severity in ("error", "fatal")]
        more = f" ({len(wrong) - SHOWN_ISSUES} more)" if len(wrong) > SHOWN_ISSUES else ""
        raise CannotRead("; ".join(wrong[:SHOWN_ISSUES]) + more)
    merged = logs.import_log(person=person, log=read.log, now=now)
    return Brought(merged=merged, facts=len(read.facts), left_out=len(read.issues))
