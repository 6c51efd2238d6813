"""Settings: the name, the country, the size of the text, and how the drawn figure looks."""

from typing import Any, get_args

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from msgspec.structs import replace

from stepwell.care.actions import people
from stepwell.care.errors import CareError
from stepwell.care.queries import days
from stepwell.engine.log import Build, Hair, Look, Preference, Skin
from stepwell.knowledge import loader
from stepwell.web.patient import saving
from stepwell.web.shared import figures
from stepwell.web.shared.viewer import viewer

TEXT_SIZES = (("normal", gettext_lazy("Normal")), ("large", gettext_lazy("Large")), ("larger", gettext_lazy("Larger")))
SKINS = {"light": gettext_lazy("Light"), "medium": gettext_lazy("Medium"), "tan": gettext_lazy("Tan"), "deep": gettext_lazy("Deep")}
BUILDS = {"slim": gettext_lazy("Slim"), "medium": gettext_lazy("Medium"), "broad": gettext_lazy("Broad")}
HAIRS = {"short": gettext_lazy("Short"), "bun": gettext_lazy("In a bun"), "long": gettext_lazy("Long")}
LOOK = ("skin", "build", "hair")
PICTURED = "walking_programme"
"""The exercise that the choices of a look are shown with: a person who just walks along."""
_CHOOSE_ONE = {"required": gettext_lazy("Choose one."), "invalid_choice": gettext_lazy("Choose one of the pictures.")}


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
    skin = forms.ChoiceField(
        choices=[(skin, SKINS[skin]) for skin in get_args(Skin)],
        label=gettext_lazy("Skin"),
        widget=forms.RadioSelect,
        error_messages=_CHOOSE_ONE,
    )
    build = forms.ChoiceField(
        choices=[(build, BUILDS[build]) for build in get_args(Build)],
        label=gettext_lazy("Build"),
        widget=forms.RadioSelect,
        error_messages=_CHOOSE_ONE,
    )
    hair = forms.ChoiceField(
        choices=[(hair, HAIRS[hair]) for hair in get_args(Hair)],
        label=gettext_lazy("Hair"),
        widget=forms.RadioSelect,
        error_messages=_CHOOSE_ONE,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        countries = [(country.id, _(country.name)) for country in loader.load().countries.values()]
        self.fields["country"].choices = countries  # type: ignore[attr-defined]

    @property
    def look(self) -> Look:
        """The look that was chosen; only of a valid form."""
        return Look(**{name: self.cleaned_data[name] for name in LOOK})


@require_http_methods(["GET", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    """Show and change the settings."""
    person, look = viewer(request), days.understanding(viewer(request)).look
    now = {"given_name": person.given_name, "country": person.country, "text_size": person.text_size}
    form = SettingsForm(request.POST if request.method == "POST" else None, initial=now | {name: getattr(look, name) for name in LOOK})
    if form.is_valid():
        try:
            people.change_settings(person=person, **{name: form.cleaned_data[name] for name in now})
            if form.look != look:
                saving.save(request, Preference(on=timezone.localdate(), wish="look", look=form.look))
        except CareError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Saved."))
            return redirect("patient:settings")
    context = {"form": form, "looks": [_choices(form, name, look) for name in LOOK], "here": "settings"}
    return render(request, "patient/settings.html", context, status=422 if form.is_bound else 200)


def _choices(form: SettingsForm, name: str, look: Look) -> dict[str, Any]:
    """Return one part of the look with its choices, each with the person as they would look then."""
    options = [(option, figures.still(PICTURED, "auto", replace(look, **{name: option.data["value"]}))) for option in form[name]]
    return {"field": form[name], "options": options}
