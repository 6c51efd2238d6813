"""A made-up clinic to look around in: everybody can be entered, nothing real is near, and no real site has the way in."""

import re
from collections.abc import Iterator
from datetime import timedelta
from importlib import reload
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import clear_url_caches, reverse
from django.utils import timezone

from stepwell.cli import _demo_clinic, demo
from stepwell.engine.decision import DayPlan
from stepwell.engine.plan import plan_day
from stepwell.knowledge.loader import load
from stepwell.server import urls

pytestmark = pytest.mark.one_database

ENTRANCE = "/look-around/"


@pytest.fixture
def made_up(settings: Any) -> Iterator[None]:
    """Make the site one whose people are made up, with the routes that only such a site has."""
    settings.DEMO = True
    _read_urls_again()
    yield
    settings.DEMO = False
    _read_urls_again()


def _read_urls_again() -> None:
    reload(urls)
    clear_url_caches()


@pytest.fixture
def clinic(made_up: None, db: None) -> Client:
    """Return a browser in front of the made-up clinic."""
    _demo_clinic.fill()
    return Client(HTTP_HOST="localhost")


def test_one_press_lets_in_as_three_people_and_nobody_else(clinic: Client) -> None:
    assert clinic.post(ENTRANCE, {"as": "ben"}).status_code == 404
    assert clinic.get("/today/").status_code == 302
    for who, words in (("manager", "Tess Okafor"), ("patient", "Today"), ("therapist", "people need you")):
        page = clinic.post(ENTRANCE, {"as": who}, follow=True)
        assert words in page.content.decode(), who
        assert "Made-up clinic." in page.content.decode()
    everybody = clinic.get(reverse("therapist:caseload") + "?all").content.decode()
    assert all(patient.name in everybody for patient in _demo_clinic.PATIENTS)
    reasons = ("Danger sign", "Weakness", "Message", "Visit asked for", "Plan to look at", "Silent")
    assert [reason for reason in reasons if f"{reason}</span>" not in everybody] == []


@pytest.mark.parametrize("who", ["therapist", "manager", "patient"])
def test_the_page_about_signing_in_offers_nothing_that_is_not_there(clinic: Client, who: str) -> None:
    """ "Change your password" led to a page that is not there: nobody made up has one."""
    clinic.post(ENTRANCE, {"as": who})
    page = clinic.get(reverse("mfa_index")).content.decode()
    ways = re.findall(r'href="(/[^"]*)"', page[page.index("<main") : page.index("</main>")])
    assert len(ways) >= 4
    assert [way for way in ways if clinic.get(way, follow=True).status_code != 200] == []


@pytest.mark.parametrize(("who", "is_offered"), [("therapist", False), ("manager", False), ("patient", True)])
def test_a_page_that_is_not_there_offers_what_whoever_looks_can_open(clinic: Client, who: str, is_offered: bool) -> None:
    """It told a therapist that a person was made up, and offered "Flare-up?", which is not there for them."""
    clinic.post(ENTRANCE, {"as": who})
    for nowhere in ("/nowhere/", f"/therapist/{uuid4()}/"):
        answer = clinic.get(nowhere)
        page = answer.content.decode()
        assert answer.status_code == 404
        assert ("Flare-up?" in page, "Numbness between your legs" in page) == (is_offered, is_offered)
        assert "Made-up clinic." in page
        assert [way for way in re.findall(r'<a[^>]* href="(/[^"]*)"', page) if clinic.get(way, follow=True).status_code != 200] == []


@pytest.mark.parametrize("days", range(7))
def test_no_visit_is_on_a_day_on_which_the_clinic_is_closed(days: int) -> None:
    asked = timezone.now() + timedelta(days=days)
    at = _demo_clinic._on_a_working_day(asked)
    assert at.weekday() < 5
    assert timedelta(0) <= at.date() - timezone.localtime(asked).date() <= timedelta(days=2)


def test_a_real_clinic_has_no_such_way_in(db: None) -> None:
    browser = Client(HTTP_HOST="localhost")
    assert browser.get(ENTRANCE).status_code in (302, 404)
    assert browser.post(ENTRANCE, {"as": "therapist"}).status_code in (302, 404)
    assert "_auth_user_id" not in browser.session


def test_the_patient_who_is_shown_has_a_plan_today() -> None:
    today = timezone.localdate()
    (ana,) = (patient for patient in _demo_clinic.PATIENTS if patient.name == _demo_clinic.PATIENT)
    assert isinstance(plan_day(_demo_clinic.notes_of(ana, today), load(), today), DayPlan)


def test_it_is_open_to_this_machine_only() -> None:
    assert demo.ON_THIS_MACHINE["STEPWELL_BIND"] == "127.0.0.1"
    assert demo.ON_THIS_MACHINE["STEPWELL_ALLOWED_HOSTS"] == "localhost,127.0.0.1"
    assert not demo.ON_THIS_MACHINE["STEPWELL_ADDRESS"]
    assert not demo.ON_THIS_MACHINE["STEPWELL_MAIL_URL"]
