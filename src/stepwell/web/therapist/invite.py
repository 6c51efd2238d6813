"""A therapist invites patients of their own."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from stepwell.care.actions import invitations
from stepwell.care.errors import CareError
from stepwell.care.queries import accounts
from stepwell.care.queries import invitations as waiting
from stepwell.web.shared import inviting
from stepwell.web.shared.inviting import InviteForm, send


@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    """Show the open invitations; a post invites a patient."""
    who, now = accounts.visitor(request.user), timezone.now()
    clinics = {work.clinic: work.clinic_name for work in who.work if work.role == "therapist"}
    form = InviteForm(request.POST if request.method == "POST" else None, roles=("patient",), clinics=clinics)
    if form.is_valid():
        said = {"clinic": next(iter(clinics)), **form.cleaned_data}
        try:
            sent = invitations.invite(who=who, role="patient", now=now, **said)
        except CareError as error:
            form.add_error(None, str(error))
        else:
            send(request, sent)
            return redirect("therapist:invite")
    open_ones = [each for clinic in clinics for each in waiting.waiting(who, clinic, now)]
    context = {"form": form, "invitations": open_ones, "here": "caseload"}
    return render(request, "therapist/invite.html", context, status=422 if form.is_bound else 200)


@require_POST
def send_again(request: HttpRequest, invitation: int) -> HttpResponse:
    """Mail an invitation once more, with a new link."""
    return inviting.mail_again(request, invitation, "therapist:invite")


@require_POST
def withdraw(request: HttpRequest, invitation: int) -> HttpResponse:
    """Take an invitation back."""
    return inviting.take_back(request, invitation, "therapist:invite")
