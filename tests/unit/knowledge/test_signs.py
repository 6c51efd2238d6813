"""Every sign that pauses exercise has words that fit it, and Help is never less careful than the safety check."""

import re
from pathlib import Path

import pytest
from msgspec.structs import replace

from stepwell.engine.screening import raised_flags
from stepwell.engine.sign_words import told
from stepwell.knowledge import loader, sign_checks
from stepwell.knowledge.errors import KnowledgeError
from stepwell.knowledge.loader import load
from stepwell.knowledge.schema import AskedWhen, Tier
from tests.calm_answers import with_calm_answers
from tests.scenario.test_triage_cases import REFUSED

KNOWLEDGE = load()
NOT_THE_SPINE = ("chest", "leg_clot", "pregnancy", "main_artery", "leg_blood_flow", "kidney", "bleeding", "skin", "eye", "mental_crisis")
LISTED = {sign for line in KNOWLEDGE.help_signs.values() for sign in line.signs}


def test_each_answer_that_alone_calls_for_help_at_once_stands_on_help() -> None:
    """Chest pain alone and the signs of a pregnancy were missing: the list is held to the check, answer by answer."""
    missing = []
    for question in KNOWLEDGE.questions.values():
        if AskedWhen.SAFETY not in question.asked_when:
            continue
        for answer in (choice for choice in question.choice_ids if choice != "not_sure"):
            calm = with_calm_answers({"age": 40, "sex": "female", question.id: answer}, KNOWLEDGE)
            raised = [flag for flag in raised_flags(calm, KNOWLEDGE) if flag.tier is Tier.EMERGENCY_NOW]
            if raised and not LISTED & {flag.id for flag in raised}:
                missing.append((question.id, answer))
    assert missing == []


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("after_injury", ("weight on that leg", "fell", "run", "steroid")),
        ("fever", ("fever", "shivering", "sweats", "confused", "drowsy", "too ill")),
        ("unsteady", ("unsteady", "clumsy", "numb", "shocks")),
    ],
)
def test_help_names_every_part_of_a_sign_that_has_several(line: str, parts: tuple[str, ...]) -> None:
    assert [part for part in parts if part not in KNOWLEDGE.help_signs[line].text] == []


def test_groin_pain_is_told_in_words_that_are_so_whichever_part_of_the_answer_was_meant() -> None:
    words = KNOWLEDGE.sign_words["hip"].signs["hip_cannot_bear"]
    assert [part for part in ("weight on that leg", "fall", "run", "steroid") if part not in words] == []


@pytest.mark.parametrize("sign", ["chest_signs", "pregnancy_warning", "mental_crisis", "saddle_feeling"])
def test_a_list_without_an_urgent_sign_stops_the_start(sign: str) -> None:
    without = {line.id: replace(line, signs=tuple(each for each in line.signs if each != sign)) for line in KNOWLEDGE.help_signs.values()}
    with pytest.raises(KnowledgeError, match=sign):
        sign_checks.check(replace(KNOWLEDGE, help_signs=without))


def test_a_list_that_is_less_careful_than_the_check_stops_the_start() -> None:
    later = {line.id: replace(line, tier=Tier.SAME_DAY) for line in KNOWLEDGE.help_signs.values()}
    with pytest.raises(KnowledgeError, match="more urgent in the check"):
        sign_checks.check(replace(KNOWLEDGE, help_signs=later))


def test_a_sign_that_pauses_and_has_no_words_stops_the_start() -> None:
    family = KNOWLEDGE.sign_words["chest"]
    without = KNOWLEDGE.sign_words | {"chest": replace(family, signs={"chest_signs_unsure": "not sure"})}
    with pytest.raises(KnowledgeError, match="no words for the sign 'chest_signs'"):
        sign_checks.check(replace(KNOWLEDGE, sign_words=without))


def test_a_scan_or_reflexes_are_asked_for_only_where_the_spine_is_in_question() -> None:
    asked = {family: KNOWLEDGE.sign_words[family].asks for family in NOT_THE_SPINE}
    assert [family for family, words in asked.items() if re.search("scan|reflex|nerve", words)] == []


def test_no_tier_names_a_scan_reflexes_or_comfort_for_every_sign() -> None:
    """What is said at a tier is said of every sign of it."""
    grave = [KNOWLEDGE.advice[tier] for tier in (Tier.SAME_DAY, Tier.EMERGENCY_NOW)]
    assert [said.id for said in grave if re.search("scan|reflex|turn out fine", f"{said.reason} {said.found} {said.say_there}")] == []


def test_the_words_neither_frighten_nor_diagnose() -> None:
    words = [
        *((family.id, " ".join((family.asks, family.calms, *family.signs.values()))) for family in KNOWLEDGE.sign_words.values()),
        *((own.id, f"{own.heading} {own.reason} {own.say_there} {own.meanwhile}") for own in KNOWLEDGE.own_advice.values()),
        *((line.id, line.text) for line in KNOWLEDGE.help_signs.values() if line.id != "accident"),
    ]
    assert [(where, word) for where, text in words for word in REFUSED if word in text.lower()] == []


def test_the_shipped_file_is_read() -> None:
    assert Path(loader.DATA / "signs.toml").exists()
    assert told(Tier.SELF_MANAGE, (), KNOWLEDGE).heading == KNOWLEDGE.advice[Tier.SELF_MANAGE].heading
