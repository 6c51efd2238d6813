"""Try a movement: choose a direction, and say where the pain is before it."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from stepwell.care.actions import drafts as draft_actions
from stepwell.care.errors import CareError
from stepwell.care.queries import days, facts
from stepwell.engine.decision import DayPlan
from stepwell.engine.log import Probe
from stepwell.engine.probe import may_probe
from stepwell.engine.trying import Way, ways
from stepwell.knowledge import loader
from stepwell.knowledge.schema import AskedWhen, Direction
from stepwell.web.patient import drafts
from stepwell.web.patient.gate import needs_plan
from stepwell.web.patient.question_form import QuestionForm
from stepwell.web.shared.viewer import viewer

KIND = "probe"
NAMES = {
    Direction.EXTENSION: gettext_lazy("Arching back"),
    Direction.FLEXION: gettext_lazy("Bending forward"),
    Direction.SIDE_GLIDE: gettext_lazy("Gliding sideways"),
}


class BeforeForm(QuestionForm):
    """The direction, and the reading before it."""

    def __init__(self, open_ways: tuple[Way, ...], *, data: object = None) -> None:
        questions = [question for question in loader.load().questions.values() if AskedWhen.PROBE in question.asked_when]
        super().__init__(questions, data=data)
        choices = [(way.direction.value, NAMES[way.direction]) for way in open_ways]
        missing = _("Choose one direction.")
        messages = {"required": missing, "invalid_choice": missing}
        self.fields["direction"] = forms.ChoiceField(choices=choices, widget=forms.RadioSelect, error_messages=messages)


@require_http_methods(["GET", "POST"])
@needs_plan
def try_movement(request: HttpRequest, plan: DayPlan) -> HttpResponse:
    """Let a person choose a direction and say how it is before; too strong a pain waits for another day."""
    person, knowledge = viewer(request), loader.load()
    tried = tried_today(request)
    open_ways = ways(days.understanding(person), knowledge, timezone.localdate(), frozenset(probe.direction for probe in tried))
    if len({probe.direction for probe in tried}) >= knowledge.probe.most_directions or not open_ways or plan.flare is not None:
        return render(request, "patient/try_movement_wait.html", {"tried": tried, "flare": plan.flare})
    form = BeforeForm(open_ways, data=request.POST if request.method == "POST" else None)
    if form.is_valid():
        if not may_probe(int(form.cleaned_data["probe_leg"]), len(tried), knowledge):
            return render(request, "patient/try_movement_wait.html", {"strong": True})
        try:
            draft_actions.save(person=person, kind=KIND, answers={**form.answers, "direction": form.cleaned_data["direction"]})
            return redirect("patient:moving")
        except CareError as error:
            form.add_error(None, str(error))
    options = zip(open_ways, form["direction"], strict=True)
    context = {"form": form, "options": list(options), "names": NAMES, "fact_id": drafts.posted_id(request)}
    return render(request, "patient/try_movement.html", context, status=422 if form.is_bound else 200)


def tried_today(request: HttpRequest) -> list[Probe]:
    """Return what was tried today, oldest first."""
    found = facts.of_kind(viewer(request), KIND, since=timezone.localdate())
    return [fact for fact in found if isinstance(fact, Probe)]
