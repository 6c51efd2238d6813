"""The form of one message, as both sides fill it in."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy

LETTERS_MOST = 4000


class MessageForm(forms.Form):
    """Words, and the id by which the same message counts once.

    anyway: the words may mean danger, the page with whom to call was shown, and they are to be sent all the same.
    """

    key = forms.UUIDField(initial=uuid4, widget=forms.HiddenInput)
    words = forms.CharField(
        label=gettext_lazy("Your message"),
        max_length=LETTERS_MOST,
        widget=forms.Textarea(attrs={"rows": 5, "maxlength": LETTERS_MOST}),
        error_messages={
            "required": gettext_lazy("There are no words yet. Write them, then send it."),
            "max_length": gettext_lazy("This is too long. Send it in two messages."),
        },
    )
    anyway = forms.BooleanField(required=False, widget=forms.HiddenInput)
