"""Exercises that a therapist wrote for this person: how each goes, and a tick for today."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from stepwell.care.errors import CareError
from stepwell.engine.decision import DayPlan
from stepwell.engine.log import Preference
from stepwell.web.patient import saving
from stepwell.web.patient.gate import needs_plan


@require_http_methods(["GET", "POST"])
@needs_plan
def own_exercises(request: HttpRequest, plan: DayPlan) -> HttpResponse:
    """Show what the therapist wrote; a tick says that it was done today, and ticking twice says it once."""
    problem = ""
    if request.method == "POST":
        done = next((one.id for one in plan.own if one.id == request.POST.get("own")), None)
        if done is not None:
            try:
                saving.save(request, Preference(on=plan.on, id=f"{done}-{plan.on}", wish="did", own=done))
            except CareError as error:
                problem = str(error)
        if not problem:
            return redirect("patient:own_exercises")
    context = {"own": plan.own, "note": plan.note, "problem": problem, "here": "today"}
    return render(request, "patient/own_exercises.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK)
