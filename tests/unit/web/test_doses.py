"""A dose is said once and the same everywhere: how often it comes today stands on Today too, and no step names another number."""

import re

import pytest
from msgspec.structs import replace

from stepwell.engine.decision import Prescription
from stepwell.knowledge.loader import load
from stepwell.knowledge.schema import Exercise
from stepwell.web.shared import doses

ITEM = Prescription(
    exercise="prone_lying",
    name="Face-down rest",
    slot="direction",
    side="both",
    sets=1,
    repetitions=1,
    hold_s=150,
    rest_s=0,
    tempo_s=0,
    per_day=2,
    total_s=300,
    effort="easy",
)
A_TIME = re.compile(r"\d+ (seconds?|minutes?)|\b(one|two|five|ten) seconds?")


@pytest.mark.parametrize(
    ("item", "said"),
    [
        (ITEM, "hold 2 min 30 s · twice today"),
        (replace(ITEM, per_day=1), "1 time · hold 2 min 30 s"),
        (replace(ITEM, repetitions=10, hold_s=2, per_day=3), "10 times · hold 2 s · 3 times today"),
    ],
)
def test_the_short_dose_says_how_often_it_comes_today(item: Prescription, said: str) -> None:
    assert doses.short(item) == said


@pytest.mark.parametrize("exercise", load().exercises.values(), ids=lambda exercise: exercise.id)
def test_no_step_says_another_time_than_the_dose(exercise: Exercise) -> None:
    """A hold in the dose is the only time of an exercise that is held; minutes in the dose are the only minutes."""
    dosed = exercise.doses.values()
    is_held = any(dose.hold_s[1] for dose in dosed)
    told = [step for step in exercise.steps if (found := A_TIME.search(step)) and (is_held or "minute" in found.group())]
    assert told == []
