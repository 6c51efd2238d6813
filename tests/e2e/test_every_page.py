"""Every page, in the states that it has: everybody can use it, in both colour schemes, at 360 pixels and at 200 %."""

import os
from collections.abc import Iterable
from urllib.parse import urlsplit

import pytest
from django.test import Client
from playwright.sync_api import Page

from stepwell.care.actions import logs
from stepwell.care.queries import people
from stepwell.knowledge.loader import load
from stepwell.knowledge.schema import AskedWhen
from tests.e2e import addresses
from tests.e2e.conftest import Calendar
from tests.e2e.looking import can_be_used_by_everybody, picture
from tests.made_diary import diary_log
from tests.web import walked

pytestmark = [pytest.mark.usefixtures("transactional_db"), pytest.mark.one_database]

EACH_DAY = {
    *("bladder_bowel_saddle", "before", "anything_else"),
    *("where_it_hurts", "how_strong_now", "how_it_settles", "time_and_things", "activities_back"),
}
"""The pages of questions that are looked at each day: with the kinds of questions that they have, the others are made of nothing else."""
SAFETY = [f"/safety-check/{group}/" for group in walked.groups(AskedWhen.SAFETY) if group in EACH_DAY]
MORE_SAFETY = [f"/safety-check/{group}/" for group in walked.groups(AskedWhen.SAFETY) if group not in EACH_DAY]
EVALUATION = [f"/evaluation/{group}/" for group in walked.groups(AskedWhen.EVALUATION) if group in EACH_DAY]
MORE_EVALUATION = [f"/evaluation/{group}/" for group in walked.groups(AskedWhen.EVALUATION) if group not in EACH_DAY]
LEARN = ["/learn/", "/learn/?q=zebra", "/learn/hurt_and_harm/", "/learn/paper/"]
OPEN = [
    "/",
    "/check-in/",
    "/flare/",
    "/found/",
    "/goals/",
    "/help/",
    "/told/",
    "/treatments/",
    "/paper/",
    "/progress/",
    "/progress/2026-01-01/",
    *LEARN,
    "/about/",
    "/sources/",
]
WITHOUT_A_SIGNAL = ["/offline/", "/offline/care/", "/waiting/"]
SETTINGS = ["/settings/", "/settings/reminders/", "/settings/import/", "/settings/delete/"]
EXERCISE = "supported_side_lying"
PLANNED = [
    "/today/",
    "/from-your-therapist/",
    "/picture/",
    "/print/",
    "/session/",
    "/session/?length=short",
    f"/exercise/{EXERCISE}/",
    "/exercise/dead_bug/",
    "/help/first-visit/",
]
AFTER = ["/today/", "/check-in/", "/progress/", "/told/", "/flare/now/", "/flare/why/", "/flare-ups/", "/relapse-plan/", "/graduated/"]
REFERRED = ["/care/", "/care/examined/"]
TRIED = ["/try-a-movement/", "/try-a-movement/now/", "/try-a-movement/result/"]
MEASURES = ["/measures/", "/measures/score/", *(f"/measures/weekly/{number}/" for number in (1, 2, 4)), "/measures/weekly/answers/"]
MEASURED = ["/measures/", "/measures/monthly/saved/", "/measures/monthly/talk/"]
TRIGGERS = ["/triggers/", "/triggers/test/prolonged_sitting/"]
TESTED = ["/today/", "/triggers/", "/triggers/test/", "/triggers/test/stop/"]
UNSURE = ["/today/", "/flare/question/"]
ON_THE_WAY = ["/safety-check/told-before/", "/safety-check/result/", "/evaluation/ready/", "/evaluation/answers/", "/session/done/1/"]
LEADING_ON = {"safety_check", "evaluation", "session_ahead", "session_softer", "today_ahead", "measure"}
BEFORE = {"probe_place": "thigh", "probe_leg": "4", "direction": "flexion"}
AFTER_IT = {"probe_place": "back", "probe_leg": "2", "new_numbness": "no"}


def test_no_page_is_left_out() -> None:
    looked_at = [
        *SAFETY,
        *MORE_SAFETY,
        *EVALUATION,
        *MORE_EVALUATION,
        *OPEN,
        *WITHOUT_A_SIGNAL,
        *SETTINGS,
        *PLANNED,
        *TRIGGERS,
        *TESTED,
        *AFTER,
        *MEASURES,
        *MEASURED,
        *UNSURE,
        *REFERRED,
        *TRIED,
        *ON_THE_WAY,
    ]
    assert addresses.named(looked_at) == addresses.names() - LEADING_ON


@pytest.mark.parametrize("when", [AskedWhen.SAFETY, AskedWhen.EVALUATION])
def test_each_kind_of_question_is_looked_at_each_day(when: AskedWhen) -> None:
    kinds: dict[bool, set[tuple[str, bool]]] = {True: set(), False: set()}
    for question in load().questions.values():
        if question.group in walked.groups(when):
            kinds[question.group in EACH_DAY].add((question.kind, question.clarifier is not None))
    assert kinds[False] <= kinds[True]


def test_for_somebody_new(phone: Page) -> None:
    _look_at(phone, [*SAFETY, *OPEN, *WITHOUT_A_SIGNAL, *SETTINGS, "/no/such/page/"])


def test_during_the_evaluation(phone: Page) -> None:
    client = Client()
    walked.safety(client)
    _look_at(phone, ["/safety-check/result/", *EVALUATION])
    for group, answers in walked.QUICK.items():
        client.post(f"/evaluation/{group}/", answers)
    _look_at(phone, ["/evaluation/ready/", "/evaluation/answers/"])


@pytest.mark.night
def test_the_other_pages_of_questions(phone: Page) -> None:
    _look_at(phone, MORE_SAFETY)
    walked.safety(Client())
    _look_at(phone, MORE_EVALUATION)


def test_with_a_plan(phone: Page) -> None:
    client = Client()
    walked.evaluated(client)
    _look_at(phone, [*PLANNED, "/evaluation/answers/", TRIED[0]])
    client.post(TRIED[0], BEFORE)
    _look_at(phone, [TRIED[1]])
    client.post(TRIED[1], AFTER_IT)
    _look_at(phone, [TRIED[2]])
    for group, calm in walked.CALM.items():
        client.post(f"/safety-check/{group}/", walked.NONE if group == "before" else calm)
    _look_at(phone, ["/safety-check/told-before/"])


def test_measures(phone: Page) -> None:
    client = Client()
    walked.evaluated(client)
    _look_at(phone, MEASURES)
    for number in (1, 2, 3, 4):
        client.post(f"/measures/monthly/{number}/", {"mood": "2", "joy": "3", "work_ability": "5", "worry": "4"})
    client.post("/measures/monthly/answers/")
    _look_at(phone, MEASURED)


def test_what_sets_it_off_and_an_on_off_test(phone: Page, calendar: Calendar) -> None:
    logs.import_log(person=people.owner(), log=diary_log(60, calendar.today, load()), now=calendar.now)
    _look_at(phone, TRIGGERS)
    Client().post(TRIGGERS[1], {"sure": "yes"})
    calendar.pass_days()
    _look_at(phone, TESTED)


def test_when_it_may_be_a_flare_up(phone: Page) -> None:
    client = Client()
    walked.evaluated(client)
    client.post("/check-in/", {**walked.CHECK_IN, "flare": "not_sure"})
    _look_at(phone, UNSURE)


def test_after_some_days_on_a_wide_screen(desktop: Page, calendar: Calendar) -> None:
    client = Client()
    walked.evaluated(client)
    session = str(client.get("/session/").context["session_id"])
    done = {"exercise": EXERCISE, f"{EXERCISE}-done": "all"}
    client.post("/session/save/", {"id": session, "on": calendar.today.isoformat(), **done})
    for day, leg in enumerate("324536"):
        calendar.pass_days()
        flare = "yes" if day == 5 else "no"
        client.post("/check-in/", {**walked.CHECK_IN, "leg_waking": leg, "flare": flare, "walked_minutes": "12"})
    _look_at(desktop, [*AFTER, f"/session/done/{session}/"])
    client.post("/safety-check/bladder_bowel_saddle/", {"saddle_feeling": ["yes"]})
    _look_at(desktop, REFERRED)


def _look_at(page: Page, wanted: Iterable[str]) -> None:
    for address in wanted:
        page.goto(address)
        parts = urlsplit(page.url)
        assert parts.path == urlsplit(address).path, f"{address} led to {parts.path}"
        page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        can_be_used_by_everybody(page)
        if os.environ.get("STEPWELL_TEST_PICTURES"):
            _pictures(page, address.replace("/", "-").replace("?", "-"))


def _pictures(page: Page, name: str) -> None:
    picture(page, f"page{name}")
    page.emulate_media(color_scheme="dark")
    picture(page, f"dark{name}")
    page.emulate_media(color_scheme="light")
