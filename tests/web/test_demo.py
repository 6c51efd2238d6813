"""A made-up person: marked on every page and in every file, and never mixed with real notes."""

import json
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from stepwell.cli import demo
from stepwell.engine.decision import DayPlan
from stepwell.engine.log import Log
from stepwell.engine.plan import plan_day
from stepwell.engine.reading import read_log, written
from stepwell.knowledge.loader import load
from tests.e2e import addresses

pytestmark = pytest.mark.one_database

BAND = "Made-up person."


@pytest.fixture
def visitor(db: None, settings: Any) -> Client:
    """Return a browser that looks around in a demo."""
    settings.DEMO = True
    demo.fill()
    return Client(HTTP_HOST="localhost")


def test_every_page_says_that_the_person_is_made_up(visitor: Client) -> None:
    shown = 0
    for address in [*addresses.every(), "/", "/no/such/page/", "/exercise/none/"]:
        response = visitor.get(address)
        if response.get("Content-Type", "").startswith("text/html") and response.status_code != 302:
            assert BAND in response.content.decode(), address
            shown += 1
    assert shown > 20


def test_the_band_is_on_paper_too(visitor: Client) -> None:
    page = visitor.get("/print/").content.decode()
    band = page[page.index('<p class="made-up') :][:60]
    assert "no-print" not in band


def test_a_real_site_never_shows_it(settled: Client) -> None:
    assert BAND not in settled.get("/today/").content.decode()
    assert "made-up" not in settled.get("/settings/export/")["Content-Disposition"]
    assert b"made_up" not in settled.get("/settings/export/").content


def test_there_is_a_session_today_and_something_behind_it(visitor: Client) -> None:
    assert visitor.get("/today/").status_code == 200
    assert visitor.get("/progress/").status_code == 200


@pytest.mark.parametrize("today", [date(2026, 11, 23), date(2027, 1, 1), date(2027, 2, 28), date(2028, 2, 29), date(2028, 7, 5)])
def test_there_is_a_plan_whenever_somebody_looks(today: date) -> None:
    log = demo.made_up(today)
    assert max(fact.on for fact in log.facts) < today
    assert isinstance(plan_day(log, load(), today), DayPlan)


def test_what_is_taken_away_says_so_and_is_refused_by_real_notes(visitor: Client, settings: Any) -> None:
    taken = visitor.get("/settings/export/")
    assert "made-up-person" in taken["Content-Disposition"]
    assert json.loads(taken.content)["made_up"] is True
    settings.DEMO = False
    before = visitor.get("/settings/export/").content
    response = visitor.post("/settings/import/", {"file": SimpleUploadedFile("log.json", taken.content)})
    assert response.status_code == 422
    assert "made-up person" in response.content.decode()
    assert visitor.get("/settings/export/").content == before


def test_the_calendar_says_so(visitor: Client) -> None:
    visitor.post("/settings/reminders/", {"session_at": "18:00", "quiet_from": "", "quiet_to": ""})
    address = visitor.get("/settings/reminders/").context["address"]
    assert b"made-up person" in visitor.get(address).content


def test_a_log_that_is_made_up_stays_so_when_it_is_read() -> None:
    assert read_log(written(Log(made_up=True)), load()).made_up
    assert not read_log(written(Log()), load()).made_up


def test_the_notes_end_yesterday() -> None:
    today = timezone.localdate()
    assert (today - max(fact.on for fact in demo.made_up(today).facts)).days == 1
