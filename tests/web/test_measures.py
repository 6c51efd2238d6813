"""Measures on the site: asked in short pages, never a must, told in words, and kind where they sound heavy."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from stepwell.care.actions import drafts, facts, instruments
from stepwell.care.errors import NotSaved
from stepwell.care.queries import drafts as drafts_kept
from stepwell.care.queries import people
from stepwell.engine.log import CheckIn, Evaluation, Fact, Measure
from stepwell.knowledge import loader
from tests.made_questionnaire import frogs, ponds, stones
from tests.web import walked

pytestmark = pytest.mark.one_database

AS_SCRIPT = {"Accept": "application/json"}
WEEK: dict[str, Any] = {"numbness": "3", "weakness": "0", "in_the_way_of_the_day": "4", "in_the_way_of_joy": "5", "nights_woken": "2"}


def tell(*told: Fact) -> None:
    facts.add(person=people.owner(), facts=told, now=timezone.now())


def load(questionnaire: dict[str, Any]) -> None:
    instruments.add(questionnaire=questionnaire, knowledge=loader.load())


def answer(client: Client, measure: str, **answers: str) -> Any:
    """Answer every page of a measure with what fits it, save, and return where the site leads."""
    number = 1
    while client.get(f"/measures/{measure}/{number}/").status_code == 200:
        client.post(f"/measures/{measure}/{number}/", answers)
        number += 1
    return client.post(f"/measures/{measure}/answers/")


def words(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_a_week_is_asked_page_by_page_and_kept(settled: Client) -> None:
    assert settled.get("/measures/weekly/")["Location"] == "/measures/weekly/1/"
    response = answer(settled, "weekly", **WEEK)

    assert response["Location"] == "/measures/weekly/saved/"
    (saved,) = walked.saved("measure")
    assert saved.answers == {item: int(value) for item, value in WEEK.items()}
    assert "4.5. This is your starting point." in words(settled.get("/measures/weekly/saved/"))


def test_what_was_skipped_stays_missing(settled: Client) -> None:
    answer(settled, "weekly", numbness="3")

    (saved,) = walked.saved("measure")
    assert saved.answers == {"numbness": 3}


def test_skipping_a_page_takes_back_what_was_said_on_it(settled: Client) -> None:
    settled.post("/measures/weekly/2/", {"numbness": "3"})
    settled.post("/measures/weekly/2/", {"skip": "1", "numbness": "3"})
    settled.post("/measures/weekly/3/", {"nights_woken": "1"})
    settled.post("/measures/weekly/answers/")

    assert walked.saved("measure")[0].answers == {"nights_woken": 1}


def test_nothing_answered_saves_nothing(settled: Client) -> None:
    assert answer(settled, "weekly")["Location"] == "/measures/"
    assert walked.saved("measure") == []


def test_it_goes_on_where_it_was_left(settled: Client) -> None:
    settled.post("/measures/weekly/1/", {"in_the_way_of_the_day": "4"})

    assert settled.get("/measures/weekly/")["Location"] == "/measures/weekly/2/"


def test_what_was_begun_days_ago_is_begun_anew(settled: Client) -> None:
    long_ago = (timezone.localdate() - timedelta(days=3)).isoformat()
    drafts.save(person=people.owner(), kind="measure weekly", answers={"begun_on": long_ago, "fact_id": "x", "numbness": 9})

    assert settled.get("/measures/weekly/")["Location"] == "/measures/weekly/1/"


def test_a_draft_that_no_longer_fits_is_left_aside(settled: Client) -> None:
    today = timezone.localdate().isoformat()
    drafts.save(person=people.owner(), kind="measure weekly", answers={"begun_on": today, "fact_id": "x", "numbness": 99, "weakness": 2})
    settled.post("/measures/weekly/answers/")

    assert walked.saved("measure")[0].answers == {"weakness": 2}


def test_a_second_send_adds_nothing(settled: Client) -> None:
    answer(settled, "weekly", **WEEK)
    settled.post("/measures/weekly/answers/")

    assert len(walked.saved("measure")) == 1


@pytest.mark.parametrize("value", ["11", "-1", "a lot", "3.5"])
def test_an_answer_that_does_not_exist_is_shown_and_not_kept(settled: Client, value: str) -> None:
    response = settled.post("/measures/weekly/2/", {"numbness": value})

    assert response.status_code == 422
    assert "Please look at this again" in words(response)


def test_answers_that_waited_are_saved_once_with_their_day_even_when_their_draft_is_gone(settled: Client) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    sent = {"fact_id": str(uuid4()), "on": yesterday.isoformat(), "numbness": "4", "keep_going": "8"}
    answers = [settled.post("/measures/weekly/answers/", sent, headers=AS_SCRIPT).json() for _ in range(3)]

    assert answers == [{"go": "/measures/weekly/saved/"}] * 3
    (fact,) = walked.saved("measure")
    assert (fact.on, fact.id, fact.answers) == (yesterday, sent["fact_id"], {"numbness": 4, "keep_going": 8})


def test_answers_that_waited_do_not_wait_for_the_safety_questions(newcomer: Client) -> None:
    """Else they would hold up whatever waits behind them."""
    sent = {"fact_id": str(uuid4()), "numbness": "4"}
    assert newcomer.post("/measures/weekly/answers/", sent, headers=AS_SCRIPT).json() == {"go": "/measures/weekly/saved/"}
    assert newcomer.get("/measures/weekly/answers/").status_code == 302


def test_answers_that_waited_leave_what_was_begun_since(settled: Client) -> None:
    settled.post("/measures/weekly/1/", {"in_the_way_of_the_day": "7"})
    settled.post("/measures/weekly/answers/", {"fact_id": str(uuid4()), "numbness": "4"}, headers=AS_SCRIPT)
    assert drafts_kept.answers(people.owner(), "measure weekly")["in_the_way_of_the_day"] == 7


def test_heavy_days_that_waited_are_met_kindly(settled: Client) -> None:
    sent = {"fact_id": str(uuid4()), "mood": "1", "joy": "2"}
    assert settled.post("/measures/monthly/answers/", sent, headers=AS_SCRIPT).json() == {"go": "/measures/monthly/talk/"}


@pytest.mark.parametrize("sent", [{}, {"numbness": "x"}, {"numbness": "11"}, {"numbness": "9" * 5000}, {"no_such_item": "1"}])
def test_what_is_no_answer_is_saved_by_no_script(settled: Client, sent: dict[str, str]) -> None:
    assert settled.post("/measures/weekly/answers/", sent, headers=AS_SCRIPT).json() == {"go": "/measures/"}
    assert walked.saved("measure") == []


def test_what_the_storage_cannot_take_now_is_to_be_sent_again(settled: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(**_: Any) -> None:
        raise NotSaved

    monkeypatch.setattr(facts, "add", full)
    assert settled.post("/measures/weekly/answers/", {"numbness": "4"}, headers=AS_SCRIPT).status_code == 503


@pytest.mark.parametrize(
    "address",
    ["/measures/nothing/", "/measures/nothing/1/", "/measures/weekly/0/", "/measures/weekly/9/", "/measures/rmdq_24/", "/measures/ears/1/"],
)
def test_what_cannot_be_asked_is_not_found(settled: Client, address: str) -> None:
    assert settled.get(address).status_code == 404


@pytest.mark.parametrize("address", ["/measures/weekly/saved/", "/measures/nothing/talk/", "/measures/rmdq_24/saved/"])
def test_what_was_never_told_leads_to_the_list(settled: Client, address: str) -> None:
    assert settled.get(address)["Location"] == "/measures/"


def test_activities_are_asked_in_the_persons_own_words_and_without_the_earlier_rating(settled: Client) -> None:
    today = timezone.localdate()
    tell(Evaluation(on=today - timedelta(days=10), answers={"activity_1": "walk to the <b>mailbox</b>", "activity_1_now": 3}))
    page = words(settled.get("/measures/weekly/1/"))

    assert "How well can you do this now: walk to the &lt;b&gt;mailbox&lt;/b&gt;?" in page
    assert "checked" not in page
    assert "second activity" not in page
    answer(settled, "weekly", activity_1="6")
    assert "3 at first, now 6. That is a clear change for the better." in words(settled.get("/measures/weekly/saved/"))


def test_what_the_evaluation_asked_in_these_days_is_not_asked_again(settled: Client) -> None:
    tell(Evaluation(on=timezone.localdate(), answers={"activity_1": "walk", "activity_1_now": 3, "worry": 4}))

    assert "The pain and your days" in words(settled.get("/measures/weekly/1/"))
    assert "do you worry" not in words(settled.get("/measures/monthly/3/"))


def test_the_change_since_the_start_is_not_asked_at_the_start_and_names_the_day(settled: Client) -> None:
    began = timezone.localdate()
    assert "Compared with" not in words(settled.get("/measures/monthly/1/"))
    answer(settled, "monthly", mood="7", joy="7")

    assert f"Compared with {began:%B} {began.day}, {began.year}, how are your back and leg pain now" in words(
        settled.get("/measures/monthly/1/")
    )


@pytest.mark.parametrize("said", [{"mood": "3"}, {"joy": "2"}, {"mood": "1", "joy": "0"}])
def test_heavy_days_lead_to_a_kind_page_with_a_help_line(settled: Client, said: dict[str, str]) -> None:
    assert answer(settled, "monthly", **said)["Location"] == "/measures/monthly/talk/"
    page = words(settled.get("/measures/monthly/talk/"))

    assert "988" in page
    assert "911" in page
    assert "It is no diagnosis" in page
    assert "/measures/monthly/talk/" in words(settled.get("/measures/monthly/saved/"))
    assert len(walked.saved("measure")) == 1
    for word in ("depress", "suicid", "disorder", "positive", "screen", "score", "risk", "warning"):
        assert word not in page.lower(), word


def test_the_kind_page_names_the_help_line_of_the_country(settled: Client) -> None:
    settled.post("/settings/", {"country": "gb", "text_size": "normal", "skin": "medium", "build": "medium", "hair": "short"})
    answer(settled, "monthly", mood="1")
    page = words(settled.get("/measures/monthly/talk/"))

    assert "116 123" in page
    assert "999" in page
    assert "in the next days" in page


def test_usual_days_lead_to_the_answers(settled: Client) -> None:
    assert answer(settled, "monthly", mood="6", joy="7")["Location"] == "/measures/monthly/saved/"
    assert "Someone to talk to" not in words(settled.get("/measures/monthly/saved/"))


@pytest.mark.parametrize(("before", "now", "asks"), [("1", "3", True), ("1", "2", False), ("5", "3", False)])
def test_clearly_more_weakness_leads_to_the_safety_questions(settled: Client, before: str, now: str, asks: bool) -> None:
    tell(Measure(on=timezone.localdate() - timedelta(days=7), measure="weekly", answers={"weakness": int(before)}))
    answer(settled, "weekly", weakness=now)

    assert ("Please answer the safety questions" in words(settled.get("/measures/weekly/saved/"))) == asks


def test_weakness_that_grows_again_after_it_had_eased_is_not_overlooked(settled: Client) -> None:
    today = timezone.localdate()
    for days, weakness in ((14, 6), (7, 2)):
        tell(Measure(on=today - timedelta(days=days), measure="weekly", answers={"weakness": weakness}))
    answer(settled, "weekly", weakness="5")

    assert "Please answer the safety questions" in words(settled.get("/measures/weekly/saved/"))


def test_fewer_days_with_medicine_are_not_called_better(settled: Client) -> None:
    tell(Measure(on=timezone.localdate() - timedelta(days=7), measure="weekly", answers={"medicine_days": 7}))
    answer(settled, "weekly", medicine_days="0")

    assert "for the better" not in words(settled.get("/measures/weekly/saved/"))


def test_a_loaded_instrument_takes_its_place_in_its_own_words(settled: Client) -> None:
    assert "Made up for a test" not in words(settled.get("/measures/"))
    load(frogs())
    assert "Made up for a test" in words(settled.get("/measures/"))
    page = words(settled.get("/measures/peg/1/"))

    assert "How green is the &lt;third&gt; frog?" in page
    assert "Nobody, who made it up." in page
    assert answer(settled, "peg", peg_01="2", peg_02="4", peg_03="6")["Location"] == "/measures/peg/saved/"
    assert "4. This is your starting point." in words(settled.get("/measures/peg/saved/"))


def test_a_loaded_mood_instrument_leads_to_the_kind_page_from_its_level_on(settled: Client) -> None:
    load(ponds())
    none = {"depression_01": "0", "depression_02": "1", "anxiety_01": "1", "anxiety_02": "1"}

    assert answer(settled, "phq_4", **none)["Location"] == "/measures/phq_4/saved/"
    assert answer(settled, "phq_4", **{**none, "depression_01": "1"})["Location"] == "/measures/phq_4/talk/"


def test_statements_are_ticked_and_what_is_left_alone_is_not_ticked(settled: Client) -> None:
    load(stones())
    refused = settled.post("/measures/rmdq_24/1/", {"skip": "1"})
    assert refused.status_code == 422
    for number in (1, 2, 3, 4):
        settled.post(f"/measures/rmdq_24/{number}/", {"ticked": ["rmdq_01", "rmdq_03"] if number == 1 else ["none"]})
    settled.post("/measures/rmdq_24/answers/")

    (saved,) = walked.saved("measure")
    assert len(saved.answers) == 24
    assert sum(saved.answers.values()) == 2


def test_nothing_ticked_beside_none_is_refused(settled: Client) -> None:
    load(stones())

    assert settled.post("/measures/rmdq_24/1/", {"ticked": ["none", "rmdq_01"]}).status_code == 422


def test_taking_the_wording_away_leaves_what_was_answered(settled: Client) -> None:
    load(frogs())
    answer(settled, "peg", peg_01="2", peg_02="4", peg_03="6")
    instruments.remove(measure="peg")

    assert settled.get("/measures/peg/1/").status_code == 404
    assert "PEG score" in words(settled.get("/measures/"))


SCORE: dict[str, Any] = {"measure": "rmdq_24", "score": "9", "on": "2026-03-03", "by": "therapist"}


def test_a_score_from_paper_is_kept_with_its_day_and_who_told_it(settled: Client) -> None:
    response = settled.post("/measures/score/", SCORE)

    assert response["Location"] == "/measures/"
    (saved,) = walked.saved("measure")
    assert (saved.score, saved.on, saved.by) == (9, date(2026, 3, 3), "therapist")
    assert "From your therapist." in words(settled.get("/measures/"))


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"score": "25"}, "This score goes from 0 to 24."),
        ({"score": "-1"}, "This score goes from 0 to 24."),
        ({"score": "nine"}, "Write the score as a number"),
        ({"score": "nan"}, "Write the score as a number"),
        ({"score": ""}, "Write the score."),
        ({"measure": "weekly"}, "Choose one from the list."),
        ({"measure": ""}, "Choose one."),
        ({"on": "3.3.26"}, "Write the day as year-month-day"),
        ({"on": "2999-01-01"}, "That day has not come yet."),
        ({"on": "1066-10-14"}, "That is very long ago."),
        ({"by": "neighbor"}, "Choose one of the two."),
    ],
)
def test_a_score_that_cannot_be_is_refused(settled: Client, wrong: dict[str, str], says: str) -> None:
    response = settled.post("/measures/score/", {**SCORE, **wrong})

    assert response.status_code == 422
    assert says in words(response)
    assert walked.saved("measure") == []


def test_a_heavy_score_from_paper_is_met_kindly(settled: Client) -> None:
    today = timezone.localdate().isoformat()

    assert settled.post("/measures/score/", {**SCORE, "measure": "phq_2", "score": "4", "on": today})["Location"] == "/measures/phq_2/talk/"


def test_nobody_is_asked_before_the_safety_questions(newcomer: Client) -> None:
    for address in ("/measures/weekly/", "/measures/weekly/1/", "/measures/weekly/answers/"):
        assert newcomer.get(address).status_code == 302
        assert "/measures/" not in newcomer.get(address)["Location"]
    assert newcomer.get("/measures/").status_code == 200


def test_today_offers_the_week_when_it_is_due_and_not_after(settled: Client, later: Callable[[int], None]) -> None:
    assert "/measures/weekly/" not in words(settled.get("/today/"))
    later(1)
    assert "Two minutes: your week" in words(settled.get("/today/"))
    answer(settled, "weekly", **WEEK)
    assert "/measures/weekly/" not in words(settled.get("/today/"))


def test_a_flare_up_day_offers_none(settled: Client, later: Callable[[int], None]) -> None:
    later(1)
    tell(CheckIn(on=timezone.localdate(), answers={"flare": "yes", "anything_new": ("none",)}))

    assert "/measures/weekly/" not in words(settled.get("/today/"))
    assert settled.get("/measures/weekly/1/").status_code == 200


def test_after_one_the_next_that_is_due_is_offered(settled: Client, later: Callable[[int], None]) -> None:
    later(2)
    answer(settled, "monthly", mood="7")

    assert "Go on: Your week" in words(settled.get("/measures/monthly/saved/"))


def test_pain_and_function_are_told_together_and_never_averaged(settled: Client) -> None:
    today = timezone.localdate()
    tell(Measure(on=today - timedelta(days=30), measure="rmdq_24", score=12), Measure(on=today, measure="rmdq_24", score=4))

    assert "You can clearly do more than at first." in words(settled.get("/measures/"))


def test_a_clinician_sees_first_and_latest_with_the_published_name(settled: Client) -> None:
    today = timezone.localdate()
    tell(Measure(on=today - timedelta(days=30), measure="pseq_10", score=18), Measure(on=today, measure="pseq_10", score=35))
    page = words(settled.get("/told/"))

    assert "Pain self-efficacy (10 items)" in page
    assert "(31 to 40)" in page
    assert "(31 to 40)" not in words(settled.get("/measures/"))


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Return a function that lets days pass."""
    began = timezone.now()

    def pass_days(count: int) -> None:
        moved = began + timedelta(days=count)
        monkeypatch.setattr(timezone, "now", lambda: moved)

    return pass_days
