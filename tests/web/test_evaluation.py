"""The evaluation: five pages to a first session, the rest when it suits, every answer changeable."""

from typing import Any

import pytest
from django.test import Client

from tests.web import walked

pytestmark = pytest.mark.one_database


@pytest.fixture
def checked(newcomer: Client) -> Client:
    walked.safety(newcomer)
    return newcomer


def test_waits_for_the_safety_check(newcomer: Client) -> None:
    assert newcomer.get("/evaluation/")["Location"] == "/safety-check/"
    assert newcomer.get("/evaluation/where_it_hurts/")["Location"] == "/safety-check/"


def test_five_pages_make_a_first_session_possible(checked: Client) -> None:
    assert checked.get("/evaluation/")["Location"] == "/evaluation/where_it_hurts/"
    places = [checked.post(f"/evaluation/{group}/", answers)["Location"] for group, answers in walked.QUICK.items()]
    assert places == [*[f"/evaluation/{group}/" for group in list(walked.QUICK)[1:]], "/evaluation/ready/"]
    assert checked.get("/evaluation/")["Location"] == "/evaluation/ready/"
    assert checked.post("/evaluation/ready/")["Location"] == "/today/"
    (evaluation,) = walked.saved("evaluation")
    assert evaluation.answers["pain_places"] == ("back", "left_thigh")
    assert evaluation.answers["leg_now"] == 3
    assert checked.get("/today/").status_code == 200


def test_without_them_there_is_no_session(checked: Client) -> None:
    assert checked.get("/today/")["Location"] == "/evaluation/"
    assert checked.get("/evaluation/ready/")["Location"] == "/evaluation/"
    assert checked.get("/evaluation/answers/")["Location"] == "/evaluation/"


@pytest.mark.parametrize("group", list(walked.QUICK))
def test_an_empty_quick_page_is_refused_and_cannot_be_skipped(checked: Client, group: str) -> None:
    assert checked.post(f"/evaluation/{group}/", {}).status_code == 422
    assert checked.post(f"/evaluation/{group}/", {"skip": "1"}).status_code == 422


@pytest.mark.parametrize(
    ("group", "answers"),
    [
        ("where_it_hurts", {"pain_places": ["none", "back"]}),
        ("where_it_hurts", {"pain_places": ["elbow"]}),
        ("how_strong_now", {"leg_now": "11", "back_now": "2"}),
        ("how_strong_now", {"leg_now": "-1", "back_now": "2"}),
        ("how_strong_now", {"leg_now": "three", "back_now": "2"}),
        ("time_and_things", {"minutes_a_day": "4", "equipment": ["none"]}),
        ("time_and_things", {"minutes_a_day": "1e400", "equipment": ["none"]}),
        ("activities_back", {"activity_1": "walk to the mailbox"}),
        ("activities_back", {"activity_1_now": "3"}),
        ("activities_back", {"activity_1": "w" * 81, "activity_1_now": "3"}),
        ("activities_back", {"activity_1": "walk\x00", "activity_1_now": "3"}),
    ],
)
def test_what_cannot_be_is_refused(checked: Client, group: str, answers: dict[str, Any]) -> None:
    response = checked.post(f"/evaluation/{group}/", answers)
    assert response.status_code == 422
    assert 'class="error"' in response.content.decode()


def test_a_later_page_can_be_skipped(checked: Client) -> None:
    assert checked.post("/evaluation/how_it_began/", {"skip": "1"})["Location"] == "/evaluation/how_it_behaves/"


def test_answers_are_kept_between_pages(checked: Client) -> None:
    checked.post("/evaluation/how_strong_now/", walked.QUICK["how_strong_now"])
    page = checked.get("/evaluation/how_strong_now/").content.decode()
    assert 'value="3" id="id_leg_now_3" checked' in page.replace("required ", "")


def test_the_rest_is_one_fact_more_and_leads_to_the_picture(settled: Client) -> None:
    assert settled.get("/evaluation/")["Location"] == "/evaluation/worst_of_the_week/"
    settled.post("/evaluation/how_it_began/", {"began": "weeks_2_6", "began_how": "gradual"})
    settled.post("/evaluation/activities_back/", {"activity_1": "walk to the mailbox", "activity_1_now": "3"})
    page = settled.get("/evaluation/answers/").content.decode()
    assert "walk to the mailbox" in page
    assert "2 to 6 weeks ago" in page
    assert settled.post("/evaluation/answers/")["Location"] == "/picture/"
    assert settled.post("/evaluation/answers/")["Location"] == "/picture/"
    assert [sorted(fact.answers) for fact in walked.saved("evaluation")][1:] == [["activity_1", "activity_1_now", "began", "began_how"]]


def test_today_leads_on_to_what_is_still_open(settled: Client) -> None:
    """The person was told to do them any day, and no page of any day led there."""
    assert 'href="/evaluation/"' in settled.get("/today/").content.decode()
    assert settled.get("/evaluation/")["Location"] == "/evaluation/worst_of_the_week/"


def test_a_change_is_a_fact_of_its_own_with_only_what_changed(settled: Client) -> None:
    changed = settled.post("/evaluation/how_strong_now/?change=1", {"leg_now": "5", "back_now": "2"})
    assert changed["Location"] == "/evaluation/answers/"
    assert walked.saved("evaluation")[-1].answers == {"leg_now": 5}
    assert "5 of 10" in settled.get("/evaluation/answers/").content.decode()


def test_an_unchanged_answer_adds_nothing(settled: Client) -> None:
    settled.post("/evaluation/how_strong_now/?change=1", walked.QUICK["how_strong_now"])
    assert len(walked.saved("evaluation")) == 1


def test_every_place_can_be_tapped_on_the_body(checked: Client) -> None:
    page = checked.get("/evaluation/where_it_hurts/").content.decode()
    for place in ("back", "left_buttock", "right_thigh", "left_knee", "right_calf", "left_foot"):
        assert f"spot-{place}" in page
        assert f"region-{place}" in page
        assert f'value="{place}"' in page


def test_an_unknown_page_is_not_found(checked: Client) -> None:
    assert checked.get("/evaluation/no_such_page/").status_code == 404
