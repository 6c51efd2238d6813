"""A flare-up: is it one, is anything new, then what eases it, and the dates of the way back."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from msgspec.structs import replace

from stepwell.care.errors import CareError
from stepwell.engine.decision import DayPlan, Prescription
from stepwell.engine.flare import is_easy
from stepwell.engine.log import Answers, CheckIn, FlareNote
from stepwell.knowledge import loader
from stepwell.knowledge.schema import Purpose, Question
from stepwell.web.patient import drafts, from_queue, saving
from stepwell.web.patient.check_in import place_after
from stepwell.web.patient.gate import needs_plan
from stepwell.web.patient.question_form import QuestionForm
from stepwell.web.shared import danger_told, doses, flare_words
from stepwell.web.shared.calls import call_of
from stepwell.web.shared.viewer import viewer

ASKED = ("anything_new", "leg_worst")
EASES = frozenset({Purpose.RELIEF, Purpose.RELAXATION})
GENTLEST = 2
POSITIONS = 3


@require_http_methods(["GET", "POST"])
@needs_plan
def flare_question(request: HttpRequest, plan: DayPlan) -> HttpResponse:
    """Ask whether it is a flare-up, and say why it is asked. A no is kept; a yes goes on to what eases."""
    if request.POST.get("answer") == "no":
        saving.save(request, CheckIn(on=timezone.localdate(), id=drafts.posted_id(request), answers={"flare": "no"}))
        return redirect("patient:today")
    if plan.asks_flare is None:
        return redirect("patient:flare")
    context = {"asks": plan.asks_flare, "fact_id": drafts.posted_id(request)}
    return render(request, "patient/flare_question.html", context, status=422 if request.method == "POST" else 200)


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
    context = {
        "plan": plan,
        "flare": plan.flare,
        "is_easy": is_easy(plan.flare, plan.on),
        "ease": [*_shown(ease), *_more_positions(ease)],
        "gentle": _shown(gentle),
        "ladder": flare_words.ladder(plan.flare, plan.on),
        "fact_id": drafts.posted_id(request),
        "advice": [reason for reason in plan.advice if reason.id.startswith("flare_")],
    }
    return render(request, "patient/flare_now.html", context)


@require_POST
def flare_over(request: HttpRequest) -> HttpResponse:
    """Keep that the flare-up is over; the dose builds back all the same."""
    if request.POST.get("over") != "yes":
        return redirect("patient:flare_now")
    saving.save(request, FlareNote(on=timezone.localdate(), id=drafts.posted_id(request), over=True))
    return redirect("patient:today")


@require_http_methods(["GET", "POST"])
@needs_plan
def flare_why(request: HttpRequest, plan: DayPlan) -> HttpResponse:
    """Ask once what may have set it off; skipping it is an answer, too."""
    if plan.flare is None:
        return redirect("patient:flare_ups")
    form = QuestionForm(flare_words.suspicion(), data=request.POST if request.method == "POST" else None)
    skips = request.POST.get("skip") == "yes"
    if skips or (form.is_valid() and form.answers):
        saving.save(request, _note(request, {} if skips else form.answers))
        return danger_told.first(request, "" if skips else str(form.answers.get("words", "")), reverse("patient:flare_now"))
    if form.is_bound and form.is_valid():
        form.add_error(None, _("Choose something, write a few words, or skip it."))
    context = {"form": form, "fact_id": drafts.posted_id(request)}
    return render(request, "patient/flare_why.html", context, status=422 if form.is_bound else 200)


def _note(request: HttpRequest, answers: Answers) -> FlareNote:
    listed, words = answers.get("suspected"), answers.get("words", "")
    suspected = tuple(each for each in listed if each != "none") if isinstance(listed, tuple) else ()
    return FlareNote(on=timezone.localdate(), id=drafts.posted_id(request), suspected=suspected, words=str(words))


def _questions() -> list[Question]:
    questions = loader.load().questions
    return [_skippable(questions[name]) if name == "leg_worst" else questions[name] for name in ASKED]


def _skippable(question: Question) -> Question:
    return replace(question, optional=True)


def _shown(items: list[Prescription]) -> list[dict[str, Any]]:
    exercises = loader.load().exercises
    return [{"exercise": exercises[item.exercise], "dose": doses.short(item)} for item in items]


def _more_positions(ease: list[Prescription]) -> list[dict[str, Any]]:
    """Return other positions of ease that are allowed today: what eases differs from leg to leg."""
    exercises, present = loader.load().exercises, {item.exercise for item in ease}
    relief = [item for item in ease if exercises[item.exercise].purpose is Purpose.RELIEF]
    others = dict.fromkeys(swap for item in relief for swap in item.swaps if swap not in present)
    left = max(0, POSITIONS - len(relief))
    return [{"exercise": exercises[other], "dose": _("As long as it helps")} for other in list(others)[:left]]
