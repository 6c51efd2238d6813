"""How the forms help while they are filled in: what excludes what, what opens, where errors lead."""

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from tests.e2e.looking import can_be_used_by_everybody
from tests.web import walked

pytestmark = pytest.mark.one_database


def test_a_sign_takes_back_none_of_these_which_takes_back_no_sign(phone: Page) -> None:
    phone.goto("/safety-check/bladder_bowel_saddle/")
    sign, none = phone.locator("#id_constipation_0"), phone.locator("#id_none_of_these")
    none.check()
    sign.check()
    expect(none).not_to_be_checked()
    none.check()
    expect(sign).to_be_checked()
    phone.get_by_role("button", name="Continue").click()
    expect(phone.locator(".error-summary")).to_contain_text("Keep only what is true for you")
    expect(phone.locator("#id_constipation_0")).to_be_checked()
    phone.locator("#id_constipation_1").check()
    expect(phone.locator("#id_constipation_0")).not_to_be_checked()


def test_not_sure_opens_the_question_that_makes_it_clear(phone: Page) -> None:
    phone.goto("/safety-check/bladder_bowel_saddle/")
    clarifier = phone.get_by_role("group", name="When you wipe")
    expect(clarifier).to_be_hidden()
    phone.locator("#id_saddle_feeling_1").check()
    expect(clarifier).to_be_visible()
    can_be_used_by_everybody(phone)


def test_errors_take_the_focus_and_lead_to_their_place(phone: Page) -> None:
    phone.goto("/check-in/")
    phone.get_by_role("button", name="Save").click()
    expect(phone.locator(".error-summary")).to_be_focused()
    can_be_used_by_everybody(phone)


@pytest.mark.usefixtures("transactional_db")
def test_a_tap_on_the_body_marks_the_place(phone: Page) -> None:
    walked.safety(Client())
    phone.goto("/evaluation/where_it_hurts/")
    phone.locator(".body-view:not(.body-front) .spot-left_calf").click()
    at = phone.evaluate("scrollY")
    phone.locator(".body-view:not(.body-front) .spot-left_thigh").click()
    assert phone.evaluate("scrollY") == at, "the page moved away under the finger"
    phone.locator(".body-front .spot-right_knee").click()
    expect(phone.get_by_role("checkbox", name="Left calf")).to_be_checked()
    expect(phone.get_by_role("checkbox", name="Right knee")).to_be_checked()
