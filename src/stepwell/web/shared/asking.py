"""Asking for a visit: the form, and the letter that was shown, signed so that exactly that is sent."""

from typing import Any
from uuid import UUID, uuid4

import msgspec
from django import forms
from django.core import signing
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stepwell.care.actions.visit_requests import Asked

OLDEST_S = 6 * 3600
"""So long a page may stay open. After that the safety questions come first again."""
_LETTER = "stepwell.web.asking.letter"


class AskForm(forms.Form):
    """Who wants to come, when, and why."""

    name = forms.CharField(
        max_length=120,
        label=gettext_lazy("Your name"),
        error_messages={"required": gettext_lazy("Write your name."), "max_length": gettext_lazy("Keep the name to 120 letters at most.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        required=False,
        max_length=120,
        label=gettext_lazy("Email address"),
        help_text=gettext_lazy("An email address or a phone number: one of the two is enough."),
        error_messages={"invalid": gettext_lazy("That is not an email address. Look for a typing mistake.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    phone = forms.RegexField(
        r"^\+?[\d ().\-/x]{5,40}$",
        required=False,
        label=gettext_lazy("Phone number"),
        error_messages={"invalid": gettext_lazy("Write the number with digits, such as 555 0100.")},
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "maxlength": 40}),
    )
    preferred = forms.CharField(
        max_length=500,
        label=gettext_lazy("Times that suit you"),
        help_text=gettext_lazy("Two or three are best, such as “Tuesday morning, or any day after 4”."),
        error_messages={
            "required": gettext_lazy("Write at least one time that suits you."),
            "max_length": gettext_lazy("Keep this to 500 letters at most."),
        },
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": 500}),
    )
    reason = forms.CharField(
        required=False,
        max_length=1000,
        label=gettext_lazy("What is it about?"),
        help_text=gettext_lazy("A sentence is enough. You may leave it empty."),
        error_messages={"max_length": gettext_lazy("Keep this to 1000 letters at most.")},
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 1000}),
    )
    insurance = forms.CharField(
        required=False,
        max_length=300,
        label=gettext_lazy("About your insurance"),
        help_text=gettext_lazy("Only if you want to, such as its name. No numbers are needed yet."),
        error_messages={"max_length": gettext_lazy("Keep this to 300 letters at most.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for a way to answer."""
        told = super().clean() or self.cleaned_data
        if not self.errors and not told.get("email") and not told.get("phone"):
            self.add_error("email", _("Write an email address or a phone number, so that the clinic can answer you."))
        return told

    @property
    def contact(self) -> str:
        """The ways to answer, as they are kept."""
        return ", ".join(part for part in (self.cleaned_data["email"], self.cleaned_data["phone"]) if part)


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """A request as it was shown before sending.

    Attributes:
        clinic: whom it goes to; it cannot be sent to another.
    """

    clinic: UUID
    asked: Asked


def letter(form: AskForm, clinic: UUID, shared: str, visit: UUID | None = None) -> Letter:
    """Return the letter that a valid form makes."""
    told = {field: form.cleaned_data[field] for field in ("name", "preferred", "reason", "insurance")}
    return Letter(clinic=clinic, asked=Asked(id=visit or uuid4(), contact=form.contact, shared=shared, **told))


def sealed(value: Letter) -> str:
    """Return a letter for a hidden field."""
    return signing.dumps(msgspec.to_builtins(value), salt=_LETTER, compress=True)


def opened(sealed: str, clinic: UUID) -> Letter | None:
    """Return the letter in a hidden field; None when it was not made here, is too old, or goes to another clinic."""
    try:
        read = msgspec.convert(signing.loads(sealed, salt=_LETTER, max_age=OLDEST_S), Letter)
    except (signing.BadSignature, msgspec.ValidationError):
        return None
    return read if read.clinic == clinic else None


def initial(value: Letter) -> dict[str, str]:
    """Return a letter as the form is filled with it, to be changed."""
    asked = value.asked
    parts = asked.contact.split(", ")
    told = {field: getattr(asked, field) for field in ("name", "preferred", "reason", "insurance")}
    return told | {"email": next((p for p in parts if "@" in p), ""), "phone": next((p for p in parts if "@" not in p), "")}
