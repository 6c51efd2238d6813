"""What the clinic says about itself: name, telephone, address, hours, paper, and whether its public page is shown."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from stepwell.care.actions import clinics as acts
from stepwell.care.errors import CareError
from stepwell.care.queries import accounts
from stepwell.web.manager.home import clinic_of

_LONG = {"max_length": gettext_lazy("That is too long.")}


class DetailsForm(forms.Form):
    """What a clinic says about itself."""

    name = forms.CharField(
        max_length=120, label=gettext_lazy("Name of the clinic"), error_messages={**_LONG, "required": gettext_lazy("Write a name.")}
    )
    phone = forms.CharField(
        max_length=40,
        required=False,
        label=gettext_lazy("Telephone"),
        error_messages=_LONG,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    address = forms.CharField(
        max_length=300, required=False, label=gettext_lazy("Address"), error_messages=_LONG, widget=forms.Textarea(attrs={"rows": 3})
    )
    hours = forms.CharField(
        max_length=300, required=False, label=gettext_lazy("Opening hours"), error_messages=_LONG, widget=forms.Textarea(attrs={"rows": 3})
    )
    letter_paper = forms.TypedChoiceField(
        choices=(("yes", gettext_lazy("US Letter")), ("no", "A4")),
        coerce=lambda chosen: chosen == "yes",
        widget=forms.RadioSelect,
        label=gettext_lazy("Paper"),
    )
    is_public = forms.BooleanField(required=False, label=gettext_lazy("Show a public page, where anybody can ask for a first appointment"))


@require_http_methods(["GET", "POST"])
def details(request: HttpRequest) -> HttpResponse:
    """Show and change the clinic's details."""
    clinic = clinic_of(request)
    now = {"letter_paper": "yes" if clinic.letter_paper else "no", "is_public": clinic.is_public}
    words = {field: getattr(clinic, field) for field in acts.DETAILS}
    form = DetailsForm(request.POST if request.method == "POST" else None, initial=words | now)
    if form.is_valid():
        try:
            acts.change(who=accounts.visitor(request.user), clinic=clinic.id, **form.cleaned_data)
        except CareError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Saved."))
            return redirect("manager:details")
    context = {"clinic": clinic, "form": form, "here": "clinic", "part": "details"}
    return render(request, "manager/details.html", context, status=422 if form.is_bound else 200)
