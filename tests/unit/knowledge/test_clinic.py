"""What a clinician's word is weighed by: codes as the classification has them, findings, cautions."""

import re
from importlib import import_module
from types import ModuleType

import pytest

from stepwell.engine import examining
from stepwell.knowledge.loader import load
from stepwell.knowledge.schema import AskedWhen, Tier

KNOWLEDGE = load()
CODES = sorted(KNOWLEDGE.codes)
SIDES = {"right": "right", "left": "left", "both": "bilateral"}
ONE_READER = pytest.mark.xdist_group("classification")


@pytest.fixture(scope="module")
def classification() -> ModuleType:
    """Return the published list. It takes two seconds to read, so only one process does, and only when it is asked."""
    return import_module("simple_icd_10_cm")


@ONE_READER
@pytest.mark.parametrize("code", CODES)
def test_a_code_exists_and_can_be_billed(code: str, classification: ModuleType) -> None:
    """A leaf of the classification; and the side that we give it is the side in its own words."""
    assert classification.is_valid_item(code)
    assert classification.is_leaf(code)
    words, side = classification.get_description(code).lower(), KNOWLEDGE.codes[code].side
    assert [name for name, word in SIDES.items() if word in words] == ([side] if side else [])


@ONE_READER
def test_exactly_the_pairs_that_the_classification_excludes_are_refused(classification: ModuleType) -> None:
    """Excludes1 notes of a code and of everything above it hold in both directions."""
    theirs = {frozenset((one, other)) for one in CODES for other in CODES if one != other and _excludes(one, other, classification)}
    ours = {frozenset(pair) for pair in examining.excluded_pairs(CODES, KNOWLEDGE)}
    assert ours == theirs


def _excludes(one: str, other: str, classification: ModuleType) -> bool:
    notes = [note for item in (one, *classification.get_ancestors(one)) for note in classification.get_excludes1(item)]
    named = [found for note in notes for found in re.findall(r"\(([A-Z][0-9][0-9A-Z.]*)-?\)", note)]
    return any(other.startswith(code.rstrip(".")) for code in named)


def test_nothing_of_the_examination_is_asked_of_the_person() -> None:
    """A question belongs to the clinician or to the person, and is never needed."""
    asked = [question for question in KNOWLEDGE.questions.values() if AskedWhen.EXAMINATION in question.asked_when]
    assert len(asked) > 50
    assert all(question.asked_when == (AskedWhen.EXAMINATION,) and question.optional and not question.hard for question in asked)


def test_each_level_and_side_is_there() -> None:
    """Muscle groups and feeling from L2 to S1, left and right."""
    for kind in ("strength", "feeling"):
        assert {f"exam_{kind}_{level}_{side}" for level in ("l2", "l3", "l4", "l5", "s1") for side in ("left", "right")} <= (
            KNOWLEDGE.questions.keys()
        )


def test_a_finding_that_excuses_itself_never_reaches_an_emergency() -> None:
    """What cannot wait is not talked away by saying that it is old."""
    assert all(finding.unless is None for finding in KNOWLEDGE.findings.values() if finding.tier is Tier.EMERGENCY_NOW)


def test_what_cannot_be_overridden_has_no_key_and_what_can_has_words() -> None:
    """Each caution says what it means for the order."""
    assert all(len(caution.text) > 20 for caution in KNOWLEDGE.order_cautions.values())
