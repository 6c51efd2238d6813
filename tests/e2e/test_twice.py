"""Twice, backwards, interrupted: nothing is counted double and nothing is lost."""

import re

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from tests.e2e import steps
from tests.web import walked

pytestmark = pytest.mark.usefixtures("transactional_db")


def test_a_check_in_sent_twice_is_saved_once(phone: Page) -> None:
    walked.evaluated(Client())
    phone.goto("/check-in/")
    for question, answer in walked.CHECK_IN.items():
        steps.choose(phone, question, *([answer] if isinstance(answer, str) else answer))
    phone.get_by_role("button", name="Save", exact=True).dblclick()
    expect(phone).to_have_url("/today/")
    assert len(walked.saved("check_in")) == 1
    phone.go_back()
    phone.go_forward()
    phone.reload()
    expect(phone).to_have_url("/today/")
    assert len(walked.saved("check_in")) == 1


def test_two_tabs_end_one_safety_check_and_one_evaluation(phone: Page) -> None:
    client = Client()
    *all_but_last, last = walked.CALM.items()
    for group, answers in all_but_last:
        client.post(f"/safety-check/{group}/", answers)
    tabs = (phone, phone.context.new_page())
    for tab in tabs:
        tab.goto(f"/safety-check/{last[0]}/")
    for tab in tabs:
        tab.bring_to_front()  # a page in the background draws once a second, and is pressed as seldom
        steps.calm_safety_page(tab)
        steps.heading(tab, "Nothing urgent found today")
    assert len(walked.saved("safety_check")) == 1

    for group, answers in walked.QUICK.items():
        client.post(f"/evaluation/{group}/", answers)
    for tab in tabs:
        tab.goto("/evaluation/ready/")
    for tab in tabs:
        tab.bring_to_front()
        steps.go_on(tab, "Start gently today")
        expect(tab).to_have_url("/today/")
    assert len(walked.saved("evaluation")) == 1


@pytest.mark.one_database
def test_answers_are_there_again_after_back_and_reload(phone: Page) -> None:
    phone.goto("/safety-check/")
    phone.locator("label[for=id_none_of_these]").click()
    steps.go_on(phone)
    steps.heading(phone, "Both legs, and strength")
    phone.get_by_role("link", name="Back", exact=True).click()
    expect(phone.locator("#id_none_of_these")).to_be_checked()
    phone.reload()
    expect(phone.locator("#id_none_of_these")).to_be_checked()


def test_a_session_goes_on_after_a_reload_and_is_saved_once(phone: Page) -> None:
    walked.evaluated(Client())
    phone.clock.install()
    phone.goto("/session/")
    first, second = steps.session_names(phone)[:2]
    phone.get_by_role("button", name="Start the timer").click()
    steps.exercise_ends(phone)
    steps.tell_of_it(phone, "The same")
    phone.clock.run_for(6000)
    phone.reload()
    phone.get_by_role("button", name="Continue where you were").click()
    expect(phone.locator("[data-name]")).to_have_text(second)
    expect(phone.locator("[data-number]")).to_have_text(re.compile("^1?[0-9]$"))  # of the time to get into position, some is gone
    _to_the_end(phone)
    steps.heading(phone, "Done for now")
    expect(phone.locator(".did")).to_have_text(re.compile(first))
    phone.go_back()
    expect(phone.get_by_role("button", name="Start the timer")).to_be_visible()
    assert len(walked.saved("session")) == 1


def test_a_session_that_ends_without_a_connection_is_sent_later(phone: Page) -> None:
    walked.evaluated(Client())
    phone.clock.install()
    phone.goto("/session/")
    phone.get_by_role("button", name="Start the timer").click()
    phone.clock.run_for(12_000)
    phone.context.set_offline(True)
    _to_the_end(phone)
    phone.clock.run_for(15_000)
    expect(phone.locator("dialog.player")).to_be_hidden()
    assert walked.saved("session") == []
    with phone.expect_response("**/session/save/"):
        phone.context.set_offline(False)
    phone.goto("/session/")
    assert len(walked.saved("session")) == 1


def _to_the_end(page: Page) -> None:
    """Skip from exercise to exercise; say nothing about how they were."""
    for _ in range(12):
        further = page.get_by_role("button", name="Next exercise")
        if not further.is_visible():
            return
        further.click()
        page.clock.run_for(500)
