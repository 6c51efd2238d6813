"""Case histories, and how soon somebody must look at each person. What a case does not mention is calm."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from stepwell.engine.screening import triage
from stepwell.knowledge.loader import load
from stepwell.knowledge.questions import answered
from stepwell.knowledge.schema import AskedWhen, Tier
from tests.calm_answers import with_calm_answers

CASES = sorted((Path(__file__).parent / "triage").glob("*.toml"))
ORDER = (
    *("bladder_bowel_saddle", "legs_and_strength", "feeling_ill", "circulation"),
    *("fall_or_injury", "before", "medicines", "anything_else"),
)
ITEMS = (
    "C1 C2 C2b C3 C4 C5 C6 C7 C8 C9 M1 M2 M3 M4 M5 M6 M7 I1 I2 I3 I4 I5 K1 K2 K3 K4 K5 K6 K7 K8 F1 F2 F3 F4 F5 F6 F7 F8 "
    "V1 V2 V3 V4 V5 V5b V6 H1 G1 G2 Z1 R1 SA1 SA2 P1 P2 A1 A2 A3"
)
REFUSED = (
    *("red flag", "serious", "damage", "degenerat", "herniat", "slipped", "trapped", "pinched", "chronic"),
    *("all clear", "you have cancer", "you have an infection"),
)


def read(path: Path) -> dict[str, Any]:
    """Return one case, and refuse a word in it that no test would look at."""
    case = tomllib.loads(path.read_text(encoding="utf-8"))
    assert case.keys() <= {"name", "story", "not_answered", "answers", "expect"}, path.name
    assert case["expect"].keys() <= {"tier", "reasons", "may_exercise"}, path.name
    return case


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_case_history_gets_its_tier(path: Path) -> None:
    """The tier, the reasons that must be among those given, and whether exercise may start."""
    case, knowledge = read(path), load()
    expect = case["expect"]
    given = answered(case["answers"], knowledge)
    found = triage(with_calm_answers(given, knowledge, case.get("not_answered", ())), knowledge)
    assert found.tier == expect["tier"], f"{case['story']} -> {found.tier}: {', '.join(found.flags)}"
    assert set(expect.get("reasons", ())) <= {reason.id for reason in found.reasons}
    assert found.may_exercise == expect.get("may_exercise", found.tier <= Tier.ROUTINE)


def test_each_kind_of_story_is_told_often_enough() -> None:
    """Cauda equina, other causes that need help, and ordinary sciatica each have their share."""
    kinds = [path.stem.partition("_")[0] for path in CASES]
    assert kinds.count("cauda") >= 12
    assert kinds.count("ordinary") >= 20
    assert len([kind for kind in kinds if kind not in ("cauda", "ordinary", "edge")]) >= 25


def test_the_safety_check_has_its_eight_pages_in_order() -> None:
    """The most urgent first; every question is on one of them."""
    knowledge = load()
    assert [group.id for group in knowledge.groups.values() if group.asked_when is AskedWhen.SAFETY] == list(ORDER)
    asked = [question for question in knowledge.questions.values() if AskedWhen.SAFETY in question.asked_when]
    assert {question.group for question in asked} == set(ORDER)


def test_every_item_of_the_safety_rules_has_a_flag() -> None:
    """No item of the written rules was forgotten."""
    told = " ".join(flag.item for flag in load().red_flags.values()).replace(",", " ").replace(";", " ").split()
    assert not [item for item in ITEMS.split() if item not in told]


def test_no_reason_allows_exercise() -> None:
    """Whether exercise may go on is said once, by the tier: a small reason also stands beside a grave one."""
    knowledge = load()
    told = {flag.id: flag.text for flag in knowledge.red_flags.values()} | {score.id: score.text for score in knowledge.scores.values()}
    assert not {entry: text for entry, text in told.items() if "exercise is fine" in text or "go on gently" in text}


def test_nothing_that_a_person_reads_frightens_or_diagnoses() -> None:
    """The words to avoid stay out of questions, reasons and advice."""
    knowledge = load()
    asked = [question for question in knowledge.questions.values() if AskedWhen.SAFETY in question.asked_when]
    told = [
        *((question.id, f"{question.text} {question.help} {question.why}") for question in asked),
        *((flag.id, flag.text) for flag in knowledge.red_flags.values()),
        *((score.id, score.text) for score in knowledge.scores.values()),
        *(
            (said.id, f"{said.heading} {said.reason} {said.say_there} {said.do_not_wait_for} {said.meanwhile}")
            for said in knowledge.advice.values()
        ),
    ]
    assert not [(where, word) for where, text in told for word in REFUSED if word in text.lower()]


def test_a_private_question_says_why_it_is_asked() -> None:
    """Nobody is asked about bladder, sex, drugs or despair without a reason beside it."""
    knowledge = load()
    assert not [question.id for question in knowledge.questions.values() if question.private and not question.why]
    assert knowledge.questions["saddle_feeling"].private
