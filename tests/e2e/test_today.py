"""Today in a browser: light on the wire, and its content one key away."""

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from tests.web import walked

pytestmark = pytest.mark.one_database


@pytest.fixture(autouse=True)
def a_plan(transactional_db: None) -> None:
    """Give the one person a plan for today."""
    walked.evaluated(Client())


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
