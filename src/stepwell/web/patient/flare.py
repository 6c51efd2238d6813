"""A flare-up: is anything new, then what eases it, and the dates of the way back."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe
from msgspec.structs import replace

from stepwell.care.errors import CareError
from stepwell.engine.decision import DayPlan, Prescription
from stepwell.engine.log import CheckIn
from stepwell.knowledge import loader
from stepwell.knowledge.schema import Purpose, Question
from stepwell.web.patient import drafts, from_queue, saving
from stepwell.web.patient.calls import call_of
from stepwell.web.patient.check_in import place_after
from stepwell.web.patient.gate import needs_plan
from stepwell.web.patient.question_form import QuestionForm
from stepwell.web.shared import doses
from stepwell.web.shared.viewer import viewer

ASKED = ("anything_new", "leg_worst")
EASES = frozenset({Purpose.RELIEF, Purpose.RELAXATION})
GENTLEST = 2


@require_http_methods(["GET", "POST"])
def flare(request: HttpRequest) -> HttpResponse:
    """Ask whether anything is new; on an answer, note the flare-up and go to the softer day."""
    form = QuestionForm(_questions(), data=request.POST if request.method == "POST" else None)
    problem: CareError | None = None
    if form.is_valid():
        answers = {**form.answers, "flare": "yes"}
        try:
            decision = saving.save(request, CheckIn(on=from_queue.day(request), id=drafts.posted_id(request), answers=answers))
            return from_queue.went_to(request, place_after(request, answers, decision))
        except CareError as error:
            problem = error
            form.add_error(None, str(error))
    if (refused := from_queue.refused(request, form, problem)) is not None:
        return refused
    context = {"form": form, "fact_id": drafts.posted_id(request), "today": timezone.localdate(), "call": call_of(viewer(request).country)}
    return render(request, "patient/flare.html", context, status=422 if form.is_bound else 200)


@require_safe
@needs_plan
def flare_now(request: HttpRequest, plan: DayPlan) -> HttpResponse:
    """Show what eases it, the gentlest movements of today, and when it builds back."""
    if plan.flare is None:
        return redirect("patient:flare")
    purposes = {exercise.id: exercise.purpose for exercise in loader.load().exercises.values()}
    ease = [item for item in plan.items if purposes.get(item.exercise) in EASES]
    gentle = [item for item in plan.items if purposes.get(item.exercise) not in EASES][:GENTLEST]
    context = {"plan": plan, "flare": plan.flare, "ease": _shown(ease), "gentle": _shown(gentle)}
    return render(request, "patient/flare_now.html", context)


def _questions() -> list[Question]:
    questions = loader.load().questions
    return [_skippable(questions[name]) if name == "leg_worst" else questions[name] for name in ASKED]


def _skippable(question: Question) -> Question:
    return replace(question, optional=True)


def _shown(items: list[Prescription]) -> list[dict[str, Any]]:
    exercises = loader.load().exercises
    return [{"is": item, "exercise": exercises[item.exercise], "dose": doses.short(item)} for item in items]
