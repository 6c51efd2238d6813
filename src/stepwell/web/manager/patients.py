"""Whom the clinic looks after, and which therapist does: names only, nothing of anybody's record."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stepwell.care.actions import clinics as acts
from stepwell.care.errors import NotYours
from stepwell.care.queries import accounts, clinics
from stepwell.web.manager.home import clinic_of


@require_safe
def patients(request: HttpRequest) -> HttpResponse:
    """Show everybody who is cared for here, and by whom."""
    who, clinic = accounts.visitor(request.user), clinic_of(request)
    context = {
        "clinic": clinic,
        "patients": clinics.cared_for(who, clinic.id),
        "therapists": [each for each in clinics.workers(who, clinic.id) if each.role == "therapist"],
        "here": "clinic",
        "part": "patients",
    }
    return render(request, "manager/patients.html", context)


@require_POST
def assign(request: HttpRequest, enrolment: int) -> HttpResponse:
    """Give somebody's care to a therapist, or to nobody for now."""
    chosen = request.POST.get("therapist", "")
    if chosen and not (chosen.isascii() and chosen.isdigit()):
        raise Http404
    try:
        acts.assign(who=accounts.visitor(request.user), enrolment=enrolment, therapist=int(chosen) if chosen else None, now=timezone.now())
    except NotYours:
        raise Http404 from None
    messages.success(request, _("Saved."))
    return redirect("manager:patients")


@require_http_methods(["GET", "POST"])
def end_care(request: HttpRequest, enrolment: int) -> HttpResponse:
    """Ask once more, then end somebody's care here."""
    who, clinic = accounts.visitor(request.user), clinic_of(request)
    patient = next((each for each in clinics.cared_for(who, clinic.id) if each.enrolment == enrolment), None)
    if patient is None:
        raise Http404
    if request.method == "POST":
        acts.end_care(who=who, enrolment=enrolment, now=timezone.now())
        messages.success(request, _("The care of %(name)s has ended here.") % {"name": patient.name})
        return redirect("manager:patients")
    return render(request, "manager/end_care.html", {"clinic": clinic, "patient": patient, "here": "clinic", "part": "patients"})
