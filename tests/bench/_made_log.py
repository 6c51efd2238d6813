"""A log of many days, made by doing each day's plan: the same for everybody who measures."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from stepwell.engine.decision import DayPlan
from stepwell.engine.log import Answers, CheckIn, Evaluation, Fact, Item, Log, SafetyCheck, Session
from stepwell.engine.plan import plan_from
from stepwell.engine.understanding import START, Understanding, advance
from stepwell.knowledge.schema import Knowledge
from tests.calm_answers import with_calm_answers

PERSON = {"age": 45, "sex": "female"}
EVALUATION: Answers = {
    "pain_places": ("back", "left_buttock", "left_thigh", "left_calf"),
    "leg_now": 5,
    "back_now": 3,
    "worse_with": ("sitting", "bending"),
    "better_with": ("walking",),
    "conditions": ("none",),
    "floor_transfer": "yes",
    "minutes_a_day": 20,
    "worst_part": "leg",
    "cough": "leg",
    "settles": "min_30_60",
    "night_waking": "no",
    "clinician_diagnosis": "none",
    "leg_raise": "no",
    "began": "weeks_2_6",
    "walking_minutes": 12,
}


def made_log(days: int, first: date, knowledge: Knowledge) -> Log:
    """Return a log with a safety check a week, a check-in a day, and every session done."""
    return Log(facts=tuple(fact for fact, _ in lived(days, first, knowledge)))


def lived(days: int, first: date, knowledge: Knowledge) -> Iterator[tuple[Fact, Understanding]]:
    """Yield each fact, and what is understood after it."""
    chance = Random(1)
    known = START
    for number in range(days):
        on = first + timedelta(days=number)
        for fact in _morning(number, on, chance, knowledge):
            known = advance(known, fact, knowledge)
            yield fact, known
        plan = plan_from(known, knowledge, on)
        if isinstance(plan, DayPlan):
            session = Session(on=on, items=as_planned(plan), walked_minutes=10, leg_before=2)
            known = advance(known, session, knowledge)
            yield session, known


def _morning(number: int, on: date, chance: Random, knowledge: Knowledge) -> Iterator[Fact]:
    if number % 7 == 0:
        yield SafetyCheck(on=on, answers=with_calm_answers(PERSON, knowledge))
    if number == 0:
        yield Evaluation(on=on, answers=EVALUATION)
        return
    leg = max(0, min(10, round(5 - number / 30 + chance.gauss(0, 0.7))))
    answers: Answers = {"leg_waking": leg, "leg_worst": min(10, leg + 1), "back_worst": 2, "lowest_place": "calf", "sleep": "good"}
    yield CheckIn(on=on, answers={**answers, "after_session": "same", "flare": "no", "anything_new": ("none",), "walked_minutes": 12})


def as_planned(plan: DayPlan) -> tuple[Item, ...]:
    """Return the exercises of a plan as all done, and felt right."""
    return tuple(
        Item(
            exercise=item.exercise,
            sets=item.sets,
            repetitions=item.repetitions,
            hold_s=item.hold_s,
            minutes=item.minutes,
            effort="right",
            leg="same",
        )
        for item in plan.items
    )
