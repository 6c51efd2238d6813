"""The check-in: how today is, in twenty seconds."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from stepwell.care.errors import CareError
from stepwell.care.queries import days, facts
from stepwell.engine import exposures
from stepwell.engine.decision import DayPlan, Decision
from stepwell.engine.log import Answers, CheckIn
from stepwell.knowledge import loader
from stepwell.knowledge.schema import AskedWhen
from stepwell.web.patient import drafts, from_queue, safety_draft, saving, triggers
from stepwell.web.patient.calls import call_of
from stepwell.web.patient.gate import place_for
from stepwell.web.patient.pages import Page, pages
from stepwell.web.patient.question_form import QuestionForm
from stepwell.web.shared import device
from stepwell.web.shared.viewer import viewer

if TYPE_CHECKING:
    from stepwell.care.models import Person

EXPOSURES = "exposures"


@require_http_methods(["GET", "POST"])
def check_in(request: HttpRequest) -> HttpResponse:
    """Ask how today is; on an answer, save it and go where it leads."""
    knowledge = loader.load()
    groups = pages(AskedWhen.CHECK_IN, knowledge, known={})
    form = QuestionForm(
        [question for page in groups for question in page.questions], data=request.POST if request.method == "POST" else None
    )
    problem: CareError | None = None
    if form.is_valid():
        try:
            return from_queue.went_to(request, place_after(request, form.answers, _saved(request, form.answers)))
        except CareError as error:
            problem = error
            form.add_error(None, str(error))
    if (refused := from_queue.refused(request, form, problem)) is not None:
        return refused
    return _shown(request, form, groups)


def _shown(request: HttpRequest, form: QuestionForm, groups: Iterable[Page]) -> HttpResponse:
    person, today = viewer(request), timezone.localdate()
    _leave_out_unasked(form, person)
    context = {
        "form": form,
        "groups": [{"group": page.group, "fields": [form[question.id] for question in page.questions]} for page in groups],
        "fact_id": drafts.posted_id(request),
        "today": today,
        # A page that is kept for later knows nothing about the day on which it will be filled in.
        "again": not device.is_keeping(request) and bool(facts.of_kind(person, "check_in", since=today)),
        "call": call_of(person.country),
    }
    return render(request, "patient/check_in.html", context, status=422 if form.is_bound else 200)


def place_after(request: HttpRequest, answers: Answers, decision: Decision) -> str:
    """Return the page after a check-in: the safety check when something is new, what to know of a flare-up or of a trigger, or today."""
    if is_new(answers):
        drafts.clear(viewer(request), safety_draft.KIND)
        return "patient:safety_check"
    if not isinstance(decision, DayPlan):
        return place_for(decision)
    if decision.asks_flare is not None:
        return "patient:flare_question"
    if answers.get("flare") == "yes":
        return "patient:flare_now"
    return "patient:triggers" if triggers.has_news(request) else "patient:today"


def is_new(answers: Answers) -> bool:
    """Whether something new was said that the safety questions must look at."""
    return answers.get("anything_new", ("none",)) != ("none",)


def _leave_out_unasked(form: QuestionForm, person: "Person") -> None:
    """Show of the exposures those that this person is asked for: twelve chips can be read in a moment, seventeen cannot.

    What was sent is taken all the same: a page that was kept on the device may be older than the person's choice.
    """
    shown = {"none", *exposures.asked(days.understanding(person).exposures_asked, loader.load()), *(form[EXPOSURES].data or ())}
    field = form.fields[EXPOSURES]
    field.choices = [choice for choice in field.choices if choice[0] in shown]  # type: ignore[attr-defined]


def _saved(request: HttpRequest, answers: Answers) -> Decision:
    decision = saving.save(request, CheckIn(on=from_queue.day(request), id=drafts.posted_id(request), answers=answers))
    triggers.note_findings(request, decision)
    return decision
