"""Trying a movement: only when it is allowed, at most two directions a day."""

from typing import Any

import pytest
from django.test import Client

from tests.web import walked

pytestmark = pytest.mark.one_database

BEFORE = {"probe_place": "thigh", "probe_leg": "4"}
BETTER = {"probe_place": "back", "probe_leg": "2", "new_numbness": "no"}


def tried(client: Client, direction: str, after: dict[str, Any] = BETTER) -> Any:
    client.post("/try-a-movement/", {**BEFORE, "direction": direction})
    return client.post("/try-a-movement/now/", after)


def test_needs_a_plan(newcomer: Client) -> None:
    assert newcomer.get("/try-a-movement/")["Location"] == "/safety-check/"


def test_better_is_saved_and_said_in_words(settled: Client) -> None:
    assert settled.post("/try-a-movement/", {**BEFORE, "direction": "extension"})["Location"] == "/try-a-movement/now/"
    assert "10 slow repetitions" in settled.get("/try-a-movement/now/").content.decode()
    assert settled.post("/try-a-movement/now/", BETTER)["Location"] == "/try-a-movement/result/"
    (probe,) = walked.saved("probe")
    assert (probe.before.place, probe.after.place, probe.before.leg, probe.after.leg) == ("thigh", "back", 4, 2)
    assert "Your leg liked that" in settled.get("/try-a-movement/result/").content.decode()


def test_worse_rests_the_direction(settled: Client) -> None:
    tried(settled, "flexion", {"probe_place": "foot", "probe_leg": "6", "new_numbness": "no"})
    assert "Not this way for now" in settled.get("/try-a-movement/result/").content.decode()
    assert 'value="flexion"' not in settled.get("/try-a-movement/").content.decode()


def test_new_numbness_goes_to_the_safety_check(settled: Client) -> None:
    assert tried(settled, "extension", {**BETTER, "new_numbness": "yes"})["Location"] == "/safety-check/"


def test_whether_it_lasted_is_kept_once(settled: Client) -> None:
    tried(settled, "extension")
    settled.post("/try-a-movement/result/", {"lasting": "no"})
    settled.post("/try-a-movement/result/", {"lasting": "yes"})
    assert [probe.lasting for probe in walked.saved("probe")] == [None, False]
    assert "No clear change" in settled.get("/try-a-movement/result/").content.decode()


def test_two_directions_are_the_most(settled: Client) -> None:
    tried(settled, "extension")
    tried(settled, "flexion")
    assert "That is enough for today" in settled.get("/try-a-movement/").content.decode()
    tried(settled, "side_glide")
    assert len(walked.saved("probe")) == 2


def test_strong_pain_waits_for_another_day(settled: Client) -> None:
    response = settled.post("/try-a-movement/", {"probe_place": "foot", "probe_leg": "8", "direction": "extension"})
    assert "That is strong today" in response.content.decode()
    assert settled.get("/try-a-movement/now/")["Location"] == "/try-a-movement/"


def test_a_flare_up_waits(settled: Client) -> None:
    settled.post("/flare/", {"anything_new": ["none"]})
    assert "Let the flare-up settle first" in settled.get("/try-a-movement/").content.decode()


@pytest.mark.parametrize("wrong", [{}, {"direction": "upward"}, {"direction": "extension", "probe_leg": "12"}, {"direction": "rotation"}])
def test_a_wrong_beginning_is_refused(settled: Client, wrong: dict[str, str]) -> None:
    assert settled.post("/try-a-movement/", {**BEFORE, **wrong} if wrong else {}).status_code == 422


def test_a_wrong_ending_is_refused(settled: Client) -> None:
    assert tried(settled, "extension", {"probe_place": "thigh"}).status_code == 422
    assert walked.saved("probe") == []


def test_there_is_no_result_before_a_try(settled: Client) -> None:
    assert settled.get("/try-a-movement/result/")["Location"] == "/try-a-movement/"
    assert settled.post("/try-a-movement/now/", BETTER)["Location"] == "/try-a-movement/"
