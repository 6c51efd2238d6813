"""A person's course on one time axis: leg pain over lanes of what was done; and the same as a list of dated words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stepwell.care.queries.record import Record
from stepwell.engine import measuring, outcome
from stepwell.engine.episodes import Episode, episodes
from stepwell.engine.log import CheckIn, Evaluation, Examination, Measure, Order, SafetyCheck, Session, Treatment
from stepwell.engine.outcome import Point
from stepwell.engine.plan_changes import stages
from stepwell.knowledge.schema import Knowledge
from stepwell.web.charts.kept import Wanted
from stepwell.web.shared import chart
from stepwell.web.therapist import order_words, plan_change_words

SESSIONS, TREATED, SET, NOTED, MEASURED = range(5)
"""The lanes, from above."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """One thing on one day, in words. ``lane``: where it stands in the picture; None for what is drawn over the line of pain."""

    on: date
    says: str
    lane: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """The course since a day: the drawing that is wanted (None where there is too little for a line), its words, and all that happened."""

    wanted: Wanted | None
    words: str
    points: Sequence[Point]
    flares: Sequence[Episode]
    days: list[tuple[date, list[Happened]]]


def axis(record: Record, since: date, today: date, knowledge: Knowledge) -> Axis:
    """Return a person's course from a day on."""
    facts = record.log.facts
    points = [point for point in outcome.points([fact for fact in facts if isinstance(fact, CheckIn)], knowledge) if point.on >= since]
    flares = [each for each in episodes(facts, knowledge, today) if (each.last_on or today) >= since]
    done = sorted(outcome.days_done(fact for fact in facts if isinstance(fact, Session) and fact.on >= since))
    happened = [each for each in _happened(record, flares, knowledge) if since <= each.on <= today]
    return Axis(
        wanted=_drawn(points, flares, record, done, happened, today),
        words=_in_words(points, flares, done),
        points=points[::-1],
        flares=flares,
        days=_by_day(happened),
    )


def _drawn(
    points: Sequence[Point], flares: Sequence[Episode], record: Record, done: Sequence[date], happened: Sequence[Happened], today: date
) -> Wanted | None:
    since = points[0].on if points else today
    leg = chart.leg(points, flares, stages(record.changes, since), today)
    if leg is None:
        return None
    _name, ends, of_pain = leg
    marks = {(each.on, each.lane) for each in happened if each.lane is not None}
    last = max(ends["last"], *((on - since).days for on, _lane in marks), 0)
    first = min(0, *((on - since).days for on in (*done, *(on for on, _lane in marks))), 0)
    datasets: dict[str, Sequence[Any]] = {
        **of_pain,
        "lanes": [{"lane": number, "says": says} for number, says in enumerate(lanes())],
        "sessions": [{"x": (on - since).days, "lane": SESSIONS} for on in done],
        "marks": [{"x": (on - since).days, "lane": lane} for on, lane in sorted(marks)],
        "days_left": [{"x": first, "says": date_format(_day(since, first), "M j")}],
        "days_right": [{"x": last, "says": date_format(_day(since, last), "M j")}],
    }
    return "record", {"first": first, "last": last}, datasets


def lanes() -> tuple[str, ...]:
    """Return the names of the lanes, from above."""
    return _("Sessions"), _("Treated"), _("Set by you"), _("Noted"), _("Measured")


def _day(since: date, number: float) -> date:
    return date.fromordinal(since.toordinal() + int(number))


def _in_words(points: Sequence[Point], flares: Sequence[Episode], done: Sequence[date]) -> str:
    sessions = ngettext("Sessions on %(n)d day.", "Sessions on %(n)d days.", len(done)) % {"n": len(done)}
    return f"{chart.leg_in_words(points, len(flares))} {sessions}" if len(points) > 1 else sessions


def _by_day(happened: Sequence[Happened]) -> list[tuple[date, list[Happened]]]:
    newest = sorted(happened, key=lambda each: each.on, reverse=True)
    return [(on, list(each)) for on, each in groupby(newest, key=lambda each: each.on)]


def _happened(record: Record, flares: Sequence[Episode], knowledge: Knowledge) -> Iterator[Happened]:
    """Yield everything but the single check-ins and sessions."""
    yield from (Happened(on=change.on, says=change.says) for change in plan_change_words.told(record.changes, knowledge))
    for flare in flares:
        yield Happened(on=flare.started_on, says=_("A flare-up began."))
        if flare.last_on is not None:
            yield Happened(on=flare.last_on, says=_("Last day of the flare-up that began on %s.") % date_format(flare.started_on, "F j"))
    for fact in record.log.facts:
        match fact:
            case Order():
                yield _ordered(fact, knowledge)
            case Treatment():
                yield Happened(on=fact.on, says=_("Treated: %s") % knowledge.treatments[fact.treatment].name, lane=TREATED)
            case Examination():
                yield Happened(on=fact.on, says=_("Examined."), lane=NOTED)
            case Evaluation():
                yield Happened(on=fact.on, says=_("Evaluation answered."))
            case SafetyCheck():
                yield Happened(on=fact.on, says=_("Safety questions answered."))
    yield from _measured(record, knowledge)
    kinds = {"visit": _("Visit."), "note": _("Note of %(by)s: %(words)s"), "contact": _("Talk with %(by)s: %(words)s")}
    for each in record.clinics:
        says = kinds[each.kind] % {"by": each.by, "words": each.words} if each.kind != "visit" else kinds["visit"]
        yield Happened(on=each.on, says=says, lane=NOTED)


def _ordered(order: Order, knowledge: Knowledge) -> Happened:
    says = order_words.said(order, knowledge)
    if order.order == "told_clear":
        return Happened(on=order.on, says=f"{says}.", lane=NOTED)
    return Happened(on=order.on, says=_("Set: %s") % says, lane=SET)


def _measured(record: Record, knowledge: Knowledge) -> Iterator[Happened]:
    told = {(fact.measure, fact.on) for fact in record.log.facts if isinstance(fact, Measure)}
    for series in measuring.series(record.log.facts, knowledge):
        for point in series.points:
            if (series.measure, point.on) in told:
                yield Happened(on=point.on, says=f"{series.name[:1].upper()}{series.name[1:]}: {point.shown}.", lane=MEASURED)
