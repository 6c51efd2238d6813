"""The check-in and the flare-up."""

from typing import Any

import pytest
from django.test import Client

from stepwell.knowledge import loader
from tests.web import walked

FACT_ID = "0b1c2d3e-0000-4000-8000-000000000001"


def test_saves_and_goes_to_today(settled: Client) -> None:
    assert settled.post("/check-in/", walked.CHECK_IN)["Location"] == "/today/"
    (check_in,) = walked.saved("check_in")
    assert check_in.answers["leg_waking"] == 2
    assert check_in.answers["exposures"] == ("none",)
    assert "walked_minutes" not in check_in.answers


def test_sent_twice_it_is_saved_once(settled: Client) -> None:
    for _ in range(2):
        assert settled.post("/check-in/", {**walked.CHECK_IN, "fact_id": FACT_ID})["Location"] == "/today/"
    assert len(walked.saved("check_in")) == 1


def test_an_id_that_is_none_is_replaced(settled: Client) -> None:
    assert settled.post("/check-in/", {**walked.CHECK_IN, "fact_id": "x" * 5000})["Location"] == "/today/"


def test_fills_in_nothing_from_before(settled: Client) -> None:
    settled.post("/check-in/", walked.CHECK_IN)
    assert " checked>" not in settled.get("/check-in/").content.decode()


def test_asks_what_happened_before_how_it_hurts(settled: Client) -> None:
    page = settled.get("/check-in/").content.decode()
    assert page.index("id_exposures_at") < page.index("id_leg_waking_at") < page.index("id_anything_new_at")


def test_asks_only_for_what_everybody_is_asked(settled: Client) -> None:
    page = settled.get("/check-in/").content.decode()
    for trigger in loader.load().triggers.values():
        assert (f'value="{trigger.id}"' in page) is trigger.asked, trigger.id


@pytest.mark.parametrize(
    "wrong",
    [
        {"leg_waking": ""},
        {"leg_waking": "99"},
        {"leg_worst": "-3"},
        {"back_worst": "much"},
        {"lowest_place": "moon"},
        {"exposures": ["none", "long_drive"]},
        {"exposures": ["moon"]},
        {"exposures": []},
        {"anything_new": []},
        {"anything_new": ["none", "weakness"]},
        {"walked_minutes": "-5"},
        {"walked_minutes": "99999999999999999999"},
        {"sat_minutes": "a while"},
        {"flare": "perhaps"},
    ],
)
def test_what_cannot_be_is_refused_and_the_rest_is_kept(settled: Client, wrong: dict[str, Any]) -> None:
    response = settled.post("/check-in/", {**walked.CHECK_IN, **wrong})
    assert response.status_code == 422
    page = response.content.decode()
    assert 'class="error"' in page
    assert 'value="good" id="id_sleep_0"' in page.replace("required ", "")
    assert "checked" in page
    assert walked.saved("check_in") == []


@pytest.mark.parametrize("new", ["weakness", "bladder_bowel_saddle", "both_legs", "other"])
def test_something_new_goes_to_the_safety_check_at_once(settled: Client, new: str) -> None:
    assert settled.post("/check-in/", {**walked.CHECK_IN, "anything_new": [new]})["Location"] == "/safety-check/"
    assert settled.get("/today/")["Location"] == "/safety-check/"
    assert settled.get("/safety-check/")["Location"] == "/safety-check/bladder_bowel_saddle/"


def test_a_flare_up_day_goes_to_the_softer_day(settled: Client) -> None:
    assert settled.post("/check-in/", {**walked.CHECK_IN, "flare": "yes"})["Location"] == "/flare/now/"
    assert settled.get("/flare/now/").status_code == 200


def test_flare_asks_for_something_new_first(settled: Client) -> None:
    assert settled.post("/flare/", {}).status_code == 422
    assert settled.post("/flare/", {"anything_new": ["weakness"]})["Location"] == "/safety-check/"


def test_flare_shows_what_eases_and_the_dates_of_the_way_back(settled: Client) -> None:
    assert settled.post("/flare/", {"anything_new": ["none"], "leg_worst": "7"})["Location"] == "/flare/now/"
    (check_in,) = walked.saved("check_in")
    assert check_in.answers == {"anything_new": ("none",), "flare": "yes", "leg_worst": 7}
    page = settled.get("/flare/now/").content.decode()
    assert "Softer days until" in page
    assert "Positions and breathing that ease" in page


def test_without_a_flare_up_the_softer_day_asks_first(settled: Client) -> None:
    assert settled.get("/flare/now/")["Location"] == "/flare/"


def test_somebody_new_can_say_that_it_is_bad_and_is_asked_the_safety_questions(newcomer: Client) -> None:
    assert newcomer.post("/flare/", {"anything_new": ["none"]})["Location"] == "/safety-check/"
