"""Measures: a few questions on their dates, and what the answers say, in words."""

from datetime import date
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from stepwell.care.errors import CareError
from stepwell.care.queries import days, facts, instruments
from stepwell.engine import measuring, measuring_dates, measuring_together
from stepwell.engine.log import Fact, Measure
from stepwell.engine.measuring_scores import help_to_offer, scores_of
from stepwell.engine.measuring_wording import Wording, own
from stepwell.engine.understanding import Understanding
from stepwell.knowledge import loader
from stepwell.knowledge.schema import Knowledge, MeasureKind, Method
from stepwell.web.patient import from_queue, saving
from stepwell.web.patient.gate import needs_safety_first
from stepwell.web.patient.measure_draft import Answering, answering, clear, fact_of, kept
from stepwell.web.patient.measure_pages import MeasurePage, MeasurePageForm
from stepwell.web.shared.calls import call_of
from stepwell.web.shared.viewer import viewer

if TYPE_CHECKING:
    from stepwell.care.models import Person

KINDS = ("evaluation", "check_in", "measure")
SHOWN_POINTS = 12


@require_safe
def measures(request: HttpRequest) -> HttpResponse:
    """Show what is due, what can be answered at any time, and what was told so far."""
    person, knowledge, today = viewer(request), loader.load(), timezone.localdate()
    known = days.understanding(person)
    loaded = instruments.loaded(knowledge)
    due = measuring_dates.due(known.measured, known.began_on, today, knowledge, loaded=tuple(loaded))
    wordings = {measure.id: own(measure) for measure in knowledge.measures.values() if measure.is_own and measure.items} | loaded
    told = measuring.series(_history(person), knowledge)
    rows = [
        {
            "is": knowledge.measures[measure],
            "title": _(wording.title) if knowledge.measures[measure].is_own else wording.title,
            "last": known.measured.last.get(measure),
            "next": _next(knowledge.measures[measure], known, today),
            "is_due": measure in due,
        }
        for measure, wording in wordings.items()
    ]
    shown = {
        "rows": sorted(rows, key=lambda row: not row["is_due"]),
        "history": [{"is": each, "points": tuple(reversed(each.points))[:SHOWN_POINTS]} for each in told],
        "together": measuring_together.said(told, knowledge),
        "here": "progress",
    }
    return render(request, "patient/measures.html", shown)


@require_safe
@needs_safety_first
def measure(request: HttpRequest, measure_id: str) -> HttpResponse:
    """Begin a measure, or go on where it was left."""
    now = answering(request, measure_id)
    if not now.pages:
        return redirect("patient:measures")
    if now.answers and not now.next_open:
        return redirect("patient:measure_answers", measure_id)
    return redirect("patient:measure_page", measure_id, now.next_open or 1)


@require_http_methods(["GET", "POST"])
@needs_safety_first
def measure_page(request: HttpRequest, measure_id: str, number: int) -> HttpResponse:
    """Ask one page; keep the answers and go on."""
    now = answering(request, measure_id)
    if not 1 <= number <= len(now.pages):
        raise Http404
    page = now.pages[number - 1]
    form = MeasurePageForm(page, known=now.answers, data=request.POST if request.method == "POST" else None)
    is_skipped = "skip" in request.POST and not page.ticks
    if not (is_skipped or form.is_valid()):
        return _page_shown(request, now, page, number, form)
    try:
        kept(now, page, {} if is_skipped else form.answers)
    except CareError as error:
        form.add_error(None, str(error))
        return _page_shown(request, now, page, number, form)
    if "change" in request.GET or number == len(now.pages):
        return redirect("patient:measure_answers", measure_id)
    return redirect("patient:measure_page", measure_id, number + 1)


@require_http_methods(["GET", "HEAD", "POST"])
def measure_answers(request: HttpRequest, measure_id: str) -> HttpResponse:
    """Show the answers to look over, and save them. What was told is saved whatever else must come first: it may have waited."""
    return _told(request, measure_id) if request.method == "POST" else _looked_over(request, measure_id)


@needs_safety_first
def _looked_over(request: HttpRequest, measure_id: str) -> HttpResponse:
    return _answers_shown(request, answering(request, measure_id))


def _told(request: HttpRequest, measure_id: str) -> HttpResponse:
    now = answering(request, measure_id)
    fact = fact_of(request, now)
    if not fact.answers:
        return from_queue.went_to(request, "patient:measures")
    try:
        saving.save(request, fact)
    except CareError as error:
        return from_queue.not_saved(request, error) or _answers_shown(request, now, str(error))
    clear(now, fact)
    offered = help_to_offer(now.measure, scores_of(now.measure, fact.answers))
    return from_queue.went_to(request, "patient:measure_talk" if offered else "patient:measure_saved", measure_id)


@require_safe
def measure_saved(request: HttpRequest, measure_id: str) -> HttpResponse:
    """Say what the latest answers say, held against the first ones."""
    person, knowledge = viewer(request), loader.load()
    latest = _latest(person, measure_id)
    if latest is None:
        return redirect("patient:measures")
    told = [each for each in measuring.series(_history(person), knowledge) if each.measure == measure_id and each.latest.on == latest.on]
    shown = {
        "measure_id": measure_id,
        "title": _(knowledge.measures[measure_id].name),
        "on": latest.on,
        "told": told,
        "is_first": all(each.latest.verdict == "first" for each in told),
        "next": _next_to_answer(person, knowledge),
        "asks_safety": any(measuring.asks_safety(each, knowledge) for each in told),
        "help": _offered(latest, knowledge),
    }
    return render(request, "patient/measure_saved.html", shown)


@require_safe
def measure_talk(request: HttpRequest, measure_id: str) -> HttpResponse:
    """Offer somebody to talk to, kindly; nothing is called a diagnosis."""
    person = viewer(request)
    latest = _latest(person, measure_id)
    if latest is None:
        return redirect("patient:measures")
    shown = {"measure": measure_id, "call": call_of(person.country), "is_soon": _offered(latest, loader.load()) == "tell_therapist"}
    return render(request, "patient/measure_talk.html", shown)


def _history(person: "Person") -> list[Fact]:
    """Return the facts that measures are made of."""
    return [fact for kind in KINDS for fact in facts.of_kind(person, kind)]


def _latest(person: "Person", measure_id: str) -> Measure | None:
    """Return what was told last of a measure."""
    told = [fact for fact in facts.of_kind(person, "measure") if isinstance(fact, Measure) and fact.measure == measure_id]
    return told[-1] if told and measure_id in loader.load().measures else None


def _offered(fact: Measure, knowledge: Knowledge) -> str | None:
    kind = knowledge.measures[fact.measure]
    scores = scores_of(kind, fact.answers) if fact.score is None else {kind.scores[0].id: fact.score}
    return help_to_offer(kind, scores)


def _next(kind: MeasureKind, known: Understanding, today: date) -> date | None:
    if kind.cadence is None or known.began_on is None:
        return None
    return measuring_dates.next_due(known.measured, known.began_on, today, kind.cadence, kind.id)


def _next_to_answer(person: "Person", knowledge: Knowledge) -> Wording | None:
    """Return another measure that is due now, in the words in which it is asked."""
    known, loaded = days.understanding(person), instruments.loaded(knowledge)
    due = measuring_dates.due(known.measured, known.began_on, timezone.localdate(), knowledge, loaded=tuple(loaded))
    return (loaded.get(due[0]) or own(knowledge.measures[due[0]])) if due else None


def _page_shown(request: HttpRequest, now: Answering, page: MeasurePage, number: int, form: MeasurePageForm) -> HttpResponse:
    better = {item: score.better for score in now.measure.scores if score.method is not Method.WEEK_MEAN for item in score.items}
    context = {
        "measure": now.measure,
        "wording": now.wording,
        "page": page,
        "form": form,
        "questions": [{"field": bound, "calm": better.get(bound.name, "higher") == "higher"} for bound in form.bound_questions],
        "at": number,
        "of": len(now.pages),
        "before": number - 1,
        "change": "change" in request.GET,
    }
    return render(request, "patient/measure_page.html", context, status=422 if form.is_bound else 200)


def _answers_shown(request: HttpRequest, now: Answering, error: str = "") -> HttpResponse:
    rows = [
        {"question": question.text, "answer": _in_words(now, question.id, page), "page": number}
        for number, page in enumerate(now.pages, 1)
        for question in page.questions
    ]
    context = {
        "measure": now.measure,
        "wording": now.wording,
        "rows": rows,
        "answers": now.answers,
        "fact_id": now.fact_id,
        "today": timezone.localdate(),
        "error": error,
        "call": call_of(now.person.country),
        "may_be_heavy": any(score.heed for score in now.measure.scores),
    }
    return render(request, "patient/measure_answers.html", context, status=422 if error else 200)


def _in_words(now: Answering, item: str, page: MeasurePage) -> str:
    if item not in now.answers:
        return _("Skipped")
    value = int(now.answers[item])  # type: ignore[arg-type]
    if page.ticks:
        return _("Ticked") if value else _("Not ticked")
    return now.wording.items[item].answers.get(value) or str(value)
