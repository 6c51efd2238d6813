"""Whether a condition holds: true, false, or not known. Doubt falls to the safe side."""

import pytest

from stepwell.engine.holds import holds
from stepwell.engine.log import Answers
from stepwell.knowledge.condition import parsed
from stepwell.knowledge.loader import load

KNOWLEDGE = load()


@pytest.mark.parametrize(
    ("written", "answers", "wanted"),
    [
        ("fever = yes", {"fever": "yes"}, True),
        ("fever = yes", {"fever": "no"}, False),
        ("fever = yes", {}, None),
        ("fever = yes", {"fever": "not_sure"}, True),
        ("saddle_feeling = yes", {"saddle_feeling": "not_sure"}, True),
        ("saddle_feeling = yes", {"saddle_feeling": "not_sure", "saddle_feeling_clear": "normal"}, False),
        ("age >= 50", {"age": 50}, True),
        ("age > 50", {"age": 50}, False),
        ("age >= 50", {}, None),
        ("conditions has osteoporosis", {"conditions": ("osteoporosis", "vertigo")}, True),
        ("conditions has osteoporosis", {"conditions": ("none",)}, None),
        ("conditions has osteoporosis", {"conditions": ("none",), "weak_bones": "no"}, False),
        ("conditions has osteoporosis", {"conditions": ("none",), "weak_bones": "yes"}, True),
        ("conditions has osteoporosis", {"weak_bones": "not_sure"}, True),
        ("conditions has osteoporosis", {}, None),
        ("inflammatory_signs count 2", {"early_long_back_pain": "yes", "inflammatory_signs": ("family", "arthritis")}, True),
        ("inflammatory_signs count 2", {"early_long_back_pain": "yes", "inflammatory_signs": ("none",)}, False),
        ({"all": ["fever = yes", "age >= 50"]}, {"fever": "no"}, False),
        ({"all": ["fever = yes", "age >= 50"]}, {"fever": "yes"}, None),
        ({"any": ["fever = yes", "age >= 50"]}, {"fever": "yes"}, True),
        ({"any": ["fever = yes", "age >= 50"]}, {"fever": "no"}, None),
        ({"none": ["fever = yes", "age >= 50"]}, {"fever": "no"}, None),
        ({"none": ["fever = yes", "age >= 50"]}, {"fever": "no", "age": 30}, True),
        ({"none": ["fever = yes", "age >= 50"]}, {"fever": "yes"}, False),
    ],
)
def test_a_condition_is_true_false_or_not_known(written: object, answers: Answers, wanted: bool | None) -> None:
    assert holds(parsed(written), answers, KNOWLEDGE) is wanted


@pytest.mark.parametrize(
    ("answers", "wanted"),
    [({"sex": "male"}, False), ({"sex": "female"}, None), ({}, None), ({"sex": "female", "pregnancy": "not_sure"}, True)],
)
def test_what_is_not_asked_of_somebody_counts_as_calm(answers: Answers, wanted: bool | None) -> None:
    """A man is not asked about pregnancy, and is not kept from what depends on it. A woman who left it open is."""
    assert holds(parsed("pregnancy = later_pregnancy"), answers, KNOWLEDGE) is wanted
