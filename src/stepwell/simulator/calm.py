"""The safety check of a virtual person: nothing on it applies. What red flags do is tried by the scenarios, not here."""

from stepwell.engine.log import Answers
from stepwell.engine.screening import is_needed
from stepwell.knowledge.schema import AskedWhen, Knowledge, QuestionKind

CHOSEN = (QuestionKind.SIGN, QuestionKind.CHOICE, QuestionKind.CHOICES)


def calm_answers(age: int, sex: str, knowledge: Knowledge) -> Answers:
    """Return the calmest answer to every question of the safety check that applies."""
    clarifiers = {question.clarifier for question in knowledge.questions.values()}
    answers: Answers = {"age": age, "sex": sex}
    for question in knowledge.questions.values():
        if AskedWhen.SAFETY not in question.asked_when or question.kind not in CHOSEN or question.id in {*answers, *clarifiers}:
            continue
        if is_needed(question, answers, knowledge):
            calmest = question.choice_ids[0]
            answers[question.id] = (calmest,) if question.kind is QuestionKind.CHOICES else calmest
    return answers
