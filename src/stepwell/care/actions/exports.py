"""A clinic's records as files for another program: one person after the other, in the background.

Each person is a step of its own: their lines, the entry of who looked, and how far it is are kept together or not at all. So it goes on
after it was stopped anywhere, and needs no more memory than one person's record.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

import msgspec
from django.db import transaction
from msgspec.structs import replace

from stepwell import fhir
from stepwell.care import access, edition, export_files
from stepwell.care.access import Visitor
from stepwell.care.actions import audit
from stepwell.care.actions.tokens import Application
from stepwell.care.errors import ExportUnderWay, NotThere, NotYours
from stepwell.care.export_files import KEPT_FOR, OPEN, Progress
from stepwell.care.models import Clinic, Enrolment, ExportJob, Person
from stepwell.care.queries import changes, fhir_record, programs
from stepwell.fhir.names import Json

HOUSE = ("Organization", "Practitioner")
"""Types that are nobody's record: written once, before the people."""
WHAT = "fhir export"


def ask(*, program: Application, types: Sequence[str], since: datetime | None, request: str, now: datetime) -> UUID:
    """Begin an export for a program, and return its id. Somebody still has to do it: see ``care.tasks``.

    Args:
        types: of resources; all where there are none. since: only people of whom something was written after it.
        request: the address that was asked.

    Raises:
        ExportUnderWay: another one of this clinic is not finished.
    """
    wanted = Progress(types=tuple(types), since=since, name=program.name, request=request)
    return _begun(program.clinic, program.token, wanted, now)


def ask_as_manager(*, who: Visitor, clinic: UUID, request: str, now: datetime) -> UUID:
    """Begin an export of everything. The manager sees how far it is; only a program with a token reads it.

    Raises:
        NotYours: the visitor does not manage the clinic. ExportUnderWay: another one is not finished.
    """
    if who.account is None or clinic not in who.clinics_as("manager"):
        raise NotYours
    return _begun(clinic, None, Progress(account=who.account, name=who.name, request=request), now)


def _begun(clinic: UUID, token: int | None, wanted: Progress, now: datetime) -> UUID:
    with transaction.atomic():
        list(Clinic.objects.select_for_update().filter(pk=clinic).values_list("pk"))  # two at once come one after the other
        if ExportJob.objects.filter(clinic=clinic, state__in=OPEN).exists():
            raise ExportUnderWay
        people = access.enrolments_of_programs(clinic).count()
        row = ExportJob.objects.create(clinic_id=clinic, token_id=token, of=people, files=export_files.text_of(wanted), asked_at=now)
    return row.pk


def cancel(*, clinic: UUID, export: UUID) -> None:
    """Stop an export, or delete a finished one.

    Raises:
        NotThere: the clinic has none of that id.
    """
    with transaction.atomic():
        if not ExportJob.objects.filter(pk=export, clinic=clinic).delete()[0]:
            raise NotThere
        transaction.on_commit(lambda: export_files.delete((export,)))


def cancel_as_manager(*, who: Visitor, export: UUID) -> None:
    """Stop or delete an export of a clinic that one manages. Raises NotThere for another's."""
    row = ExportJob.objects.filter(pk=export, clinic__in=who.clinics_as("manager")).first()
    if row is None:
        raise NotThere
    cancel(clinic=row.clinic_id, export=export)


def unfinished() -> list[UUID]:
    """Return the exports that wait or were stopped in the middle, the oldest first."""
    return list(ExportJob.objects.filter(state__in=OPEN).order_by("asked_at", "pk").values_list("pk", flat=True))


def step(export: UUID, now: datetime) -> bool:
    """Write the next person into the files; return whether there is more to do.

    Raises:
        OSError: the disk refuses. CareError: a record cannot be read.
    """
    row = ExportJob.objects.filter(pk=export, state__in=OPEN).first()
    if row is None:
        return False
    progress = export_files.progress_in(row)
    if row.state == "waiting" or not export_files.are_there(row.pk, progress.files):
        return _started(row, replace(progress, after=None, files={}), now)
    people = access.enrolments_of_programs(row.clinic_id).select_related("person").order_by("person", "pk")
    care = people.filter(person__gt=progress.after).first() if progress.after else people.first()
    if care is None:
        ExportJob.objects.filter(pk=row.pk, files=row.files).update(state="done", ended_at=now)
        return False
    _written(row, progress, care, now)
    return True


def stop(export: UUID, why: export_files.Ended, now: datetime) -> None:
    """End an export that cannot be finished."""
    with transaction.atomic():
        row = ExportJob.objects.select_for_update().filter(pk=export, state__in=OPEN).first()
        if row is not None:
            export_files.fail(row, why, now)


def tidy(now: datetime) -> int:
    """Delete the exports whose time is over, and files that belong to none; return how many exports went."""
    with transaction.atomic():
        old = list(ExportJob.objects.filter(ended_at__lte=now - KEPT_FOR).values_list("pk", flat=True))
        ExportJob.objects.filter(pk__in=old).delete()
    kept = set(map(str, ExportJob.objects.values_list("pk", flat=True)))
    place = export_files.folder()
    export_files.delete(UUID(each.name) for each in (place.iterdir() if place.is_dir() else ()) if each.name not in kept)
    return len(old)


def _started(row: ExportJob, progress: Progress, now: datetime) -> bool:
    """Begin at the beginning, with the clinic itself."""
    made = fhir.resources(programs.house(row.clinic_id, now), edition.present().knowledge)
    lines = _lines((each for each in made if each["resourceType"] in HOUSE), progress)
    people = access.enrolments_of_programs(row.clinic_id).count()
    with transaction.atomic():
        fresh = ExportJob.objects.select_for_update().filter(pk=row.pk, state=row.state, files=row.files)
        if fresh.first() is not None:
            files = export_files.append(row.pk, lines, {})
            fresh.update(state="running", done=0, of=people, files=export_files.text_of(replace(progress, files=files)))
    return True


def _written(row: ExportJob, progress: Progress, care: Enrolment, now: datetime) -> None:
    """Write one person, unless something changed meanwhile: then the next step looks again."""
    known = programs.as_shared(care)
    is_wanted = progress.since is None or changes.are_there(known, progress.since)
    made = fhir.resources(fhir_record.of_clinic(known, now=now), edition.present().knowledge) if is_wanted else []
    lines = _lines((each for each in made if each["resourceType"] not in HOUSE), progress)
    with transaction.atomic():
        # The person first, as everybody does who writes about a person: so that nobody waits for each other.
        list(Person.objects.select_for_update(no_key=True).filter(pk=care.person_id).values_list("pk"))
        fresh = ExportJob.objects.select_for_update().filter(pk=row.pk, state="running", files=row.files)
        still = access.enrolments_of_programs(row.clinic_id).filter(pk=care.pk, scope=care.scope)
        if fresh.first() is None or not still.exists():
            return
        if lines:
            who = Visitor(account=progress.account, name=progress.name)
            audit.note(who, care.person_id, "export", WHAT, clinic=row.clinic_id, now=now)
        after = replace(progress, after=care.person_id, files=export_files.append(row.pk, lines, progress.files))
        fresh.update(done=row.done + 1, of=max(row.of, row.done + 1), files=export_files.text_of(after))


def _lines(resources: Iterable[Json], progress: Progress) -> dict[str, list[bytes]]:
    found: dict[str, list[bytes]] = {}
    for each in resources:
        kind = each["resourceType"]
        if not progress.types or kind in progress.types:
            found.setdefault(kind, []).append(msgspec.json.encode(each))
    return found
