"""Without a mouse or a finger: the keyboard alone goes the whole way, and always shows where it is."""

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from tests.web import walked

pytestmark = pytest.mark.one_database

IS_SEEN = """() => {
  const here = document.activeElement;
  const around = [here, here.closest("label"), here.closest(".choice-row, .sign, .pick, .card")].filter(Boolean);
  return around.some((each) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(each);
    return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
  });
}"""
MOST_STOPS = 90


def test_the_safety_check_and_the_five_questions(desktop: Page) -> None:
    desktop.goto("/")
    _follow(desktop, "a:has-text('Start with a safety check')")
    for _ in walked.CALM:
        for question in ("pain_rest", "sex", "pain_familiar", "improvement"):
            if desktop.locator(f"#id_{question}_0").count():
                _press(desktop, f"#id_{question}_0", "Space")
        if desktop.locator("#id_age").count():
            _reach(desktop, "#id_age")
            desktop.keyboard.type("44")
        _press(desktop, "#id_none_of_these", "Space")
        _follow(desktop, "button:has-text('Continue')")
    _follow(desktop, "a:has-text('Go on')")
    for group, answers in walked.QUICK.items():
        expect(desktop).to_have_url(f"/evaluation/{group}/")
        for question, told in answers.items():
            for value in told if isinstance(told, list) else [told]:
                _choose(desktop, question, value)
        _follow(desktop, "button:has-text('Continue')")
    _follow(desktop, "button:has-text('Start gently today')")
    expect(desktop).to_have_url("/today/")


@pytest.mark.usefixtures("transactional_db")
def test_the_check_in_and_the_player(desktop: Page) -> None:
    walked.evaluated(Client())
    desktop.goto("/check-in/")
    for question, told in walked.CHECK_IN.items():
        for value in told if isinstance(told, list) else [told]:
            _choose(desktop, question, value)
    _follow(desktop, "button:has-text('Save')")
    expect(desktop).to_have_url("/today/")

    _follow(desktop, "a:has-text('Start session')")
    _press(desktop, "[data-begin]")
    expect(desktop.locator("[data-zone]")).to_be_focused()
    first = desktop.locator("[data-name]").inner_text()
    desktop.keyboard.press("ArrowRight")
    expect(desktop.locator("[data-name]")).not_to_have_text(first)
    desktop.keyboard.press("Space")
    expect(desktop.locator("[data-state]")).not_to_have_text("Get into position")
    desktop.keyboard.press("Space")
    expect(desktop.locator("[data-state]")).to_have_text("Paused")
    _press(desktop, "[data-hurts]")
    _press(desktop, "button[value=sharp]")
    _press(desktop, "button[value=thigh]")
    expect(desktop.get_by_role("button", name="Stop and rest")).to_be_visible()
    desktop.keyboard.press("Escape")
    expect(desktop.locator("[data-cue]")).to_be_visible()
    desktop.keyboard.press("Escape")
    expect(desktop.locator("dialog.player")).to_be_hidden()


def _choose(page: Page, question: str, value: str) -> None:
    """Answer with the keys that the kind of question takes: arrows among radio buttons, space at a box."""
    wanted = page.locator(f"input[name='{question}'][value='{value}']").last
    if wanted.get_attribute("type") == "checkbox":
        return _press(page, f"#{wanted.get_attribute('id')}", "Space")
    _reach(page, f"input[name='{question}']")
    page.keyboard.press("Space")
    for _ in range(12):
        if wanted.is_checked():
            return None
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"{question} could not be answered with {value}")


def _press(page: Page, what: str, key: str = "Enter") -> None:
    _reach(page, what)
    page.keyboard.press(key)


def _follow(page: Page, what: str) -> None:
    """Press what leads to another page, and wait for it."""
    _reach(page, what)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def _reach(page: Page, what: str) -> None:
    """Go on with Tab until the wanted thing has the focus; every stop must be seen."""
    wanted = page.locator(what)
    for _ in range(MOST_STOPS):
        if wanted.evaluate_all("(found) => found.includes(document.activeElement)"):
            return
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement === document.body") or page.evaluate(IS_SEEN), page.evaluate(
            "document.activeElement.outerHTML.slice(0, 200)"
        )
    raise AssertionError(f"Tab never came to {what} on {page.url}")
