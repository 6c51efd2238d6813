"""A first visit without a clinic in the installation: safety first, and a summary that is exactly what was chosen."""

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from stepwell.care.actions import facts
from stepwell.care.queries import people
from stepwell.engine.log import Measure
from tests.web import walked

pytestmark = pytest.mark.one_database

PAGE = "/help/first-visit/"


def _summary(client: Client, *parts: str) -> str:
    page = client.get(PAGE, {"part": parts or ("none",)}).content.decode()
    return unescape(page.partition("<article")[2].partition("</article>")[0])


def _measured() -> None:
    """Tell the result of a measure."""
    facts.add(person=people.owner(), facts=[Measure(on=timezone.localdate(), measure="peg", score=4)], now=timezone.now())


def _file(client: Client, *parts: str) -> str:
    return client.get(f"{PAGE}summary.txt", {"part": parts or ("none",)}).content.decode()


def test_the_safety_questions_come_first_and_lead_back(newcomer: Client) -> None:
    assert newcomer.get(PAGE)["Location"] == "/safety-check/"
    walked.safety(newcomer)
    assert f'href="{PAGE}"' in newcomer.get("/safety-check/result/").content.decode()
    assert newcomer.get(PAGE).status_code == 200
    assert f'href="{PAGE}"' not in newcomer.get("/safety-check/result/").content.decode()


def test_danger_leads_to_the_care_card(newcomer: Client) -> None:
    walked.safety(newcomer, bladder_bowel_saddle={"saddle_feeling": "yes"})
    assert newcomer.get(PAGE)["Location"] == "/care/"
    assert newcomer.get(f"{PAGE}summary.txt").status_code == 200  # words for whoever looks at them there; no exercise is in it


def test_get_help_leads_there(settled: Client) -> None:
    assert f'href="{PAGE}"' in settled.get("/help/").content.decode()


def test_the_page_and_the_file_hold_the_same(settled: Client) -> None:
    settled.post("/check-in/", walked.CHECK_IN)
    page, file = _summary(settled, "evaluation", "days", "measures"), _file(settled, "evaluation", "days", "measures")
    answers = [unescape(found) for found in re.findall(r"<dd>(.*?)</dd>", page)]
    assert len(answers) > 10
    assert all(answer in file for answer in answers)
    assert file.count("\n- ") == len(answers)


@pytest.mark.parametrize(("part", "title"), [("evaluation", "About the pain"), ("days", "Latest check-in"), ("measures", "Measures")])
def test_only_the_chosen_parts_stand_in_it(settled: Client, part: str, title: str) -> None:
    settled.post("/check-in/", walked.CHECK_IN)
    _measured()
    others = {"evaluation", "days", "measures"} - {part}
    assert title in _summary(settled, part)
    assert title not in _summary(settled, *others)
    assert title.upper() in _file(settled, part)
    assert title.upper() not in _file(settled, *others)
    assert "Nothing is in it yet" in _summary(settled)


def test_own_words_stand_in_it_only_where_they_were_chosen(settled: Client) -> None:
    words = "kneeling in the garden"
    settled.post("/evaluation/activities_back/?change=1", {"activity_1": words, "activity_1_now": "4"})
    everything = ("evaluation", "days", "measures")
    assert words not in _summary(settled, *everything) + _file(settled, *everything)
    assert words in _summary(settled, *everything, "words").lower()
    assert words in _file(settled, "words")


def test_nothing_sensitive_stands_in_an_address(settled: Client) -> None:
    page = settled.get(PAGE).content.decode()
    mail = unescape(re.findall(r'href="(mailto:[^"]*)"', page)[0])
    assert mail == "mailto:?subject=Asking%20for%20a%20first%20visit"
    file = unescape(re.findall(r'href="([^"]*summary\.txt[^"]*)"', page)[0])
    assert file == f"{PAGE}summary.txt?part=evaluation&part=days&part=measures"


def test_there_is_no_page_of_visits_and_no_clinic_in_a_personal_installation(settled: Client) -> None:
    assert settled.get("/help/visits/").status_code == settled.get("/clinics/riverside/").status_code == 404
    assert 'name="preferred"' not in settled.get(PAGE).content.decode()
    assert settled.post(PAGE, {"step": "send"}).status_code == 302
    assert reverse("patient:first_visit") == PAGE
