"""The page behind an invitation: a name and a password, for a patient what is shared, and then one is in."""

from typing import Any

from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from allauth.account.utils import perform_login
from django import forms
from django.contrib.auth import get_user_model, password_validation
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from stepwell.care.access import SCOPES, Visitor
from stepwell.care.actions import invitations
from stepwell.care.errors import CareError
from stepwell.care.queries import accounts
from stepwell.care.queries import invitations as offers
from stepwell.care.queries.invitations import Offered
from stepwell.web.shared import scopes


class JoinForm(forms.Form):
    """Who somebody is, and what they share."""

    name = forms.CharField(
        max_length=invitations.NAME_MOST,
        label=gettext_lazy("Your name"),
        error_messages={"required": gettext_lazy("Write your name."), "max_length": gettext_lazy("Keep the name to 120 letters at most.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    password = forms.CharField(
        strip=False,
        max_length=256,
        label=gettext_lazy("Choose a password"),
        help_text=gettext_lazy("At least 12 characters. Four or five words in a row are easy to keep in mind and hard to guess."),
        error_messages={"required": gettext_lazy("Choose a password.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    scope = forms.MultipleChoiceField(required=False, choices=[(part, part) for part in SCOPES])

    def __init__(self, *args: Any, offer: Offered, has_account: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer = offer
        if has_account:
            del self.fields["name"], self.fields["password"]
        if offer.role != "patient":
            del self.fields["scope"]

    def clean_password(self) -> str:
        """Refuse what is short, common, a word said over again, or like the name or the address."""
        password: str = self.cleaned_data["password"]
        password_validation.validate_password(password, get_user_model()(email=self.offer.email, name=self.cleaned_data.get("name", "")))
        return password


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Show what somebody is invited to; on agreement, make their account and sign them in."""
    offer = offers.offered(secret, timezone.now())
    if offer is None:
        return render(request, "public/invitation_over.html", status=410)
    who = accounts.visitor(request.user)
    if who.is_known and getattr(request.user, "email", "") != offer.email:
        return _shown(request, offer, None, is_another=True)
    if offer.has_account and not who.is_known:
        return _shown(request, offer, None)
    form = JoinForm(request.POST if request.method == "POST" else None, offer=offer, has_account=who.is_known, initial={"name": offer.name})
    if not form.is_valid():
        return _shown(request, offer, form)
    try:
        return _joined(request, form, who, secret)
    except CareError as error:
        form.add_error(None, str(error))
        return _shown(request, offer, form)


def _joined(request: HttpRequest, form: JoinForm, who: Visitor, secret: str) -> HttpResponse:
    """Take the invitation up, sign in, and lead to the second factor: it is asked of whoever works at a clinic, and offered to patients."""
    told = form.cleaned_data
    account = invitations.accept(
        secret=secret,
        now=timezone.now(),
        account=request.user if who.is_known else None,  # type: ignore[arg-type]
        name=told.get("name", ""),
        password=told.get("password", ""),
        scope=tuple(told.get("scope", ())),
    )
    if who.is_known:
        return redirect("clinic:home")
    answer: HttpResponse = perform_login(request, account, redirect_url=reverse("mfa_index"))
    reauthenticate_by_password(request)  # the password was typed this very moment: it is not asked again for the second factor
    return answer


def _shown(request: HttpRequest, offer: Offered, form: JoinForm | None, *, is_another: bool = False) -> HttpResponse:
    is_patient = offer.role == "patient"
    chosen = form.data.getlist("scope") if form is not None and form.is_bound and is_patient else []  # type: ignore[attr-defined]
    parts = [(part, part.id in chosen) for part in scopes.parts()] if is_patient else []
    context = {"offer": offer, "form": form, "parts": parts, "is_patient": is_patient, "is_another": is_another}
    return render(request, "public/invitation.html", context, status=422 if form is not None and form.is_bound else 200)
