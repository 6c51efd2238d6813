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
from stepwell.engine.measuring import Series
from stepwell.engine.measuring_change import Verdict
from stepwell.engine.outcome import Point, Week
from stepwell.engine.plan_changes import PlanChange
from stepwell.web.charts.kept import Wanted

LEVELS = [{"y": value, "says": str(value)} for value in (0, 5, 10)]
MOST_NAMED = 14
"""Weeks that have room for a number above each bar; with more only the latest has one."""
FEWEST_BARS, ROOM_FOR_BARS = 3, 8
"""Weeks from which bars say something, and how many have room at least, so that a few are not as wide as walls."""
FLOOR = 1
"""A first or last rating above this has room for its number below it, out of the way of a line that comes from above."""
MOVED = 1.0
"""Points of 0-10 from which the words say up or down; less is about the same."""
WIDE = 500
"""Pixels between the ends of the axis where a page has room: about the wide column of a desktop."""


def wide(wanted: Wanted) -> Wanted:
    """Return the same drawing with more room to the side: its letters stay as large as the page's."""
    design, params, datasets = wanted
    return design, {**params, "width": WIDE}, datasets


def leg(points: Sequence[Point], flares: Sequence[Episode], changes: Sequence[PlanChange], today: date) -> Wanted | None:
    """Return leg pain day by day, or None with fewer than two days: a line needs two."""
    if len(points) < 2 or points[0].on == points[-1].on:
        return None
    first, last = points[0].on, points[-1].on
    end = max([last, *(flare.last_on or today for flare in flares)])

    def x(on: date) -> int:
        return (on - first).days

    runs = outcome.runs(points)
    shaded = [
        {"from": max(0, x(flare.started_on) - 0.5), "to": min(x(end), x(flare.last_on or today) + 0.5)}
        for flare in flares
        if (flare.last_on or today) >= first
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
        "days_right": [{"x": x(end), "says": date_format(end, "M j")}],
    }
    return "leg", {"first": 0, "last": x(end)}, datasets


def leg_in_words(points: Sequence[Point], flares: int) -> str:
    """Return what the line shows, in sentences."""
    first, last = points[0], points[-1]
    moved = last.level - first.level
    trend = _("It has gone down.") if moved <= -MOVED else _("It has gone up.") if moved >= MOVED else _("It is about the same.")
    said = _("Leg pain when you wake, trend over some days: about %(then)d of 10 on %(first)s, about %(now)d of 10 on %(last)s.") % {
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


def weekly(weeks: Sequence[Week], minutes: Sequence[int | None]) -> Wanted | None:
    """Return one bar a week for the minutes that were said, or None with fewer than three weeks of them. ``weeks``: oldest first."""
    said = [(week.first, value) for week, value in zip(weeks, minutes, strict=True) if value is not None]
    if len(said) < FEWEST_BARS:
        return None
    first, last = said[0][0], said[-1][0]
    at = {monday: (monday - first).days // 7 for monday, _value in said}
    end = max(at[last], ROOM_FOR_BARS - 1)
    under_last = [{"x": at[last] + (0.5 if at[last] == end else 0), "says": date_format(last, "M j")}]
    most = _top(max(value for _monday, value in said))
    few = at[last] < MOST_NAMED
    named = [(monday, value) for monday, value in said if few or monday == last]
    datasets: dict[str, list[dict[str, Any]]] = {
        "levels": [{"value": value, "says": str(value)} for value in (0, most // 2, most)],
        "weeks": [{"from": at[monday] - 0.36, "to": at[monday] + 0.36, "value": value} for monday, value in said],
        "named": [{"x": at[monday], "value": value, "says": str(value)} for monday, value in named],
        "days_left": [{"x": -0.5, "says": date_format(first, "M j")}],
        "days_center": under_last if at[last] < end else [],
        "days_right": under_last if at[last] == end else [],
    }
    return "weekly", {"first": -0.5, "last": end + 0.5, "most": most}, datasets


def weekly_in_words(weeks: Sequence[Week], minutes: Sequence[int | None]) -> str:
    """Return the first, the latest and the longest of the minutes that were said, in a sentence; "" where there is none."""
    said = [(week.first, value) for week, value in zip(weeks, minutes, strict=True) if value is not None]
    if not said:
        return ""
    if len(said) == 1:
        return _("%(n)d minutes in the week of %(week)s.") % {"n": said[0][1], "week": date_format(said[0][0], "F j")}
    return _("%(then)d minutes in the week of %(first)s, %(now)d in the week of %(last)s; the longest was %(most)d.") % {
        "then": said[0][1],
        "first": date_format(said[0][0], "F j"),
        "now": said[-1][1],
        "last": date_format(said[-1][0], "F j"),
        "most": max(value for _monday, value in said),
    }


def rating(told: Series) -> Wanted | None:
    """Return one activity over time, or None with ratings of fewer than two days."""
    first, last = told.points[0].on, told.latest.on
    if first == last:
        return None
    rated = [{"x": (point.on - first).days, "y": point.value} for point in told.points]
    ends = ((rated[0], rated[1]), (rated[-1], rated[-2]))
    named = [({**end, "says": f"{end['y']:g}"}, FLOOR < end["y"] < beside["y"]) for end, beside in ends]
    datasets: dict[str, list[dict[str, Any]]] = {
        "levels": LEVELS,
        "ratings": rated,
        "above": [end for end, is_below in named if not is_below],
        "below": [end for end, is_below in named if is_below],
        "days_left": [{"x": 0, "says": date_format(first, "M j")}],
        "days_center": [],
        "days_right": [{"x": rated[-1]["x"], "says": date_format(last, "M j")}],
    }
    return "rating", {"first": 0, "last": rated[-1]["x"]}, datasets


def rating_in_words(told: Series) -> str:
    """Return the first and the latest rating, in a sentence."""
    return _("%(name)s: %(then)s of 10 on %(first)s, %(now)s of 10 on %(last)s.") % {
        "name": told.name.capitalize(),
        "then": told.points[0].shown,
        "first": date_format(told.points[0].on, "F j"),
        "now": told.latest.shown,
        "last": date_format(told.latest.on, "F j"),
    }


def verdict(of: Verdict) -> str:
    """Return in a word or three how a value compares with the first one."""
    return {
        "first": _("First answer"),
        "better": _("Better"),
        "worse": _("Worse"),
        "no_clear_change": _("No clear change"),
        "not_known": _("Can’t say"),
    }[of]


def _top(most: int) -> int:
    """Return where the axis of minutes ends: an even number that is easy to halve, with a little room."""
    step = 10 if most <= 40 else 20 if most <= 120 else 60
    return max(step, -(-most // step) * step)
