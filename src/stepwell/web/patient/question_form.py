"""A form for any page of questions, made from the questions themselves."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from stepwell.engine.log import Answers
from stepwell.knowledge.schema import Question
from stepwell.web.patient import fields


class QuestionForm(forms.Form):
    """The questions of one page.

    Args:
        questions: what is asked; refused when empty, unless a question may be skipped.
        known: answers given before, to fill the page with.
        data: what was posted; None for a page that is only shown.
    """

    def __init__(self, questions: Sequence[Question], *, data: Any = None, known: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial=dict(known or {}))
        self.questions = tuple(questions)
        for question in self.questions:
            self.fields[question.id] = fields.field(question, required=not question.optional)

    @property
    def answers(self) -> Answers:
        """The answers given, by question id; what was not answered is left out."""
        given = {question.id: fields.answer(question, self.cleaned_data.get(question.id)) for question in self.questions}
        return {key: value for key, value in given.items() if value is not None}

    @property
    def bound_questions(self) -> list[forms.BoundField]:
        """The fields of the questions, in order."""
        return [self[question.id] for question in self.questions]
