"""One person as their therapist sees them: why they are on top of the list, what changed, the course, the plan."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from stepwell.care.actions import audit
from stepwell.care.errors import NotThere
from stepwell.care.queries import accounts
from stepwell.care.queries import caseload as cases
from stepwell.web.therapist import caseload
from stepwell.web.therapist.places import places


@require_safe
def person(request: HttpRequest, person: UUID) -> HttpResponse:
    """Show a person's page."""
    who, now = accounts.visitor(request.user), timezone.now()
    patient = cases.patient(who, person, now)
    if patient is None:
        raise NotThere
    audit.note(who, person, "read", "person", clinic=patient.clinic, now=now)
    context = {"row": caseload.rows([patient], now)[0], "patient": patient, "places": places(person, "person"), "here": "caseload"}
    return render(request, "therapist/person.html", context)
