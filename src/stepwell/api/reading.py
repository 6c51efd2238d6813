"""GET: what the server can do, one resource, a search, and everything of one person."""

from http import HTTPStatus
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from stepwell import __version__, fhir
from stepwell.api import finding, paging
from stepwell.api.answers import Refused, answer, not_there
from stepwell.api.letting_in import with_token
from stepwell.care.actions import audit
from stepwell.care.actions.tokens import Application
from stepwell.care.queries.shared import Open
from stepwell.fhir.names import Json

WHOSE = ("patient", "subject")
"""Either says whose record is searched, for every type of resource that is somebody's."""


@csrf_exempt
@require_safe
def metadata(request: HttpRequest) -> HttpResponse:
    """Say what the server can do. It needs no token, and says nothing of anybody."""
    at = timezone.localdate().isoformat()
    return answer(fhir.capability_statement(at=at, base=paging.base(request), software=__version__))


@require_safe
@with_token("read")
def read(request: HttpRequest, program: Application, resource_type: str, resource_id: str) -> HttpResponse:
    """Give one resource."""
    now, wanted = timezone.now(), paging.asked(request)
    asked = dict(wanted.search)
    patient = asked.pop("patient", "")
    if asked:
        raise fhir.SearchError("a read takes patient= and nothing else")
    if resource_type not in fhir.PARAMETERS:
        raise not_there()
    open_to_all = finding.of_nobody(program, resource_type, now)
    if open_to_all is not None:
        return answer(_only(open_to_all, resource_id))
    if resource_type == "Patient":
        known = finding.opened(program, resource_id)
        _note(program, known)
        return answer(finding.of_person(known, now)[0])
    known, found = finding.by_id(program, resource_type, resource_id, patient, now)
    _note(program, known)
    return answer(found)


@require_safe
@with_token("read")
def search(request: HttpRequest, program: Application, resource_type: str) -> HttpResponse:
    """Give what a search finds: of one person, or among the patients, the clinic and the knowledge."""
    now, wanted = timezone.now(), paging.asked(request)
    if resource_type == "Patient":
        found = fhir.search(finding.patients(program, now), resource_type, wanted.search)
        audit.note_all(
            program.visitor, (UUID(each["id"]) for each in found), "read", "fhir patients", clinic=program.clinic, once_a_day=True
        )
        return answer(paging.page(request, found, wanted))
    open_to_all = finding.of_nobody(program, resource_type, now)
    if open_to_all is not None:
        return answer(paging.page(request, fhir.search(open_to_all, resource_type, wanted.search), wanted))
    patients = {value for name, value in wanted.search if name in WHOSE}
    rest = [(name, value) for name, value in wanted.search if name not in WHOSE]
    fhir.search((), resource_type, rest)  # refuses what is not known, whoever it is about
    if len(patients) != 1:
        raise Refused(HTTPStatus.BAD_REQUEST, finding.WHOSE)
    known = finding.opened(program, patients.pop())
    found = fhir.search(finding.of_person(known, now), resource_type, rest)
    _note(program, known)
    return answer(paging.page(request, found, wanted))


@require_safe
@with_token("read")
def everything(request: HttpRequest, program: Application, person: str) -> HttpResponse:
    """Give all that one person shares, in one Bundle; in pages where _count asks for that."""
    wanted = paging.asked(request)
    if wanted.search:
        raise fhir.SearchError("$everything takes _count and nothing else")
    known = finding.opened(program, person)
    found = finding.of_person(known, timezone.now())
    _note(program, known)
    if wanted.count is None and not wanted.after:
        return answer(fhir.searchset(found, base=paging.base(request), address=request.build_absolute_uri()))
    return answer(paging.page(request, found, wanted))


def _only(found: list[Json], wanted: str) -> Json:
    for each in found:
        if each["id"] == wanted:
            return each
    raise not_there()


def _note(program: Application, known: Open) -> None:
    """Write down who looked, before it is shown."""
    audit.note(program.visitor, known.person, "read", "fhir", clinic=program.clinic)
