"""A measure in a browser: what was chosen outlives a moment without a signal."""

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from tests.e2e.conftest import OpenPage
from tests.e2e.looking import picture
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


@pytest.mark.night
def test_answers_told_without_a_signal_outlast_the_page_and_are_counted_once(open_page: OpenPage) -> None:
    walked.evaluated(Client())
    phone = open_page("phone")
    phone.goto("/measures/monthly/4/")
    phone.locator("label[for^=id_mood]").filter(has_text="2").click()
    phone.get_by_role("button", name="Continue").click()
    phone.wait_for_url("**/answers/")
    phone.context.set_offline(True)
    phone.get_by_role("button", name="Save, and see what it says").click()
    expect(phone.get_by_text("Your answers are kept on this device")).to_be_visible()
    expect(phone.get_by_text("Help line")).to_be_visible()
    picture(phone, "measure_kept")

    other = phone.context.new_page()
    phone.close()
    other.context.set_offline(False)
    other.goto("/waiting/")
    expect(other.get_by_text("Nothing waits.")).to_be_visible()
    (told,) = walked.saved("measure")
    assert told.answers == {"mood": 2}
