"""Before a treatment, what the person told and what a clinician found both speak."""

from datetime import date

import pytest

from stepwell.engine.log import Answers, Examination, SafetyCheck
from stepwell.engine.treating import treatment_warnings
from stepwell.engine.understanding import advance, begin
from stepwell.knowledge.loader import load
from stepwell.knowledge.schema import Severity
from tests.calm_answers import with_calm_answers

KNOWLEDGE = load()
DAY = date(2026, 3, 3)


def serious(treatment: str, told: Answers | None = None, found: Answers | None = None) -> list[str]:
    """Return what is known to speak gravely against a treatment."""
    answers = with_calm_answers({"age": 45, "sex": "male"} | (told or {}), KNOWLEDGE)
    known = advance(begin(0), SafetyCheck(on=DAY, answers=answers), KNOWLEDGE)
    if found is not None:
        known = advance(known, Examination(on=DAY, answers=found), KNOWLEDGE)
    warnings = treatment_warnings(treatment, known, KNOWLEDGE)
    return [one.text for one in warnings if one.is_known and one.severity is Severity.SERIOUS]


@pytest.mark.parametrize("found", [{"exam_weakness_course": "slowly_worse"}, {"exam_saddle": "changed"}, {"exam_strength_l5_left": 3}])
@pytest.mark.parametrize("treatment", ["manual_therapy", "joint_mobilisation", "nerve_therapy", "directional"])
def test_what_the_therapist_found_speaks_against_hands_on_treatment(treatment: str, found: Answers) -> None:
    assert serious(treatment, found=found)


@pytest.mark.parametrize("told", [{"leg_gives_way": "new"}, {"injury": "minor_fall"}])
def test_new_giving_way_and_a_fall_speak_against_a_thrust(told: Answers) -> None:
    assert serious("joint_mobilisation", told)


def test_a_normal_examination_and_calm_answers_speak_against_nothing() -> None:
    assert not serious("joint_mobilisation", found={"exam_saddle": "same"})
    assert not serious("education", found={"exam_saddle": "changed"})
