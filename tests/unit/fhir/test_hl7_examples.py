"""HL7's own examples: the rules raise no false alarm over them, and each is taken, or refused with a reason."""

import json
from collections import Counter
from typing import Any

import pytest

from stepwell import fhir
from stepwell.fhir.searching import PARAMETERS
from tests.unit.fhir.made import KNOWLEDGE
from tests.unit.fhir.packages import EXAMPLES, fetched, files
from tests.unit.fhir.rules import Found, Rules

Examples = list[tuple[str, dict[str, Any]]]
LARGEST = 400_000
FAULTS_OF_HL7 = {"drt-1"}
"""Two examples give a duration a unit without a code, which R4 allows and R4B does not."""


@pytest.fixture(scope="module")
def examples(pytestconfig: pytest.Config) -> Examples:
    """Return the examples of every type that is exported, and Bundles of them."""
    wanted = tuple(f"{kind}-" for kind in (*PARAMETERS, "Bundle"))
    return [(name, each) for name, each in files(fetched(EXAMPLES, pytestconfig), wanted) if len(json.dumps(each)) <= LARGEST]


def test_a_patient_and_a_goal_of_hl7_are_taken_and_a_questionnaire_of_theirs_is_not(pytestconfig: pytest.Config) -> None:
    archive = fetched(EXAMPLES, pytestconfig)
    read = {
        name: fhir.read(each, KNOWLEDGE)
        for name, each in files(archive, ("Patient-example.", "Goal-example.", "QuestionnaireResponse-f201."))
    }

    assert read["Patient-example.json"].subject is not None
    assert read["Patient-example.json"].subject.family_name == "Chalmers"
    assert [fact.words for fact in read["Goal-example.json"].facts] == ["Target weight is 160 to 180 lbs."]  # type: ignore[union-attr]
    assert "not one of ours" in read["QuestionnaireResponse-f201.json"].issues[0].text


@pytest.mark.night
def test_every_example_there_is_is_taken_or_refused_with_a_reason(pytestconfig: pytest.Config) -> None:
    count: Counter[bool] = Counter()
    for name, each in files(fetched(EXAMPLES, pytestconfig), ("",)):
        found = fhir.read(each, KNOWLEDGE)
        taken = found.is_whole and bool(found.facts or found.subject)
        count[taken] += 1
        assert taken or found.issues, name
        assert taken or all(len(issue.text) > 20 for issue in found.issues), name
    assert count[True] >= 20
    assert count[True] + count[False] > 5000


@pytest.mark.night
def test_the_rules_raise_no_false_alarm(examples: Examples, rules: Rules) -> None:
    found = Found([], Counter())
    for _, each in examples:
        rules.check(each, found)
    assert found.checked > 15_000
    assert [fault for fault in found.faults if fault.split(": ")[1].split(",")[0] not in FAULTS_OF_HL7] == []
