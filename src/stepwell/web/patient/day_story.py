"""The story of one day: what was said and done, what the plan said and why. Nothing can be started from it: it is always open."""

from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from stepwell.care.queries import facts, plans
from stepwell.engine.decision import DayPlan, Decision, Referral
from stepwell.engine.log import Answers, CheckIn, Evaluation, Fact, FlareNote, LessonRead, Measure, Order, SafetyCheck, Session, Treatment
from stepwell.knowledge import loader
from stepwell.knowledge.schema import AskedWhen
from stepwell.web.patient import answer_words
from stepwell.web.shared import done_words, flare_words, treatment_words, why
from stepwell.web.shared.calls import call_of, with_number
from stepwell.web.shared.viewer import viewer


@require_safe
def day_story(request: HttpRequest, day: str) -> HttpResponse:
    """Tell one day. A day on which nothing was told is told as such; a day to come is not there."""
    person, today, on = viewer(request), timezone.localdate(), _day(day)
    if on is None or on > today:
        raise Http404
    told = facts.of_day(person, on)
    decided = [plans.shown(plan) for plan in plans.stored(person, on, on)]
    shown: dict[str, Any] = {
        "on": on,
        "said": _said([fact.answers for fact in told if isinstance(fact, CheckIn)]),
        "sessions": [done_words.shown(fact, on) | {"walked": fact.walked_minutes} for fact in told if isinstance(fact, Session)],
        "treatments": [treatment_words.shown(fact) for fact in told if isinstance(fact, Treatment)],
        "also": _also(told),
        "suspected": [each for fact in told if isinstance(fact, FlareNote) for each in flare_words.noted(fact)],
        "is_flare": _is_flare(told),
        "is_empty": not told and not decided,
        "before": on - timedelta(days=1),
        "after": on + timedelta(days=1) if on < today else None,
        "here": "progress",
    }
    if decided:
        shown |= _plan_said(decided[-1], call_of(person.country))
    else:  # as in a log that was brought in from elsewhere: what was shown is not known, what changed can be found again
        shown["changed"] = [each.says for each in plans.changes(person, facts.log(person)) if each.on == on]
    return render(request, "patient/day_story.html", shown)


def _day(written: str) -> date | None:
    try:
        found = date.fromisoformat(written)
    except ValueError:
        return None
    return found if found.isoformat() == written and found.year > 1 else None


def _said(answers: list[Answers]) -> list[answer_words.Row]:
    """Return the day's check-ins as one: a later answer to the same question counts, the others stay."""
    knowledge = loader.load()
    together: Answers = {}
    for each in answers:
        together |= each
    asked = [question for question in knowledge.questions.values() if AskedWhen.CHECK_IN in question.asked_when]
    return answer_words.rows(asked, together, knowledge)


def _is_flare(told: list[Fact]) -> bool:
    """Whether the person called it a flare-up day; the latest answer counts."""
    answers = [fact.answers["flare"] for fact in told if isinstance(fact, CheckIn) and "flare" in fact.answers]
    return answers[-1:] == ["yes"]


def _plan_said(decision: Decision, call: Any) -> dict[str, Any]:
    """Return the last of what was decided for the day, as it was shown."""
    match decision:
        case DayPlan():
            return {"plan": decision, "why": why.shown((decision.why_today,)), "changes": why.shown(decision.changes)}
        case Referral():
            return {"referral": with_number(decision.heading, call), "why": why.shown(decision.reasons), "changes": ()}


def _also(told: list[Fact]) -> list[str]:
    """Return what else was told, in a few words each and each once; what was answered is on its own pages."""
    knowledge = loader.load()
    said: list[str] = []
    for fact in told:
        match fact:
            case SafetyCheck():
                said.append(_("You answered the safety questions."))
            case Evaluation():
                said.append(_("You answered questions of your evaluation."))
            case Measure(measure=measure) if measure in knowledge.measures:
                said.append(_("You answered: %(name)s") % {"name": _(knowledge.measures[measure].name)})
            case LessonRead(lesson=lesson) if lesson in knowledge.lessons:
                said.append(_("You read: %(title)s") % {"title": _(knowledge.lessons[lesson].title)})
            case Order(by=by):
                said.append({"therapist": _("Your therapist set something.")}.get(by, _("Your doctor set something.")))
            case FlareNote(over=True):
                said.append(_("You said that the flare-up was over."))
    return list(dict.fromkeys(said))
