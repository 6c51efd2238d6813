"""Answers in words, for pages on which somebody looks over what they said."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from stepwell.engine.log import Answer, Answers
from stepwell.knowledge.schema import Knowledge, Question, QuestionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One question and its answer in words; ``group`` is the page on which it can be changed."""

    question: str
    answer: str
    group: str


def rows(questions: Iterable[Question], answers: Answers, knowledge: Knowledge) -> list[Row]:
    """Return a row for each question that was answered, in order."""
    return [
        Row(question=_(question.text), answer=words(question, answers[question.id]), group=question.group)
        for question in questions
        if question.id in answers
    ]


def words(question: Question, answer: Answer) -> str:
    """Return one answer as a person would say it."""
    if isinstance(answer, tuple):
        return ", ".join(_choice(question, one) for one in answer)
    match question.kind:
        case QuestionKind.SIGN | QuestionKind.CHOICE:
            return _choice(question, str(answer))
        case QuestionKind.SCALE:
            return _("%(number)s of 10") % {"number": answer}
        case QuestionKind.NUMBER if question.unit:
            return f"{answer} {_(question.unit)}"
    return str(answer)


def _choice(question: Question, chosen: str) -> str:
    signs = {"no": _("No"), "yes": _("Yes"), "not_sure": _("Not sure")}
    texts = {choice.id: _(choice.text) for choice in question.choices}
    return texts.get(chosen) or signs.get(chosen, chosen)
