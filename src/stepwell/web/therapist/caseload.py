"""The patients of a therapist, those who need them first."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from stepwell.care.queries import accounts
from stepwell.care.queries import caseload as cases


@require_safe
def caseload(request: HttpRequest) -> HttpResponse:
    """Show everybody that this therapist looks after."""
    return render(request, "therapist/caseload.html", {"patients": cases.patients(accounts.visitor(request.user))})
