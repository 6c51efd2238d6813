"""The form of one page of the safety check: rows to tick, one "None of these", and what follows from a row."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stepwell.engine.log import Answer, Answers
from stepwell.knowledge.schema import Question, QuestionKind
from stepwell.web.patient import fields
from stepwell.web.patient.pages import Page

NONE_OF_THESE = "none_of_these"
CALM = frozenset({"no", "none", "never", "same"})
"""First choices that "None of these" can stand for. A question that begins otherwise is asked in full."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One sign as a box to tick, the question that a tick opens, and what follows from "yes" or "not sure"."""

    question: Question
    said: forms.BoundField
    which: forms.BoundField | None
    after_yes: tuple[forms.BoundField, ...]
    after_not_sure: tuple[forms.BoundField, ...]


class SafetyForm(forms.Form):
    """One page of the safety check.

    A row left alone beside a ticked one means its calm answer; a page on which nothing at all was
    said is refused. Follow-ups may stay empty: the view asks for them when they are needed.
    """

    def __init__(self, page: Page, *, known: Mapping[str, Any], data: Any = None) -> None:
        super().__init__(data)
        self.page = page
        self.rows_of = tuple(question for question in page.questions if is_row(question))
        self.plain = tuple(question for question in page.questions if not is_row(question))
        for question in self.plain:
            self.fields[question.id] = fields.field(question, required=not question.optional)
        for question in self.rows_of:
            self._add_row(question)
        for question in page.follow_ups:
            self.fields[question.id] = fields.field(question, required=False)
        if self.rows_of:
            self.fields[NONE_OF_THESE] = fields.Tick(required=False, label=_("None of these"))
        self.initial = self._initial(known)

    def clean(self) -> dict[str, Any]:
        """Refuse a page on which nothing was said, "none" beside a tick, and a tick that leaves open which."""
        cleaned = super().clean() or self.cleaned_data
        if not self.rows_of or any(_said(question) in self.errors for question in self.rows_of):
            return cleaned
        said = [question for question in self.rows_of if cleaned.get(_said(question))]
        if cleaned.get(NONE_OF_THESE) and said:
            self.add_error(NONE_OF_THESE, _("You ticked “None of these” and something else. Keep only what is true for you."))
        if not cleaned.get(NONE_OF_THESE) and not said:
            self.add_error(NONE_OF_THESE, _("Tick what is true for you. If nothing is, tick “None of these”."))
        for question in said:
            if _opens(question) and cleaned[_said(question)] == "yes" and not cleaned.get(question.id) and question.id not in self.errors:
                self.add_error(question.id, _("Choose the answer that fits best."))
        return cleaned

    @property
    def answers(self) -> Answers:
        """The answers given, by question id."""
        given: dict[str, Answer | None] = {question.id: self._row_answer(question) for question in self.rows_of}
        for question in (*self.plain, *self.page.follow_ups):
            given[question.id] = fields.answer(question, self.cleaned_data.get(question.id))
        return {key: value for key, value in given.items() if value is not None}

    @property
    def bound_questions(self) -> list[forms.BoundField]:
        """The questions that are asked in full, in order."""
        return [self[question.id] for question in self.plain]

    @property
    def rows(self) -> Iterator[Row]:
        """The rows, in order, each with what may follow from it on the same page."""
        for question in self.rows_of:
            yield Row(
                question=question,
                said=self[_said(question)],
                which=self[question.id] if _opens(question) else None,
                after_yes=self._following(f"{question.id}=yes"),
                after_not_sure=self._following(f"{question.id}=not_sure"),
            )

    def _add_row(self, question: Question) -> None:
        said = fields.ticked_row(question)
        self.fields[_said(question)] = said
        if _opens(question):
            self.fields[question.id] = fields.which(question)

    def _following(self, answer: str) -> tuple[forms.BoundField, ...]:
        return tuple(self[question.id] for question in self.page.follow_ups if self.page.follows[question.id] == (answer,))

    def _row_answer(self, question: Question) -> Answer:
        said = self.cleaned_data.get(_said(question))
        if not said:
            return question.choice_ids[0]
        return str(self.cleaned_data[question.id]) if said == "yes" and _opens(question) else str(said)

    def _initial(self, known: Mapping[str, Any]) -> dict[str, Any]:
        initial = dict(known)
        answered = [question for question in self.rows_of if question.id in known]
        for question in answered:
            answer = known[question.id]
            calm = answer == question.choice_ids[0]
            initial[_said(question)] = [] if calm else ["not_sure" if answer == "not_sure" else "yes"]
        all_calm = all(known[question.id] == question.choice_ids[0] for question in answered)
        return initial | {NONE_OF_THESE: bool(answered) and len(answered) == len(self.rows_of) and all_calm}


def is_row(question: Question) -> bool:
    """Whether a question is shown as a box to tick: its first answer says that there is nothing."""
    return question.kind is QuestionKind.SIGN or (question.kind is QuestionKind.CHOICE and question.choice_ids[0] in CALM)


def _opens(question: Question) -> bool:
    """Whether a tick leaves open which of several answers it is."""
    return question.kind is QuestionKind.CHOICE


def _said(question: Question) -> str:
    return f"{question.id}-said" if _opens(question) else question.id
