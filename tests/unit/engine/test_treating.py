"""What speaks against a treatment comes from the person's own answers; what was not answered is not "no"."""

from datetime import date

import pytest

from stepwell.engine.log import Evaluation, Log, SafetyCheck
from stepwell.engine.treating import treatment_warnings
from stepwell.engine.understanding import START, understand
from stepwell.knowledge.loader import load
from stepwell.knowledge.schema import Severity
from tests.calm_answers import with_calm_answers

ON = date(2026, 3, 2)
THRUST = "joint_mobilisation"


def _warned(treatment: str, answers: dict[str, str], conditions: tuple[str, ...] = ("none",)) -> list[tuple[Severity, bool]]:
    calm = with_calm_answers({"age": 45, "sex": "male"}, load()) | answers
    told = (SafetyCheck(on=ON, answers=calm), Evaluation(on=ON, answers={"conditions": conditions}))
    found = treatment_warnings(treatment, understand(Log(facts=told), load()), load())
    return [(one.severity, one.is_known) for one in found]


@pytest.mark.parametrize("treatment", list(load().treatments))
def test_calm_answers_speak_against_nothing(treatment: str) -> None:
    assert _warned(treatment, {}) == []


@pytest.mark.parametrize(
    "answers",
    [
        {"weakness_trend": "slow"},
        {"weakness_trend": "fast"},
        {"foot_drop": "yes"},
        {"saddle_feeling": "yes"},
        {"bladder_change": "not_sure"},
        {"leak": "new"},
        {"weak_bones": "yes"},
        {"steroids": "not_sure"},
        {"blood_thinner": "yes"},
    ],
)
def test_no_thrust_with_growing_weakness_cauda_signs_fracture_risk_or_anticoagulant(answers: dict[str, str]) -> None:
    assert (Severity.SERIOUS, True) in _warned(THRUST, answers)


@pytest.mark.parametrize(
    ("sign", "found"),
    [
        ("saddle_feeling", "changed"),
        ("saddle_feeling", "not_sure"),
        ("both_legs_weak", "changed"),
        ("older_changes", "not_as_before"),
        ("weakness_trend", "slower"),
        ("weakness_trend", "changed"),
        ("injury", "small"),
    ],
)
def test_a_doubt_that_was_confirmed_speaks_against_a_thrust_as_an_answer_does(sign: str, found: str) -> None:
    assert (Severity.SERIOUS, True) in _warned(THRUST, {sign: "not_sure", f"{sign}_clear": found})


@pytest.mark.parametrize("condition", ["osteoporosis", "vertebral_fracture"])
def test_no_thrust_on_bones_that_may_break(condition: str) -> None:
    assert (Severity.SERIOUS, True) in _warned(THRUST, {}, (condition,))


def test_what_was_not_answered_stays_open() -> None:
    found = treatment_warnings(THRUST, START, load())
    assert found
    assert not any(one.is_known for one in found)
