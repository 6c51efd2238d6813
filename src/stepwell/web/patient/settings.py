"""Settings: the name, the country, the size of the text."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from stepwell.care.actions import people
from stepwell.care.errors import CareError
from stepwell.knowledge import loader
from stepwell.web.shared.viewer import viewer

TEXT_SIZES = (("normal", gettext_lazy("Normal")), ("large", gettext_lazy("Large")), ("larger", gettext_lazy("Larger")))


class SettingsForm(forms.Form):
    """What a person may set about how they are shown things."""

    given_name = forms.CharField(
        max_length=60,
        required=False,
        strip=True,
        label=gettext_lazy("What should we call you?"),
        help_text=gettext_lazy("A first name or nickname. Leave it empty if you like."),
        error_messages={"max_length": gettext_lazy("Keep the name to 60 letters at most.")},
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    country = forms.ChoiceField(
        label=gettext_lazy("Where are you?"),
        help_text=gettext_lazy("We show the emergency number of this country."),
        error_messages={"required": gettext_lazy("Choose a country."), "invalid_choice": gettext_lazy("Choose a country from the list.")},
    )
    text_size = forms.ChoiceField(
        choices=TEXT_SIZES,
        label=gettext_lazy("Size of the text"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose a size."), "invalid_choice": gettext_lazy("Choose one of the sizes.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        countries = [(country.id, _(country.name)) for country in loader.load().countries.values()]
        self.fields["country"].choices = countries  # type: ignore[attr-defined]


@require_http_methods(["GET", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    """Show and change the settings."""
    person = viewer(request)
    now = {"given_name": person.given_name, "country": person.country, "text_size": person.text_size}
    form = SettingsForm(request.POST if request.method == "POST" else None, initial=now)
    if form.is_valid():
        try:
            people.change_settings(person=person, **form.cleaned_data)
        except CareError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Saved."))
            return redirect("patient:settings")
    return render(request, "patient/settings.html", {"form": form, "here": "settings"}, status=422 if form.is_bound else 200)
