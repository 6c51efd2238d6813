"""Progress: weeks and words, not scores."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from stepwell.care.queries import facts
from stepwell.engine import outcome
from stepwell.engine.log import Answers, CheckIn, Evaluation, Session
from stepwell.knowledge import loader
from stepwell.web.shared import chart
from stepwell.web.shared.viewer import viewer

SHOWN_DAYS = 84
ENOUGH_DAYS = 4


@require_safe
def progress(request: HttpRequest) -> HttpResponse:
    """Show the last twelve weeks. Open to everybody, also on days without a plan."""
    person, today = viewer(request), timezone.localdate()
    since = today - timedelta(days=SHOWN_DAYS)
    check_ins = [fact for fact in facts.of_kind(person, "check_in", since) if isinstance(fact, CheckIn)]
    sessions = [fact for fact in facts.of_kind(person, "session", since) if isinstance(fact, Session)]
    points = outcome.points(check_ins, loader.load())
    last_week = {fact.on for fact in sessions if fact.on > today - timedelta(days=7)}
    shown = {
        "weeks": outcome.weeks(check_ins, sessions),
        "chart": chart.drawn(points),
        "earliest": points[0] if points else None,
        "latest": points[-1] if points else None,
        "days_done": len(last_week),
        "is_enough": len(last_week) >= ENOUGH_DAYS,
        "activities": _activities([fact.answers for fact in facts.of_kind(person, "evaluation") if isinstance(fact, Evaluation)]),
        "days": _days(check_ins, sessions),
        "here": "progress",
    }
    return render(request, "patient/progress.html", shown)


def _activities(told: list[Answers]) -> list[dict[str, Any]]:
    """Return the three activities in the person's own words, with the first and the latest rating, 0 cannot to 10 as before."""
    found = []
    for number in (1, 2, 3):
        names = [str(answers[f"activity_{number}"]) for answers in told if answers.get(f"activity_{number}")]
        ratings = [answers[f"activity_{number}_now"] for answers in told if f"activity_{number}_now" in answers]
        if names and ratings:
            found.append({"name": names[-1], "first": ratings[0], "now": ratings[-1], "asked": len(ratings)})
    return found


def _days(check_ins: list[CheckIn], sessions: list[Session]) -> list[dict[str, Any]]:
    """Return the story of each of the last days, newest first."""
    told: dict[date, Answers] = {}
    for fact in check_ins:
        told[fact.on] = told.get(fact.on, {}) | fact.answers
    done = {fact.on: fact for fact in sessions}
    return [{"on": on, "answers": told.get(on, {}), "session": done.get(on)} for on in sorted({*told, *done}, reverse=True)[:28]]
