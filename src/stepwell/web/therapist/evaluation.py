"""The evaluation of one person: their history, filled in by themselves, and what the therapist finds."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from stepwell.care.actions import audit, examinations
from stepwell.care.errors import CareError, NotThere
from stepwell.care.queries import accounts, days
from stepwell.care.queries import examinations as examined
from stepwell.care.queries import goals as queries
from stepwell.engine import examining
from stepwell.engine.decision import Decision, Referral
from stepwell.engine.history import wanted_back
from stepwell.engine.log import Examination
from stepwell.knowledge import loader
from stepwell.knowledge.schema import AskedWhen, Knowledge
from stepwell.web.patient import answer_words, drafts
from stepwell.web.shared import why
from stepwell.web.shared.calls import call_of, with_number
from stepwell.web.therapist import history_groups
from stepwell.web.therapist.evaluation_form import EvaluationForm, from_draft, kept
from stepwell.web.therapist.places import places
from stepwell.web.therapist.said import to_what_is_said

SCOPE_WORDS = {
    "evaluation": gettext_lazy("their evaluation"),
    "days": gettext_lazy("days and sessions"),
    "measures": gettext_lazy("measures"),
    "words": gettext_lazy("own words"),
}


@require_http_methods(["GET", "HEAD", "POST"])
def evaluation(request: HttpRequest, person: UUID) -> HttpResponse:
    """Show the history beside the form of findings; keep a draft, say what saving would do, or save."""
    who, now, knowledge = accounts.visitor(request.user), timezone.now(), loader.load()
    try:
        history = examined.history(who, person)
    except NotThere:
        raise Http404 from None
    audit.note(who, person, "read", "evaluation", clinic=history.clinic, now=now)
    problem, effects = "", None
    if request.method != "POST":
        form = EvaluationForm(knowledge, data=from_draft(history.draft) if history.draft else None, goals=history.goals)
        return _page(request, history, form, knowledge)
    form = EvaluationForm(knowledge, data=request.POST, goals=history.goals)
    fact_id, today = drafts.posted_id(request), timezone.localdate(now)
    try:
        if request.POST.get("do") == "draft":
            examinations.keep_draft(who, history.person, kept(request.POST, knowledge), now)
            messages.success(request, _("Kept as a draft. Nothing has changed for %(name)s.") % {"name": history.name})
            return to_what_is_said("therapist:evaluation", person)
        if not form.is_valid():
            problem = _("Something has to be mended first.")
        elif form.is_empty:
            problem = _("Nothing is filled in yet.")
        elif request.POST.get("do") == "save":
            found = form.examination(today, fact_id)
            precautions, goals = form.precautions(today, fact_id), form.goals(today, history.goals)
            decision = examinations.save(who, history.person, found, precautions=precautions, goals=goals, now=now)
            messages.success(request, _saved(history, decision))
            return to_what_is_said("therapist:evaluation", person)
        else:
            effects = _effects(form.examination(today, fact_id), history, knowledge)
    except CareError as error:
        problem = str(error)
    return _page(request, history, form, knowledge, problem=problem, effects=effects)


def _page(
    request: HttpRequest,
    history: examined.History,
    form: EvaluationForm,
    knowledge: Knowledge,
    *,
    problem: str = "",
    effects: list[dict[str, Any]] | None = None,
) -> HttpResponse:
    context = {
        "history": history,
        "parts": history_groups.parts(history, knowledge),
        "shares": [words for part, words in SCOPE_WORDS.items() if part in history.parts],
        "form": form,
        "wants": queries.without(wanted_back(history.answers), history.goals),
        "before": _before(history, knowledge),
        "is_draft": bool(history.draft) and request.method != "POST",
        "problem": problem,
        "effects": effects,
        "fact_id": drafts.posted_id(request),
        "places": places(history.person.pk, "evaluation"),
        "here": "caseload",
    }
    return render(request, "therapist/evaluation.html", context, status=422 if problem else 200)


def _before(history: examined.History, knowledge: Knowledge) -> list[dict[str, Any]]:
    """Return the latest two examinations in words, the newest first."""
    asked = [question for question in knowledge.questions.values() if AskedWhen.EXAMINATION in question.asked_when]
    return [
        {
            "on": fact.on,
            "rows": answer_words.rows(asked, fact.answers, knowledge),
            "codes": [knowledge.codes[code] for code in fact.codes if code in knowledge.codes],
            "irritability": fact.irritability,
            "words": fact.words,
        }
        for fact in reversed(history.examinations[-2:])
    ]


def _effects(found: Examination, history: examined.History, knowledge: Knowledge) -> list[dict[str, Any]]:
    """Return in words what saving would do to the plan, the gravest first."""
    known = days.understanding(history.person)
    raised = sorted(examining.raising(known, found, knowledge), key=lambda pair: -pair[1].rank)
    raised = [pair for pair in raised if not knowledge.advice[pair[1]].may_exercise] or raised
    call = call_of(history.person.country)
    said: list[dict[str, Any]] = [
        {
            "text": reason.text,
            "is_grave": not knowledge.advice[tier].may_exercise,
            "then": with_number(knowledge.advice[tier].heading, call),
            "rule": reason.rule,
            "reference": why.reference(reason),
        }
        for reason, tier in raised
    ]
    if found.irritability in knowledge.irritability:
        stage = knowledge.stages[knowledge.irritability[found.irritability].stage_at_most].name
        said.append({"text": _("The plan begins no higher than %(stage)s, with small doses.") % {"stage": stage}})
    direction = found.answers.get(examining.DIRECTION)
    if direction not in (None, "none"):
        words = next(choice.text for choice in knowledge.questions[examining.DIRECTION].choices if choice.id == direction)
        said.append({"text": _("The direction of the plan is set: %(direction)s.") % {"direction": words.lower()}})
    diagnosis = next((knowledge.codes[code].diagnosis for code in found.codes if knowledge.codes[code].diagnosis), None)
    pattern = next((each for each in knowledge.patterns.values() if diagnosis in each.diagnosis), None)
    if pattern is not None:
        said.append({"text": _("The working pattern is set: %(pattern)s.") % {"pattern": pattern.name}})
    return said or [{"text": _("Nothing in the plan changes. A normal examination lets no tier fall: give the order “clear” for that.")}]


def _saved(history: examined.History, decision: Decision) -> str:
    if isinstance(decision, Referral):
        heading = with_number(decision.heading, call_of(history.person.country))
        return _("Saved. Exercise is paused for %(name)s: “%(heading)s”") % {"name": history.name, "heading": heading}
    return _("Saved. %(name)s sees what was found, and the plan follows it.") % {"name": history.name}
