"""Progress: weeks and words, not scores."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from stepwell.care.queries import logs, plans
from stepwell.engine import course, goals, measuring, outcome, plan_changes
from stepwell.engine.episodes import episodes
from stepwell.engine.log import Answers, CheckIn, Evaluation, Fact, Log, Session
from stepwell.engine.measuring import Series
from stepwell.knowledge import loader
from stepwell.knowledge.schema import Knowledge
from stepwell.web.charts import kept
from stepwell.web.shared import chart
from stepwell.web.shared.viewer import viewer

SHOWN_DAYS = 84
ENOUGH_DAYS = 4
DAYS_LISTED = 28
MONTHLY = "monthly"
ZERO_TO_TEN = (0, 10)
WITH_ROOM = ("leg", "course", "walked", "sat")
"""The pictures in the wide column of a desktop: they are drawn a second time, to use it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """What the page tells of: the log, when the plan changed, and the check-ins and sessions since the first day that is shown."""

    log: Log
    changes: tuple[plan_changes.PlanChange, ...]
    since: date
    today: date
    check_ins: list[CheckIn]
    sessions: list[Session]
    series: tuple[Series, ...]
    knowledge: Knowledge


@require_safe
def progress(request: HttpRequest) -> HttpResponse:
    """Show the last twelve weeks, or everything. Open to everybody, also on days without a plan."""
    today, is_all = timezone.localdate(), "all" in request.GET
    person = viewer(request)
    log = logs.export(person)
    first = min((fact.on for fact in log.facts), default=today)
    since = first if is_all else today - timedelta(days=SHOWN_DAYS)
    behind = _behind(log, plans.changes(person, log), since, today)
    parts = (_leg(behind), _course(behind, first), _minutes(behind), _activities(behind), _monthly(behind))
    wanted = {name: each for part in parts for name, each in part.pop("wanted").items() if each is not None}
    wanted |= {f"{name}_wide": chart.wide(wanted[name]) for name in WITH_ROOM if name in wanted}
    last_week = {day for day in outcome.days_done(behind.sessions) if day > today - timedelta(days=7)}
    shown: dict[str, Any] = {
        "days_done": len(last_week),
        "is_new": first > today - timedelta(days=7),
        "is_enough": len(last_week) >= ENOUGH_DAYS,
        "days": _days(behind.check_ins, behind.sessions),
        "has_flared": any(fact.answers.get("flare") == "yes" for fact in _of(CheckIn, log.facts)),
        "goals": [goal for goal in goals.standing(log.facts) if goal.state != "dropped"],
        "is_all": is_all,
        "is_long": first < today - timedelta(days=SHOWN_DAYS),
        "here": "progress",
    }
    for part in parts:
        shown |= part
    drawings = _drawings(wanted)
    ratings = [each | {"drawing": drawings.get(each["is"].score, "")} for each in shown["ratings"]]
    monthly = [each | {"drawing": drawings.get(f"{MONTHLY}_{each['is'].score}", "")} for each in shown["monthly"]]
    return render(request, "patient/progress.html", shown | {"drawings": drawings, "ratings": ratings, "monthly": monthly})


def _behind(log: Log, changes: tuple[plan_changes.PlanChange, ...], since: date, today: date) -> Behind:
    recent = [fact for fact in log.facts if fact.on >= since]
    return Behind(
        log=log,
        changes=changes,
        since=since,
        today=today,
        check_ins=_of(CheckIn, recent),
        sessions=_of(Session, recent),
        series=measuring.series(log.facts, loader.load()),
        knowledge=loader.load(),
    )


def _of(kind: type[Any], facts: Sequence[Fact]) -> list[Any]:
    return [fact for fact in facts if isinstance(fact, kind)]


def _drawings(wanted: Mapping[str, kept.Wanted]) -> dict[str, SafeString]:
    """Return the drawings by name; "" for one that cannot be had now: its words and its table say the same."""
    # svg.for_page writes shapes and escaped letters only.
    return {name: mark_safe(drawing or "") for name, drawing in zip(wanted, kept.drawings(list(wanted.values())), strict=True)}


def _leg(behind: Behind) -> dict[str, Any]:
    """Return leg pain by day. It is smoothed from the very first check-in on, as the plan does it, whatever is shown."""
    told = outcome.points(_of(CheckIn, behind.log.facts), behind.knowledge)
    points = [point for point in told if point.on >= behind.since]
    since = points[0].on if points else behind.since
    flares = [each for each in episodes(behind.log.facts, behind.knowledge, behind.today) if (each.last_on or behind.today) >= since]
    changes = plan_changes.stages(behind.changes, since)
    drawing = chart.leg(points, flares, changes, behind.today)
    return {
        "wanted": {"leg": drawing},
        "has_line": drawing is not None,
        "leg_words": chart.leg_in_words(points, len(flares)) if len(points) > 1 else "",
        "points": points[::-1],
        "flares": flares,
        "changes": changes,
        "earliest": points[0] if points else None,
        "latest": points[-1] if points else None,
        "today": behind.today,
    }


def _course(behind: Behind, first: date) -> dict[str, Any]:
    """Return the usual course and the person's own weeks since their first day: all of them, whatever is shown."""
    known = behind.knowledge.course
    own = course.own_weeks(_of(CheckIn, behind.log.facts), first)
    last = course.last_week_shown(own)
    usual = course.usual(known, last)
    sources = dict.fromkeys((*known.sources, *known.ways.sources))
    return {
        "wanted": {"course": chart.course(usual, own, last) if own else None},
        "course": known,
        "course_sources": [behind.knowledge.sources[each] for each in sources],
        "course_words": chart.course_in_words(own, usual) if own else "",
        "takes_its_time": course.takes_its_time(own, behind.knowledge),
        "usual": usual,
        "own_weeks": own,
    }


def _minutes(behind: Behind) -> dict[str, Any]:
    """Return the weeks, newest first, and the most walked in a day and the longest sit in each."""
    weeks = outcome.weeks(behind.check_ins, behind.sessions)
    forward = weeks[::-1]
    walked, sat = [week.walked for week in forward], [week.sat for week in forward]
    return {
        "wanted": {"walked": chart.weekly(forward, walked), "sat": chart.weekly(forward, sat)},
        "weeks": weeks,
        "walked_words": chart.weekly_in_words(forward, walked),
        "sat_words": chart.weekly_in_words(forward, sat),
    }


def _activities(behind: Behind) -> dict[str, Any]:
    """Return the activities in the person's own words: what was rated first and last, and the ratings between."""
    told = [each for each in behind.series if each.score.startswith("activity_")]
    return {
        "wanted": {each.score: chart.rating(each) for each in told},
        "named": _named([fact.answers for fact in _of(Evaluation, behind.log.facts)]) if not told else [],
        "ratings": [_rated(each) for each in told],
    }


def _monthly(behind: Behind) -> dict[str, Any]:
    """Return the answers of the four-weekly questions, each held against the first one; a picture where the scale is 0 to 10."""
    told = [each for each in behind.series if each.measure == MONTHLY]
    return {
        "wanted": {f"{MONTHLY}_{each.score}": chart.rating(each) for each in told if (each.lowest, each.highest) == ZERO_TO_TEN},
        "monthly": [{**_rated(each), "verdict": chart.verdict(each.latest.verdict), "kind": each.latest.verdict} for each in told],
    }


def _rated(told: Series) -> dict[str, Any]:
    return {"is": told, "points": told.points[::-1], "words": chart.rating_in_words(told)}


def _named(told: list[Answers]) -> list[str]:
    """Return the activities that the person has named, as they were named last."""
    found = ([str(answers[f"activity_{n}"]) for answers in told if answers.get(f"activity_{n}")] for n in (1, 2, 3))
    return [names[-1] for names in found if names]


def _days(check_ins: list[CheckIn], sessions: list[Session]) -> list[dict[str, Any]]:
    """Return each of the last days in short, newest first; its whole story has a page of its own."""
    told: dict[date, Answers] = {}
    for fact in check_ins:
        told[fact.on] = told.get(fact.on, {}) | fact.answers
    done = Counter(on for session in sessions for on in outcome.days_done([session]))
    stopped = {session.on for session in sessions if session.was_stopped}
    days = sorted({*told, *(session.on for session in sessions)}, reverse=True)[:DAYS_LISTED]
    return [{"on": on, "answers": told.get(on, {}), "sessions": done[on], "is_stopped": on in stopped} for on in days]
