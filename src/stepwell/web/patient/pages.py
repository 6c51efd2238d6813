"""Which questions stand on which page, and which of them follow from an answer."""

from collections.abc import Iterable
from dataclasses import dataclass

from stepwell.engine.holds import holds
from stepwell.engine.log import Answers
from stepwell.knowledge.condition import AnyOf, Condition, Leaf, Operator
from stepwell.knowledge.schema import AskedWhen, Group, Knowledge, Question


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page: a group and its questions, in order.

    Attributes:
        questions: asked at once.
        follow_ups: asked only when an answer of this page calls for them.
        follows: for each follow-up, the answers ("id=value") that show it while the page is filled in.
    """

    group: Group
    questions: tuple[Question, ...]
    follow_ups: tuple[Question, ...] = ()
    follows: dict[str, tuple[str, ...]]

    @property
    def every_question(self) -> tuple[Question, ...]:
        """All that may be answered here."""
        return (*self.questions, *self.follow_ups)


def pages(when: AskedWhen, knowledge: Knowledge, *, known: Answers, leave_out: Iterable[str] = ()) -> tuple[Page, ...]:
    """Return the pages of one kind of form, in the order of the file, empty ones left out.

    Args:
        known: what was answered before; a question whose condition is already false is not asked.
        leave_out: ids of questions that are not asked again.
    """
    left_out = set(leave_out)
    made = (page(group, knowledge, known=known, leave_out=left_out) for group in knowledge.groups.values() if group.asked_when is when)
    return tuple(each for each in made if each.questions)


def page(group: Group, knowledge: Knowledge, *, known: Answers, leave_out: Iterable[str] = ()) -> Page:
    """Return one page."""
    asked = [question for question in knowledge.questions.values() if question.group == group.id and question.id not in set(leave_out)]
    here = {question.id for question in asked}
    elsewhere = {key: value for key, value in known.items() if key not in here}
    needs = {question.id: condition_of(question, knowledge) for question in asked}
    applies = {key: need is None or holds(need, elsewhere, knowledge) for key, need in needs.items()}
    follow_ups = tuple(q for q in asked if applies[q.id] is None)
    questions = tuple(q for q in asked if applies[q.id])
    return Page(group=group, questions=questions, follow_ups=follow_ups, follows={q.id: _shown_by(needs[q.id], here) for q in follow_ups})


def outstanding(page: Page, answers: Answers, knowledge: Knowledge) -> tuple[Question, ...]:
    """Return the follow-ups that these answers call for and that have no answer yet."""
    return tuple(q for q in page.follow_ups if q.id not in answers and _applies(q, answers, knowledge))


def pruned(answers: Answers, knowledge: Knowledge) -> Answers:
    """Return the answers without those to questions that no longer apply, such as a follow-up to a changed answer."""
    kept = {key: value for key, value in answers.items() if key in knowledge.questions}
    gone = {key for key in kept if not _applies(knowledge.questions[key], kept, knowledge)}
    return pruned({key: value for key, value in kept.items() if key not in gone}, knowledge) if gone else kept


def condition_of(question: Question, knowledge: Knowledge) -> Condition | None:
    """Return when a question is asked: its own condition, or "not sure" at a sign that it makes clear; None for always."""
    if question.only_if is not None:
        return question.only_if
    unclear = tuple(Leaf(q.id, Operator.IS, "not_sure") for q in knowledge.questions.values() if q.clarifier == question.id)
    return AnyOf(unclear) if unclear else None


def _applies(question: Question, answers: Answers, knowledge: Knowledge) -> bool:
    condition = condition_of(question, knowledge)
    return condition is None or holds(condition, answers, knowledge) is True


def _shown_by(condition: Condition | None, here: set[str]) -> tuple[str, ...]:
    """Return the simple answers of this page that show a follow-up at once; () where it takes more than that."""
    parts = condition.parts if isinstance(condition, AnyOf) else (condition,)
    simple = [part for part in parts if isinstance(part, Leaf) and part.operator in (Operator.IS, Operator.HAS) and part.question in here]
    return tuple(f"{leaf.question}={leaf.value}" for leaf in simple) if len(simple) == len(parts) else ()
