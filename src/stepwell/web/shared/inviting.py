"""Inviting somebody by mail: the form, the words for a role, and the mail with its link."""

from smtplib import SMTPException
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.mail import send_mail
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stepwell.care.actions import invitations
from stepwell.care.actions.invitations import NAME_MOST, Sent
from stepwell.care.errors import NotYours
from stepwell.care.queries import accounts
from stepwell.web.shared import mail_way

ROLES = {"patient": gettext_lazy("Patient"), "therapist": gettext_lazy("Therapist"), "manager": gettext_lazy("Manager")}


class InviteForm(forms.Form):
    """Whom to invite, and as what."""

    name = forms.CharField(
        max_length=NAME_MOST,
        label=gettext_lazy("Name"),
        error_messages={"required": gettext_lazy("Write a name."), "max_length": gettext_lazy("Keep the name to 120 letters at most.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    email = forms.EmailField(
        label=gettext_lazy("Email address"),
        error_messages={
            "required": gettext_lazy("Write an email address."),
            "invalid": gettext_lazy("That is not an email address. Look for a typing mistake."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(
        label=gettext_lazy("As"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what they will be."), "invalid_choice": gettext_lazy("Choose one of these.")},
    )

    clinic = forms.TypedChoiceField(
        label=gettext_lazy("To which clinic"),
        coerce=UUID,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose the clinic."), "invalid_choice": gettext_lazy("Choose one of these.")},
    )

    def __init__(self, *args: object, roles: tuple[str, ...], clinics: dict[UUID, str] | None = None, **kwargs: object) -> None:
        """Ask for the role and the clinic only where there is more than one to choose from."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["clinic"].choices = [(str(clinic), name) for clinic, name in (clinics or {}).items()]  # type: ignore[attr-defined]
        if clinics is None or len(clinics) < 2:
            del self.fields["clinic"]
        self.fields["role"].choices = [(role, ROLES[role]) for role in roles]  # type: ignore[attr-defined]
        if len(roles) == 1:
            del self.fields["role"]


def link(secret: str) -> str:
    """Return the address of an invitation, as it stands in the mail."""
    address: str = settings.ENVIRONMENT.address
    return address.rstrip("/") + reverse("public:invitation", args=[secret])


def send(request: HttpRequest, sent: Sent) -> None:
    """Mail an invitation, and say on the next page how that went."""
    words = {"sent": sent, "link": link(sent.secret), "is_patient": sent.role == "patient"}
    subject = _("%(clinic)s invites you to Stepwell") % {"clinic": sent.clinic}
    try:
        send_mail(" ".join(subject.split()), render_to_string("mail/invitation.txt", words), None, [sent.email])
    except (OSError, SMTPException):
        messages.error(request, _("The invitation is kept, but its mail could not be sent. Check the mail server, then send it again."))
        return
    if not mail_way.goes_out():
        written = _("The invitation to %(email)s did not go out: no mail server is set up, so its mail was only written to a folder.")
        messages.error(request, written % {"email": sent.email})
    else:
        messages.success(request, _("The invitation to %(email)s is on its way. Its link works for 7 days.") % {"email": sent.email})


def mail_again(request: HttpRequest, invitation: int, then: str) -> HttpResponse:
    """Mail an invitation once more, with a new link, and go to the page of that name. Raises Http404 for one that is not theirs."""
    try:
        sent = invitations.send_again(who=accounts.visitor(request.user), invitation=invitation, now=timezone.now())
    except NotYours:
        raise Http404 from None
    send(request, sent)
    return redirect(then)


def take_back(request: HttpRequest, invitation: int, then: str) -> HttpResponse:
    """Take an invitation back, and go to the page of that name. Raises Http404 for one that is not theirs."""
    try:
        invitations.withdraw(who=accounts.visitor(request.user), invitation=invitation, now=timezone.now())
    except NotYours:
        raise Http404 from None
    messages.success(request, _("The invitation is taken back. Its link opens nothing any more."))
    return redirect(then)
