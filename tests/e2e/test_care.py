"""When something cannot wait: the order comes at once, and nothing leads past it."""

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from stepwell.knowledge import loader
from tests.e2e import steps
from tests.e2e.conftest import Calendar
from tests.e2e.looking import can_be_used_by_everybody, picture
from tests.web import walked

pytestmark = pytest.mark.one_database  # that nothing leads past it on both: tests/web/test_care_card.py

ORDER = "Call 911 or go to an emergency department now"


@pytest.mark.usefixtures("transactional_db")
def test_an_emergency_is_an_order_and_nothing_leads_past_it(phone: Page, calendar: Calendar) -> None:
    walked.evaluated(Client())
    phone.goto("/today/")
    steps.follow(phone.get_by_role("link", name="Start session"))
    phone.goto("/check-in/")
    steps.check_in(phone, anything_new=["bladder_bowel_saddle"])
    steps.heading(phone, "Bladder, bowel, and feeling between your legs")
    phone.locator("label[for=id_saddle_feeling_0]").click()
    steps.go_on(phone)
    steps.heading(phone, ORDER)
    expect(phone.get_by_role("link", name="Call 911")).to_have_attribute("href", "tel:911")
    can_be_used_by_everybody(phone)
    picture(phone, "care")

    for _ in range(4):
        phone.go_back()
        assert _exercises_on(phone) == []
    for address in ("/", "/today/", "/session/", "/picture/", "/print/", "/progress/", "/try-a-movement/", "/flare/now/"):
        phone.goto(address)
        assert _exercises_on(phone) == [], address

    phone.goto("/settings/")
    phone.get_by_label("Where are you?").select_option("gb")
    steps.follow(phone.get_by_role("button", name="Save", exact=True))
    phone.goto("/today/")
    expect(phone.get_by_role("link", name="Call 999")).to_have_attribute("href", "tel:999")

    calendar.pass_days()
    _tell_of_an_examination(phone, calendar)
    if "/safety-check/" in phone.url:
        steps.last_of_the_safety_check(phone)
        phone.get_by_role("link", name="Go on").click()
    expect(phone).to_have_url("/today/")
    expect(phone.get_by_role("link", name="Start session")).to_be_visible()


def test_not_sure_is_made_clear_by_one_more_question(phone: Page) -> None:
    phone.goto("/safety-check/")
    _not_sure(phone, "Yes, as always on both sides")
    steps.heading(phone, "Both legs, and strength")


def test_still_not_sure_is_seen_today(phone: Page) -> None:
    phone.goto("/safety-check/")
    _not_sure(phone, "I still cannot tell")
    expect(phone).to_have_url("/care/")
    can_be_used_by_everybody(phone)
    picture(phone, "care-same-day")


def _not_sure(page: Page, then: str) -> None:
    page.locator("label[for=id_saddle_feeling_1]").click()
    clarifier = page.get_by_role("group", name="When you wipe")
    expect(clarifier).to_be_visible()
    clarifier.get_by_text(then).click()
    steps.go_on(page)


def _tell_of_an_examination(page: Page, calendar: Calendar) -> None:
    steps.follow(page.get_by_role("link", name="A clinician has examined me"))
    can_be_used_by_everybody(page)
    page.get_by_text("A doctor, or a nurse practitioner").click()
    page.get_by_label("On which day?").fill(calendar.today.isoformat())
    page.get_by_text("They said that I may exercise.").click()
    steps.follow(page.get_by_role("button", name="Save", exact=True))


def _exercises_on(page: Page) -> list[str]:
    """What of an exercise a page shows or leads to."""
    words = page.locator("body").inner_text()
    names = [exercise.name for exercise in loader.load().exercises.values() if exercise.name in words]
    links = page.locator(
        "a[href^='/exercise/'], a[href^='/session/'], main .figure:not(.looks .figure)"
    ).count()  # the looks of the drawn person show no exercise to do
    return names + ["a link or a drawing"] * links
