"""$export: everybody's records as files of lines, made in the background: begin, ask how far it is, fetch, stop.

The manner is that of HL7's Bulk Data Access; no conformance to it is claimed.
"""

import re
from datetime import UTC, datetime
from http import HTTPStatus
from uuid import UUID

import msgspec
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.http import http_date
from django.views.decorators.http import require_http_methods, require_safe

from stepwell import fhir
from stepwell.api.answers import Refused, not_there
from stepwell.api.finding import KNOWLEDGE
from stepwell.api.letting_in import with_token
from stepwell.care import tasks
from stepwell.care.actions import exports as acts
from stepwell.care.actions.tokens import Application
from stepwell.care.errors import ExportUnderWay, NotThere
from stepwell.care.queries import exports
from stepwell.care.queries.exports import Export
from stepwell.fhir import Issue
from stepwell.fhir.names import Json
from stepwell.fhir.outcome import IssueCode

FORMATS = ("application/fhir+ndjson", "application/ndjson", "ndjson")
AGAIN_S = 5
"""So many seconds a program waits before it asks again (design)."""
KINDS = tuple(kind for kind in fhir.PARAMETERS if kind not in KNOWLEDGE)
FAILED: dict[str, tuple[HTTPStatus, IssueCode, str]] = {
    "shared_less": (HTTPStatus.GONE, "not-found", "Somebody shares less than before, so the files were deleted. Ask for a new export."),
    "no_room": (HTTPStatus.INTERNAL_SERVER_ERROR, "exception", "The disk refused the files. Tell whoever looks after this installation."),
    "broken": (
        HTTPStatus.INTERNAL_SERVER_ERROR,
        "exception",
        "The files could not be made. Ask again; if it fails again, tell whoever runs this.",
    ),
}


@require_safe
@with_token("export")
def begin(request: HttpRequest, program: Application) -> HttpResponse:
    """Begin an export of everybody who shares something with the clinic."""
    if "respond-async" not in re.split(r"[,;\s]+", request.headers.get("Prefer", "").lower()):
        raise _not_understood("This takes a while: send the header Prefer: respond-async.")
    types, since = _asked(request)
    try:
        export = acts.ask(program=program, types=types, since=since, request=request.build_absolute_uri(), now=timezone.now())
    except ExportUnderWay as error:
        raise Refused(HTTPStatus.TOO_MANY_REQUESTS, Issue(code="throttled", text=str(error))) from error
    tasks.plan_exports()
    response = HttpResponse(status=HTTPStatus.ACCEPTED)
    response["Content-Location"] = request.build_absolute_uri(reverse("fhir:export", args=(export,)))
    return response


@require_http_methods(["GET", "HEAD", "DELETE"])
@with_token("export")
def export(request: HttpRequest, program: Application, export: UUID) -> HttpResponse:
    """Say how far an export is, and where its files are once it is done; DELETE stops it, or deletes its files."""
    if request.method == "DELETE":
        try:
            acts.cancel(clinic=program.clinic, export=export)
        except NotThere:
            raise not_there() from None
        return HttpResponse(status=HTTPStatus.ACCEPTED)
    found = exports.export(program.clinic, export, timezone.now())
    if found is None:
        raise not_there()
    if found.is_open:
        return _under_way(found)
    if found.why:
        status, code, text = FAILED[found.why]
        raise Refused(status, Issue(code=code, text=text))
    response = HttpResponse(msgspec.json.encode(_manifest(request, found)), content_type="application/json")
    if found.ends_at is not None:
        response["Expires"] = http_date(found.ends_at.timestamp())
    return response


@require_safe
@with_token("export")
def file(request: HttpRequest, program: Application, export: UUID, resource_type: str) -> HttpResponseBase:
    """Give one file of a finished export: a resource in each line."""
    path = exports.file(program.clinic, export, resource_type, timezone.now())
    if path is None:
        raise not_there()
    return FileResponse(path.open("rb"), content_type=FORMATS[0])


def _asked(request: HttpRequest) -> tuple[list[str], datetime | None]:
    """Return which types, and since when.

    Raises:
        Refused: a parameter or a value is not known; none is passed over, because that would give too much.
    """
    unknown = set(request.GET) - {"_type", "_since", "_outputFormat"}
    if unknown:
        raise _not_understood(f"{min(unknown)[:40]!r} is not known here; use _type, _since and _outputFormat")
    if request.GET.get("_outputFormat", FORMATS[0]) not in FORMATS:
        raise _not_understood(f"_outputFormat: only {FORMATS[0]} is made")
    types = [kind for value in request.GET.getlist("_type") for kind in value.split(",")]
    if wrong := [kind for kind in types if kind not in KINDS]:
        raise _not_understood(f"_type: {wrong[0][:40]!r} is not exported; use some of {', '.join(KINDS)}")
    return types, _since(request.GET.get("_since"))


def _since(written: str | None) -> datetime | None:
    if written is None:
        return None
    try:
        since = datetime.fromisoformat(written.replace(" ", "+"))  # what becomes of a plus in an address
        if since.tzinfo is not None:
            return since.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise _not_understood("_since: give a moment with its time zone, such as 2026-03-01T00:00:00Z")


def _not_understood(text: str) -> Refused:
    return Refused(HTTPStatus.BAD_REQUEST, Issue(code="invalid", text=text))


def _under_way(found: Export) -> HttpResponse:
    tasks.plan_exports()
    response = HttpResponse(status=HTTPStatus.ACCEPTED)
    response["X-Progress"] = f"{found.done} of {found.of} people"
    response["Retry-After"] = str(AGAIN_S)
    return response


def _manifest(request: HttpRequest, found: Export) -> Json:
    def address(kind: str) -> str:
        return request.build_absolute_uri(reverse("fhir:export_file", args=(found.id, kind)))

    return {
        "transactionTime": found.asked_at.isoformat(),
        "request": found.request,
        "requiresAccessToken": True,
        "output": [{"type": kind, "url": address(kind), "count": count} for kind, count in found.files.items()],
        "deleted": [],
        "error": [],
    }
