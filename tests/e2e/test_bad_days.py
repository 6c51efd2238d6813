"""A flare-up, something new, and the week's safety check: the plan gives way and comes back."""

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from tests.e2e import steps
from tests.e2e.conftest import Calendar
from tests.e2e.looking import can_be_used_by_everybody, picture
from tests.web import walked

pytestmark = [pytest.mark.usefixtures("transactional_db"), pytest.mark.one_database]  # a flare-up on both: tests/web/test_flare.py


def test_a_flare_up_is_one_tap_away_and_softens_the_days(phone: Page, calendar: Calendar) -> None:
    walked.evaluated(Client())
    phone.goto("/today/")
    phone.get_by_role("link", name="Flare-up?").click()
    steps.choose(phone, "anything_new", "none")
    steps.choose(phone, "leg_worst", "7")
    steps.go_on(phone)
    steps.heading(phone, "Your softer day")
    expect(phone.get_by_role("heading", name="Positions and breathing that ease")).to_be_visible()
    expect(phone.get_by_text("Softer days until Friday, Mar 6")).to_be_visible()
    can_be_used_by_everybody(phone)
    picture(phone, "flare")
    phone.get_by_role("link", name="Go to today").click()
    for day in (1, 2):
        expect(phone.get_by_role("heading", name=f"Softer day {day}")).to_be_visible()
        expect(phone.locator(".exercises")).not_to_contain_text("A little more")
        picture(phone, f"flare-today-{day}")
        calendar.pass_days()
        phone.reload()


def test_the_safety_questions_come_back_after_a_week(phone: Page, calendar: Calendar) -> None:
    walked.evaluated(Client())
    calendar.pass_days(8)
    phone.goto("/today/")
    expect(phone).to_have_url("/safety-check/bladder_bowel_saddle/")
    steps.last_of_the_safety_check(phone)
    steps.heading(phone, "Nothing urgent found today")
    phone.get_by_role("link", name="Go on").click()
    expect(phone).to_have_url("/today/")
    assert len(walked.saved("safety_check")) == 2


def test_something_new_leads_to_the_safety_questions_and_back(phone: Page, calendar: Calendar) -> None:
    walked.evaluated(Client())
    calendar.pass_days()
    phone.goto("/check-in/")
    steps.check_in(phone, anything_new=["other"])
    expect(phone).to_have_url("/safety-check/bladder_bowel_saddle/")
    phone.goto("/today/")
    expect(phone).to_have_url("/safety-check/bladder_bowel_saddle/")
    steps.last_of_the_safety_check(phone)
    phone.get_by_role("link", name="Go on").click()
    expect(phone).to_have_url("/today/")
