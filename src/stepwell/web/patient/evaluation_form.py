"""The form of one page of the evaluation."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stepwell.web.patient.question_form import QuestionForm

ACTIVITIES = tuple((f"activity_{number}", f"activity_{number}_now") for number in (1, 2, 3))


class EvaluationForm(QuestionForm):
    """As any page of questions; an activity goes together with how well it goes now."""

    def clean(self) -> dict[str, Any]:
        """Ask for the half of an activity that is missing."""
        cleaned = super().clean() or self.cleaned_data
        for words, now in ACTIVITIES:
            if words not in self.fields or words in self.errors or now in self.errors:
                continue
            if cleaned.get(words) and not cleaned.get(now):
                self.add_error(now, _("Choose a number for this activity."))
            if cleaned.get(now) and not cleaned.get(words):
                self.add_error(words, _("Write which activity this number is about."))
        return cleaned

    @property
    def bound_activities(self) -> Iterator[tuple[forms.BoundField, forms.BoundField]]:
        """Each activity and its number, where this page asks for them."""
        return ((self[words], self[now]) for words, now in ACTIVITIES if words in self.fields)
