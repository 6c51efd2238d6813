"""Danger told in one's own words: whom to call comes first, and what was written is kept."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.web import walked
from tests.web.test_flare import flared

pytestmark = pytest.mark.one_database

SADDLE = "I cannot feel it when I pee"


def test_own_words_for_the_next_flare_up(settled: Client) -> None:
    page = settled.post(reverse("patient:relapse_plan"), {"helped_before": SADDLE}).content.decode()
    assert "Before you go on" in page
    assert 'href="tel:911"' in page
    assert SADDLE in str(walked.saved("evaluation")[-1].answers)


def test_what_set_off_a_flare_up(settled: Client) -> None:
    flared(settled)
    answer = settled.post("/flare/why/", {"words": SADDLE})
    assert "Before you go on" in answer.content.decode()
    assert walked.saved("flare_note")[-1].words == SADDLE


def test_what_somebody_wants_back(settled: Client) -> None:
    page = settled.post(
        reverse("patient:evaluation_page", args=["activities_back"]),
        {"activity_1": "peeing, I have no feeling there", "activity_1_now": "3"},
    ).content.decode()
    assert "Before you go on" in page


def test_calm_words_go_straight_on(settled: Client) -> None:
    assert settled.post(reverse("patient:relapse_plan"), {"helped_before": "short walks"}).status_code == 302
