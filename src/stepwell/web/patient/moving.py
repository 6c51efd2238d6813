"""The tried movement: ten slow repetitions, the reading after them, and what it came to."""

from typing import Any, get_args

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from msgspec.structs import replace

from stepwell.care.actions import drafts as draft_actions
from stepwell.care.errors import CareError
from stepwell.care.queries import days
from stepwell.care.queries import drafts as draft_queries
from stepwell.engine import probe as probes
from stepwell.engine.decision import DayPlan, Referral
from stepwell.engine.log import Place, Probe, Reading
from stepwell.engine.trying import Way, ways
from stepwell.knowledge import loader
from stepwell.knowledge.schema import AskedWhen, Direction
from stepwell.web.patient import drafts, saving
from stepwell.web.patient.gate import needs_plan, place_for
from stepwell.web.patient.question_form import QuestionForm
from stepwell.web.patient.try_movement import KIND, NAMES, tried_today
from stepwell.web.shared.viewer import viewer

YES_NO = (("no", gettext_lazy("No")), ("yes", gettext_lazy("Yes")))


class AfterForm(QuestionForm):
    """The reading after the repetitions, and whether anything feels newly numb."""

    def __init__(self, *, data: object = None) -> None:
        super().__init__([question for question in loader.load().questions.values() if AskedWhen.PROBE in question.asked_when], data=data)
        missing = gettext_lazy("Choose yes or no.")
        messages = {"required": missing, "invalid_choice": missing}
        self.fields["new_numbness"] = forms.ChoiceField(choices=YES_NO, widget=forms.RadioSelect, error_messages=messages)


@require_http_methods(["GET", "POST"])
@needs_plan
def moving(request: HttpRequest, plan: DayPlan) -> HttpResponse:
    """Show the movement; on the reading after it, save the probe."""
    person = viewer(request)
    before = draft_queries.answers(person, KIND)
    way = _chosen(request, before)
    if way is None:
        return redirect("patient:moved" if tried_today(request) else "patient:try_movement")
    form = AfterForm(data=request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            decision = saving.save(request, _probe(request, way, before, form))
            draft_actions.clear(person=person, kind=KIND)
            return redirect(place_for(decision) if isinstance(decision, Referral) else "patient:moved")
        except CareError as error:
            form.add_error(None, str(error))
    context = {"form": form, "way": way, "name": NAMES[way.direction], "fact_id": drafts.posted_id(request), "rules": loader.load().probe}
    return render(request, "patient/moving.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@needs_plan
def moved(request: HttpRequest, plan: DayPlan) -> HttpResponse:
    """Say what the last tried movement did; keep whether the change lasted."""
    tried = tried_today(request)
    if not tried:
        return redirect("patient:try_movement")
    last, knowledge = tried[-1], loader.load()
    if request.method == "POST":
        if request.POST.get("lasting") in ("yes", "no") and last.lasting is None:
            saving.save(request, replace(last, id=drafts.posted_id(request), lasting=request.POST["lasting"] == "yes"))
        return redirect("patient:moved")
    context = {
        "result": probes.result(last, knowledge),
        "last": last,
        "name": NAMES.get(last.direction, last.direction),
        "fact_id": drafts.posted_id(request),
        "may_try_more": len({probe.direction for probe in tried}) < knowledge.probe.most_directions,
    }
    return render(request, "patient/moved.html", context)


def _chosen(request: HttpRequest, before: dict[str, Any]) -> Way | None:
    """Return the direction that was chosen before, while it may still be tried."""
    tried = frozenset(probe.direction for probe in tried_today(request))
    open_ways = ways(days.understanding(viewer(request)), loader.load(), timezone.localdate(), tried)
    is_whole = before.get("probe_place") in get_args(Place) and isinstance(before.get("probe_leg"), int)
    return next((way for way in open_ways if is_whole and way.direction == before.get("direction")), None)


def _probe(request: HttpRequest, way: Way, before: dict[str, Any], form: AfterForm) -> Probe:
    after = form.cleaned_data
    return Probe(
        on=timezone.localdate(),
        id=drafts.posted_id(request),
        direction=Direction(way.direction),
        before=Reading(place=before["probe_place"], leg=before["probe_leg"]),
        after=Reading(place=after["probe_place"], leg=int(after["probe_leg"])),
        new_numbness=after["new_numbness"] == "yes",
    )
