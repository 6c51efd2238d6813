"""What a therapist has put together and not saved is not lost by a press beside it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Dialog, Page, expect

from stepwell.care.models import Account
from tests.clinic.e2e import test_every_clinic_page

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.one_database]


def test_a_plan_and_an_evaluation_ask_before_they_are_left(
    desktop: Page, tess: Account, ana: Account, signed_in: Callable[..., object]
) -> None:
    signed_in(tess)  # gives her a second factor
    test_every_clinic_page.sign_in(desktop, tess.email)
    asked: list[str] = []

    def stays(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    desktop.on("dialog", stays)
    plan = f"/therapist/{ana.person_id}/plan/"
    desktop.goto(plan)
    desktop.get_by_label("Shown on their Today page").fill("Walk each day.")
    desktop.locator("button[value=note]").click()
    expect(desktop.get_by_role("region", name="Your changes").get_by_text("Walk each day.")).to_be_visible()
    assert not asked, "a press that belongs to the form is not leaving"
    with desktop.expect_event("dialog"):
        desktop.get_by_role("link", name="Evaluation", exact=True).click()
    assert asked == ["beforeunload"]
    expect(desktop.get_by_role("region", name="Your changes").get_by_text("Walk each day.")).to_be_visible()
    desktop.get_by_role("button", name="Save the plan").click()
    expect(desktop.get_by_role("status").filter(has_text="Saved")).to_be_visible()
    desktop.get_by_role("link", name="Evaluation", exact=True).click()
    expect(desktop.get_by_role("heading", name="What you find")).to_be_visible()
    assert len(asked) == 1, "saved, it is left without a question"


def test_what_saving_an_evaluation_does_is_seen_at_once(
    desktop: Page, tess: Account, ana: Account, signed_in: Callable[..., object]
) -> None:
    """The answer stood three screens below the top to which the page came back."""
    signed_in(tess)
    test_every_clinic_page.sign_in(desktop, tess.email)
    desktop.goto(f"/therapist/{ana.person_id}/evaluation/")
    desktop.get_by_text("Repeated movements and direction").click()
    desktop.locator("#id_exam_direction").select_option("extension")
    desktop.get_by_role("button", name="What would it change?").click()
    expect(desktop.get_by_role("heading", name="What saving does")).to_be_in_viewport()
