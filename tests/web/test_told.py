"""The page of answers for a clinician."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from stepwell.care.actions import facts as actions
from stepwell.care.queries import people
from stepwell.engine.log import Evaluation
from tests.web import walked

pytestmark = pytest.mark.one_database


def test_is_open_beside_the_care_card_and_says_why(settled: Client) -> None:
    settled.post("/safety-check/bladder_bowel_saddle/", {"saddle_feeling": ["yes"]})
    page = settled.get("/told/").content.decode()
    assert "Why I am here" in page
    assert "Call 911 or go to an emergency department now" in page
    assert page.index("where a saddle would touch") < page.index("The other safety questions")
    assert 'href="/told/"' in settled.get("/care/").content.decode()


def test_shows_what_was_told_and_the_latest_check_in(settled: Client) -> None:
    settled.post("/check-in/", {**walked.CHECK_IN, "leg_worst": "6"})
    page = settled.get("/told/").content.decode()
    assert "Nothing was ticked." in page
    assert "6 of 10" in page
    assert "Lower back, Left thigh" in page


def test_says_when_the_evaluation_was_answered(settled: Client) -> None:
    assert "Answered on" in settled.get("/told/").content.decode()
    before = [Evaluation(on=timezone.localdate() - timedelta(days=30), id="old", answers={"leg_now": 9})]
    actions.add(person=people.owner(), facts=before, now=timezone.now())
    page = settled.get("/told/").content.decode()
    assert "Answered from" in page
    assert "“now” means then" in page


def test_is_empty_but_readable_for_somebody_new(newcomer: Client) -> None:
    assert "Not answered yet." in newcomer.get("/told/").content.decode()
