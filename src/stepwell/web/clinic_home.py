"""The first page of a clinic's site: each role goes to its own."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from stepwell.care.queries import accounts
from stepwell.web.patient.start import start


def home(request: HttpRequest) -> HttpResponse:
    """Go to the patients for a therapist, to the clinic for a manager, and to one's own programme for everybody else."""
    roles = accounts.visitor(request.user).roles
    if "therapist" in roles:
        return redirect("therapist:caseload")
    if "manager" in roles:
        return redirect("manager:home")
    return start(request)


@require_safe
def signed_out(request: HttpRequest) -> HttpResponse:
    """Say that one is signed out, and clear what this device keeps: the header where it is understood, the page's script everywhere."""
    response = render(request, "account/signed_out.html")
    if not accounts.visitor(request.user).is_known:
        response["Clear-Site-Data"] = '"cache", "storage"'
    return response


@require_safe
def still_here(request: HttpRequest) -> HttpResponse:
    """Take note that somebody is at the page: the gatekeeper, whom every request passes, does."""
    return HttpResponse(status=204)
