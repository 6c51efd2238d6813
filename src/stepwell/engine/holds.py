"""Whether a condition holds for somebody's answers: true, false, or not known."""

from collections.abc import Mapping

from stepwell.engine.log import Answer, Answers
from stepwell.knowledge.condition import All, AnyOf, Condition, Leaf, Named, NoneOf, Operator
from stepwell.knowledge.schema import Knowledge, Question, QuestionKind

UNSURE = "not_sure"


def holds(condition: Condition, answers: Answers, knowledge: Knowledge, named: Mapping[str, Condition] | None = None) -> bool | None:
    """Return True, False, or None where an answer that decides is missing.

    "Not sure" counts as the worrying answer wherever a worrying answer is asked about (doubt falls
    to the safe side), unless the question has a clarifier that was answered: then that one decides.

    Args:
        condition: what must hold.
        answers: by question id; a missing id is not known.
        knowledge: for the questions' own choices.
        named: the conditions that "@id" may name.
    """
    match condition:
        case Leaf():
            return _leaf_holds(condition, answers, knowledge)
        case Named(rule):
            return holds((named or {})[rule], answers, knowledge, named)
        case All(parts):
            found = [holds(part, answers, knowledge, named) for part in parts]
            return False if False in found else None if None in found else True
        case AnyOf(parts):
            found = [holds(part, answers, knowledge, named) for part in parts]
            return True if True in found else None if None in found else False
        case NoneOf(parts):
            found = [holds(part, answers, knowledge, named) for part in parts]
            return False if True in found else None if None in found else True
    raise TypeError(f"not a condition: {condition!r}")


def _leaf_holds(leaf: Leaf, answers: Answers, knowledge: Knowledge) -> bool | None:
    question, answer = knowledge.questions[leaf.question], answers.get(leaf.question)
    if leaf.operator is Operator.HAS:
        return _has(leaf, question, answers, knowledge)
    if answer is None:
        answer = _not_needed(question, answers, knowledge)
    if answer is None:
        return None
    if answer == UNSURE and leaf.value != UNSURE:
        return _unsure_holds(leaf, question, answers)
    match leaf.operator:
        case Operator.IS:
            return answer == leaf.value
        case Operator.IS_NOT:
            return answer != leaf.value
        case Operator.COUNT:
            return isinstance(answer, tuple) and len([choice for choice in answer if choice != "none"]) >= float(leaf.value)
    return _number_holds(leaf, answer)


def _has(leaf: Leaf, question: Question, answers: Answers, knowledge: Knowledge) -> bool | None:
    """Whether a choice was made, or something was told elsewhere that counts as it."""
    answer = answers.get(question.id) or _not_needed(question, answers, knowledge)
    chosen = isinstance(answer, tuple) and leaf.value in answer
    also = next((choice.also for choice in question.choices if choice.id == leaf.value), None)
    told = holds(also, answers, knowledge) if also is not None else False
    if chosen or told:
        return True
    return None if answer is None or told is None else False


def _not_needed(question: Question, answers: Answers, knowledge: Knowledge) -> Answer | None:
    """Return the calmest answer to a question that does not apply (pregnancy, for a man); None where it does, or may."""
    if question.only_if is None or not question.choice_ids or holds(question.only_if, answers, knowledge) is not False:
        return None
    calmest = question.choice_ids[0]
    return (calmest,) if question.kind is QuestionKind.CHOICES else calmest


def _unsure_holds(leaf: Leaf, question: Question, answers: Answers) -> bool | None:
    if question.clarifier is not None and question.clarifier in answers:
        return False
    if question.kind is QuestionKind.NUMBER or question.kind is QuestionKind.SCALE:
        return None
    calmest = question.choice_ids[0]
    return (leaf.value == calmest) is (leaf.operator is Operator.IS_NOT)


def _number_holds(leaf: Leaf, answer: Answer) -> bool | None:
    if isinstance(answer, str | tuple):
        return None
    limit = float(leaf.value)
    match leaf.operator:
        case Operator.AT_LEAST:
            return answer >= limit
        case Operator.AT_MOST:
            return answer <= limit
        case Operator.MORE:
            return answer > limit
    return answer < limit
