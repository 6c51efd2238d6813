"""The safety check as a person meets it, without a script."""

import pytest
from django.test import Client
from django.utils import timezone

from stepwell.care.actions import drafts
from stepwell.care.queries import people
from stepwell.knowledge import loader
from stepwell.knowledge.schema import AskedWhen
from stepwell.web.patient.pages import pages
from tests.web import walked

pytestmark = pytest.mark.one_database

SADDLE = {"saddle_feeling": ["yes"]}


def test_starts_at_the_first_page(newcomer: Client) -> None:
    assert newcomer.get("/safety-check/")["Location"] == "/safety-check/bladder_bowel_saddle/"


def test_has_a_calm_answer_for_every_page() -> None:
    assert walked.groups(AskedWhen.SAFETY) == list(walked.CALM)


def test_calm_answers_are_recorded_once_and_end_with_nothing_urgent_found(newcomer: Client) -> None:
    assert walked.safety(newcomer)["Location"] == "/safety-check/result/"
    (check,) = walked.saved("safety_check")
    assert check.answers["saddle_feeling"] == "no"
    assert check.answers["leak"] == "no"
    assert check.answers["age"] == 44
    page = newcomer.get("/safety-check/result/").content.decode()
    assert "Nothing urgent found today" in page
    assert "all clear" not in page.lower()


def test_every_hard_question_is_answered_after_a_calm_check(newcomer: Client) -> None:
    walked.safety(newcomer)
    (check,) = walked.saved("safety_check")
    always = {q.id for q in loader.load().questions.values() if q.hard and q.only_if is None}
    assert always <= check.answers.keys()


@pytest.mark.parametrize("group", list(walked.CALM))
def test_an_empty_page_is_refused_with_kind_words(newcomer: Client, group: str) -> None:
    response = newcomer.post(f"/safety-check/{group}/", {})
    assert response.status_code == 422
    assert "None of these" in response.content.decode()
    assert walked.saved("safety_check") == []


def test_none_beside_a_tick_is_refused(newcomer: Client) -> None:
    response = newcomer.post("/safety-check/bladder_bowel_saddle/", {**walked.NONE, **SADDLE})
    assert response.status_code == 422
    assert "and something else" in response.content.decode()


def test_a_tick_and_not_sure_together_are_refused(newcomer: Client) -> None:
    response = newcomer.post("/safety-check/bladder_bowel_saddle/", {"saddle_feeling": ["yes", "not_sure"]})
    assert response.status_code == 422


def test_a_ticked_row_must_say_which(newcomer: Client) -> None:
    response = newcomer.post("/safety-check/bladder_bowel_saddle/", {"leak-said": ["yes"]})
    assert response.status_code == 422
    assert "Choose the answer that fits best" in response.content.decode()


def test_the_first_urgent_answer_goes_to_the_care_card_at_once_and_is_recorded(newcomer: Client) -> None:
    response = newcomer.post("/safety-check/bladder_bowel_saddle/", SADDLE)
    assert response["Location"] == "/care/"
    (check,) = walked.saved("safety_check")
    assert check.answers["saddle_feeling"] == "yes"
    card = newcomer.get("/care/").content.decode()
    assert "Call 911 or go to an emergency department now" in card
    assert 'href="tel:911"' in card


def test_not_sure_asks_the_clarifier_once_on_a_page_of_its_own(newcomer: Client) -> None:
    first = newcomer.post("/safety-check/bladder_bowel_saddle/", {"saddle_feeling": ["not_sure"]})
    assert first["Location"] == "/safety-check/bladder_bowel_saddle/?more=1"
    assert "saddle_feeling_clear" in newcomer.get(first["Location"]).content.decode()
    then = newcomer.post(first["Location"], {"saddle_feeling_clear": "normal"})
    assert then["Location"] == "/safety-check/legs_and_strength/"


def test_a_clarifier_that_was_filled_in_beside_the_sign_is_not_asked_again(newcomer: Client) -> None:
    both = {"saddle_feeling": ["not_sure"], "saddle_feeling_clear": "normal"}
    assert newcomer.post("/safety-check/bladder_bowel_saddle/", both)["Location"] == "/safety-check/legs_and_strength/"


@pytest.mark.parametrize("clear", ["changed", "not_sure"])
def test_still_unclear_goes_to_the_care_card(newcomer: Client, clear: str) -> None:
    newcomer.post("/safety-check/bladder_bowel_saddle/", {"saddle_feeling": ["not_sure"]})
    response = newcomer.post("/safety-check/bladder_bowel_saddle/?more=1", {"saddle_feeling_clear": clear})
    assert response["Location"] == "/care/"


def test_an_empty_clarifier_is_refused(newcomer: Client) -> None:
    newcomer.post("/safety-check/bladder_bowel_saddle/", {"saddle_feeling": ["not_sure"]})
    assert newcomer.post("/safety-check/bladder_bowel_saddle/?more=1", {}).status_code == 422


def test_an_urgent_sign_is_not_held_up_by_another_that_is_unclear(newcomer: Client) -> None:
    mixed = {"saddle_feeling": ["yes"], "bladder_change": ["not_sure"]}
    assert newcomer.post("/safety-check/bladder_bowel_saddle/", mixed)["Location"] == "/care/"


def test_answers_are_kept_when_somebody_goes_back(newcomer: Client) -> None:
    newcomer.post("/safety-check/bladder_bowel_saddle/", {"constipation": ["yes"]})
    assert 'id="id_constipation_0" checked' in newcomer.get("/safety-check/bladder_bowel_saddle/").content.decode()
    assert newcomer.get("/safety-check/")["Location"] == "/safety-check/legs_and_strength/"


def test_the_last_page_alone_does_not_end_the_check(newcomer: Client) -> None:
    response = newcomer.post("/safety-check/anything_else/", walked.CALM["anything_else"])
    assert response["Location"] == "/safety-check/bladder_bowel_saddle/"
    assert walked.saved("safety_check") == []


def test_the_same_page_sent_twice_records_one_check(newcomer: Client) -> None:
    fact_id = "4b0d7b9c-0b0a-4f6e-9a55-6c2f1f6f1a11"
    last = {**walked.CALM["anything_else"], "fact_id": fact_id}
    first = {**walked.NONE, "fact_id": fact_id}
    newcomer.post("/safety-check/bladder_bowel_saddle/", first)
    for group in list(walked.CALM)[1:-1]:
        newcomer.post(f"/safety-check/{group}/", walked.CALM[group])
    assert newcomer.post("/safety-check/anything_else/", last)["Location"] == "/safety-check/result/"
    assert newcomer.post("/safety-check/anything_else/", last)["Location"] == "/safety-check/result/"
    assert len(walked.saved("safety_check")) == 1


@pytest.mark.parametrize("age", ["-1", "0", "1e9", "999999999999", "old", "44.5", "NaN", "\x00"])
def test_an_impossible_age_is_refused_next_to_the_field(newcomer: Client, age: str) -> None:
    response = newcomer.post("/safety-check/before/", {**walked.CALM["before"], "age": age})
    assert response.status_code == 422
    assert "Write a whole number from 1 to 110" in response.content.decode()


def test_an_unknown_answer_is_refused(newcomer: Client) -> None:
    assert newcomer.post("/safety-check/before/", {**walked.CALM["before"], "sex": "robot"}).status_code == 422
    assert newcomer.post("/safety-check/bladder_bowel_saddle/", {"saddle_feeling": ["maybe"]}).status_code == 422


def test_an_unknown_page_is_not_found(newcomer: Client) -> None:
    assert newcomer.get("/safety-check/no_such_page/").status_code == 404


def test_a_second_check_keeps_what_lasts_and_shows_it_with_a_way_to_change_it(settled: Client) -> None:
    page = settled.get("/safety-check/before/").content.decode()
    assert "How old are you?" not in page
    walked.safety(settled, before=walked.NONE)
    kept = settled.get("/safety-check/told-before/").content.decode()
    assert "How old are you?" in kept
    assert "/safety-check/before/?change=1" in kept
    changed = settled.post("/safety-check/before/?change=1", {**walked.CALM["before"], "age": "45"})
    assert changed["Location"] == "/safety-check/told-before/"
    assert settled.post("/safety-check/told-before/", {})["Location"] == "/safety-check/result/"
    assert walked.saved("safety_check")[-1].answers["age"] == 45


def test_somebody_who_may_not_be_pregnant_is_not_asked(newcomer: Client) -> None:
    newcomer.post("/safety-check/before/", {**walked.CALM["before"], "sex": "male"})
    assert "pregnan" not in newcomer.get("/safety-check/anything_else/").content.decode()


def test_private_questions_say_why_they_are_asked(newcomer: Client) -> None:
    assert "Why do we ask this?" in newcomer.get("/safety-check/bladder_bowel_saddle/").content.decode()
    assert "No one is judged" in newcomer.get("/safety-check/medicines/").content.decode()


def test_no_group_has_the_name_of_another_page() -> None:
    assert not {"told-before", "result"} & set(walked.groups(AskedWhen.SAFETY))
    assert not {"ready", "answers"} & set(walked.groups(AskedWhen.EVALUATION))


def test_answers_of_another_day_are_not_taken_for_today(newcomer: Client) -> None:
    old = {"fact_id": "x", "begun_on": "2020-01-01", "saddle_feeling": "no", "leak": "no"}
    drafts.save(person=people.owner(), kind="safety_check", answers=old)
    assert " checked>" not in newcomer.get("/safety-check/bladder_bowel_saddle/").content.decode()


def test_a_draft_that_no_longer_fits_the_questions_is_no_trouble(newcomer: Client) -> None:
    today = timezone.localdate().isoformat()
    odd = {"fact_id": 7, "begun_on": today, "no_such_question": "yes", "age": "old", "saddle_feeling": ["a"], "leak": "no"}
    drafts.save(person=people.owner(), kind="safety_check", answers=odd)
    assert newcomer.get("/safety-check/")["Location"] == "/safety-check/bladder_bowel_saddle/"


def test_a_follow_up_goes_when_its_answer_is_taken_back(newcomer: Client) -> None:
    newcomer.post("/safety-check/medicines/", {"blood_thinner": ["yes"], "bleed_signs": "no"})
    newcomer.post("/safety-check/medicines/", walked.NONE)
    walked.safety(newcomer)
    (check,) = walked.saved("safety_check")
    assert check.answers["blood_thinner"] == "no"
    assert "bleed_signs" not in check.answers


def test_every_question_of_the_check_stands_on_a_page() -> None:
    knowledge = loader.load()
    shown = {q.id for page in pages(AskedWhen.SAFETY, knowledge, known={}) for q in page.every_question}
    assert shown == {q.id for q in knowledge.questions.values() if AskedWhen.SAFETY in q.asked_when}


def test_questions_that_come_by_themselves_say_why_and_the_way_to_help(settled: Client) -> None:
    """Whoever lands on them from Today is told why in a sentence, and can get help and call from each of them."""
    settled.post("/check-in/", {**walked.CHECK_IN, "anything_new": ["weakness"]})
    page = settled.get("/today/", follow=True)
    assert page.request["PATH_INFO"].startswith("/safety-check/")
    assert "You said that something is new" in page.content.decode()
    for address in ("/safety-check/bladder_bowel_saddle/", "/safety-check/legs_and_strength/"):
        shown = settled.get(address).content.decode()
        assert 'href="/help/"' in shown
        assert 'href="tel:911"' in shown
