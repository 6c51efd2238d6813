"""The safety check of somebody to whom nothing on it applies, to start cases from."""

from collections.abc import Collection
from typing import Any

from stepwell.engine.screening import is_needed
from stepwell.knowledge.schema import AskedWhen, Knowledge, Question, QuestionKind


def safety_questions(knowledge: Knowledge) -> list[Question]:
    """Return the questions of the safety check that offer answers to choose from, in order."""
    chosen = (QuestionKind.SIGN, QuestionKind.CHOICE, QuestionKind.CHOICES)
    return [question for question in knowledge.questions.values() if AskedWhen.SAFETY in question.asked_when and question.kind in chosen]


def clarifiers(knowledge: Knowledge) -> set[str]:
    """Return the ids of the questions that are shown only after "not sure"."""
    return {question.clarifier for question in knowledge.questions.values() if question.clarifier}


def with_calm_answers(given: dict[str, Any], knowledge: Knowledge, left_out: Collection[str] = ()) -> dict[str, Any]:
    """Return ``given``, and the calmest answer to every other question that applies and is not left out.

    A clarifier is never filled in: what a case does not say about a doubt stays a doubt.
    """
    answers = dict(given)
    for question in safety_questions(knowledge):
        if question.id in answers or question.id in left_out or question.id in clarifiers(knowledge):
            continue
        if is_needed(question, answers, knowledge):
            calmest = question.choice_ids[0]
            answers[question.id] = (calmest,) if question.kind is QuestionKind.CHOICES else calmest
    return answers
