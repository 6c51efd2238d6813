"""A measure in a log is read strictly: every mistake is refused in one line that says where and what to do."""

from typing import Any

import pytest

from stepwell.engine.log import LogError, Measure
from stepwell.engine.reading import read_fact
from stepwell.knowledge.loader import load

KNOWLEDGE = load()


def fact(**fields: Any) -> dict[str, Any]:
    return {"kind": "measure", "on": "2026-03-01", **fields}


@pytest.mark.parametrize(
    "told",
    [
        fact(measure="weekly", answers={"numbness": 0, "program": -1}),
        fact(measure="monthly", answers={"global_change": -5}),
        fact(measure="rmdq_24", score=9, by="therapist"),
        fact(measure="eq5d_index", score=-0.12),
        fact(measure="phq_4", answers={"depression_01": 3}),
    ],
)
def test_what_the_knowledge_knows_is_taken(told: dict[str, Any]) -> None:
    assert isinstance(read_fact(told, KNOWLEDGE), Measure)


def test_a_whole_number_is_kept_as_such() -> None:
    read = read_fact(fact(measure="weekly", answers={"numbness": 3.0}), KNOWLEDGE)

    assert isinstance(read, Measure)
    assert repr(read.answers) == "{'numbness': 3}"


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (fact(measure="phq_9", score=3), "fact.measure: 'phq_9' is not a known measure; see `stepwell measures` for the ids"),
        (fact(measure="weekly"), "fact.answers: empty, and there is no score; give answers or a score, or leave the fact out"),
        (fact(measure="weekly", answers={"nubness": 3}), "fact.answers.nubness: not an item of 'weekly'; use one of activity_1"),
        (fact(measure="weekly", answers={"numbness": 11}), "fact.answers.numbness: that is not one of its answers; use 0, 1, 2"),
        (fact(measure="weekly", answers={"numbness": 2.5}), "fact.answers.numbness: that is not one of its answers"),
        (fact(measure="weekly", answers={"numbness": True}), "fact.answers.numbness: that is not one of its answers"),
        (fact(measure="weekly", answers={"numbness": "a lot"}), "fact.answers.numbness: that is not one of its answers"),
        (
            fact(measure="monthly", answers={"days_off": 29}),
            "fact.answers.days_off: that is not one of its answers; use a whole number from 0 to 28",
        ),
        (fact(measure="weekly", score=3), "fact.score: 'weekly' is answered here, so no score is entered for it; give its answers"),
        (fact(measure="daily_pain", score=3), "fact.score: 'daily_pain' is answered here"),
        (fact(measure="rmdq_24", score=25), "fact.score: 25 is out of range; the Roland-Morris score goes from 0 to 24"),
        (fact(measure="rmdq_24", score=9, answers={"rmdq_01": 1}), "fact.score: stands beside answers; give one of them"),
        (fact(measure="ears", answers={"ears_01": 1}), "fact.answers.ears_01: not an item of 'ears'; give its score"),
    ],
)
def test_what_it_does_not_know_is_refused(told: dict[str, Any], words: str) -> None:
    with pytest.raises(LogError) as refused:
        read_fact(told, KNOWLEDGE)

    assert str(refused.value).startswith(words)
    assert "\n" not in str(refused.value)


def test_words_that_may_be_private_are_not_repeated() -> None:
    with pytest.raises(LogError) as refused:
        read_fact(fact(measure="weekly", answers={"numbness": "since my divorce"}), KNOWLEDGE)

    assert "divorce" not in str(refused.value)
