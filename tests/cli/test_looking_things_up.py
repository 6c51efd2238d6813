"""stepwell questions, exercises: what there is."""

import json
from typing import Any

import pytest

from stepwell.knowledge import loader
from stepwell.knowledge.schema import AskedWhen, QuestionKind
from tests.cli.conftest import Run, Write


def asked(run: Run, *words: str) -> Any:
    ran = run("questions", "--json", *words)
    assert (ran.status, ran.err) == (0, "")
    return json.loads(ran.out)


def test_every_question_is_listed_once_in_order(run: Run) -> None:
    assert [question["id"] for question in asked(run)] == list(loader.load().questions)


@pytest.mark.parametrize("when", list(AskedWhen))
def test_a_moment_narrows_the_list(run: Run, when: AskedWhen) -> None:
    known = loader.load().questions.values()

    assert [question["id"] for question in asked(run, "--when", when.value)] == [one.id for one in known if when in one.asked_when]


def test_a_sign_lists_its_three_answers_and_a_scale_its_limits(run: Run) -> None:
    by_id = {question["id"]: question for question in asked(run)}

    assert [choice["id"] for choice in by_id["fever"]["choices"]] == ["no", "yes", "not_sure"]
    assert all(choice["text"] for choice in by_id["fever"]["choices"])
    assert (by_id["leg_now"]["lowest"], by_id["leg_now"]["highest"]) == (0, 10)
    assert by_id["fever"]["lowest"] is None
    assert by_id["bladder_change"]["clarifier"] == "bladder_change_clear"
    assert by_id["bladder_change_clear"]["only_if"] == "bladder_change is not_sure"
    assert by_id["arching_pain"]["only_if"] == "age is under 20"


def test_every_listed_answer_is_accepted(run: Run, write: Write) -> None:
    for question in asked(run, "--when", "safety"):
        for choice in question["choices"]:
            value = [choice["id"]] if question["kind"] == QuestionKind.CHOICES.value else choice["id"]
            assert run("triage", write({question["id"]: value})).status == 0


def test_the_questions_can_be_read(run: Run) -> None:
    page = run("questions", "--when", "check_in").out

    assert "leg_waking: " in page
    assert "a whole number from 0 to 10" in page


def test_a_moment_that_is_none_is_refused(run: Run) -> None:
    ran = run("questions", "--when", "never")

    assert ran.status == 2
    assert "--when" in ran.err
    assert ran.err.count("\n") == 1


def test_every_exercise_is_listed_with_all_it_has(run: Run) -> None:
    exercises = json.loads(run("exercises", "--json").out)

    assert [exercise["id"] for exercise in exercises] == list(loader.load().exercises)
    assert all(exercise["steps"] and exercise["doses"] and isinstance(exercise["cautions"], list) for exercise in exercises)


@pytest.mark.parametrize("exercise", list(loader.load().exercises))
def test_an_exercise_can_be_read(run: Run, exercise: str) -> None:
    ran = run("exercises", exercise)

    assert ran.status == 0
    assert "How to do it" in ran.out
    assert " ".join(loader.load().exercises[exercise].steps[0].split()) in " ".join(ran.out.split())
    assert json.loads(run("exercises", exercise, "--json").out)["id"] == exercise


def test_the_list_of_exercises_has_a_line_for_each(run: Run) -> None:
    page = run("exercises").out

    assert all(f"\n{exercise} " in f"\n{page}" for exercise in loader.load().exercises)


def test_an_exercise_that_is_not_known_is_refused_with_the_nearest(run: Run) -> None:
    assert run("exercises", "catcow").err == "stepwell exercises: ID: 'catcow' is not a known exercise; did you mean cat_cow?\n"
    assert "see `stepwell exercises`" in run("exercises", "???").err
    assert run("exercises", "").status == 2
