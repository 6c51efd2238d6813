"""A flare-up on the pages: asked and not inferred, one tap away, with dates, and over when the person says so."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from stepwell.care.actions import facts, logs
from stepwell.care.queries import days as decided
from stepwell.care.queries import people
from stepwell.engine.log import Answers, CheckIn
from stepwell.knowledge.loader import load
from tests.e2e import addresses
from tests.made_diary import diary_log
from tests.web import walked

pytestmark = pytest.mark.one_database

EMERGENCIES = {"/care/", "/offline/care/"}
"""An emergency comes before a bad day: no way around it is offered there."""
CALM: Answers = {"anything_new": ("none",), "flare": "no"}


def usual(days: int, level: int) -> None:
    """Tell of the days before today, all alike."""
    now = timezone.now()
    told = [CheckIn(on=timezone.localdate() - timedelta(days=n), answers={"leg_waking": level, **CALM}) for n in range(days, 0, -1)]
    facts.add(person=people.owner(), facts=told, now=now)


def said(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def flared(client: Client) -> Client:
    client.post("/flare/", {"anything_new": ["none"], "leg_worst": "7"})
    return client


def test_every_page_but_an_emergency_is_one_tap_from_it(settled: Client) -> None:
    flared(settled)
    for address in set(addresses.every()) - EMERGENCIES:
        response: Any = settled.get(address)
        if response.status_code == 200 and "text/html" in response.get("Content-Type", ""):
            assert 'href="/flare/"' in response.content.decode() or address == "/flare/", address


def test_a_rise_without_a_word_is_asked_about_and_softens_nothing(settled: Client) -> None:
    usual(6, 1)
    plan_before = said(settled, "/today/").count("exercise-row")
    facts.add(
        person=people.owner(),
        facts=[CheckIn(on=timezone.localdate(), answers={"leg_waking": 5, "anything_new": ("none",)})],
        now=timezone.now(),
    )
    today = said(settled, "/today/")
    assert "Is this a flare-up?" in today
    assert "Softer day" not in today
    assert today.count("exercise-row") == plan_before
    page = said(settled, "/flare/question/")
    assert "pain of 5" in page
    assert "What a yes does" in page


def test_not_sure_leads_to_the_question(settled: Client) -> None:
    assert settled.post("/check-in/", {**walked.CHECK_IN, "flare": "not_sure"})["Location"] == "/flare/question/"


def test_a_no_is_kept_and_ends_the_question(settled: Client) -> None:
    settled.post("/check-in/", {**walked.CHECK_IN, "flare": "not_sure"})
    assert settled.post("/flare/question/", {"answer": "no"})["Location"] == "/today/"
    assert walked.saved("check_in")[-1].answers == {"flare": "no"}
    assert "Is this a flare-up?" not in said(settled, "/today/")


def test_the_question_without_a_cause_goes_to_the_flare_up_page(settled: Client) -> None:
    assert settled.get("/flare/question/")["Location"] == "/flare/"


def test_the_way_back_has_dates_and_says_where_one_is(settled: Client) -> None:
    page = said(flared(settled), "/flare/now/")
    today = timezone.localdate()
    for days in (0, 4, 5, 16):
        assert f"{today + timedelta(days=days):%b} {(today + timedelta(days=days)).day}" in page, days
    assert page.count("You are here") == 1
    assert page.index("Positions and breathing that ease") < page.index("The way back, with dates")


def test_more_than_one_position_of_ease_is_shown_with_its_figure(settled: Client) -> None:
    page = said(flared(settled), "/flare/now/")
    assert page.count("As long as it helps") >= 1
    assert page.count('class="card ease"') >= 3


def test_it_is_over_when_the_person_says_so(settled: Client) -> None:
    flared(settled)
    assert settled.post("/flare/over/", {"over": "yes"})["Location"] == "/today/"
    assert walked.saved("flare_note")[-1].over
    page = said(settled, "/flare/now/")
    assert "On the way back" in page
    assert "It is over" not in page


def test_what_set_it_off_is_asked_once_and_may_be_skipped(settled: Client) -> None:
    flared(settled)
    assert "What may have set it off?" in said(settled, "/today/")
    assert settled.post("/flare/why/", {}).status_code == 422
    assert settled.post("/flare/why/", {"skip": "yes"})["Location"] == "/flare/now/"
    assert "What may have set it off?" not in said(settled, "/today/")


def test_what_was_suspected_stands_with_the_flare_up(settled: Client) -> None:
    flared(settled)
    settled.post("/flare/why/", {"suspected": ["long_drive"], "words": "moved house"})
    page = said(settled, "/flare-ups/")
    assert "moved house" in page
    assert "Drove or rode much longer" in page
    assert "7 of 10" in page


def test_what_was_suspected_can_be_corrected_on_the_page_before(settled: Client) -> None:
    flared(settled)
    key = str(uuid4())
    assert settled.post("/flare/why/", {"fact_id": key, "words": "moved house"})["Location"] == "/flare/now/"
    assert settled.post("/flare/why/", {"fact_id": key, "words": "moved a piano"})["Location"] == "/flare/now/"
    page = said(settled, "/flare-ups/")
    assert "moved a piano" in page
    assert "moved house" not in page


def test_without_any_flare_up_the_page_says_so_and_what_is_usual(newcomer: Client) -> None:
    page = said(newcomer, "/flare-ups/")
    assert "You have told of none" in page
    assert "three in four" in page


def test_without_a_flare_up_nothing_is_asked_about_it(settled: Client) -> None:
    assert settled.post("/flare/why/", {"skip": "yes"})["Location"] == "/flare-ups/"
    assert not walked.saved("flare_note")


def test_the_relapse_plan_holds_ones_own_words_and_when_to_get_help(settled: Client) -> None:
    flared(settled)
    settled.post("/flare/why/", {"words": "moved house"})
    page = said(settled, "/relapse-plan/")
    assert "moved house" in page
    assert "The first three days" in page
    assert "where a saddle would touch" in page
    assert "/relapse-plan/" in said(settled, "/flare-ups/")


def test_own_words_on_the_relapse_plan_are_kept_changed_and_taken_out(settled: Client) -> None:
    for written in ("Short walks.\r\n\r\n  My sister drove. ", "A warm bath.", ""):
        assert settled.post("/relapse-plan/", {"helped_before": written})["Location"] == "/relapse-plan/"
        paper = said(settled, "/relapse-plan/").split('<article class="paper paper-one">')[1]
        for line in written.split("\r\n"):
            assert line.strip() in paper
        assert ("Short walks." in paper) == ("Short" in written)
    told = [fact.answers for fact in walked.saved("evaluation") if "helped_before" in fact.answers]
    assert told == [{"helped_before": "Short walks.; My sister drove."}, {"helped_before": "A warm bath."}, {"helped_before": ""}]


def test_too_many_own_words_are_refused_kindly_and_stand_where_they_were_written(settled: Client) -> None:
    response = settled.post("/relapse-plan/", {"helped_before": "w" * 301})
    assert response.status_code == 422
    assert "w" * 301 in response.content.decode()
    assert not [fact for fact in walked.saved("evaluation") if "helped_before" in fact.answers]


def test_own_words_change_no_session(settled: Client) -> None:
    before = decided.decision(people.owner(), timezone.localdate())
    settled.post("/relapse-plan/", {"helped_before": "Short walks."})
    assert decided.decision(people.owner(), timezone.localdate()) == before


def test_the_relapse_plan_holds_what_was_found_and_what_to_do_instead(newcomer: Client) -> None:
    knowledge = load()
    logs.import_log(person=people.owner(), log=diary_log(95, timezone.localdate(), knowledge))
    paper = said(newcomer, "/relapse-plan/").split('<article class="paper paper-one">')[1]
    assert "Heavy lifting" in paper
    assert knowledge.triggers["heavy_lifting"].instead in paper
    assert "nothing here is forbidden" in paper


def test_the_relapse_plan_is_open_to_somebody_new_and_promises_nothing(newcomer: Client) -> None:
    page = said(newcomer, "/relapse-plan/")
    assert "Not enough is known yet" in page
    assert "will prevent" not in page
