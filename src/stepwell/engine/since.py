"""What a log tells of the days since somebody last looked: days told, sessions, leg pain then and now, flare-ups, measures, own words."""

from collections.abc import Sequence
from datetime import date
from typing import Any, TypeVar

from msgspec import Struct

from stepwell.engine import measuring, outcome
from stepwell.engine.episodes import Episode, episodes
from stepwell.engine.log import CheckIn, Evaluation, Fact, FlareNote, Log, Order, SafetyCheck, Session, Treatment
from stepwell.engine.measuring import Series
from stepwell.engine.plan_changes import PlanChange
from stepwell.knowledge.schema import Knowledge

Kind = TypeVar("Kind")


class Since(Struct, frozen=True, kw_only=True):
    """What is new from a day on.

    Attributes:
        days_told: with a check-in. days_done: with something of a session.
        leg: smoothed leg pain on waking at the last rating before that day, and now; None where one of the two is not known.
        began, ended: flare-ups that did. measures: scores told, each with all its points.
        changes: of the plan as a whole. answered: days on which safety questions were answered. told_again: evaluations.
        words: what the person wrote, with its day. orders, treatments: of clinicians.
    """

    on: date
    days_told: int = 0
    days_done: int = 0
    leg: tuple[float, float] | None = None
    began: tuple[Episode, ...] = ()
    ended: tuple[Episode, ...] = ()
    measures: tuple[Series, ...] = ()
    changes: tuple[PlanChange, ...] = ()
    answered: tuple[date, ...] = ()
    told_again: tuple[date, ...] = ()
    words: tuple[tuple[date, str], ...] = ()
    orders: tuple[Order, ...] = ()
    treatments: tuple[Treatment, ...] = ()


def since(log: Log, changes: Sequence[PlanChange], on: date, today: date, knowledge: Knowledge) -> Since:
    """Return what is new from ``on`` until today, both included.

    Args:
        log: cut to what may be seen; what is left out is simply not told.
        changes: of the plan over the whole log.
    """
    new = [fact for fact in log.facts if on <= fact.on <= today]
    flares = episodes(log.facts, knowledge, today)
    return Since(
        on=on,
        days_told=len({fact.on for fact in _of(CheckIn, new)}),
        days_done=len(outcome.days_done(_of(Session, new))),
        leg=_leg(_of(CheckIn, log.facts), on, knowledge),
        began=tuple(each for each in flares if on <= each.started_on <= today),
        ended=tuple(each for each in flares if each.last_on is not None and each.started_on < on <= each.last_on),
        measures=tuple(each for each in measuring.series(log.facts, knowledge) if each.latest.on >= on),
        changes=tuple(change for change in changes if on <= change.on <= today),
        answered=_days(_of(SafetyCheck, new)),
        told_again=_days(_of(Evaluation, new)),
        words=tuple((fact.on, fact.words) for fact in _of(FlareNote, new) if fact.words),
        orders=tuple(order for order in _of(Order, new) if order.order != "told_clear"),
        treatments=tuple(_of(Treatment, new)),
    )


def _leg(check_ins: list[CheckIn], on: date, knowledge: Knowledge) -> tuple[float, float] | None:
    points = outcome.points(check_ins, knowledge)
    before = [point for point in points if point.on < on]
    return (before[-1].level, points[-1].level) if before and points[-1].on >= on else None


def _of(kind: type[Kind], facts: Sequence[Fact] | Sequence[Any]) -> list[Kind]:
    return [fact for fact in facts if isinstance(fact, kind)]


def _days(facts: Sequence[Any]) -> tuple[date, ...]:
    return tuple(sorted({fact.on for fact in facts}))
