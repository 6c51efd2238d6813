"""A measure in a browser: what was chosen outlives a moment without a signal."""

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from tests.web import walked

pytestmark = [pytest.mark.usefixtures("transactional_db"), pytest.mark.one_database]


def test_what_was_chosen_outlives_a_moment_without_a_signal(phone: Page) -> None:
    walked.evaluated(Client())
    phone.goto("/measures/weekly/2/")
    phone.locator("label[for^=id_numbness]").filter(has_text="7").click()
    phone.context.set_offline(True)
    phone.get_by_role("button", name="Continue").click()

    expect(phone.get_by_text("There is no signal just now.")).to_be_visible()
    expect(phone.locator("input[name=numbness][value='7']")).to_be_checked()
    phone.context.set_offline(False)
    phone.get_by_role("button", name="Continue").click()
    phone.wait_for_url("**/measures/weekly/3/")
    phone.goto("/measures/weekly/answers/")
    expect(phone.get_by_role("button", name="Save, and see what it says")).to_be_visible()
    expect(phone.get_by_text("7", exact=True)).to_be_visible()
