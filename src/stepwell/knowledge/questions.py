"""Answers, checked against the questions they answer."""

import unicodedata
from collections.abc import Mapping
from typing import Any

from stepwell.knowledge.schema import Knowledge, Question, QuestionKind

LONGEST_TEXT = 500
_UNSHOWN = ("Cc", "Cs")
"""Unicode categories no person types: control characters, and halves of a pair."""


class AnswerError(ValueError):
    """An answer cannot be used. Names the question, what is wrong, and what to do."""

    def __init__(self, question: str, wrong: str, mend: str) -> None:
        super().__init__(f"{question}: {wrong}; {mend}")
        self.question = question


def answered(raw: Mapping[str, Any], knowledge: Knowledge) -> dict[str, Any]:
    """Return the answers with lists as tuples, checked one by one.

    Args:
        raw: question id -> value. sign, choice: an id of a choice. choices: a list of them.
            scale: a whole number 0-10. number: within the question's limits. text: up to 500 characters.

    Raises:
        AnswerError: an id is unknown, or a value is not possible. The value itself is not repeated
            for text, which may be private.
    """
    return {question_id: _checked(question_id, value, knowledge) for question_id, value in raw.items()}


def _checked(question_id: str, value: Any, knowledge: Knowledge) -> Any:
    question = knowledge.questions.get(question_id)
    if question is None:
        raise AnswerError(_safe(question_id), "is not a known question", "see `stepwell questions` for the ids")
    match question.kind:
        case QuestionKind.SIGN | QuestionKind.CHOICE:
            return _choice(question, value)
        case QuestionKind.CHOICES:
            return _choices(question, value)
        case QuestionKind.TEXT:
            return _text(question, value)
    return _number(question, value)


def _choice(question: Question, value: Any) -> str:
    if not isinstance(value, str) or value not in question.choice_ids:
        raise AnswerError(question.id, f"{_safe(value)} is not one of its answers", "use " + ", ".join(question.choice_ids))
    return value


def _choices(question: Question, value: Any) -> tuple[str, ...]:
    if not isinstance(value, list | tuple):
        raise AnswerError(question.id, f"{_safe(value)} is not a list", "give a list of its answers, or ['none']")
    for one in value:
        _choice(question, one)
    chosen = tuple(dict.fromkeys(value))
    if "none" in chosen and len(chosen) > 1:
        raise AnswerError(question.id, "'none' stands beside other answers", "give either 'none' or the others")
    if not chosen:
        raise AnswerError(question.id, "the list is empty", "give at least one of " + ", ".join(question.choice_ids))
    return chosen


def _text(question: Question, value: Any) -> str:
    if not isinstance(value, str):
        raise AnswerError(question.id, "is not text", "give words in quotes")
    if len(value) > LONGEST_TEXT:
        raise AnswerError(question.id, f"is longer than {LONGEST_TEXT} characters", "shorten it")
    if any(unicodedata.category(letter) in _UNSHOWN for letter in value):
        raise AnswerError(question.id, "holds a character that cannot be shown", "keep only letters, digits, signs and spaces")
    return value


def _number(question: Question, value: Any) -> int | float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise AnswerError(question.id, f"{_safe(value)} is not a number", f"give a number from {question.lowest:g} to {question.highest:g}")
    if not question.lowest <= value <= question.highest:
        raise AnswerError(question.id, f"{_safe(value)} is out of range", f"give a number from {question.lowest:g} to {question.highest:g}")
    if value != int(value):
        raise AnswerError(question.id, f"{_safe(value)} is not a whole number", "round it")
    return int(value)


def _safe(value: Any) -> str:
    """Return a value for a message, cut short: it may be huge."""
    shown = repr(value)
    return shown if len(shown) <= 40 else shown[:37] + "..."
