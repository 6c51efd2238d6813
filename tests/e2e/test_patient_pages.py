"""The pages a person meets each day: in both schemes, on a phone and a desktop, without a script, at 200 %."""

from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from tests.web import walked

Check = Callable[[Page], None]
PATHS = ("/today/", "/session/", "/exercise/cat_cow/", "/picture/", "/progress/", "/print/", "/learn/", "/learn/sitting/")


@pytest.fixture(autouse=True)
def a_plan(transactional_db: None) -> None:
    """Give the one person a plan for today and a check-in."""
    client = Client(HTTP_HOST="localhost")
    walked.evaluated(client)
    client.post("/check-in/", walked.CHECK_IN)


def test_every_page_is_accessible_with_all_details_open(everywhere: Page, accessible: Check) -> None:
    for path in PATHS:
        everywhere.goto(path)
        everywhere.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        accessible(everywhere)


def test_nothing_scrolls_sideways_on_a_small_phone_or_at_200_percent(open_page: Callable[..., Page], accessible: Check) -> None:
    for width in (320, 360):
        page = open_page("phone", viewport={"width": width, "height": 640})
        for path in PATHS:
            page.goto(path)
            accessible(page)


def test_every_target_is_44_px_high(phone: Page) -> None:
    small = """[...document.querySelectorAll("a[href], button, summary")].filter(each => {
      const box = each.getBoundingClientRect();
      return each.checkVisibility() && !each.closest("p") && !each.matches(".skip-link") && box.height < 43.5;
    }).map(each => each.textContent.trim())"""
    for path in PATHS:
        phone.goto(path)
        assert phone.evaluate(small) == [], path


def test_a_session_can_be_read_and_told_without_a_script(open_page: Callable[..., Page]) -> None:
    page = open_page("phone", java_script_enabled=False)
    page.goto("/today/")
    page.get_by_role("link", name="Start session").click()
    expect(page.locator("[data-begin]")).to_be_hidden()
    page.get_by_text("Done without the timer?").click()
    for all_of_it in page.get_by_text("All", exact=True).all():
        all_of_it.click()
    page.get_by_role("button", name="Save the session").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Done for now")
    assert len(walked.saved("session")) == 1


def test_the_keyboard_reaches_the_content_first(desktop: Page) -> None:
    desktop.goto("/today/")
    desktop.keyboard.press("Tab")
    expect(desktop.get_by_role("link", name="Skip to the content")).to_be_focused()
    desktop.keyboard.press("Enter")
    expect(desktop.locator("#main")).to_be_focused()


def test_today_is_light_on_the_wire(phone: Page) -> None:
    sizes: list[int] = []
    phone.on("response", lambda response: sizes.append(len(response.body())))
    phone.goto("/today/")
    phone.wait_for_load_state("networkidle")
    assert len(sizes) <= 12
    assert sum(sizes) <= 130_000, "uncompressed; on the wire it is 90 KB at most"
