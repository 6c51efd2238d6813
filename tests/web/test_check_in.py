"""The check-in and the flare-up."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from stepwell.care.actions import facts as actions
from stepwell.care.queries import days, facts, people
from stepwell.engine.log import Item, Session
from stepwell.knowledge import loader
from tests.web import walked

FACT_ID = "0b1c2d3e-0000-4000-8000-000000000001"
YESTERDAY = timezone.localdate() - timedelta(days=1)


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
    settled.post("/check-in/", {**walked.CHECK_IN, "on": YESTERDAY.isoformat()})
    assert " checked>" not in settled.get("/check-in/").content.decode()


def ticked(client: Client) -> dict[str, list[str]]:
    """Return what the page has filled in, by question."""
    form = client.get("/check-in/").context["form"]
    said = {name: form[name].value() for name in form.fields}
    return {
        name: [str(one) for one in (value if isinstance(value, tuple) else [value])] for name, value in said.items() if value is not None
    }


def test_shows_what_was_told_today_so_that_it_can_be_changed(settled: Client) -> None:
    settled.post("/check-in/", {**walked.CHECK_IN, "exposures": ["long_drive", "heavy_lifting"], "walked_minutes": "12"})
    shown = ticked(settled)
    assert shown["exposures"] == ["heavy_lifting", "long_drive"]
    assert (shown["leg_waking"], shown["lowest_place"], shown["walked_minutes"]) == (["2"], ["thigh"], ["12"])


def test_asks_again_whether_anything_is_new_and_says_what_was_told(settled: Client) -> None:
    """A new sign must not hide behind the answer of this morning."""
    settled.post("/check-in/", walked.CHECK_IN)
    assert "anything_new" not in ticked(settled)
    assert "Earlier today you told: None of these." in settled.get("/check-in/").content.decode()
    assert settled.post("/check-in/", {**walked.CHECK_IN, "again": "yes", "anything_new": []}).status_code == 422


def test_a_corrected_answer_takes_the_place_of_the_first(settled: Client) -> None:
    settled.post("/check-in/", walked.CHECK_IN)
    settled.post("/check-in/", {**walked.CHECK_IN, "again": "yes", "leg_waking": "6"})
    assert ticked(settled)["leg_waking"] == ["6"]
    assert days.understanding(people.owner()).pain.days[-1].waking == 6


def test_what_was_told_today_is_changed_and_not_taken_back(settled: Client) -> None:
    """The log would still hold it: an emptied answer must not look as if it were gone."""
    settled.post("/check-in/", walked.CHECK_IN)
    assert settled.post("/check-in/", {**walked.CHECK_IN, "again": "yes", "exposures": []}).status_code == 422
    assert settled.post("/check-in/", {**walked.CHECK_IN, "exposures": []}).status_code == 302, (
        "a page kept on a phone knows nothing of today"
    )


def test_a_post_does_not_read_what_was_told_before_on_that_day(settled: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of it is needed to save: a day with many check-ins costs no more than one with none."""
    settled.post("/check-in/", walked.CHECK_IN)
    monkeypatch.setattr(facts, "of_kind", lambda *_, **__: pytest.fail("the day was read"))
    assert settled.post("/check-in/", {**walked.CHECK_IN, "leg_waking": "4"})["Location"] == "/today/"


def test_a_page_that_comes_back_from_a_phone_with_a_mistake_says_what_was_told(settled: Client) -> None:
    settled.post("/check-in/", walked.CHECK_IN)
    page = settled.post("/check-in/", {**walked.CHECK_IN, "leg_waking": ""})
    assert page.status_code == 422
    assert "This is what you told today." in page.content.decode()


def test_a_page_that_is_kept_on_a_phone_holds_no_answers_and_asks_everything(settled: Client) -> None:
    settled.post("/check-in/", walked.CHECK_IN)
    kept = settled.get("/check-in/", headers={"x-stepwell-keep": "1"}).content.decode()
    assert " checked>" not in kept
    assert "id_after_session_at" in kept


FOUR: dict[str, Any] = {"leg_waking": "2", "leg_worst": "3", "lowest_place": "thigh", "anything_new": ["none"]}


def test_four_answers_are_enough_and_the_rest_is_not_told(settled: Client) -> None:
    assert settled.post("/check-in/", FOUR)["Location"] == "/today/"
    (check_in,) = walked.saved("check_in")
    assert set(check_in.answers) == set(FOUR)
    assert set(check_in.left_open) == {"exposures", "sleep", "walked_minutes", "sat_minutes", "back_worst", "flare"}


@pytest.mark.parametrize("needed", FOUR)
def test_what_safety_needs_cannot_be_left_open(settled: Client, needed: str) -> None:
    assert settled.post("/check-in/", {key: value for key, value in walked.CHECK_IN.items() if key != needed}).status_code == 422
    assert walked.saved("check_in") == []


def test_what_may_stay_open_says_so_and_nothing_else_does(settled: Client) -> None:
    page = settled.get("/check-in/", headers={"x-stepwell-keep": "1"}).content.decode()
    assert page.count(">optional</span>") == 7
    for needed in FOUR:
        assert f'id="id_{needed}_at">' in page


def did_a_session(on: date) -> None:
    done = (Item(exercise="supported_side_lying", leg="same"),)
    actions.add(person=people.owner(), facts=[Session(on=on, id=on.isoformat(), items=done)], now=timezone.now())


def test_asks_how_exercises_left_it_only_after_a_session(settled: Client) -> None:
    assert "id_after_session_at" not in settled.get("/check-in/").content.decode()
    did_a_session(timezone.localdate())
    assert "id_after_session_at" not in settled.get("/check-in/").content.decode(), "the morning after has not come"


def test_left_open_how_exercises_left_it_is_asked_again(settled: Client) -> None:
    did_a_session(YESTERDAY)
    page = settled.get("/check-in/").content.decode()
    assert "id_after_session_at" in page
    assert 'value="none_done"' not in page, "they were done"
    settled.post("/check-in/", FOUR)
    assert walked.saved("check_in")[-1].left_open.count("after_session") == 1
    assert "id_after_session_at" in settled.get("/check-in/").content.decode(), "it can still be told"


def test_asks_what_happened_before_how_it_hurts(settled: Client) -> None:
    page = settled.get("/check-in/").content.decode()
    assert page.index("id_exposures_at") < page.index("id_leg_waking_at") < page.index("id_anything_new_at")


def test_asks_only_for_what_everybody_is_asked(settled: Client) -> None:
    page = settled.get("/check-in/").content.decode()
    for trigger in loader.load().triggers.values():
        is_a_chip = trigger.asked and trigger.id != "poor_sleep_last_night"  # the question about sleep tells it
        assert (f'value="{trigger.id}"' in page) is is_a_chip, trigger.id


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
