"""What is never and always true of the safety check, whatever somebody answers."""

from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from stepwell.engine.screening import hard_questions, is_needed, triage
from stepwell.knowledge.loader import load
from stepwell.knowledge.schema import Question, QuestionKind, Tier
from tests.calm_answers import clarifiers, safety_questions, with_calm_answers

KNOWLEDGE = load()
CLARIFIERS = clarifiers(KNOWLEDGE)
ASKED = [question for question in safety_questions(KNOWLEDGE) if question.id not in CLARIFIERS]
ORDERED = [question for question in ASKED if question.kind is not QuestionKind.CHOICES and question.id != "sex"]
DOUBTED = [question for question in ASKED if "not_sure" in question.choice_ids and question.hard]
URGENT = {
    "bladder_change": "yes",
    "leak": "new",
    "saddle_feeling": "yes",
    "rectal_feeling": "yes",
    "both_legs_weak": "yes",
    "weakness_trend": "fast",
    "numbness": "both_new",
    "older_changes": "getting_worse",
    "aneurysm_signs": "yes",
    "limb_cold": "yes",
    "chest_signs": "yes",
    "bleed_signs": "yes",
    "injury": "major_cannot_walk",
    "pregnancy_warning": "yes",
    "mental_crisis": "yes",
}
LESSER = [
    ("weakness_trend", "slow", "slower"),
    ("older_changes", "older_not_checked", "not_as_before"),
    ("numbness", "one_leg_stable", "normal"),
    ("numbness", "spreading", "spreading"),
    ("injury", "strain", "small"),
    ("injury", "minor_fall", "small"),
]
"""A question, one of its lesser answers, and what its clarifier calls the same."""


def answer_to(question: Question) -> st.SearchStrategy[Any]:
    """Return every answer a question may get."""
    if question.kind is QuestionKind.CHOICES:
        others = st.lists(st.sampled_from(question.choice_ids[1:]), min_size=1, unique=True).map(tuple)
        return st.just(("none",)) | others
    return st.sampled_from(question.choice_ids)


def mostly_calm() -> st.SearchStrategy[dict[str, Any]]:
    """Return complete answers in which a few things are not calm; wholly random ones would all be emergencies."""
    picked = st.lists(st.sampled_from(ASKED), max_size=5, unique_by=lambda question: question.id)
    said = picked.flatmap(lambda questions: st.fixed_dictionaries({question.id: answer_to(question) for question in questions}))
    age = st.integers(16, 100).map(lambda years: {"age": years})
    return st.tuples(said, age).map(lambda parts: with_calm_answers(parts[0] | parts[1], KNOWLEDGE))


@given(mostly_calm(), st.sampled_from(ORDERED), st.data())
def test_a_worse_answer_never_lowers_the_tier(answers: dict[str, Any], question: Question, data: st.DataObject) -> None:
    """The choices stand from calm to worrying, and the tier follows them."""
    order = question.choice_ids
    worse_at = data.draw(st.integers(1, len(order) - 1))
    calmer_at = data.draw(st.integers(0, worse_at - 1))
    calmer = triage(answers | {question.id: order[calmer_at]}, KNOWLEDGE)
    worse = triage(answers | {question.id: order[worse_at]}, KNOWLEDGE)
    assert worse.tier >= calmer.tier


@given(mostly_calm(), st.sampled_from(sorted(CLARIFIERS)), st.data())
def test_a_worse_answer_to_a_clarifier_never_lowers_the_tier(answers: dict[str, Any], clarifier: str, data: st.DataObject) -> None:
    """Normal, still not sure, changed: in this order."""
    doubted = next(question for question in ASKED if question.clarifier == clarifier)
    order = KNOWLEDGE.questions[clarifier].choice_ids
    worse_at = data.draw(st.integers(1, len(order) - 1))
    tiers = [triage(answers | {doubted.id: "not_sure", clarifier: order[at]}, KNOWLEDGE).tier for at in (worse_at - 1, worse_at)]
    assert tiers[0] <= tiers[1]


@given(mostly_calm(), st.sampled_from([question.id for question in hard_questions(KNOWLEDGE)]))
def test_a_hard_question_left_open_never_lets_exercise_start(answers: dict[str, Any], open_question: str) -> None:
    """Missing is not the same as no."""
    left = {question: answer for question, answer in answers.items() if question != open_question}
    assume(is_needed(KNOWLEDGE.questions[open_question], left, KNOWLEDGE))
    found = triage(left, KNOWLEDGE)
    assert not found.may_exercise
    assert open_question in found.unanswered


@given(mostly_calm(), st.sampled_from(DOUBTED), st.sampled_from(["left out", "not_sure", "changed"]))
def test_a_doubt_about_a_hard_sign_never_lets_exercise_start(answers: dict[str, Any], question: Question, asked_again: str) -> None:
    """Only a calm answer to the clarifier takes a doubt away."""
    assume(not question.standing and question.id != "blood_thinner")  # past illness and medicine raise nothing by themselves
    doubt = answers | {question.id: "not_sure"}
    if question.clarifier and asked_again != "left out":
        doubt[question.clarifier] = asked_again
    assert not triage(doubt, KNOWLEDGE).may_exercise


@given(mostly_calm(), st.sampled_from([question for question in DOUBTED if question.clarifier]))
def test_a_doubt_that_stays_needs_a_look_the_same_day(answers: dict[str, Any], question: Question) -> None:
    """Still not sure after the clarifier: at least the same day."""
    falls = {} if question.id != "fused_spine" else {"injury": "minor_fall"}
    found = triage(answers | falls | {question.id: "not_sure", str(question.clarifier): "not_sure"}, KNOWLEDGE)
    assert found.tier >= Tier.SAME_DAY


@given(mostly_calm(), st.sampled_from(sorted(URGENT)))
def test_an_urgent_sign_is_always_an_emergency(answers: dict[str, Any], sign: str) -> None:
    """Nothing else that is answered takes it back."""
    found = triage(answers | {sign: URGENT[sign]}, KNOWLEDGE)
    assert found.tier is Tier.EMERGENCY_NOW
    assert not found.may_exercise


@given(mostly_calm(), st.sampled_from(["minor_fall", "minor_cannot_walk", "major", "major_cannot_walk"]))
def test_a_fall_on_a_fused_spine_is_always_an_emergency(answers: dict[str, Any], fall: str) -> None:
    """Even a small one."""
    assert triage(answers | {"fused_spine": "yes", "injury": fall}, KNOWLEDGE).tier is Tier.EMERGENCY_NOW


@given(mostly_calm())
def test_a_tier_is_always_explained(answers: dict[str, Any]) -> None:
    """Whatever is above self-management has a reason of that tier, first in the list."""
    found = triage(answers, KNOWLEDGE)
    named: dict[str, Any] = {**KNOWLEDGE.red_flags, **KNOWLEDGE.scores}
    assert found.tier is Tier.SELF_MANAGE or named[found.reasons[0].id].tier is found.tier


@given(mostly_calm())
def test_the_same_answers_always_give_the_same_tier(answers: dict[str, Any]) -> None:
    """The order in which somebody answers plays no part."""
    assert triage(dict(reversed(answers.items())), KNOWLEDGE) == triage(answers, KNOWLEDGE)


def test_every_doubt_that_could_be_an_emergency_has_a_clarifier() -> None:
    """Each urgent sign is asked once more, in other words, before a doubt about it sends somebody anywhere."""
    assert not [sign for sign in URGENT if KNOWLEDGE.questions[sign].clarifier is None]
    for clarifier in CLARIFIERS:
        calm, *others, unsure, worst = KNOWLEDGE.questions[clarifier].choice_ids
        assert (calm, unsure, worst) == ("normal", "not_sure", "changed")
        assert len(others) <= 1


@given(mostly_calm(), st.sampled_from(LESSER))
def test_a_lesser_sign_found_by_a_clarifier_counts_as_answered(answers: dict[str, Any], lesser: tuple[str, str, str]) -> None:
    """The calm answer to a clarifier is no way past what its question also names."""
    sign, answer, found = lesser
    doubted = {sign: "not_sure", str(KNOWLEDGE.questions[sign].clarifier): found}
    assert triage(answers | doubted, KNOWLEDGE).tier >= triage(answers | {sign: answer}, KNOWLEDGE).tier


@given(mostly_calm(), st.sampled_from(sorted(CLARIFIERS)), st.sampled_from(["normal", "not_sure", "changed"]))
def test_an_old_clarifier_says_nothing_once_there_is_no_doubt(answers: dict[str, Any], clarifier: str, said: str) -> None:
    """The clarifier of last week's doubt changes nothing when the question itself is now answered."""
    doubted = next(question for question in ASKED if question.clarifier == clarifier)
    assume(answers.get(doubted.id) != "not_sure")
    assert triage(answers | {clarifier: said}, KNOWLEDGE).tier is triage(answers, KNOWLEDGE).tier
