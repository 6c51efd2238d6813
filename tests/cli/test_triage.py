"""stepwell triage: answers in, a verdict out."""

import io
import json
import sys
from typing import Any

import pytest

from tests.cli.conftest import Run, Write, calm


def verdict(run: Run, name: str, *more: str) -> Any:
    ran = run("triage", name, "--json", *more)
    assert (ran.status, ran.err) == (0, "")
    return json.loads(ran.out)


def test_one_answer_is_enough_for_an_emergency(run: Run, write: Write) -> None:
    found = verdict(run, write({"leak": "new"}))

    assert found["tier"] == "emergency_now"
    assert found["may_exercise"] is False
    assert found["reasons"][0]["text"]
    assert found["reasons"][0]["sources"]
    assert "leak" not in found["unanswered"]
    assert "911" in found["advice"]["heading"]


def test_nothing_answered_allows_nothing_and_says_what_is_open(run: Run, write: Write) -> None:
    found = verdict(run, write({}))

    assert found["tier"] == "self_manage"
    assert found["may_exercise"] is False
    assert found["reasons"] == []
    assert "bladder_change" in found["unanswered"]
    assert "Nothing urgent" not in found["advice"]["heading"]
    assert "can start" not in found["advice"]["meanwhile"]


def test_a_calm_check_may_exercise(run: Run, write: Write) -> None:
    found = verdict(run, write(calm()))

    assert (found["tier"], found["may_exercise"], found["unanswered"]) == ("self_manage", True, [])


def test_a_routine_concern_with_open_questions_does_not_allow_exercise_in_words(run: Run, write: Write) -> None:
    answers = calm(weight_loss="yes")
    del answers["fever"]
    found = verdict(run, write(answers))

    assert found["may_exercise"] is False
    assert "do the gentle exercises" not in found["advice"]["meanwhile"]


def test_the_page_begins_with_the_order_and_ends_with_what_is_open(run: Run, write: Write) -> None:
    ran = run("triage", write({"leak": "new"}))

    assert ran.status == 0
    assert ran.out.startswith("Call 911 or go to an emergency department now\n=====")
    assert "Still open: " in ran.out
    assert "{emergency}" not in ran.out


def test_the_numbers_are_those_of_the_country(run: Run, write: Write) -> None:
    found = verdict(run, write({"leak": "new"}), "--country", "gb")

    assert "999" in found["advice"]["heading"]
    assert found["call"]["advice_line"] == "111"


def test_a_country_that_is_not_known_is_refused(run: Run, write: Write) -> None:
    ran = run("triage", write({}), "--country", "atlantis")

    assert ran.status == 2
    assert ran.err.startswith("stepwell triage: --country: 'atlantis' is not known; use one of us, ")


def test_answers_come_from_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b'\xef\xbb\xbf{"leak": "new"}')))

    assert verdict(run, "-")["tier"] == "emergency_now"


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"feverish": "yes"}, "'feverish'"),
        ({"fever": "maybe"}, "fever"),
        ({"fever": True}, "fever"),
        ({"fever": None}, "fever"),
        ({"fever": ["no"]}, "fever"),
        ({"age": -3}, "age"),
        ({"age": "41"}, "age"),
        ({"age": 41.5}, "age"),
        ({"age": 10**300}, "age"),
        ({"inflammatory_signs": "none"}, "inflammatory_signs"),
        ({"inflammatory_signs": []}, "inflammatory_signs"),
        ({"inflammatory_signs": ["none", "psoriasis"]}, "inflammatory_signs"),
        ([], "answers"),
        (None, "answers"),
    ],
)
def test_an_impossible_answer_is_refused_with_its_field_and_the_mend(run: Run, write: Write, answers: Any, field: str) -> None:
    ran = run("triage", write(answers), "--json")

    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith(f"stepwell triage: {field}: ")
    assert ran.err.count("\n") == 1
    assert ";" in ran.err
