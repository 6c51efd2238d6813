"""On/off tests on oneself: what one is, the days of one that runs, what it said, and stopping it."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from stepwell.care.errors import CareError
from stepwell.care.queries import days
from stepwell.care.queries import triggers as queries
from stepwell.engine import exposures, on_off
from stepwell.engine.decision import DayPlan
from stepwell.engine.known import Understanding
from stepwell.engine.log import Fact, OnOffTest, Preference
from stepwell.engine.on_off import Trial
from stepwell.engine.on_off_result import TrialResult, analysed
from stepwell.knowledge import loader
from stepwell.knowledge.schema import Knowledge
from stepwell.web.patient import drafts, saving, trigger_words
from stepwell.web.patient.gate import needs_plan
from stepwell.web.shared.viewer import viewer

if TYPE_CHECKING:
    from stepwell.care.models import Person


@require_http_methods(["GET", "POST"])
@needs_plan
def start(request: HttpRequest, plan: DayPlan, exposure_id: str) -> HttpResponse:
    """Explain a test of one exposure; start it when the person wants to."""
    knowledge, today = loader.load(), timezone.localdate()
    trigger = knowledge.triggers.get(exposure_id)
    if trigger is None or not trigger.less_day:
        raise Http404
    known = days.understanding(viewer(request))
    if on_off.why_none(known, today, knowledge):
        return redirect("patient:triggers")
    problem = ""
    if _is_sure(request):
        try:
            saving.save(request, *_started(known, exposure_id, today, drafts.posted_id(request), knowledge))
            return redirect("patient:test")
        except CareError as error:
            problem = str(error)
    rules = knowledge.response
    numbers = {"days": int(rules["on_off_block_days"].value * rules["on_off_blocks"].value), "least": int(rules["on_off_least_days"].value)}
    shown = {"trigger": trigger, "problem": problem, "fact_id": drafts.posted_id(request), "first": today + timedelta(days=1), **numbers}
    return render(request, "patient/test_start.html", {**shown, "here": "progress"}, status=422 if request.method == "POST" else 200)


@require_safe
def test(request: HttpRequest) -> HttpResponse:
    """Show the days of the test that runs, and what earlier ones said."""
    person, knowledge, today = viewer(request), loader.load(), timezone.localdate()
    known = days.understanding(person)
    if not known.trials:
        return redirect("patient:triggers")
    over = [trial for trial in reversed(known.trials) if on_off.is_over(trial, known.seed, today, knowledge)]
    running = on_off.running(known, today, knowledge)
    context = {
        "test": on_off.of_day(known, today, knowledge) if running else None,
        "calendar": _calendar(running, known, today, knowledge) if running else None,
        "results": _results(person, known, over, knowledge),
        "pauses": running.pauses if running else (),
        "here": "progress",
    }
    return render(request, "patient/test.html", context)


@require_http_methods(["GET", "POST"])
def stop(request: HttpRequest) -> HttpResponse:
    """Ask once more, then stop the test that runs."""
    knowledge, today = loader.load(), timezone.localdate()
    running = on_off.running(days.understanding(viewer(request)), today, knowledge)
    if running is None:
        return redirect("patient:test")
    if _is_sure(request):
        try:
            saving.save(request, OnOffTest(on=today, id=drafts.posted_id(request), exposure=running.exposure, wish="stop"))
            messages.success(request, _("The test is stopped. Nothing is lost, and you can start again any time."))
        except CareError as error:
            messages.error(request, str(error))
        return redirect("patient:test")
    shown = {"trigger": knowledge.triggers[running.exposure], "fact_id": drafts.posted_id(request), "here": "progress"}
    return render(request, "patient/test_stop.html", shown, status=422 if request.method == "POST" else 200)


def _is_sure(request: HttpRequest) -> bool:
    """Whether the button of the page was pressed: nothing else starts or stops a test."""
    return request.method == "POST" and request.POST.get("sure") == "yes"


def _started(known: Understanding, exposure: str, today: date, key: str, knowledge: Knowledge) -> list[Fact]:
    """Return the start of a test; and the wish to be asked for it, without which nobody could see what was kept."""
    wish = [] if exposure in exposures.asked(known.exposures_asked, knowledge) else [Preference(on=today, wish="ask", exposure=exposure)]
    return [*wish, OnOffTest(on=today, id=key, exposure=exposure, wish="start")]


def _calendar(test: Trial, known: Understanding, today: date, knowledge: Knowledge) -> dict[str, Any]:
    """Return the days up to tomorrow with their kinds; of later ones only how many, so that each is lived as it comes."""
    planned = on_off.days(test, known.seed, knowledge)
    shown = [{"on": day.on, "kind": day.kind, "is_today": day.on == today} for day in planned if day.on <= today + timedelta(days=1)]
    return {"days": shown, "hidden": len(planned) - len(shown), "last": planned[-1].on, "of": len(planned)}


def _results(person: "Person", known: Understanding, over: list[Trial], knowledge: Knowledge) -> list[dict[str, Any]]:
    if not over:
        return []
    diary = queries.diary(person, since=min(trial.asked_on for trial in over))
    return [_result(trial, analysed(trial, known.seed, diary, knowledge), known, knowledge) for trial in over]


def _result(trial: Trial, result: TrialResult, known: Understanding, knowledge: Knowledge) -> dict[str, Any]:
    planned = on_off.days(trial, known.seed, knowledge)
    effect = ""
    if result.effect_points is not None and result.interval is not None:
        effect = trigger_words.range_in_words(result.effect_points, result.interval)
    return {
        "trigger": knowledge.triggers[trial.exposure],
        "is": result,
        "effect": effect,
        "first": planned[0].on if planned else None,
        "last": planned[-1].on if planned else None,
        "ended_by": trial.ended_by or "done",
    }
