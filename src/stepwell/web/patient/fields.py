"""One form field for one question, so that no question is written twice."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from stepwell.engine.log import Answer
from stepwell.knowledge.schema import Choice, Question, QuestionKind

LONGEST_TEXT = 80
SHORT_LABEL = 40
SIGN_CHOICES = (("no", _("No")), ("yes", _("Yes")), ("not_sure", _("Not sure")))


class Label(str):
    """The words of a choice, with the smaller words under it."""

    help: str

    @classmethod
    def of(cls, choice: Choice) -> "Label":
        """Return a choice's words, translated."""
        label = cls(translated(choice.text))
        label.help = translated(choice.help) if choice.help else ""
        return label


class _Box(forms.CheckboxInput):
    def value_from_datadict(self, data: Any, files: Any, name: str) -> bool:
        return bool(data.get(name) == "on")


class Tick(forms.BooleanField):
    """One box. Only what a browser sends for a ticked box is a tick: nothing else clears a sign or deletes a log."""

    widget = _Box


class TickedSign(forms.MultipleChoiceField):
    """A sign on a page of signs: ticked, marked not sure, or left alone."""

    def clean(self, value: Any) -> str:
        """Return yes, not_sure, or "" when it was left alone.

        Raises:
            ValidationError: both boxes of one sign were ticked, or the value is unknown.
        """
        ticked: list[str] = super().clean(value)
        if len(set(ticked)) > 1:
            raise ValidationError(_("Choose the sign or “Not sure”, not both."), code="both")
        return ticked[0] if ticked else ""


class Several(forms.MultipleChoiceField):
    """Any of the choices, or the one explicit "none". ``order``: the ids of the choices, as the question has them."""

    order: tuple[str, ...] = ()

    def clean(self, value: Any) -> tuple[str, ...]:
        """Return the ticked choices in the order of the question, without repeats.

        Raises:
            ValidationError: "none" was ticked beside something else, or a value is unknown.
        """
        ticked = set(super().clean(value))
        if "none" in ticked and len(ticked) > 1:
            raise ValidationError(_("You ticked “none” and something else. Keep only what is true for you."), code="none_and_more")
        return tuple(key for key in self.order if key in ticked)


def field(question: Question, *, required: bool) -> forms.Field:
    """Return the form field for a question; ``required``: whether an empty answer is refused."""
    return _described(_made(question, required), question, question.kind.value)


def ticked_row(question: Question) -> forms.Field:
    """Return the box of a sign, and the one for "not sure" where that is an answer."""
    choices = SIGN_CHOICES[1:] if "not_sure" in question.choice_ids else SIGN_CHOICES[1:2]
    unknown = _("Tick the box again, please. That answer was not understood.")
    messages = {"invalid_choice": unknown, "invalid_list": unknown}
    made = TickedSign(choices=choices, required=False, widget=forms.CheckboxSelectMultiple, error_messages=messages)
    return _described(made, question, "row")


def which(question: Question) -> forms.Field:
    """Return the field for which of the worrying answers fits, once a row is ticked."""
    open_ones = [label for label in _labels(question)[1:] if label[0] != "not_sure"]
    made = _described(_one_of(open_ones, required=False, missing=_("Choose the answer that fits best.")), question, "choice")
    made.label = translated("Which fits best?")
    made.help_text = ""
    return made


def answer(question: Question, value: Any) -> Answer | None:
    """Return a cleaned value as an answer; None when nothing was said."""
    if value in (None, "", ()):
        return None
    return int(value) if question.kind is QuestionKind.SCALE else value


def _described(made: forms.Field, question: Question, kind: str) -> forms.Field:
    made.label = translated(question.text)
    made.help_text = translated(question.help) if question.help else ""
    made.question = question  # type: ignore[attr-defined]
    made.kind = kind  # type: ignore[attr-defined]
    made.is_compact = kind in ("choice", "choices") and _are_short(question)  # type: ignore[attr-defined]
    return made


def _are_short(question: Question) -> bool:
    """Whether the answers are many and short enough to stand side by side."""
    choices = question.choices
    return len(choices) > 4 and all(len(choice.text) <= SHORT_LABEL and not choice.help for choice in choices)


def _made(question: Question, required: bool) -> forms.Field:
    match question.kind:
        case QuestionKind.SIGN:
            return _one_of(SIGN_CHOICES, required, _("Choose one answer. “Not sure” is fine."))
        case QuestionKind.CHOICE:
            return _one_of(_labels(question), required, _("Choose the answer that fits best."))
        case QuestionKind.CHOICES:
            return _several(_labels(question), required)
        case QuestionKind.SCALE:
            numbers = [(str(number), str(number)) for number in range(int(question.lowest), int(question.highest) + 1)]
            return _one_of(numbers, required, _("Choose a number."))
        case QuestionKind.NUMBER:
            return _number(question, required)
        case QuestionKind.TEXT:
            return _text(required)


def _labels(question: Question) -> list[tuple[str, Label]]:
    return [(choice.id, Label.of(choice)) for choice in question.choices]


def _one_of(choices: Sequence[tuple[str, Any]], required: bool, missing: Any) -> forms.ChoiceField:
    messages = {"required": missing, "invalid_choice": missing}
    return forms.ChoiceField(choices=choices, required=required, widget=forms.RadioSelect, error_messages=messages)


def _several(choices: Sequence[tuple[str, Any]], required: bool) -> Several:
    missing = _("Tick what is true for you, or the box for none.")
    messages = {"required": missing, "invalid_choice": missing, "invalid_list": missing}
    made = Several(choices=choices, required=required, widget=forms.CheckboxSelectMultiple, error_messages=messages)
    made.order = tuple(key for key, _label in choices)
    return made


def _number(question: Question, required: bool) -> forms.IntegerField:
    limits = {"lowest": int(question.lowest), "highest": int(question.highest)}
    between = _("Write a whole number from %(lowest)s to %(highest)s.") % limits
    messages = {"required": between, "invalid": between, "min_value": between, "max_value": between}
    widget = forms.NumberInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    return forms.IntegerField(
        min_value=limits["lowest"], max_value=limits["highest"], required=required, widget=widget, error_messages=messages
    )


def _text(required: bool) -> forms.CharField:
    messages = {"required": _("Write a few words."), "max_length": _("Keep it to a few words (80 letters at most).")}
    widget = forms.TextInput(attrs={"autocomplete": "off"})
    return forms.CharField(max_length=LONGEST_TEXT, required=required, strip=True, widget=widget, error_messages=messages)
