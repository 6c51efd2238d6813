"""stepwell schema: what comes out fits it, and what goes in is accepted just when it fits."""

import json
from typing import Any

import pytest

from stepwell.cli._schemas import SCHEMAS
from tests.cli.conftest import EVALUATED, Run, Write, calm, log
from tests.cli.schema_check import misfits

DAY = ("--on", "2026-03-02")
ORDER = {"kind": "order", "on": "2026-03-02", "order": "dose", "exercise": "cat_cow", "sets": 2, "by": "doctor"}
PROBE = {
    "kind": "probe",
    "on": "2026-03-02",
    "direction": "extension",
    "before": {"place": "calf", "leg": 4},
    "after": {"place": "knee", "leg": 3},
}


def schema(run: Run, name: str) -> Any:
    ran = run("schema", name)
    assert (ran.status, ran.err) == (0, "")
    return json.loads(ran.out)


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_complete(run: Run, name: str) -> None:
    printed = schema(run, name)

    assert printed["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert printed["title"]
    for reference in json.dumps(printed).split('"#/$defs/')[1:]:
        assert reference.partition('"')[0] in printed["$defs"]


@pytest.mark.parametrize("answers", [{}, {"leak": "new"}, {"fever": "yes"}, calm(), calm(weight_loss="yes")])
def test_a_verdict_fits(run: Run, write: Write, answers: Any) -> None:
    assert misfits(answers, schema(run, "triage-input")) == []
    assert misfits(json.loads(run("triage", write(answers), "--json").out), schema(run, "triage")) == []


@pytest.mark.parametrize("content", [log(), log(ORDER, PROBE), log(leak="new"), {"facts": []}])
def test_a_plan_and_a_referral_fit(run: Run, write: Write, content: Any) -> None:
    assert misfits(content, schema(run, "log")) == []
    assert misfits(json.loads(run("plan", write(content), "--json", *DAY).out), schema(run, "plan")) == []


def test_a_field_that_were_missing_in_an_answer_would_be_noticed(run: Run, write: Write) -> None:
    plan = json.loads(run("plan", write(log()), "--json", *DAY).out)
    del plan["items"][0]["cautions"]

    assert misfits(plan, schema(run, "plan"))


def test_questions_and_exercises_fit(run: Run) -> None:
    assert misfits(json.loads(run("questions", "--json").out), schema(run, "questions")) == []
    one = schema(run, "exercise")
    for exercise in json.loads(run("exercises", "--json").out):
        assert misfits(exercise, one) == []


@pytest.mark.parametrize(
    "fact",
    [
        ORDER,
        PROBE,
        {"kind": "evaluation", "on": "2026-03-02", "answers": EVALUATED},
        {"kind": "measure", "on": "2026-03-02", "measure": "weekly", "answers": {"numbness": 0, "program": -1}},
        {"kind": "measure", "on": "2026-03-02", "measure": "ears", "score": 17, "by": "therapist"},
    ],
)
def test_a_fact_fits_and_is_accepted(run: Run, write: Write, fact: Any) -> None:
    assert misfits(fact, schema(run, "fact")) == []
    assert run("plan", write(log(fact)), "--json", *DAY).status == 0


@pytest.mark.parametrize(
    "fact",
    [
        {"kind": "check_in", "on": "2026-03-02", "answers": {"leg_waking": 11}},
        {"kind": "check_in", "on": "2026-03-02", "answers": {"leg": 1}},
        {"kind": "check_in", "on": "2026-03-02", "answers": {"exposures": ["none", "alcohol"]}},
        {"kind": "check_in", "on": "soon", "answers": {}},
        {"kind": "session", "on": "2026-03-02", "walked_minutes": -1},
        {"kind": "measure", "on": "2026-03-02", "measure": "weekly", "answers": {"numbness": 11}},
        {"kind": "measure", "on": "2026-03-02", "measure": "weekly", "answers": {"leg_waking": 1}},
        {"kind": "measure", "on": "2026-03-02", "measure": "weekly", "score": 3},
        {"kind": "measure", "on": "2026-03-02", "measure": "ears", "score": 25},
        {"kind": "measure", "on": "2026-03-02", "measure": "phq_9", "score": 3},
        ORDER | {"colour": "red"},
        PROBE | {"after": {"place": "moon", "leg": 1}},
    ],
)
def test_what_does_not_fit_is_refused(run: Run, write: Write, fact: Any) -> None:
    assert misfits(fact, schema(run, "fact"))
    assert run("plan", write(log(fact)), "--json", *DAY).status == 2


@pytest.mark.parametrize("words", [[], ["everything"]])
def test_a_schema_that_is_none_is_refused(run: Run, words: list[str]) -> None:
    ran = run("schema", *words)

    assert (ran.status, ran.out) == (2, "")
    assert "NAME" in ran.err
    assert ran.err.count("\n") == 1
