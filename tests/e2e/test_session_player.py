"""The player, as a person lying on the floor uses it. The browser's clock is turned by the test: nothing waits."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from tests.web import walked

Check = Callable[[Page], None]


@pytest.fixture(autouse=True)
def a_plan(transactional_db: None) -> None:
    """Give the one person a plan for today."""
    walked.evaluated(Client(HTTP_HOST="localhost"))


@pytest.fixture
def player(phone: Page) -> Page:
    """Return the short session, begun, with the clock in the test's hands."""
    phone.clock.install()
    phone.goto("/session/?length=short")
    phone.locator("[data-begin]").click()
    phone.clock.run_for(200)
    return phone


def kept(page: Page) -> Any:
    """Return what the browser keeps of the session."""
    return json.loads(page.evaluate("localStorage.getItem('stepwell.session')"))


def finish_exercise(page: Page) -> None:
    """Let the time pass until the two questions come, and answer them."""
    rating = page.locator("dialog[data-rating]")
    for _ in range(600):
        page.clock.run_for(5000)
        if rating.evaluate("dialog => dialog.open"):
            break
    rating.get_by_text("Just right").click()
    rating.get_by_text("Moved up or eased").click()
    page.clock.run_for(500)


def test_counts_by_the_clock_and_a_tap_pauses(player: Page) -> None:
    player.clock.run_for(3000)
    assert player.locator("[data-number]").inner_text() == "7"
    player.locator("[data-zone]").click()
    player.clock.run_for(8000)
    expect(player.locator("[data-state]")).to_have_text("Paused")
    assert player.locator("[data-number]").inner_text() == "7"
    player.keyboard.press("Space")
    player.clock.run_for(1000)
    assert player.locator("[data-number]").inner_text() == "6"


def test_the_zone_takes_most_of_the_screen(player: Page) -> None:
    box = player.locator("[data-zone]").bounding_box()
    assert box is not None
    assert box["height"] * box["width"] >= 0.66 * 390 * 844


def test_a_reload_goes_on_where_it_was(player: Page) -> None:
    player.clock.run_for(12000)
    player.locator("[data-leave]").click()
    before = kept(player)
    player.reload()
    expect(player.locator("[data-begin]")).to_have_text("Continue where you were")
    player.locator("[data-begin]").click()
    player.clock.run_for(150)
    assert (kept(player)["id"], kept(player)["at"], kept(player)["phase"]) == (before["id"], before["at"], before["phase"])


def test_a_locked_screen_waits_instead_of_running_on(player: Page) -> None:
    player.clock.run_for(2000)
    player.clock.pause_at(player.evaluate("Date.now() + 600000"))
    player.clock.run_for(200)
    expect(player.locator("[data-state]")).to_have_text("Paused")


def test_to_the_end_it_is_saved_once_and_told_in_words(player: Page) -> None:
    items = json.loads(player.locator("#player-data").text_content() or "{}")["items"]
    for _ in items:
        finish_exercise(player)
    player.wait_for_url("**/done/**")
    expect(player.get_by_role("heading", level=1)).to_have_text("Done for now")
    (session,) = walked.saved("session")
    assert {(item.done, item.effort, item.leg) for item in session.items} == {("all", "right", "eased")}


def test_numbness_stops_the_session_and_leads_to_the_safety_questions(player: Page) -> None:
    player.locator("[data-hurts]").click()
    player.locator("[data-feeling][value=numb]").click()
    player.locator("[data-check]").click()
    player.wait_for_url("**/safety-check/**")
    (session,) = walked.saved("session")
    assert session.items[0].hurt.feeling == "numb"


def test_after_a_swap_the_session_goes_on_by_itself(player: Page) -> None:
    before = kept(player)["id"]
    player.locator("[data-hurts]").click()
    player.locator("[data-feeling][value=sharp]").click()
    player.locator("[data-place][value=thigh]").click()
    with player.expect_navigation():
        player.locator("[data-action][value=swap]").click()
    expect(player.locator("[data-zone]")).to_be_visible()
    assert kept(player)["id"] == before


def test_sharp_pain_can_be_made_smaller(player: Page) -> None:
    player.locator("[data-hurts]").click()
    player.locator("[data-feeling][value=sharp]").click()
    player.locator("[data-place][value=thigh]").click()
    player.locator("[data-action][value=smaller]").click()
    player.clock.run_for(200)
    expect(player.locator("[data-state]")).to_have_text("Get into position")
    finish_exercise(player)
    expect(player.locator("[data-count]")).to_contain_text("2 of")
    hurt = next(iter(kept(player)["results"].values()))["hurt"]
    assert hurt == {"feeling": "sharp", "place": "thigh", "action": "smaller"}


def test_without_a_connection_the_session_is_kept_and_sent_later(player: Page) -> None:
    player.context.set_offline(True)
    player.locator("[data-hurts]").click()
    player.locator("[data-feeling][value=stretch]").click()
    player.locator("[data-action][value=stop]").click()
    expect(player.locator("[data-waits]")).to_be_visible()
    assert walked.saved("session") == []
    player.context.set_offline(False)
    expect(player.locator("[data-waits]")).to_be_hidden()
    assert len(walked.saved("session")) == 1


def test_the_keys_go_on_back_and_out(player: Page) -> None:
    expect(player.locator("[data-count]")).to_contain_text("1 of")
    player.keyboard.press("ArrowRight")
    expect(player.locator("[data-count]")).to_contain_text("2 of")
    player.keyboard.press("ArrowLeft")
    expect(player.locator("[data-count]")).to_contain_text("1 of")
    player.keyboard.press("Escape")
    expect(player.locator("dialog[data-player]")).to_be_hidden()


def test_every_screen_of_the_player_is_accessible(player: Page, accessible: Check) -> None:
    accessible(player)
    player.locator("[data-hurts]").click()
    accessible(player)
    player.locator("[data-feeling][value=sharp]").click()
    accessible(player)
