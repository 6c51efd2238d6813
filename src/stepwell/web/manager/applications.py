"""Other programs that a clinic lets in: which there are, letting one in, and shutting it out."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from stepwell.care.actions import tokens as acts
from stepwell.care.errors import CareError, NotYours
from stepwell.care.queries import accounts, exports, tokens
from stepwell.web.manager.home import clinic_of

SCOPES = {
    "read": gettext_lazy("Read what patients share with the clinic"),
    "write": gettext_lazy("Add answers and measures that a patient gave elsewhere"),
    "export": gettext_lazy("Take what all patients share, as files"),
}
DOES = {"read": gettext_lazy("reads"), "write": gettext_lazy("adds"), "export": gettext_lazy("takes files")}
LENGTHS = {30: gettext_lazy("30 days"), 90: gettext_lazy("90 days"), 365: gettext_lazy("A year")}


class ProgramForm(forms.Form):
    """Which program, what it may do, and for how long."""

    name = forms.CharField(
        max_length=acts.NAME_MOST,
        label=gettext_lazy("Name of the program"),
        error_messages={"required": gettext_lazy("Write a name."), "max_length": gettext_lazy("That is too long.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    scopes = forms.MultipleChoiceField(
        choices=[(scope, SCOPES[scope]) for scope in acts.SCOPES],
        label=gettext_lazy("What it may do"),
        error_messages={"required": gettext_lazy("Choose what it may do."), "invalid_choice": gettext_lazy("Choose from these.")},
        widget=forms.CheckboxSelectMultiple,
    )
    days = forms.TypedChoiceField(
        choices=[(str(days), LENGTHS[days]) for days in acts.DAYS],
        coerce=int,
        label=gettext_lazy("For how long"),
        error_messages={"required": gettext_lazy("Choose for how long."), "invalid_choice": gettext_lazy("Choose one of these.")},
        widget=forms.RadioSelect,
    )


@require_http_methods(["GET", "POST"])
def applications(request: HttpRequest) -> HttpResponse:
    """Show the programs that are let in; a post lets another one in, and its answer is the only page that ever shows the secret."""
    who, clinic, now = accounts.visitor(request.user), clinic_of(request), timezone.now()
    form = ProgramForm(request.POST if request.method == "POST" else None)
    made = None
    if form.is_valid():
        wanted = form.cleaned_data
        try:
            made = acts.make(who=who, clinic=clinic.id, name=wanted["name"], scopes=tuple(wanted["scopes"]), days=wanted["days"], now=now)
        except CareError as error:
            form.add_error(None, str(error))
        else:
            form = ProgramForm()
    context = {
        "clinic": clinic,
        "tokens": tokens.tokens(who, clinic.id, now),
        "does": DOES,
        "exports": exports.exports(who, clinic.id, now),
        "made": made,
        "form": form,
        "address": request.build_absolute_uri("/fhir/"),
        "here": "clinic",
        "part": "applications",
    }
    return render(request, "manager/applications.html", context, status=422 if form.is_bound else 200)


@require_POST
def revoke(request: HttpRequest, token: int) -> HttpResponse:
    """Shut a program out."""
    try:
        acts.revoke(who=accounts.visitor(request.user), token=token, now=timezone.now())
    except NotYours:
        raise Http404 from None
    messages.success(request, _("That program is shut out. Its token opens nothing any more."))
    return redirect("manager:applications")
