"""The words of the lessons: short, easy, calm, sourced, and never at odds with the safety rules."""

import re
import warnings

import pytest

from stepwell.engine.screening import triage
from stepwell.knowledge.loader import load
from stepwell.knowledge.schema import Grade, Lesson, LessonEvent, Tier, Topic
from stepwell.web.shared.lesson_blocks import blocks, spoken
from tests.calm_answers import with_calm_answers

with warnings.catch_warnings():
    # It still finds its data by a module that is to go: nothing of ours can change that.
    warnings.filterwarnings("ignore", message="pkg_resources is deprecated", category=UserWarning)
    import textstat

KNOWLEDGE = load()
LESSONS = list(KNOWLEDGE.lessons.values())
HARDEST_GRADE = 6.0
"""Flesch-Kincaid: six years of school, so about eleven years old."""
AVOIDED = (
    *("slipped", "crumbl", "degenerat", "wear and tear", "damage", "injur", "trapped", "pinched", "bulg", "herniat", "instab"),
    *("weak core", "misalign", "never", "protect your back", "red flag", "serious", "you have stenosis", "chronic", "fail", "relapse"),
)
"""What safety.md, section 7, says not to say."""
PROMISES = (
    "will cure",
    "cures",
    "guarantee",
    "will be gone",
    "always works",
    "for good health",
    "must not",
    "dangerous",
    "paralys",
    "wheelchair",
)
NO_ADVICE = ("medicines", "injections_and_surgery")
DRUGS = ("ibuprofen", "naproxen", "paracetamol", "acetaminophen", "gabapentin", "pregabalin", "opioid", "codeine", "steroid", "mg")


def whole(lesson: Lesson) -> str:
    """Return everything that a card says, as sentences."""
    return f"{lesson.title}. {spoken(lesson.text)} {lesson.today}".strip()


def by_id(lesson: Lesson) -> str:
    return lesson.id


def test_there_are_about_forty_in_six_topics() -> None:
    assert 35 <= len(LESSONS) <= 45
    assert {lesson.topic for lesson in LESSONS} == set(Topic)


@pytest.mark.parametrize("lesson", LESSONS, ids=by_id)
def test_a_card_is_short(lesson: Lesson) -> None:
    """It is read in a minute, and no sentence runs away."""
    assert 80 <= len(f"{spoken(lesson.text)} {lesson.today}".split()) <= 160
    longest = max(re.split(r"[.?!]", spoken(lesson.text)), key=lambda sentence: len(sentence.split()))
    assert len(longest.split()) <= 30, longest
    assert len(lesson.title.split()) <= 8
    assert len(lesson.today.split()) <= 20


@pytest.mark.parametrize("lesson", LESSONS, ids=by_id)
def test_a_reader_of_eleven_can_read_it(lesson: Lesson) -> None:
    """No word is left out of the count, not even "sciatica" or "physical therapist"."""
    assert textstat.flesch_kincaid_grade(whole(lesson)) <= HARDEST_GRADE


@pytest.mark.parametrize("lesson", LESSONS, ids=by_id)
def test_no_word_frightens_blames_or_promises(lesson: Lesson) -> None:
    said = f"{whole(lesson)} {' '.join(suits.because for suits in lesson.when)}".lower()
    assert [word for word in (*AVOIDED, *PROMISES) if word in said] == []


@pytest.mark.parametrize("lesson", LESSONS, ids=by_id)
def test_every_card_names_where_it_comes_from(lesson: Lesson) -> None:
    """Or says honestly that nothing was looked up for it."""
    assert lesson.sources or lesson.grade in (Grade.MEMORY, Grade.MEMORY_LOW)
    assert set(lesson.sources) <= KNOWLEDGE.sources.keys()


@pytest.mark.parametrize("lesson", LESSONS, ids=by_id)
def test_a_card_can_be_found_by_other_words_and_offers_something_to_try(lesson: Lesson) -> None:
    assert len(lesson.keywords) >= 5
    assert lesson.today.endswith((".", "?"))


@pytest.mark.parametrize("lesson", LESSONS, ids=by_id)
def test_a_list_has_more_than_one_point_and_nothing_is_left_of_its_marks(lesson: Lesson) -> None:
    parts = blocks(lesson.text)
    assert all(len(part.parts) >= 2 for part in parts if part.is_list)
    assert not [text for part in parts for text in part.parts if not text or text.startswith("-") or "\n" in text]


@pytest.mark.parametrize("name", NO_ADVICE)
def test_medicines_injections_and_operations_are_questions_to_ask(name: str) -> None:
    """No name of a drug and no dose: a card that gave advice would need a pharmacist's eye on the person."""
    lesson = KNOWLEDGE.lessons[name]
    assert whole(lesson).count("?") >= 5
    assert [drug for drug in DRUGS if re.search(rf"\b{drug}", whole(lesson).lower())] == []


def test_what_a_card_calls_an_emergency_is_one_for_the_safety_check_too() -> None:
    """The cough card names three signs for now and one for today; the safety check says the same of each."""
    said = spoken(KNOWLEDGE.lessons["coughing"].text)
    assert "Get emergency help now if you become numb between your legs, have new trouble with your bladder or bowel, or both" in said
    assert "If one foot or leg gets weak, be seen today" in said
    for sign in ("saddle_feeling", "bladder_change", "both_legs_weak"):
        assert _tier({sign: "yes"}) is Tier.EMERGENCY_NOW, sign
    for sign, answer in (("foot_drop", "yes"), ("leg_gives_way", "new")):
        assert _tier({sign: answer}) is Tier.SAME_DAY, sign


def test_every_card_that_speaks_of_numbness_between_the_legs_sends_to_emergency_help() -> None:
    for lesson in LESSONS:
        for sentence in re.split(r"(?<=[.?!]) ", whole(lesson)):
            if "between the legs" in sentence or "between your legs" in sentence:
                assert "emergency help" in sentence, lesson.id


def test_everything_that_is_asked_each_day_has_a_card() -> None:
    """Whatever is told at the check-in can bring a card; so can everything that may happen."""
    helped = {trigger for lesson in LESSONS for trigger in lesson.triggers}
    assert {trigger.id for trigger in KNOWLEDGE.triggers.values() if trigger.asked} <= helped
    assert {event for lesson in LESSONS for event in lesson.events} == set(LessonEvent)


def _tier(answers: dict[str, str]) -> Tier:
    return triage(with_calm_answers({"age": 44, "sex": "female", **answers}, KNOWLEDGE), KNOWLEDGE).tier
