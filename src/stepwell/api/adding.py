"""POST: a transaction Bundle about one person, looked at as a whole first, and then added whole or not at all."""

from http import HTTPStatus
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from stepwell import fhir
from stepwell.api import finding
from stepwell.api.answers import Refused, answer
from stepwell.api.letting_in import with_token
from stepwell.care import edition
from stepwell.care.actions import program_facts
from stepwell.care.actions.tokens import Application
from stepwell.care.errors import AlreadySaved, CareError, NotSaved, ToldOtherwise
from stepwell.fhir import Issue, Read
from stepwell.fhir.names import Json

CONTENT_TYPES = ("application/fhir+json", "application/json")


@require_POST
@with_token("write")
def transaction(request: HttpRequest, program: Application) -> HttpResponse:
    """Add what a Bundle says of one person."""
    if request.content_type not in CONTENT_TYPES:
        raise Refused(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, Issue(code="not-supported", text=f"Send it as {CONTENT_TYPES[0]}."))
    bundle, now = _bundle(request.body), timezone.now()
    read = fhir.read(bundle, edition.present().knowledge)
    if not read.is_whole:
        raise Refused(HTTPStatus.UNPROCESSABLE_ENTITY, *read.issues)
    if not read.about:
        raise Refused(HTTPStatus.UNPROCESSABLE_ENTITY, finding.NOBODY)
    known = finding.opened(program, read.about)
    try:
        program_facts.add(program=program, known=known, told=read.log, now=now)
    except NotSaved:
        raise
    except CareError as error:
        if isinstance(error, ToldOtherwise | AlreadySaved):
            raise Refused(HTTPStatus.CONFLICT, Issue(code="conflict", text=str(error))) from error
        raise Refused(HTTPStatus.UNPROCESSABLE_ENTITY, Issue(code="business-rule", text=str(error))) from error
    return answer(_done(bundle, read))


def _bundle(body: bytes) -> Json:
    """Return what was sent, as far as it is a transaction.

    Raises:
        Refused: it is no JSON, or no Bundle of that type.
    """
    try:
        sent: Any = msgspec.json.decode(body)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        raise Refused(HTTPStatus.BAD_REQUEST, Issue(code="structure", text="this is no JSON that can be read")) from None
    if not isinstance(sent, dict) or sent.get("resourceType") != "Bundle" or sent.get("type") != "transaction":
        raise Refused(HTTPStatus.BAD_REQUEST, Issue(code="not-supported", text="send a Bundle of type transaction, about one person"))
    return sent


def _done(bundle: Json, read: Read) -> Json:
    """Return the answer to each entry in their order; what was left out on purpose says so."""
    why = {issue.at: issue for issue in read.issues}
    entries = [_entry(entry.get("resource") or {}, why) for entry in bundle.get("entry") or []]
    return {"resourceType": "Bundle", "type": "transaction-response"} | ({"entry": entries} if entries else {})


def _entry(resource: Json, why: dict[str, Issue]) -> Json:
    at = f"{resource.get('resourceType', '')}/{resource.get('id', '')}".rstrip("/")
    return {"response": {"status": "200 OK"} | ({"outcome": fhir.outcome([why[at]])} if at in why else {})}
