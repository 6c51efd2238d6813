"""The clinic as its manager sees it: who works here and who is invited. Nothing of anybody's record."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from stepwell.care.actions import clinics as acts
from stepwell.care.actions import invitations
from stepwell.care.errors import CareError
from stepwell.care.queries import accounts, clinics
from stepwell.care.queries import invitations as waiting
from stepwell.care.queries.clinics import Details
from stepwell.web.shared import inviting
from stepwell.web.shared.inviting import InviteForm, send

ROLES = ("therapist", "patient", "manager")
CLINIC = "clinic"
"""Names the clinic that somebody who manages several looks at, in the session."""


def clinic_of(request: HttpRequest) -> Details:
    """Return the clinic that a manager looks at: the chosen one, else the first by name.

    Raises:
        Http404: this visitor manages none.
    """
    managed = clinics.managed(accounts.visitor(request.user))
    if not managed:
        raise Http404
    return next((each for each in managed if str(each.id) == request.session.get(CLINIC)), managed[0])


@require_http_methods(["GET", "POST"])
def home(request: HttpRequest) -> HttpResponse:
    """Show who works here and who is invited; a post invites somebody."""
    who, clinic, now = accounts.visitor(request.user), clinic_of(request), timezone.now()
    form = InviteForm(request.POST if request.method == "POST" else None, roles=ROLES)
    if form.is_valid():
        try:
            sent = invitations.invite(who=who, clinic=clinic.id, now=now, **form.cleaned_data)
        except CareError as error:
            form.add_error(None, str(error))
        else:
            send(request, sent)
            return redirect("manager:home")
    context = {
        "clinic": clinic,
        "clinics": clinics.managed(who),
        "workers": clinics.workers(who, clinic.id),
        "invitations": waiting.waiting(who, clinic.id, now),
        "form": form,
        "here": "clinic",
        "part": "people",
    }
    return render(request, "manager/home.html", context, status=422 if form.is_bound else 200)


@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """Look at another of the clinics that one manages."""
    chosen = request.POST.get("clinic", "")
    if chosen not in {str(each.id) for each in clinics.managed(accounts.visitor(request.user))}:
        raise Http404
    request.session[CLINIC] = str(UUID(chosen))
    return redirect("manager:home")


@require_http_methods(["GET", "POST"])
def leave(request: HttpRequest, membership: int) -> HttpResponse:
    """Ask once more, then end somebody's work here."""
    who, clinic = accounts.visitor(request.user), clinic_of(request)
    worker = next((each for each in clinics.workers(who, clinic.id) if each.membership == membership), None)
    if worker is None:
        raise Http404
    problem = ""
    if request.method == "POST":
        try:
            acts.end_membership(who=who, membership=membership, now=timezone.now())
        except CareError as error:
            problem = str(error)
        else:
            messages.success(request, _("%(name)s does not work here any more.") % {"name": worker.name})
            return redirect("clinic:home" if worker.is_self else "manager:home")
    context = {"clinic": clinic, "worker": worker, "problem": problem, "here": "clinic", "part": "people"}
    return render(request, "manager/leave.html", context, status=422 if problem else 200)


@require_POST
def send_again(request: HttpRequest, invitation: int) -> HttpResponse:
    """Mail an invitation once more, with a new link."""
    return inviting.mail_again(request, invitation, "manager:home")


@require_POST
def withdraw(request: HttpRequest, invitation: int) -> HttpResponse:
    """Take an invitation back."""
    return inviting.take_back(request, invitation, "manager:home")
