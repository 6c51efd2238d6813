"""The check-in: how today is, in twenty seconds."""

from collections.abc import Container, Iterable
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from stepwell.care.errors import CareError
from stepwell.care.queries import days, facts
from stepwell.engine import checking_in, exposures
from stepwell.engine.decision import DayPlan, Decision
from stepwell.engine.log import Answers, CheckIn
from stepwell.knowledge import loader
from stepwell.knowledge.schema import AskedWhen
from stepwell.web.patient import answer_words, drafts, from_queue, safety_draft, saving, triggers
from stepwell.web.patient.gate import place_for
from stepwell.web.patient.pages import Page, pages
from stepwell.web.patient.question_form import QuestionForm
from stepwell.web.shared import device
from stepwell.web.shared.calls import call_of
from stepwell.web.shared.viewer import viewer

if TYPE_CHECKING:
    from stepwell.care.models import Person

EXPOSURES, BAD_NIGHT = "exposures", "poor_sleep_last_night"
NEW, AFTER = "anything_new", "after_session"
AGAIN = "again"
"""What a page sends that showed the answers of today."""


@require_http_methods(["GET", "POST"])
def check_in(request: HttpRequest) -> HttpResponse:
    """Ask how today is; on an answer, save it and go where it leads."""
    groups = _groups()
    # A post needs what was told today only where its page showed it: else it is read for a page that is shown again.
    told = _told_today(request) if request.method == "GET" or request.POST.get(AGAIN) == "yes" else {}
    form = _form(request, groups, told)
    problem: CareError | None = None
    if form.is_valid():
        try:
            return from_queue.went_to(request, place_after(request, form.answers, _saved(request, form.answers)))
        except CareError as error:
            problem = error
            form.add_error(None, str(error))
    if (refused := from_queue.refused(request, form, problem)) is not None:
        return refused
    return _shown(request, form, groups, told if request.method == "GET" else _told_today(request))


@cache
def _groups() -> tuple[Page, ...]:
    """Return the cards of the page and their questions: the same for everybody, so they are put together once."""
    return pages(AskedWhen.CHECK_IN, loader.load(), known={})


def _told_today(request: HttpRequest) -> Answers:
    """Return what the check-ins of today have told so far. A page that is kept for later knows nothing of its day."""
    today = timezone.localdate()
    told: Answers = {}
    if not device.is_keeping(request):
        for fact in facts.of_kind(viewer(request), "check_in", since=today):
            told |= fact.answers if isinstance(fact, CheckIn) and fact.on == today else {}
    return told


def _form(request: HttpRequest, groups: Iterable[Page], told: Answers) -> QuestionForm:
    """Return the form, filled with what was told today; never with another day, nor with an answer about new signs.

    A page that showed today's answers may change them, and not take one back: the log would still hold it.
    """
    data = request.POST if request.method == "POST" else None
    form = QuestionForm(
        [question for page in groups for question in page.questions],
        data=data,
        known={question: answer for question, answer in told.items() if question != NEW},
    )
    if data is not None and data.get(AGAIN) == "yes":
        for question in told.keys() & form.fields.keys():
            form.fields[question].required = True
    return form


def _shown(request: HttpRequest, form: QuestionForm, groups: Iterable[Page], told: Answers) -> HttpResponse:
    person = viewer(request)
    _leave_out_unasked(form, person)
    left_out = _not_asked(request, form)
    context = {
        "form": form,
        "groups": [_part(form, page, left_out) for page in groups],
        "fact_id": drafts.posted_id(request),
        "today": timezone.localdate(),
        "again": bool(told),
        "told_new": answer_words.rows([form.fields[NEW].question], told, loader.load()),  # type: ignore[attr-defined]
        "call": call_of(person.country),
    }
    return render(request, "patient/check_in.html", context, status=422 if form.is_bound else 200)


def _part(form: QuestionForm, page: Page, left_out: Container[str]) -> dict[str, Any]:
    """Return one card of the page; minutes stand beside each other, under the rest."""
    bound = [form[question.id] for question in page.questions if question.id not in left_out]
    is_number = [each.field.kind == "number" for each in bound]  # type: ignore[attr-defined]
    return {
        "group": page.group,
        "fields": [each for each, number in zip(bound, is_number, strict=True) if not number],
        "minutes": [each for each, number in zip(bound, is_number, strict=True) if number],
    }


def _not_asked(request: HttpRequest, form: QuestionForm) -> Container[str]:
    """Return the questions that do not matter today: how exercises left the leg is asked after a session only."""
    asks = checking_in.asks_after_session(days.understanding(viewer(request)), timezone.localdate())
    if device.is_keeping(request) or form[AFTER].value() or form[AFTER].errors:
        return ()
    if not asks:
        return (AFTER,)
    field = form.fields[AFTER]
    field.choices = [choice for choice in field.choices if choice[0] != "none_done"]  # type: ignore[attr-defined]
    return ()


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
    return answers.get(NEW, ("none",)) != ("none",)


def _leave_out_unasked(form: QuestionForm, person: "Person") -> None:
    """Show of the exposures those that this person is asked for: a dozen chips can be read in a moment, seventeen cannot.

    A bad night is told by the question about sleep, unless somebody wants to tick it as well.
    What was sent is taken all the same: a page that was kept on the device may be older than the person's choice.
    """
    wishes = days.understanding(person).exposures_asked
    told_elsewhere = set() if wishes.get(BAD_NIGHT) else {BAD_NIGHT}
    shown = {"none", *(exposures.asked(wishes, loader.load()) - told_elsewhere), *(form[EXPOSURES].value() or ())}
    field = form.fields[EXPOSURES]
    field.choices = [choice for choice in field.choices if choice[0] in shown]  # type: ignore[attr-defined]


def _saved(request: HttpRequest, answers: Answers) -> Decision:
    on = from_queue.day(request)
    fact = CheckIn(on=on, id=drafts.posted_id(request), answers=answers, left_open=_left_open(viewer(request), answers, on))
    decision = saving.save(request, fact)
    triggers.note_findings(request, decision)
    return decision


def _left_open(person: "Person", answers: Answers, on: date) -> tuple[str, ...]:
    """Return the questions that were asked on that day and left open."""
    asked = [question.id for question in loader.load().questions.values() if AskedWhen.CHECK_IN in question.asked_when]
    after = checking_in.asks_after_session(days.understanding(person), on)
    return tuple(each for each in asked if each not in answers and (each != AFTER or after))
