"""Progress: weeks and words, not scores."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from stepwell.care.queries import logs
from stepwell.engine import course, measuring, outcome, plan_changes
from stepwell.engine.episodes import episodes
from stepwell.engine.log import Answers, CheckIn, Evaluation, Session
from stepwell.engine.measuring import Series
from stepwell.knowledge import loader
from stepwell.web.charts import kept
from stepwell.web.shared import chart
from stepwell.web.shared.viewer import viewer

SHOWN_DAYS = 84
ENOUGH_DAYS = 4
RATINGS_SHOWN = 6


@require_safe
def progress(request: HttpRequest) -> HttpResponse:
    """Show the last twelve weeks. Open to everybody, also on days without a plan."""
    person, today, knowledge = viewer(request), timezone.localdate(), loader.load()
    since = today - timedelta(days=SHOWN_DAYS)
    log = logs.export(person)
    check_ins = [fact for fact in log.facts if isinstance(fact, CheckIn)]
    sessions = [fact for fact in log.facts if isinstance(fact, Session) and fact.on >= since]
    recent = [fact for fact in check_ins if fact.on >= since]
    points = outcome.points(recent, knowledge)
    flares = [each for each in episodes(log.facts, knowledge, today) if (each.last_on or today) >= since]
    changes = plan_changes.stages(plan_changes.plan_changes(log, knowledge), points[0].on if points else since)
    own = course.own_weeks(check_ins, min(fact.on for fact in log.facts)) if log.facts else ()
    usual = course.usual(knowledge.course, course.last_week_shown(own))
    wanted = [chart.leg(points, flares, changes, today), chart.course(usual, own, course.last_week_shown(own)) if own else None]
    drawn = iter(kept.drawings([each for each in wanted if each is not None]))
    # svg.for_page writes shapes and escaped letters only.
    leg_drawing, course_drawing = (mark_safe(next(drawn) or "") if each is not None else "" for each in wanted)
    last_week = {day for day in outcome.days_done(sessions) if day > today - timedelta(days=7)}
    shown = {
        "weeks": outcome.weeks(recent, sessions),
        "leg_drawing": leg_drawing,
        "leg_words": chart.leg_in_words(points, len(flares)) if len(points) > 1 else "",
        "has_line": wanted[0] is not None,
        "flares": flares,
        "changes": changes,
        "earliest": points[0] if points else None,
        "latest": points[-1] if points else None,
        "course": knowledge.course,
        "course_sources": [knowledge.sources[each] for each in dict.fromkeys((*knowledge.course.sources, *knowledge.course.ways.sources))],
        "course_drawing": course_drawing,
        "course_words": chart.course_in_words(own, usual) if own else "",
        "usual": usual,
        "own_weeks": own,
        "days_done": len(last_week),
        "is_enough": len(last_week) >= ENOUGH_DAYS,
        "activities": _activities([fact.answers for fact in log.facts if isinstance(fact, Evaluation)]),
        "ratings": _ratings(measuring.series(log.facts, knowledge)),
        "days": _days(recent, sessions),
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


def _ratings(told: tuple[Series, ...]) -> list[dict[str, Any]]:
    """Return the activities that were rated more than once, with their latest ratings, oldest first."""
    rated = [each for each in told if each.score.startswith("activity_") and len(each.points) > 1]
    return [{"name": each.name, "points": each.points[-RATINGS_SHOWN:]} for each in rated]


def _days(check_ins: list[CheckIn], sessions: list[Session]) -> list[dict[str, Any]]:
    """Return the story of each of the last days, newest first, with every session of a day."""
    told: dict[date, Answers] = {}
    for fact in check_ins:
        told[fact.on] = told.get(fact.on, {}) | fact.answers
    done: dict[date, list[Session]] = {}
    for session in sessions:
        done.setdefault(session.on, []).append(session)
    return [{"on": on, "answers": told.get(on, {}), "sessions": done.get(on, [])} for on in sorted({*told, *done}, reverse=True)[:28]]
