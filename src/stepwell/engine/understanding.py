"""What is understood of a person: a fold over the log, one fact at a time.

``advance`` takes in one fact. Folding step by step and folding at once give the same value, so it can be
stored after every fact and a day costs the same on day 5 and on day 500.
"""

from collections.abc import Callable
from functools import reduce
from typing import Any

from msgspec.structs import replace

from stepwell.engine import (
    checking_in,
    examining,
    exercising,
    keeping_up,
    lessons,
    measuring_dates,
    on_off,
    orders,
    own_exercises,
    pausing,
    plateau,
    standing_answers,
    walking,
)
from stepwell.engine.event import remembered
from stepwell.engine.known import Swap, ToldClear, Understanding, with_event
from stepwell.engine.log import (
    CheckIn,
    Evaluation,
    Examination,
    Fact,
    FlareNote,
    Goal,
    LessonRead,
    Log,
    Measure,
    OnOffTest,
    Order,
    Preference,
    Probe,
    SafetyCheck,
    Session,
    Treatment,
    TriggersTold,
)
from stepwell.engine.safe_set import WALK
from stepwell.knowledge.schema import Knowledge, Tier

START = Understanding()


class OrderOfFactsError(ValueError):
    """A fact is older than what is understood already: fold the whole log again."""


def understand(log: Log, knowledge: Knowledge) -> Understanding:
    """Return what a whole log says. Facts are taken by day; on one day, in the order they stand in."""
    facts = sorted(log.facts, key=lambda fact: fact.on)
    return reduce(lambda known, fact: advance(known, fact, knowledge), facts, begin(log.seed))


def begin(seed: int) -> Understanding:
    """Return what is understood of somebody before the first fact."""
    return Understanding(seed=seed)


def advance(known: Understanding, fact: Fact, knowledge: Knowledge) -> Understanding:
    """Return what is understood after one more fact.

    Raises:
        OrderOfFactsError: the fact is older than the latest one taken in.
    """
    if known.on is not None and fact.on < known.on:
        raise OrderOfFactsError(f"a fact of {fact.on} cannot follow one of {known.on}; fold the whole log again")
    counted = replace(
        known,
        on=fact.on,
        began_on=known.began_on or fact.on,
        facts=known.facts + 1,
        events=remembered(known.events, fact.on),
        swaps=tuple(swap for swap in known.swaps if swap.on == fact.on),
        taught=lessons.settled(known, fact.on, knowledge),
    )
    after = lessons.noticed(_TAKES_IN[type(fact)](counted, fact, knowledge), fact, known, knowledge)
    is_paused = not knowledge.advice[after.safety.held].may_exercise
    after = replace(after, paused=pausing.kept_up(after.paused, fact.on, is_paused=is_paused))
    return on_off.kept_up(after, fact.on, knowledge)


def _preference(known: Understanding, fact: Preference, knowledge: Knowledge) -> Understanding:
    if fact.exposure is not None:
        return replace(known, exposures_asked=known.exposures_asked | {fact.exposure: fact.wish == "ask"})
    if fact.own is not None:
        return own_exercises.ticked(known, fact.own, fact.on) if fact.own in known.orders.own else known
    if fact.exercise is None:
        return replace(known, look=fact.look or known.look)
    if fact.wish in ("swap", "skip"):
        others = tuple(swap for swap in known.swaps if swap.exercise != fact.exercise)
        return replace(known, swaps=(*others, Swap(on=fact.on, exercise=fact.exercise, to=fact.to)))
    wishes = {exercise: wish for exercise, wish in known.wishes.items() if exercise != fact.exercise}
    known = replace(known, wishes=wishes if fact.wish == "forget" else wishes | {fact.exercise: fact.wish})
    return _way_preferred(known, fact, knowledge)


def _way_preferred(known: Understanding, fact: Preference, knowledge: Knowledge) -> Understanding:
    """Go over to the ladder of another way to be on the move that is preferred to walking, or back to the walk."""
    others = {way.exercise for way in knowledge.walking.others}
    if fact.exercise in others and fact.wish == "prefer":
        return replace(known, walk=walking.preferring(known.walk, fact.exercise, fact.on))
    if known.walk.other and (fact.exercise == known.walk.other or (fact.exercise == WALK and fact.wish == "prefer")):
        return replace(known, walk=walking.afoot(known.walk, fact.on))
    return known


def _order(known: Understanding, fact: Order, knowledge: Knowledge) -> Understanding:
    if fact.order == "told_clear":
        return replace(known, told_clear=ToldClear(on=fact.on, by=fact.by))
    told = with_event(replace(known, orders=orders.given(known.orders, fact)), _event_of(fact), fact.on, by=fact.by)
    match fact.order:
        case "clear":
            return standing_answers.cleared(told, fact, knowledge)
        case "refer":
            return standing_answers.referred(told, fact, knowledge)
        case "direction":
            return examining.tried_before(told, fact.direction)
        case "diagnosis" | "precaution":
            return standing_answers.found_by_clinician(told, fact, knowledge)
    return told


def _event_of(order: Order) -> str:
    """Return what to call an order among what changed: an examination that lets exercise go on is told as one."""
    if order.order != "clear":
        return "order_given"
    return {Tier.SELF_MANAGE: "cleared", Tier.ROUTINE: "cleared_gently"}.get(order.tier or Tier.SELF_MANAGE, "order_given")


def _answered(known: Understanding, fact: SafetyCheck | Evaluation, knowledge: Knowledge) -> Understanding:
    return standing_answers.given(known, fact.answers, fact.on, knowledge)


def _measure(known: Understanding, fact: Measure, knowledge: Knowledge) -> Understanding:
    return replace(
        known,
        measured=measuring_dates.told(known.measured, fact),
        sure=keeping_up.taken_in(known.sure, fact),
        activities=plateau.taken_in(known.activities, fact),
    )


def _told_only(known: Understanding, fact: Fact, knowledge: Knowledge) -> Understanding:
    """Take in what changes no plan."""
    return known


_TAKES_IN: dict[type[Any], Callable[[Understanding, Any, Knowledge], Understanding]] = {
    SafetyCheck: _answered,
    Evaluation: _answered,
    CheckIn: checking_in.taken_in,
    Session: exercising.session_taken_in,
    Probe: exercising.probe_taken_in,
    Preference: _preference,
    Order: _order,
    Measure: _measure,
    FlareNote: checking_in.note_taken_in,
    OnOffTest: on_off.taken_in,
    LessonRead: _told_only,
    TriggersTold: _told_only,
    Examination: examining.taken_in,
    Treatment: _told_only,
    Goal: _told_only,
}

__all__ = ["START", "OrderOfFactsError", "Understanding", "advance", "begin", "understand"]
