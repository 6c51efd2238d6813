"""One exercise: how to do it, today's dose and why, and how to swap, skip or leave it out."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from stepwell.care.queries import days
from stepwell.engine.decision import DayPlan, Prescription
from stepwell.engine.known import Understanding
from stepwell.engine.log import Preference
from stepwell.engine.plan import circumstances
from stepwell.engine.safe_set import WALK, is_within_reach, why_not
from stepwell.knowledge import loader
from stepwell.knowledge.schema import Exercise
from stepwell.web.patient.gate import needs_plan
from stepwell.web.patient.saving import save
from stepwell.web.shared import doses, why
from stepwell.web.shared.viewer import viewer

WISHES = ("swap", "skip", "never", "prefer", "forget")


@require_safe
@needs_plan
def exercise(request: HttpRequest, plan: DayPlan, exercise_id: str) -> HttpResponse:
    """Show an exercise, with today's dose when it is part of today."""
    found = _known(exercise_id)
    item, known = _prescribed(plan, exercise_id), days.understanding(viewer(request))
    context = {"here": "today", "plan": plan, "ways": _ways(known, found, plan), "waits": "" if item else _why_not(known, found, plan)}
    return render(request, "patient/exercise.html", _shown(found, item) | context)


@require_POST
@needs_plan
def wish(request: HttpRequest, plan: DayPlan, exercise_id: str) -> HttpResponse:
    """Keep a wish about an exercise, then show the plan that follows from it."""
    _known(exercise_id)
    wanted, other = request.POST.get("wish", ""), request.POST.get("to") or None
    item = _prescribed(plan, exercise_id)
    if wanted not in WISHES or (wanted == "swap" and (item is None or other not in item.swaps)):
        return redirect("patient:exercise", exercise_id)
    save(request, Preference(on=timezone.localdate(), exercise=exercise_id, wish=wanted, to=other if wanted == "swap" else None))  # type: ignore[arg-type]
    return redirect("patient:session" if request.POST.get("back") == "session" else "patient:today")


def _why_not(known: Understanding, found: Exercise, plan: DayPlan) -> str:
    """Return why an exercise is nothing for this person now; "" where nothing speaks against it."""
    knowledge = loader.load()
    refusal = why_not(found, known, circumstances(known, knowledge, plan.flare, plan.on), knowledge)
    return refusal.said(knowledge).text if refusal is not None else ""


def _ways(known: Understanding, found: Exercise, plan: DayPlan) -> list[dict[str, Any]]:
    """Return the ways to be on the move that one may choose from, on the page of each of them; whether it may be chosen, and is."""
    knowledge = loader.load()
    names = [WALK, *(way.exercise for way in knowledge.walking.others)]
    if found.id not in names:
        return []
    return [
        {
            "exercise": knowledge.exercises[name],
            "is_chosen": name == (known.walk.other or WALK),
            "may_be": is_within_reach(knowledge.exercises[name], known, plan.on, knowledge),
        }
        for name in names
    ]


def _known(exercise_id: str) -> Exercise:
    found = loader.load().exercises.get(exercise_id)
    if found is None:
        raise Http404
    return found


def _prescribed(plan: DayPlan, exercise_id: str) -> Prescription | None:
    return next((item for item in plan.items if item.exercise == exercise_id), None)


def _shown(found: Exercise, item: Prescription | None) -> dict[str, Any]:
    exercises = loader.load().exercises
    return {
        "exercise": found,
        "item": item,
        "dose": doses.whole(item) if item else "",
        "why": why.shown(item.reasons) if item else (),
        "swaps": [exercises[other] for other in item.swaps if other in exercises] if item else [],
        "easier": [exercises[other] for other in found.regressions if other in exercises],
        "harder": [exercises[other] for other in found.progressions if other in exercises],
        "known": why.how_well_known(found.grade),
        "sources": [(source, why.short_name(source)) for source in found.sources],
    }
