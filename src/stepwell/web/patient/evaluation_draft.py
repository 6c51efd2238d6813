"""An evaluation that is being answered: its pages, quick ones first, and what comes next."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.http import HttpRequest

from stepwell.care.queries import days
from stepwell.engine.log import Answers
from stepwell.knowledge import loader
from stepwell.knowledge.schema import AskedWhen, Knowledge, Question
from stepwell.web.patient import drafts
from stepwell.web.patient.pages import Page, pages
from stepwell.web.shared.viewer import viewer

if TYPE_CHECKING:
    from stepwell.care.models import Person

KIND = "evaluation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluating:
    """One evaluation under way.

    Attributes:
        saved: evaluation answers that stand in the log.
        pages: every page, those that a first session needs first.
    """

    person: "Person"
    knowledge: Knowledge
    draft: drafts.Draft
    saved: Answers
    pages: tuple[Page, ...]

    @property
    def known(self) -> Answers:
        """Everything answered, the newest first."""
        return self.saved | self.draft.answers

    @property
    def quick_pages(self) -> tuple[Page, ...]:
        """The pages that are enough for a gentle first session."""
        return tuple(page for page in self.pages if is_quick(page))

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question, in the order of the pages."""
        return tuple(question for page in self.pages for question in page.every_question)

    @property
    def is_quick_done(self) -> bool:
        """Whether a first session can be chosen."""
        return all(question.id in self.known for question in self.questions if question.quick)


def evaluating(request: HttpRequest) -> Evaluating:
    """Return the evaluation of the person who looks, begun or not."""
    person, knowledge = viewer(request), loader.load()
    answers = days.understanding(person).answers
    saved = {key: value for key, value in answers.items() if AskedWhen.EVALUATION in knowledge.questions[key].asked_when}
    draft = drafts.draft(request, person, KIND, knowledge)
    found = pages(AskedWhen.EVALUATION, knowledge, known=answers | draft.answers)
    ordered = tuple(sorted(found, key=lambda page: not is_quick(page)))
    return Evaluating(person=person, knowledge=knowledge, draft=draft, saved=saved, pages=ordered)


def with_answers(now: Evaluating, page: Page, given: Answers) -> Evaluating:
    """Save the answers of one page in place of what the draft held for it, and return the evaluation as it is then."""
    ids = {question.id for question in page.every_question}
    others = {key: value for key, value in now.draft.answers.items() if key not in ids}
    return replace(now, draft=drafts.keep(now.person, now.draft, others | given))


def page_after(now: Evaluating, group_id: str) -> Page | None:
    """Return the page after one, or None after the last."""
    ids = [page.group.id for page in now.pages]
    following = ids.index(group_id) + 1
    return now.pages[following] if following < len(ids) else None


def first_open(now: Evaluating) -> Page | None:
    """Return where to go on: the page after the last one that has an answer."""
    answered = [page.group.id for page in now.pages if any(question.id in now.known for question in page.questions)]
    return page_after(now, answered[-1]) if answered else now.pages[0]


def is_quick(page: Page) -> bool:
    """Whether a page belongs to the quick ones."""
    return any(question.quick for question in page.questions)
