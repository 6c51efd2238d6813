"""A safety check that is being answered: its pages, what is known already, and what comes next."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.utils import timezone

from stepwell.care.queries import days
from stepwell.engine.log import Answers
from stepwell.engine.safety import Safety
from stepwell.engine.safety import answered as safety_after
from stepwell.knowledge import loader
from stepwell.knowledge.condition import leaves
from stepwell.knowledge.schema import AskedWhen, Knowledge, Question, QuestionKind, Tier
from stepwell.web.patient import drafts
from stepwell.web.patient.pages import Page, condition_of, outstanding, page, pages, pruned
from stepwell.web.shared.viewer import viewer

if TYPE_CHECKING:
    from stepwell.care.models import Person

KIND = "safety_check"


@dataclass(frozen=True, kw_only=True)
class Check:
    """One safety check under way.

    Attributes:
        before: what is known beside this check: past illnesses, and answers of the evaluation.
        kept: standing questions answered earlier, which are shown and not asked again.
    """

    person: "Person"
    knowledge: Knowledge
    draft: drafts.Draft
    before: Answers
    kept: tuple[Question, ...]
    safety: Safety

    @property
    def known(self) -> Answers:
        """Everything known now, this check's answers first."""
        return self.before | self.draft.answers

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """The pages to answer, in order. Put together once for the same answers: a post asks for them several times."""
        leave_out = [question.id for question in self.kept]
        return pages(AskedWhen.SAFETY, self.knowledge, known=self.known, leave_out=leave_out)


def check_of(request: HttpRequest) -> Check:
    """Return the safety check of the person who looks, begun or not."""
    person, knowledge = viewer(request), loader.load()
    understood = days.understanding(person)
    before = {key: value for key, value in understood.answers.items() if _lasts(knowledge.questions[key])}
    kept = tuple(question for question in knowledge.questions.values() if _is_asked(question) and question.id in before)
    draft = drafts.draft(request, person, KIND, knowledge, of_today=True)
    return Check(person=person, knowledge=knowledge, draft=draft, before=before, kept=kept, safety=understood.safety)


def page_of(check: Check, group_id: str, *, change: bool) -> Page | None:
    """Return one page of the check; with ``change``, its standing questions too. None when there is no such page."""
    if not change:
        return next((each for each in check.pages if each.group.id == group_id), None)
    group = check.knowledge.groups.get(group_id)
    if group is None or group.asked_when is not AskedWhen.SAFETY:
        return None
    return page(group, check.knowledge, known=check.known)


def with_answers(check: Check, here: Page, given: Answers) -> Check:
    """Save the answers of one page in place of what stood there, and return the check as it is then."""
    ids = {question.id for question in here.every_question}
    others = {key: value for key, value in check.draft.answers.items() if key not in ids}
    fitting = pruned(check.before | others | given, check.knowledge)
    answers = {key: value for key, value in fitting.items() if key in others or key in given}
    return replace(check, draft=drafts.keep(check.person, check.draft, answers))


def is_urgent(check: Check, waiting: tuple[Question, ...] = ()) -> bool:
    """Whether the answers so far need care today, those aside that a waiting question may still make clear."""
    unclear = {sign for question in waiting for sign in _about(question, check.knowledge)}
    settled = {key: value for key, value in check.known.items() if key not in unclear}
    given = check.draft.answers.keys() - unclear
    return safety_after(check.safety, {}, settled, given, timezone.localdate(), check.knowledge).current >= Tier.SAME_DAY


def next_page(check: Check) -> tuple[Page, tuple[Question, ...]] | None:
    """Return the first page with something to answer, and its follow-ups that wait; None when all is answered."""
    for each in check.pages:
        waiting = outstanding(each, check.known, check.knowledge)
        if waiting or any(question.id not in check.draft.answers and not question.optional for question in each.questions):
            return each, waiting
    return None


def _about(question: Question, knowledge: Knowledge) -> set[str]:
    condition = condition_of(question, knowledge)
    return {leaf.question for leaf in leaves(condition)} if condition is not None else set()


def _is_asked(question: Question) -> bool:
    return AskedWhen.SAFETY in question.asked_when and question.standing and question.kind is not QuestionKind.TEXT


def _lasts(question: Question) -> bool:
    return question.standing or AskedWhen.SAFETY not in question.asked_when
