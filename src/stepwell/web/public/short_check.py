"""The short safety check before a request for a visit: the questions that no visit may wait for, on one page, and nothing kept."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from stepwell.engine.decision import Referral
from stepwell.engine.log import Answers, Log, SafetyCheck
from stepwell.engine.plan import plan_day
from stepwell.engine.screening import hard_questions
from stepwell.knowledge import loader
from stepwell.knowledge.once import once
from stepwell.knowledge.schema import AskedWhen, Knowledge, Tier
from stepwell.web.patient.pages import Page, outstanding, page
from stepwell.web.patient.safety_form import NONE_OF_THESE, SafetyForm, is_row

_ASK_EVERYBODY: Answers = {"sex": "female"}
"""The sex is not asked here, so what is asked of women is asked of all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the answers mean.

    Attributes:
        referral: the engine's own, for the care card; None when nothing was found.
    """

    tier: Tier
    referral: Referral | None

    @property
    def is_urgent(self) -> bool:
        """Whether it cannot wait for a visit."""
        return self.tier >= Tier.SAME_DAY


def forms(data: Any = None) -> list[SafetyForm]:
    """Return the questions, one form for each group, all for one page."""
    knowledge = loader.load()
    made = []
    for each in _pages(knowledge):
        form = SafetyForm(each, known={}, data=data)
        form.prefix = each.group.id
        made.append(form)
    return made


def found(forms: list[SafetyForm]) -> Found | None:
    """Return what the answers mean; None, with the reason in the forms, where one has to be looked at again.

    What cannot wait is told at once, even where another answer is still open.
    """
    knowledge = loader.load()
    said = [form for form in forms if form.is_valid()]
    answers: Answers = {key: value for form in said for key, value in form.answers.items()}
    unclear: set[str] = set()
    for form in said:
        waiting = outstanding(form.page, answers, knowledge)
        unclear |= {question.id for question in form.page.questions if question.clarifier in {each.id for each in waiting}}
        for question in waiting:
            form.add_error(question.id, _("One more question, because you were not sure."))
    settled = _meaning({key: value for key, value in answers.items() if key not in unclear}, knowledge)
    return settled if settled.is_urgent or not any(form.errors for form in forms) else None


def none_of_these(form: SafetyForm) -> str:
    """Return the name of the one box that goes with no other."""
    return str(form.add_prefix(NONE_OF_THESE))


def intro(form: SafetyForm) -> str:
    """Return what is said before a group; "" where it is about the pages of the whole check."""
    is_whole_checks = form.page.group.id == "anything_else" or all(question.standing for question in form.page.questions)
    return "" if is_whole_checks else str(form.page.group.intro)


def _meaning(answers: Answers, knowledge: Knowledge) -> Found:
    today = timezone.localdate()
    decision = plan_day(Log(facts=(SafetyCheck(on=today, answers=answers),)), knowledge, today)
    return Found(tier=decision.tier, referral=decision if isinstance(decision, Referral) else None)


@once
def _pages(knowledge: Knowledge) -> tuple[Page, ...]:
    hard = {question.id: question for question in hard_questions(knowledge) if is_row(question)}
    asked = {*hard, *(question.clarifier for question in hard.values() if question.clarifier)}
    left_out = [key for key in knowledge.questions if key not in asked]
    groups = [group for group in knowledge.groups.values() if group.asked_when is AskedWhen.SAFETY]
    made = (page(group, knowledge, known=_ASK_EVERYBODY, leave_out=left_out) for group in groups)
    return tuple(each for each in made if each.questions)
