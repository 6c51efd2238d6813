"""The care card: nothing with exercises is reachable beside it, and how it lifts."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from stepwell.knowledge.loader import load
from tests.e2e import addresses
from tests.web import walked

pytestmark = pytest.mark.one_database

EXERCISES = ["/today/", "/session/", "/try-a-movement/", "/try-a-movement/now/", "/try-a-movement/result/", "/flare/now/"]


@pytest.fixture
def sent_to_care(settled: Client) -> Client:
    settled.post("/safety-check/bladder_bowel_saddle/", {"saddle_feeling": ["yes"]})
    return settled


@pytest.mark.parametrize("address", EXERCISES)
def test_no_exercise_is_reachable(sent_to_care: Client, address: str) -> None:
    assert sent_to_care.get(address)["Location"] == "/care/"


@pytest.mark.parametrize("address", sorted({*addresses.every()} - {"/settings/"}))  # the looks of the drawn person show no exercise to do
def test_no_address_names_draws_or_leads_to_an_exercise(sent_to_care: Client, address: str) -> None:
    page = sent_to_care.get(address, follow=True).content.decode()
    words = unescape(re.sub(r"<[^>]+>", " ", page))
    assert [exercise.name for exercise in load().exercises.values() if exercise.name in words] == []
    assert re.findall(r"""href=["']?/(?:exercise|session)/[^"']*""", page) == []
    assert re.findall(r"""<[^>]+class=["'](?:[^"']* )?figure[ "'][^>]*>""", page) == []


def test_links_to_no_page_with_exercises(sent_to_care: Client) -> None:
    card = sent_to_care.get("/care/").content.decode()
    assert not any(f'href="{address}"' in card for address in EXERCISES)


def test_says_why_and_what_to_say_there(sent_to_care: Client) -> None:
    card = sent_to_care.get("/care/").content.decode()
    assert "What to say there" in card
    assert "Do not wait" in card
    assert "{emergency}" not in card


def test_shows_the_number_of_the_chosen_country(sent_to_care: Client) -> None:
    sent_to_care.post(
        "/settings/", {"country": "gb", "text_size": "normal", "given_name": "", "skin": "medium", "build": "medium", "hair": "long"}
    )
    card = sent_to_care.get("/care/").content.decode()
    assert "Call 999" in card
    assert 'href="tel:999"' in card


def test_shows_the_crisis_line_first_when_that_is_the_reason(settled: Client) -> None:
    settled.post("/safety-check/anything_else/", {**walked.CALM["anything_else"], "none_of_these": "", "mental_crisis": ["yes"]})
    card = settled.get("/care/").content.decode()
    assert card.index("988") < card.index("Call 911</a>" if "Call 911</a>" in card else 'href="tel:911"')


def test_without_a_referral_there_is_no_card(settled: Client) -> None:
    assert settled.get("/care/")["Location"] == "/today/"
    assert settled.get("/care/examined/")["Location"] == "/today/"


def test_an_examination_lifts_it(sent_to_care: Client) -> None:
    told = {"by": "doctor", "on": timezone.localdate().isoformat(), "said_yes": "on"}
    assert sent_to_care.post("/care/examined/", told)["Location"] == "/today/"
    (order,) = walked.saved("order")
    assert (order.order, order.by) == ("clear", "doctor")
    assert sent_to_care.get("/today/").status_code == 200


@pytest.mark.parametrize("days", [1, 4000])
def test_an_examination_on_a_day_to_come_is_refused(sent_to_care: Client, days: int) -> None:
    told = {"by": "doctor", "on": (timezone.localdate() + timedelta(days=days)).isoformat(), "said_yes": "on"}
    assert sent_to_care.post("/care/examined/", told).status_code == 422
    assert walked.saved("order") == []


def test_an_examination_before_the_answers_is_refused(sent_to_care: Client) -> None:
    told = {"by": "doctor", "on": (timezone.localdate() - timedelta(days=1)).isoformat(), "said_yes": "on"}
    assert sent_to_care.post("/care/examined/", told).status_code == 422


@pytest.mark.parametrize(
    "told",
    [{}, {"by": "friend", "on": "2026-01-01", "said_yes": "on"}, {"by": "doctor", "on": "yesterday", "said_yes": "on"}, {"by": "doctor"}],
)
def test_half_an_examination_is_refused(sent_to_care: Client, told: dict[str, str]) -> None:
    assert sent_to_care.post("/care/examined/", told).status_code == 422
    assert sent_to_care.get("/today/")["Location"] == "/care/"


def test_a_calm_check_on_the_same_day_does_not_lift_it(sent_to_care: Client) -> None:
    walked.safety(sent_to_care, before=walked.NONE)
    sent_to_care.post("/safety-check/told-before/", {})
    assert sent_to_care.get("/today/")["Location"] == "/care/"


def test_within_days_has_a_calmer_card(newcomer: Client) -> None:
    walked.safety(newcomer, bladder_bowel_saddle={"sexual_change": ["yes"], "sexual_with_leg_pain": "no"})
    card = newcomer.get("/care/").content.decode()
    assert "be seen within 2 to 7 days" in card
    assert "care-now" not in card


def test_thoughts_of_ending_ones_life_get_a_card_of_their_own(settled: Client) -> None:
    settled.post("/safety-check/anything_else/", {**walked.CALM["anything_else"], "none_of_these": "", "mental_crisis": ["yes"]})
    card = settled.get("/care/").content.decode()
    assert "You do not have to carry this alone" in card
    assert "What you can say" in card
    refused = ("scan", "turn out fine", "medicines", "back or leg pain", "they open again", "locked")
    assert [word for word in refused if word in card.partition("<article")[2].partition("</article>")[0]] == []


def test_says_the_own_signs_where_one_goes(sent_to_care: Client) -> None:
    card = sent_to_care.get("/care/").content.decode()
    assert "the skin between my legs, where a saddle would touch" in card
    assert "these changes" not in card


def test_help_names_chest_pain_alone_and_the_signs_of_a_pregnancy(settled: Client) -> None:
    urgent = settled.get("/help/").content.decode().partition("See someone today if")[0]
    assert "your chest hurts" in urgent
    assert "could be pregnant" in urgent
