"""From the first page to a gentle first session, in a browser, and to the care card."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import OpenPage
from tests.web import walked

Check = Callable[[Page], None]
READ = ["/about/", "/sources/", "/help/", "/settings/", "/settings/import/", "/settings/delete/", "/check-in/", "/flare/"]


def test_from_the_start_to_a_first_session(everywhere: Page, accessible: Check) -> None:
    page = everywhere
    page.goto("/")
    accessible(page)
    page.get_by_role("link", name="Start with a safety check").click()
    for _ in walked.CALM:
        accessible(page)
        _answer_calmly(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Nothing urgent found today")
    accessible(page)
    page.get_by_role("link", name="Go on").click()
    _quick_pages(page, accessible)
    accessible(page)
    page.get_by_role("button", name="Start gently today").click()
    expect(page).to_have_url("/today/")


def test_the_same_without_a_script(open_page: OpenPage) -> None:
    page = open_page("phone", java_script_enabled=False)
    page.goto("/safety-check/")
    for _ in walked.CALM:
        _answer_calmly(page)
    page.get_by_role("link", name="Go on").click()
    _quick_pages(page, lambda _page: None)
    page.get_by_role("button", name="Start gently today").click()
    expect(page).to_have_url("/today/")


def test_an_urgent_answer_fills_the_screen_with_an_order(everywhere: Page, accessible: Check) -> None:
    everywhere.goto("/safety-check/bladder_bowel_saddle/")
    everywhere.locator("#id_saddle_feeling_0").check()
    everywhere.get_by_role("button", name="Continue").click()
    expect(everywhere.get_by_role("heading", level=1)).to_have_text("Call 911 or go to an emergency department now")
    expect(everywhere.get_by_role("link", name="Call 911")).to_have_attribute("href", "tel:911")
    accessible(everywhere)
    everywhere.goto("/today/")
    expect(everywhere).to_have_url("/care/")


def test_none_of_these_and_a_sign_exclude_each_other(phone: Page) -> None:
    phone.goto("/safety-check/bladder_bowel_saddle/")
    phone.locator("#id_constipation_0").check()
    phone.locator("#id_none_of_these").check()
    expect(phone.locator("#id_constipation_0")).not_to_be_checked()
    phone.locator("#id_constipation_1").check()
    expect(phone.locator("#id_none_of_these")).not_to_be_checked()
    phone.locator("#id_constipation_0").check()
    expect(phone.locator("#id_constipation_1")).not_to_be_checked()


def test_not_sure_opens_the_question_that_makes_it_clear(phone: Page, accessible: Check) -> None:
    phone.goto("/safety-check/bladder_bowel_saddle/")
    clarifier = phone.get_by_role("group", name="When you wipe")
    expect(clarifier).to_be_hidden()
    phone.locator("#id_saddle_feeling_1").check()
    expect(clarifier).to_be_visible()
    accessible(phone)


def test_errors_take_the_focus_and_lead_to_their_place(phone: Page, accessible: Check) -> None:
    phone.goto("/check-in/")
    phone.get_by_role("button", name="Save").click()
    expect(phone.locator(".error-summary")).to_be_focused()
    accessible(phone)


def test_a_tap_on_the_body_marks_the_place(phone: Page) -> None:
    phone.goto("/safety-check/")
    for _ in walked.CALM:
        _answer_calmly(phone)
    phone.goto("/evaluation/where_it_hurts/")
    phone.locator(".body-view:not(.body-front) .spot-left_calf").click()
    phone.locator(".body-front .spot-right_knee").click()
    expect(phone.get_by_role("checkbox", name="Left calf")).to_be_checked()
    expect(phone.get_by_role("checkbox", name="Right knee")).to_be_checked()


@pytest.mark.parametrize("address", READ)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_can_be_used_by_everybody(open_page: OpenPage, accessible: Check, address: str, scheme: str) -> None:
    page = open_page("phone", scheme)
    page.goto(address)
    accessible(page)


def _answer_calmly(page: Page) -> None:
    for question in ("sex", "pain_rest", "pain_familiar", "improvement"):
        if page.locator(f"#id_{question}_0").count():
            page.locator(f"label[for=id_{question}_0]").click()
    if page.locator("#id_age").count():
        page.locator("#id_age").fill("44")
    page.locator("#id_none_of_these").check()
    page.get_by_role("button", name="Continue").click()


def _quick_pages(page: Page, check: Check) -> None:
    for group, answers in walked.QUICK.items():
        expect(page).to_have_url(f"/evaluation/{group}/")
        check(page)
        for question, answer in answers.items():
            for value in answer if isinstance(answer, list) else [answer]:
                page.locator(f"label:has(input[name='{question}'][value='{value}'])").last.click()
        page.get_by_role("button", name="Continue").click()
