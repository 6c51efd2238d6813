"""The plan of a day: the one entry. Safety gate, stage, slots, choice, dose, and the sentence that explains it."""

from datetime import date

from stepwell.engine import (
    aerobic,
    changed,
    flare,
    gate,
    graduating,
    held_back,
    lessons,
    measuring_dates,
    on_off,
    own_exercises,
    pain,
    session,
    telling,
)
from stepwell.engine.decision import DayPlan, Decision, FlareDay
from stepwell.engine.known import Understanding
from stepwell.engine.log import Log
from stepwell.engine.safe_set import Today, why_not
from stepwell.engine.safety import next_due
from stepwell.engine.selection import chosen, ranked
from stepwell.engine.stage import LADDER
from stepwell.engine.understanding import understand
from stepwell.knowledge.schema import Knowledge, Stage, Tier


class DateError(ValueError):
    """The day asked for lies before the log's latest fact: a plan would be a guess about the past."""


def plan_day(log: Log, knowledge: Knowledge, today: date) -> Decision:
    """Return the plan of one day, or the referral that stands in its place.

    The same log, knowledge and day always give the same answer.

    Args:
        log: everything known about the person.
        knowledge: the release to use.
        today: the day; not before the log's latest fact.

    Raises:
        DateError: ``today`` is before the latest fact.
    """
    return plan_from(understand(log, knowledge), knowledge, today)


def plan_from(known: Understanding, knowledge: Knowledge, today: date) -> Decision:
    """Return the plan of one day from what is understood so far. Costs the same however long the log is."""
    if known.on is not None and today < known.on:
        raise DateError(f"{today} is before the log's latest fact, of {known.on}; ask for {known.on} or later")
    referral = gate.referral(known, knowledge, today)
    if referral is not None:
        return referral
    return _planned(known, knowledge, today)


def circumstances(known: Understanding, knowledge: Knowledge, flare_day: FlareDay | None, today: date) -> Today:
    """Return what a day is planned with: its stage, where a flare stands, and whether leg pain is strong."""
    strong = pain.strong_on(known.pain, today, knowledge)
    easy = strong is not None or flare.is_easy(flare_day, today)
    return Today(
        on=today,
        stage=_stage_in_use(known, knowledge, easy=easy),
        easy=easy,
        flaring=flare_day is not None,
        strong=strong,
        brought_back=strong is not None and (known.orders.stage or known.standing.stage) != "calm",
    )


def _planned(known: Understanding, knowledge: Knowledge, today: date) -> DayPlan:
    flare_day = flare.day_of(known.flare, today, knowledge)
    day = circumstances(known, knowledge, flare_day, today)
    stage, easy = day.stage, day.easy
    refused = {exercise.id: why_not(exercise, known, day, knowledge) for exercise in knowledge.exercises.values()}
    allowed = {exercise: knowledge.exercises[exercise] for exercise, reason in refused.items() if reason is None}
    ranking = ranked(allowed, known, day, knowledge)
    made = session.made(chosen(allowed, ranking, known, day, knowledge), allowed, ranking, known, day, knowledge)
    walk = aerobic.goal(allowed, known, day, knowledge)
    changes = changed.told_today(known, made.items, walk, day, knowledge)
    return DayPlan(
        on=today,
        release=knowledge.release.version,
        stage=stage.id,
        stage_name=stage.name,
        title=telling.title(day),
        items=made.items,
        short=made.short,
        minutes=made.minutes,
        short_minutes=made.short_minutes,
        sessions_a_day=made.sessions_a_day,
        walk=walk,
        why_today=telling.why_today(known, changes, made.items, flare_day, day, knowledge, is_lighter=made.is_lighter, small=made.small),
        held_back=held_back.shown(refused, known, day, knowledge),
        changes=changes,
        next_check=next_due(known.safety, known.answers, today, knowledge),
        tier=max(known.safety.held, telling.review_tier(known, today, knowledge)),
        advice=telling.advice(known, today, knowledge),
        pattern=known.picture.pattern if known.picture else "",
        flare=flare_day,
        test=on_off.of_day(known, today, knowledge),
        session_number=known.session_count + (today not in known.sessions),
        week=(today - (known.began_on or today)).days // 7 + 1,
        look=known.look,
        lesson=lessons.of_the_day(known, knowledge, today),
        measures_due=measuring_dates.due(known.measured, known.began_on, today, knowledge, easy=easy),
        asks_flare=telling.flare_question(known, today, knowledge),
        examined_on=known.examined_on,
        own=own_exercises.of_day(known, today),
        note=known.orders.note,
        enough=telling.why_enough(known, day, knowledge),
        graduated=graduating.why_less_is_enough(known, today, knowledge),
        reviewed_by=knowledge.release.reviewed_by,
    )


def _stage_in_use(known: Understanding, knowledge: Knowledge, *, easy: bool) -> Stage:
    """Return the stage to plan with: a clinician's, or one's own; calm on softer days; gentle while a review is due."""
    if easy:
        return knowledge.stages["calm"]
    stage = known.orders.stage or known.standing.stage
    if known.safety.held >= Tier.ROUTINE and LADDER.index(stage) > LADDER.index("restore"):
        stage = "restore"
    return knowledge.stages[stage]
