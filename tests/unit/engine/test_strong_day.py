"""A day with strong leg pain in the Calm stage: what had grown with less pain is not asked for."""

from datetime import date, timedelta

from stepwell.engine.decision import DayPlan
from stepwell.engine.log import Answer, CheckIn, Evaluation, Fact, Item, Log, SafetyCheck, Session
from stepwell.engine.plan import plan_day
from stepwell.knowledge.loader import load
from tests.calm_answers import with_calm_answers

KNOWLEDGE = load()
BEGUN = date(2026, 3, 2)
SAFE = with_calm_answers({"age": 45, "sex": "male"}, KNOWLEDGE)
IRRITABLE: dict[str, Answer] = {
    "leg_now": 5,
    "settles": "over_60_min",
    "night_waking": "yes",
    "conditions": ("none",),
    "minutes_a_day": 20,
    "floor_transfer": "yes",
}
TILT = "pelvic_tilt"


def planned(facts: list[Fact], on: date) -> DayPlan:
    """Return the plan of a day; the person may exercise on it."""
    plan = plan_day(Log(facts=tuple(facts)), KNOWLEDGE, on)
    assert isinstance(plan, DayPlan)
    return plan


def morning(on: date, *, worst: int) -> list[Fact]:
    """Return a check-in with leg pain of 5 on waking and nothing new; the safety questions are answered anew every few days."""
    told = CheckIn(on=on, answers={"leg_waking": 5, "leg_worst": worst, "anything_new": ("none",)})
    return [told, SafetyCheck(on=on, answers=SAFE)] if on.day % 5 == 0 else [told]


def test_what_grew_with_less_pain_is_not_for_strong_pain() -> None:
    facts: list[Fact] = [SafetyCheck(on=BEGUN, answers=SAFE), Evaluation(on=BEGUN, answers=IRRITABLE)]
    on = BEGUN
    for _ in range(12):
        on += timedelta(days=1)
        facts += morning(on, worst=5)
        done = (
            Item(exercise=item.exercise, sets=item.sets, repetitions=item.repetitions, hold_s=item.hold_s, effort="right", leg="same")
            for item in planned(facts, on).items
        )
        facts.append(Session(on=on, leg_before=4, items=tuple(done)))
    on += timedelta(days=1)
    usual, strong = ({item.exercise: item for item in planned(facts + morning(on, worst=worst), on).items} for worst in (5, 9))
    start = KNOWLEDGE.exercises[TILT].doses[KNOWLEDGE.stages["calm"].dose_stage].repetitions[0]
    assert usual[TILT].repetitions > start
    assert (strong[TILT].repetitions, strong[TILT].change) == (start, "less")
