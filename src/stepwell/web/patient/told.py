"""What somebody told, on one page to show or print for a clinician. No exercise is on it, so it is open at any time."""

from collections.abc import Iterable
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from stepwell.care.queries import days, facts
from stepwell.engine import measuring
from stepwell.engine.decision import Referral
from stepwell.engine.log import Answers, CheckIn, Evaluation
from stepwell.knowledge import loader
from stepwell.knowledge.schema import AskedWhen, Question
from stepwell.web.patient import answer_words
from stepwell.web.patient.gate import plan_or_referral
from stepwell.web.patient.safety_form import is_row
from stepwell.web.shared.calls import call_of, with_number
from stepwell.web.shared.viewer import viewer

MEASURED = ("evaluation", "check_in", "measure")


@require_safe
def told(request: HttpRequest) -> HttpResponse:
    """Show the answers: what was ticked first, then the rest, then the evaluation and the latest check-in."""
    person, knowledge = viewer(request), loader.load()
    answers = days.understanding(person).answers
    safety = _asked(AskedWhen.SAFETY)
    ticked = [question for question in safety if question.id in answers and is_worrying(question, answers)]
    rest = [question for question in safety if question not in ticked]
    latest = _latest_day([fact for fact in facts.of_kind(person, "check_in") if isinstance(fact, CheckIn)])
    decision = plan_or_referral(request)
    context = {
        "today": timezone.localdate(),
        "name": person.given_name,
        "heading": with_number(decision.heading, call_of(person.country)) if isinstance(decision, Referral) and decision.since else "",
        "reasons": decision.reasons if isinstance(decision, Referral) and decision.since else (),
        "ticked": answer_words.rows(ticked, answers, knowledge),
        "rest": answer_words.rows(rest, answers, knowledge),
        "evaluation": answer_words.rows(_asked(AskedWhen.EVALUATION), answers, knowledge),
        "evaluated": _days_of(fact for fact in facts.of_kind(person, "evaluation") if isinstance(fact, Evaluation) and fact.answers),
        "check_in": [(on, answer_words.rows(_asked(AskedWhen.CHECK_IN), answers, knowledge)) for on, answers in latest],
        "measures": measuring.series([fact for kind in MEASURED for fact in facts.of_kind(person, kind)], knowledge),
        "release": knowledge.release,
        "here": "help",
    }
    return render(request, "patient/told.html", context)


def _days_of(evaluations: Iterable[Evaluation]) -> tuple[date, date] | None:
    """Return the first and the last day on which the evaluation was answered: "now" in it means then."""
    days = sorted(fact.on for fact in evaluations)
    return (days[0], days[-1]) if days else None


def is_worrying(question: Question, answers: Answers) -> bool:
    """Whether an answer is other than the calm one of a question that is asked as a box to tick."""
    return is_row(question) and answers[question.id] != question.choice_ids[0]


def _asked(when: AskedWhen) -> list[Question]:
    return [question for question in loader.load().questions.values() if when in question.asked_when]


def _latest_day(check_ins: list[CheckIn]) -> list[tuple[date, Answers]]:
    """Return the latest day with a check-in and all that was said on it; nothing when there is none."""
    if not check_ins:
        return []
    on = check_ins[-1].on
    said: Answers = {}
    for fact in check_ins:
        said = said | fact.answers if fact.on == on else said
    return [(on, said)]
