"""The clinic's visits as its manager sees them: whose and when, and nothing of why."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from stepwell.care.queries import accounts
from stepwell.care.queries import visits as queries
from stepwell.web.manager.home import clinic_of


@require_safe
def visits(request: HttpRequest) -> HttpResponse:
    """Show names and times."""
    clinic = clinic_of(request)
    found = queries.named_to(accounts.visitor(request.user), clinic.id, timezone.now())
    return render(request, "manager/visits.html", {"clinic": clinic, "visits": found, "here": "clinic", "part": "visits"})
