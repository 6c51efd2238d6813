"""A log of somebody who checks in each morning, for whom some things truly matter: made the same way every time."""

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random

from stepwell.engine.log import Answers, CheckIn, Evaluation, Fact, Log, Order, SafetyCheck
from stepwell.knowledge.schema import Knowledge
from tests.bench._made_log import EVALUATION, PERSON
from tests.calm_answers import with_calm_answers

SETS_OFF = {"heavy_lifting": 1.8, "prolonged_sitting": 0.7, "high_activity_boom_day": -1.2}
"""Exposure -> points that it truly adds to the day's worst leg pain; what is not named adds nothing."""
OFTEN = 0.3
"""How often each exposure is there."""
SELDOM = frozenset({"long_drive"})


def diary_log(days: int, last: date, knowledge: Knowledge, *, sets_off: Mapping[str, float] = SETS_OFF, seed: int = 5) -> Log:
    """Return a log of so many days up to ``last``: a check-in each morning, a safety check a week, in the second stage."""
    chance, facts, lingering = Random(seed), list[Fact](), 0.0
    asked = [trigger.id for trigger in knowledge.triggers.values() if trigger.asked]
    there: set[str] = set()
    for number in range(days):
        on = last - timedelta(days=days - 1 - number)
        if number % 7 == 0 or number == days - 1:
            facts.append(SafetyCheck(on=on, answers=with_calm_answers(PERSON, knowledge)))
        if number == 0:
            facts += [Evaluation(on=on, answers=EVALUATION), Order(on=on, order="stage", stage="restore")]
        worst = 3.5 + lingering + sum(sets_off.get(one, 0.0) for one in there) + chance.gauss(0, 0.6)
        lingering = 0.4 * (worst - 3.5) + chance.gauss(0, 0.5)
        facts.append(CheckIn(on=on, answers=_morning(worst, 2.5 + lingering, there, asked)))
        there = {one for one in asked if one != "poor_sleep_last_night" and chance.random() < (0.03 if one in SELDOM else OFTEN)}
    return Log(seed=seed, facts=tuple(facts))


def _morning(worst: float, waking: float, there: set[str], asked: list[str]) -> Answers:
    return {
        "leg_waking": max(0, min(10, round(waking))),
        "leg_worst": max(0, min(10, round(worst))),
        "back_worst": 2,
        "lowest_place": "calf",
        "sleep": "good",
        "after_session": "none_done",
        "flare": "no",
        "anything_new": ("none",),
        "exposures": tuple(one for one in asked if one in there) or ("none",),
    }
