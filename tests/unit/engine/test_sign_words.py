"""What a person is told fits their own signs: named in plain words, asked for what fits, and said by whom it was found."""

from datetime import date, timedelta
from itertools import combinations

import pytest

from stepwell.engine.decision import Referral
from stepwell.engine.log import Answer, Answers, Examination, Fact, Log, Order, SafetyCheck
from stepwell.engine.plan import plan_day
from stepwell.knowledge.loader import load
from stepwell.knowledge.schema import Tier
from tests.calm_answers import with_calm_answers

TODAY = date(2026, 6, 30)
KNOWLEDGE = load()
OTHERS = ("scan", "reflexes", "medicines", "turn out fine", "nerves")
"""Words of the script for the spine."""


def referral(*found: Fact, **answers: Answer) -> Referral:
    """Return what stands in the place of a plan for these answers, calm otherwise."""
    check = SafetyCheck(on=TODAY, answers=with_calm_answers({"age": 45, "sex": "female", **answers}, KNOWLEDGE))
    decision = plan_day(Log(facts=(check, *found)), KNOWLEDGE, TODAY)
    assert isinstance(decision, Referral)
    return decision


def all_words(told: Referral) -> str:
    """Return everything that the card says."""
    return " ".join((told.heading, told.what_to_do, told.say_there, told.do_not_wait_for, told.paused))


UNSURE: dict[str, Answer] = {"mental_crisis": "not_sure", "mental_crisis_clear": "not_sure"}


@pytest.mark.parametrize(("answer", "tier"), [({"mental_crisis": "yes"}, Tier.EMERGENCY_NOW), (UNSURE, Tier.SAME_DAY)])
def test_thoughts_of_ending_ones_life_get_words_of_their_own(answer: dict[str, Answer], tier: Tier) -> None:
    told = referral(**answer)
    assert told.tier is tier
    assert (told.is_crisis, told.is_only_crisis) == (True, True)
    assert "crisis line" in told.what_to_do
    assert [word for word in (*OTHERS, "safety check", "locked") if word in all_words(told)] == []


def test_a_crisis_beside_a_sign_of_the_body_hides_neither() -> None:
    told = referral(mental_crisis="yes", saddle_feeling="yes")
    assert (told.is_crisis, told.is_only_crisis) == (True, False)
    assert "{emergency}" in told.heading
    assert "between my legs" in told.say_there
    assert "ending my life" in told.say_there
    assert "turn out fine" not in told.what_to_do


@pytest.mark.parametrize(
    ("answers", "named", "asked"),
    [
        ({"chest_signs": "yes"}, "short of breath", "clot in the lung"),
        ({"leg_swollen": "yes"}, "calf or leg is newly swollen", "check my leg for a clot"),
        ({"kidney_signs": "yes"}, "blood in my pee", "kidneys and bladder"),
        ({"aneurysm_signs": "yes"}, "sudden tearing or severe pain", "main artery"),
        ({"limb_cold": "yes"}, "cold, pale or blue", "blood flow"),
        ({"pregnancy": "pregnant", "pregnancy_warning": "yes"}, "could be pregnant", "check the pregnancy"),
        ({"blood_thinner": "yes", "bleed_signs": "yes"}, "sudden severe pain", "bleeding inside"),
        ({"fever": "yes"}, "fever", "infection"),
        ({"injury": "major_cannot_walk"}, "cannot stand or walk", "bone"),
    ],
)
def test_other_signs_are_named_and_asked_about_in_their_own_words(answers: dict[str, Answer], named: str, asked: str) -> None:
    told = referral(**answers)
    assert named in told.say_there
    assert asked in told.say_there
    assert [word for word in ("scan", "reflexes", "turn out fine", "these changes") if word in all_words(told)] == []


def test_signs_of_the_cauda_equina_ask_for_a_scan_and_name_what_was_noticed() -> None:
    told = referral(saddle_feeling="yes")
    assert "where a saddle would touch, is newly numb" in told.say_there
    assert "scan" in told.say_there
    assert "turn out fine" in told.what_to_do


def test_a_foot_that_drags_asks_for_strength_feeling_and_reflexes() -> None:
    told = referral(foot_drop="yes")
    assert "one foot drags or slaps" in told.say_there
    assert "strength, feeling and reflexes" in told.say_there


def test_what_the_therapist_found_is_said_to_be_found_and_never_answered() -> None:
    told = referral(Examination(on=TODAY, by="therapist", answers={"exam_saddle": "changed"}))
    assert told.tier is Tier.EMERGENCY_NOW
    assert told.what_to_do.startswith("Your therapist found something")
    assert "My therapist examined me on June 30 and found this:" in told.say_there
    assert "answers" not in told.what_to_do
    assert "I noticed" not in told.say_there


def test_what_was_answered_and_what_was_found_are_told_apart() -> None:
    found = Examination(on=TODAY, by="therapist", answers={"exam_saddle": "changed"})
    told = referral(found, leak="new")
    assert "in your answers" in told.what_to_do
    assert "Your therapist found" in told.what_to_do
    assert "I noticed this: I newly leak pee or poop." in told.say_there
    assert "found this: signs around the bladder" in told.say_there


def test_what_was_found_is_still_told_after_a_later_answer_as_urgent_or_more() -> None:
    """Also where the answer came days later: only a clinician takes back what a clinician found."""
    later = SafetyCheck(on=TODAY + timedelta(days=2), answers=with_calm_answers({"age": 45, "sex": "female", "leak": "new"}, KNOWLEDGE))
    signs: tuple[Answers, ...] = ({"exam_saddle": "changed"}, {"exam_weakness_course": "slowly_worse"})
    for found in signs:
        check = SafetyCheck(on=TODAY, answers=with_calm_answers({"age": 45, "sex": "female"}, KNOWLEDGE))
        examined = Examination(on=TODAY, by="therapist", answers=found)
        told = plan_day(Log(facts=(check, examined, later)), KNOWLEDGE, later.on)
        assert isinstance(told, Referral)
        assert told.tier is Tier.EMERGENCY_NOW
        assert {reason.id for reason in told.reasons} & {"found_cauda_signs", "found_progressive"}
        assert ("found this: signs around the bladder" in told.say_there) is ("exam_saddle" in found)


def test_a_tier_that_fell_to_what_was_found_says_what_was_found() -> None:
    check = SafetyCheck(on=TODAY, answers=with_calm_answers({"age": 45, "sex": "female"}, KNOWLEDGE))
    examined = Examination(on=TODAY, by="therapist", answers={"exam_weakness_course": "slowly_worse"})
    days = [TODAY + timedelta(days=number) for number in range(1, 10)]
    worse = SafetyCheck(on=days[0], answers=with_calm_answers({"age": 45, "sex": "female", "leak": "new"}, KNOWLEDGE))
    calm = [SafetyCheck(on=day, answers=check.answers) for day in days[1:]]
    told = plan_day(Log(facts=(check, examined, worse, *calm)), KNOWLEDGE, days[-1])
    assert isinstance(told, Referral)
    assert told.tier is Tier.SAME_DAY
    assert told.what_to_do.startswith("Your therapist found something")
    assert "found this: weakness that is growing" in told.say_there


def test_a_tier_that_fell_to_what_is_still_answered_names_that_sign() -> None:
    days = [TODAY + timedelta(days=number) for number in range(9)]
    weak: dict[str, Answer] = {"age": 45, "sex": "female", "mild_weakness": "yes"}
    worse = SafetyCheck(on=days[0], answers=with_calm_answers(weak | {"leak": "new"}, KNOWLEDGE))
    calmer = [SafetyCheck(on=day, answers=with_calm_answers(weak, KNOWLEDGE)) for day in days[1:]]
    told = plan_day(Log(facts=(worse, *calmer)), KNOWLEDGE, days[-1])
    assert isinstance(told, Referral)
    assert told.tier is Tier.WITHIN_DAYS
    assert {reason.id for reason in told.reasons} == {"mild_weakness"}
    assert "one leg or foot is clearly weaker" in told.say_there


def test_a_clinicians_wish_is_no_reason_to_hurry_more_than_they_said() -> None:
    sent = Order(on=TODAY, by="doctor", order="refer", tier=Tier.WITHIN_DAYS)
    later = SafetyCheck(on=TODAY, answers=with_calm_answers({"age": 45, "sex": "female", "leak": "new"}, KNOWLEDGE))
    told = referral(sent, later)
    assert told.tier is Tier.EMERGENCY_NOW
    assert "clinician_referred" in {reason.id for reason in told.reasons}
    assert "doctor" not in told.what_to_do


def test_two_signs_are_both_named_whatever_they_are() -> None:
    signs = {"saddle_feeling": "where a saddle", "chest_signs": "short of breath", "limb_cold": "cold, pale", "both_legs_weak": "both legs"}
    for one, other in combinations(signs, 2):
        told = referral(**{one: "yes", other: "yes"})
        assert signs[one] in told.say_there
        assert signs[other] in told.say_there


@pytest.mark.parametrize("tier", [Tier.WITHIN_DAYS, Tier.SAME_DAY, Tier.EMERGENCY_NOW])
def test_what_a_clinician_wants_looked_at_is_not_said_to_be_an_answer(tier: Tier) -> None:
    told = referral(Order(on=TODAY, by="doctor", order="refer", tier=tier))
    assert told.tier is tier
    assert "answers" not in told.what_to_do
    assert told.what_to_do.startswith("Your doctor")
    assert "My doctor wants this to be looked at" in told.say_there
