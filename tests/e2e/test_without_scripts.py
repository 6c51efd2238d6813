"""With scripts off everything works but the player's timer: from the first page to deleting everything."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e import steps
from tests.e2e.conftest import Calendar, OpenPage
from tests.e2e.looking import picture
from tests.web import walked

pytestmark = pytest.mark.one_database


def test_the_whole_way(open_page: OpenPage, calendar: Calendar) -> None:
    page = open_page("phone", java_script_enabled=False)
    steps.arrive(page)
    expect(page).to_have_url("/today/")

    page.get_by_role("link", name="Start session").click()
    expect(page.get_by_role("button", name="Start the timer")).to_be_hidden()
    picture(page, "session-without-scripts")
    page.get_by_text("Done without the timer? Tell it here").click()
    names = steps.session_names(page)
    for name in names:
        exercise = page.get_by_role("group", name=name, exact=True)
        exercise.get_by_text("All", exact=True).click()
        exercise.get_by_text("Just right").click()
        exercise.get_by_text("The same").click()
    picture(page, "session-form-without-scripts")
    steps.go_on(page, "Save the session")
    steps.heading(page, "Done for now")
    (session,) = walked.saved("session")
    assert [item.done for item in session.items] == ["all"] * len(names)

    calendar.pass_days()
    page.goto("/today/")
    page.get_by_role("link", name="Check in").click()
    steps.check_in(page, leg_waking="2", after_session="better")
    expect(page.get_by_text("You have checked in today.")).to_be_visible()
    expect(page.get_by_text("Session 2")).to_be_visible()

    page.get_by_role("link", name="Flare-up?").click()
    steps.choose(page, "anything_new", "none")
    steps.go_on(page)
    steps.heading(page, "Your softer day")
    expect(page.get_by_text("Softer days until")).to_be_visible()

    page.get_by_role("link", name="You", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Take everything away").click()
    log = json.loads(Path(download.value.path()).read_text())
    assert [fact["kind"] for fact in log["facts"]] == ["safety_check", "evaluation", "session", "check_in", "check_in"]
    page.get_by_role("link", name="Delete everything").click()
    page.locator("label:has(input[name=sure])").click()
    steps.go_on(page, "Delete everything")
    steps.heading(page, "Everything is deleted")
    page.goto("/")
    expect(page.get_by_role("link", name="Start with a safety check")).to_be_visible()
