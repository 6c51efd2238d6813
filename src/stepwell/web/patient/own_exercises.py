"""Exercises that a therapist wrote for this person: how each goes, and a tick for today."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from stepwell.care.errors import CareError
from stepwell.care.queries import days
from stepwell.engine import own_exercises as own
from stepwell.engine.log import Preference
from stepwell.web.patient import saving
from stepwell.web.shared.viewer import viewer


@require_http_methods(["GET", "POST"])
def own_exercises(request: HttpRequest) -> HttpResponse:
    """Show what the therapist wrote; a tick says that it was done today, and ticking twice says it once."""
    today, known = timezone.localdate(), days.understanding(viewer(request))
    shown, problem = own.of_day(known, today), ""
    if request.method == "POST":
        done = next((one.id for one in shown if one.id == request.POST.get("own")), None)
        if done is not None:
            try:
                saving.save(request, Preference(on=today, id=f"{done}-{today}", wish="did", own=done))
            except CareError as error:
                problem = str(error)
        if not problem:
            return redirect("patient:own_exercises")
    context = {"own": shown, "note": known.orders.note, "problem": problem, "here": "today"}
    return render(request, "patient/own_exercises.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK)
