"""Progress as pictures: which data each drawing is of, and in words what it shows. Meaning is in the tables beside them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stepwell.engine import outcome
from stepwell.engine.course import OwnWeek, Usual
from stepwell.engine.episodes import Episode
from stepwell.engine.outcome import Point
from stepwell.engine.plan_changes import PlanChange
from stepwell.web.charts.kept import Wanted

LEVELS = [{"y": value, "says": str(value)} for value in (0, 5, 10)]
MOVED = 1.0
"""Points of 0-10 from which the words say up or down; less is about the same."""


def leg(points: Sequence[Point], flares: Sequence[Episode], changes: Sequence[PlanChange], today: date) -> Wanted | None:
    """Return leg pain day by day, or None with fewer than two days: a line needs two."""
    if len(points) < 2 or points[0].on == points[-1].on:
        return None
    first, last = points[0].on, points[-1].on

    def x(on: date) -> int:
        return (on - first).days

    runs = outcome.runs(points)
    shaded = [
        {"from": max(0, x(flare.started_on) - 0.5), "to": min(x(last), x(flare.last_on or today) + 0.5)}
        for flare in flares
        if flare.started_on <= last and (flare.last_on or today) >= first
    ]
    datasets: dict[str, list[dict[str, Any]]] = {
        "levels": LEVELS,
        "flares": shaded,
        "trend": [
            {"x": x(point.on), "level": round(point.level, 2), "low": round(point.low, 2), "high": round(point.high, 2), "run": str(number)}
            for number, run in enumerate(runs)
            for point in run
        ],
        "mornings": [{"x": x(point.on), "y": point.waking} for point in points if point.waking is not None],
        "alone": [{"x": x(run[0].on), "level": round(run[0].level, 2)} for run in runs if len(run) == 1],
        "last": [{"x": x(last), "level": round(points[-1].level, 2)}],
        "changes": [{"x": x(each.on), "row": number % 2, "number": str(number + 1)} for number, each in enumerate(changes)],
        "days_left": [{"x": 0, "says": date_format(first, "M j")}],
        "days_center": [],
        "days_right": [{"x": x(last), "says": date_format(last, "M j")}],
    }
    return "leg", {"first": 0, "last": x(last)}, datasets


def leg_in_words(points: Sequence[Point], flares: int) -> str:
    """Return what the line shows, in sentences."""
    first, last = points[0], points[-1]
    moved = last.level - first.level
    trend = _("It has gone down.") if moved <= -MOVED else _("It has gone up.") if moved >= MOVED else _("It is about the same.")
    said = _("Leg pain when you wake: about %(then)d of 10 on %(first)s, about %(now)d of 10 on %(last)s.") % {
        "then": round(first.level),
        "now": round(last.level),
        "first": date_format(first.on, "F j"),
        "last": date_format(last.on, "F j"),
    }
    shaded = ngettext("%(n)d flare-up is shaded.", "%(n)d flare-ups are shaded.", flares) % {"n": flares} if flares else ""
    return " ".join(part for part in (said, trend, shaded) if part)


def course(usual: Sequence[Usual], own: Sequence[OwnWeek], last_week: int) -> Wanted:
    """Return the usual course, and the person's own weeks on it; a line breaks where a week is missing."""
    run, weeks = 0, []
    for place, week in enumerate(own):
        run += int(place > 0 and week.number > own[place - 1].number + 1)
        weeks.append({"x": week.number, "level": round(week.level, 2), "run": str(run)})
    datasets: dict[str, list[dict[str, Any]]] = {
        "levels": LEVELS,
        "usual": [{"x": each.week, "low": round(each.low, 2), "high": round(each.high, 2)} for each in usual],
        "own": weeks,
        "days_left": [{"x": 0, "says": _("start")}],
        "days_center": [{"x": last_week / 2, "says": _("%(n)d weeks") % {"n": last_week // 2}}],
        "days_right": [{"x": last_week, "says": _("%(n)d weeks") % {"n": last_week}}],
    }
    return "course", {"first": 0, "last": last_week}, datasets


def course_in_words(own: Sequence[OwnWeek], usual: Sequence[Usual]) -> str:
    """Return where the person's line begins and is, and where the band is, in sentences."""
    band = _("The band goes from %(low)d to %(high)d of 10 at the start, to %(end_low)d to %(end_high)d of 10 in week %(week)d.") % {
        "low": round(usual[0].low),
        "high": round(usual[0].high),
        "end_low": round(usual[-1].low),
        "end_high": round(usual[-1].high),
        "week": usual[-1].week,
    }
    mine = _("Your leg pain: %(then).1f of 10 in week %(first)d, %(now).1f of 10 in week %(last)d.") % {
        "then": own[0].level,
        "first": own[0].number,
        "now": own[-1].level,
        "last": own[-1].number,
    }
    return f"{mine} {band}"
