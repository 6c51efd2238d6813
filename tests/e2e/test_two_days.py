"""From the first page to the second day: the plan answers what the leg said."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import steps
from tests.e2e.conftest import Calendar
from tests.e2e.looking import can_be_used_by_everybody, picture
from tests.web import walked

pytestmark = pytest.mark.one_database  # a session and a check-in on both: test_twice.py

FURTHER_DOWN = "Further down the leg"


def test_from_the_first_page_to_the_second_day(phone: Page, calendar: Calendar) -> None:
    steps.arrive(phone)
    expect(phone).to_have_url("/today/")
    picture(phone, "today-first")

    phone.clock.install()
    phone.get_by_role("link", name="Start session").click()
    names = steps.session_names(phone)
    phone.get_by_role("button", name="Start the timer").click()
    for name in names:
        expect(phone.locator("[data-name]")).to_have_text(name)
        steps.exercise_ends(phone)
        if name == names[0]:
            can_be_used_by_everybody(phone)
            picture(phone, "rating", full_page=False)
        steps.tell_of_it(phone, FURTHER_DOWN if name == names[-1] else "The same")
    steps.heading(phone, "Done for now")
    (session,) = walked.saved("session")
    assert [item.done for item in session.items] == ["all"] * len(names)
    assert [item.leg for item in session.items] == ["same"] * (len(names) - 1) + ["further_down"]
    phone.get_by_role("link", name="Back to Today").click()
    expect(phone.get_by_text("You have done a session today, and something in it stirred your leg.")).to_be_visible()

    calendar.pass_days()
    phone.reload()
    phone.get_by_role("link", name="Check in").click()
    steps.check_in(phone, leg_waking="4", leg_worst="5", exposures=["prolonged_sitting"])
    expect(phone).to_have_url("/today/")
    expect(phone.get_by_text("You have checked in today.")).to_be_visible()
    expect(phone.locator(".session-why")).to_contain_text(f"{names[-1]} sent the pain further down your leg")
    expect(phone.locator(".exercise-name").get_by_text(names[-1], exact=True)).to_have_count(0)
    held = phone.locator(".held li").filter(has_text=names[-1])
    expect(held).to_contain_text("We look again on March 12.")
    picture(phone, "today-second")
