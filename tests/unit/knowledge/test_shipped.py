"""What must be true of the knowledge that ships."""

import re
from pathlib import Path
from typing import Any

import pytest

import stepwell.engine
from stepwell.knowledge.loader import load
from stepwell.knowledge.schema import DoseStage, Grade, Tier

KNOWLEDGE = load()
NUMBERS = KNOWLEDGE.response | KNOWLEDGE.trigger_rules
CORE = {"single_knee_to_chest", "supine_piriformis_stretch", "cat_cow", "childs_pose", "pelvic_tilt"}
FIVE_PATTERNS = {"disc_related", "stenosis", "piriformis_deep_gluteal", "spondylolisthesis", "non_specific"}
MISSION_TRIGGERS = {"prolonged_sitting", "heavy_lifting", "sudden_twist_or_awkward", "sleep_posture_prone_or_odd", "hard_surface_walk_run"}
TABLES: dict[str, dict[Any, Any]] = {
    "questions": KNOWLEDGE.questions,
    "red_flags": KNOWLEDGE.red_flags,
    "exercises": KNOWLEDGE.exercises,
    "patterns": KNOWLEDGE.patterns,
    "triggers": KNOWLEDGE.triggers,
    "stages": KNOWLEDGE.stages,
    "response": KNOWLEDGE.response,
    "reasons": KNOWLEDGE.reasons,
    "lessons": KNOWLEDGE.lessons,
}


@pytest.mark.parametrize("table", TABLES)
def test_every_entry_has_a_source_or_an_honest_grade(table: str) -> None:
    for entry in TABLES[table].values():
        parts = [entry, *getattr(entry, "support", ()), *getattr(entry, "cautions", ())]
        assert not [part for part in parts if part.grade is Grade.READ and not part.sources], entry.id
        assert not [source for part in parts for source in part.sources if source not in KNOWLEDGE.sources], entry.id


def test_at_least_forty_eight_exercises_are_there_with_steps_words_and_motion() -> None:
    assert len(KNOWLEDGE.exercises) >= 48
    for exercise in KNOWLEDGE.exercises.values():
        assert len(exercise.steps) >= 2
        assert exercise.stop_signs
        assert exercise.sensation
        assert exercise.motion is not None, exercise.id
        assert exercise.suitability.keys() >= FIVE_PATTERNS


def test_the_five_home_stretches_are_held_15_to_30_seconds_two_or_three_times_daily() -> None:
    """The mission's own dose, from the subacute stage on."""
    assert {exercise.id for exercise in KNOWLEDGE.exercises.values() if exercise.core} == CORE
    for exercise in CORE:
        dose = KNOWLEDGE.exercises[exercise].doses[DoseStage.SUBACUTE]
        assert dose.hold_s == (15, 30), exercise
        assert dose.repetitions == (2, 3), exercise
        assert dose.sets == (1, 1), exercise
        assert dose.per_day[0] == 1, exercise
        assert dose.per_week == (7, 7), exercise


def test_nothing_at_all_is_high_impact_or_strong_nerve_pull_in_the_acute_stage() -> None:
    for exercise in KNOWLEDGE.exercises.values():
        if DoseStage.ACUTE in exercise.doses:
            assert exercise.load.impact in ("none", "low"), exercise.id
            assert exercise.load.neural_tension != "high", exercise.id


def test_progressions_never_go_in_a_circle_within_a_purpose() -> None:
    """Climbing a ladder must end: nobody is sent from the harder to the easier and back."""

    def above(exercise: str, seen: tuple[str, ...]) -> None:
        assert exercise not in seen, seen
        own = KNOWLEDGE.exercises[exercise]
        for other in own.progressions:
            if KNOWLEDGE.exercises[other].purpose is own.purpose:
                above(other, (*seen, exercise))

    for exercise in KNOWLEDGE.exercises:
        above(exercise, ())


def test_every_stage_has_something_for_each_of_its_slots() -> None:
    for stage in KNOWLEDGE.stages.values():
        for slot in stage.slots:
            fitting = [each for each in KNOWLEDGE.exercises.values() if each.purpose in slot.purposes and stage.dose_stage in each.doses]
            assert fitting, f"{stage.id}: {slot.id}"


def test_the_triggers_of_the_mission_are_asked_about() -> None:
    assert {trigger.id for trigger in KNOWLEDGE.triggers.values() if trigger.mission} == MISSION_TRIGGERS
    assert set(KNOWLEDGE.questions["exposures"].choice_ids) == {"none", *KNOWLEDGE.triggers}


def test_only_self_management_and_routine_allow_exercise() -> None:
    assert {tier for tier, advice in KNOWLEDGE.advice.items() if advice.may_exercise} == {Tier.SELF_MANAGE, Tier.ROUTINE}


def test_every_caution_is_about_a_question_that_is_asked() -> None:
    """A condition nobody is asked about would keep its exercise out for ever, or never."""
    told = {choice for choice in KNOWLEDGE.questions["conditions"].choice_ids if choice != "none"}
    used = set(re.findall(r"value='([a-z_]+)'", str([caution.when for each in KNOWLEDGE.exercises.values() for caution in each.cautions])))
    assert told <= used, f"asked for nothing: {told - used}"


def test_every_reason_and_number_that_the_engine_names_is_there() -> None:
    """The engine names them as words; a missing one would only show on the day it is needed."""
    written = "\n".join(path.read_text() for path in Path(str(stepwell.engine.__path__[0])).glob("*.py"))
    reasons = set(re.findall(r'(?:because|told|_told)\(\s*(?:knowledge|known|[a-z_().]+), f?"([a-z_]+)"', written))
    assert len(reasons) > 30
    assert reasons <= KNOWLEDGE.reasons.keys(), reasons - KNOWLEDGE.reasons.keys()
    numbers = set(re.findall(r'(?:rules|response)\["([a-z_]+)"\]', written))
    assert len(numbers) > 30
    assert numbers <= NUMBERS.keys(), numbers - NUMBERS.keys()


def test_every_number_is_used() -> None:
    """A rule that is told in the reference and steers nothing would be a lie."""
    written = "\n".join(path.read_text() for path in Path(str(stepwell.__path__[0])).rglob("*.py"))
    idle = [rule for rule in NUMBERS if f'"{rule}"' not in written and not rule.startswith("effort_")]
    assert idle == []
