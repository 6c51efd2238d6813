"""What a therapist can print about a patient, of what the patient shares."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from stepwell.care.actions import audit
from stepwell.care.errors import NotThere
from stepwell.care.queries import accounts
from stepwell.care.queries import paper as queries
from stepwell.paper.kinds import KINDS, NoPlanError
from stepwell.web.shared import paper
from stepwell.web.therapist.places import places


@require_safe
def papers(request: HttpRequest, person: UUID) -> HttpResponse:
    """Show which documents there are about a patient."""
    who = accounts.visitor(request.user)
    one = queries.opened(who, person)
    audit.note(who, person, "read", "papers", clinic=one.known.clinic)
    return _shown(request, one, person)


@require_safe
def paper_file(request: HttpRequest, person: UUID, kind: str) -> HttpResponse:
    """Give one document as a PDF. It is written down as printed before it is given."""
    if kind not in KINDS:
        raise NotThere
    who = accounts.visitor(request.user)
    one = queries.opened(who, person)
    try:
        document = KINDS[kind].write(queries.of_patient(who, one, KINDS[kind], timezone.localdate()))
    except NoPlanError:
        audit.note(who, person, "read", f"paper: {kind}", clinic=one.known.clinic)
        return _shown(
            request, one, person, error=_("There is no plan to print today: the safety questions, or what they said, come first.")
        )
    audit.note(who, person, "print", f"paper: {kind}", clinic=one.known.clinic)
    return paper.answer(document, kind, paper.size_of(request, letter=queries.is_letter(one.known.clinic)))


def _shown(request: HttpRequest, one: queries.Opened, person: UUID, error: str = "") -> HttpResponse:
    context: dict[str, Any] = {
        "name": one.name,
        "person": person,
        "kinds": [
            {"id": kind.id, "title": _(kind.title), "says": _(kind.says), "is_open": one.has(kind)} for kind in reversed(KINDS.values())
        ],
        "is_letter": queries.is_letter(one.known.clinic),
        "places": places(person, "paper"),
        "error": error,
        "here": "caseload",
    }
    return render(request, "therapist/papers.html", context, status=409 if error else 200)
