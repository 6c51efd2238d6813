"""A message that may mean danger, on a phone; and the therapist who answers it, on a desktop."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect

from stepwell.care.models import Account, Message
from stepwell.engine import danger_words
from stepwell.knowledge.loader import load
from tests.e2e.looking import can_be_used_by_everybody, picture
from tests.unit.engine.test_danger_words import CALM, DANGERS

pytestmark = pytest.mark.django_db(transaction=True)


def _signed_in(page: Page, client: Client, address: str) -> Page:
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": client.cookies[settings.SESSION_COOKIE_NAME].value, "url": address}]
    )
    return page


@pytest.mark.one_database  # its rows on both: tests/clinic/test_messages.py
def test_a_message_that_may_mean_danger_and_its_answer(
    phone: Page, desktop: Page, signed_in: Callable[..., Client], ana: Account, tess: Account, live_server: Any
) -> None:
    patient = _signed_in(phone, signed_in(ana), live_server.url)
    patient.goto("/messages/")
    can_be_used_by_everybody(patient)
    patient.get_by_label("Your message").fill("Since this morning I can't pee. Should I still do my exercises?")
    patient.get_by_role("button", name="Send").click()
    expect(patient.get_by_role("heading", name="Please do not wait for an answer")).to_be_visible()
    can_be_used_by_everybody(patient)
    picture(patient, "message-danger")
    patient.get_by_role("button", name="Send it all the same").click()
    expect(patient.get_by_text("Words of your last message")).to_be_visible()

    therapist = _signed_in(desktop, signed_in(tess), live_server.url)
    therapist.goto(f"/therapist/{ana.person_id}/messages/")
    expect(therapist.get_by_text("a change in peeing")).to_be_visible()
    can_be_used_by_everybody(therapist)
    therapist.get_by_label("Your message").fill("Please go to the emergency department now. I am calling you.")
    therapist.get_by_role("button", name="Send").click()
    expect(therapist.locator(".letter-own")).to_contain_text("I am calling you.")
    picture(therapist, "messages-therapist")

    patient.reload()
    expect(patient.get_by_text("I am calling you.")).to_be_visible()
    picture(patient, "messages-patient")


def test_without_a_signal_a_message_waits_says_so_and_goes_once(
    open_page: Callable[..., Page], signed_in: Callable[..., Client], ana: Account, live_server: Any
) -> None:
    page = _signed_in(open_page("phone", service_workers="allow"), signed_in(ana), live_server.url)
    page.goto("/messages/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.get_by_label("Your message").fill("Half a")
    page.reload()
    expect(page.get_by_label("Your message")).to_have_value("Half a")
    expect(page.get_by_text("Not sent yet. It is kept on this device")).to_be_visible()

    page.context.set_offline(True)
    page.get_by_label("Your message").fill("Shall I do more bridges?")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Your clinic has not got it yet")).to_be_visible()
    expect(page.get_by_text("not sent yet", exact=True)).to_be_visible()
    can_be_used_by_everybody(page)
    picture(page, "message-waits")
    page.get_by_label("Your message").fill("And I cannot feel between my legs")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", name="Please do not wait for an answer")).to_be_visible()
    expect(page.get_by_role("link", name="Call 911")).to_be_visible()
    picture(page, "message-danger-waits")
    page.get_by_role("button", name="Send it all the same").click()
    expect(page.locator("[data-waiting-letters] li")).to_have_count(2)
    expect(page.get_by_role("link", name="Call 911")).to_be_visible()
    assert Message.objects.count() == 0

    page.context.set_offline(False)
    page.goto("/messages/")
    expect(page.locator("[data-waiting-letters] li")).to_have_count(0)
    expect(page.locator(".letters:not([data-waiting-letters]) li")).to_have_count(2)
    expect(page.get_by_text("Words of your last message")).to_be_visible()
    assert list(Message.objects.order_by("at").values_list("words", flat=True)) == [
        "Shall I do more bridges?", "And I cannot feel between my legs",
    ]  # fmt: skip


@pytest.mark.one_database
def test_the_device_finds_every_danger_that_the_server_finds(
    phone: Page, signed_in: Callable[..., Client], ana: Account, live_server: Any
) -> None:
    page = _signed_in(phone, signed_in(ana), live_server.url)
    page.goto("/messages/")
    dangers, told = load().danger_words.values(), []
    for each in dangers:
        told += [" ".join(group[n % len(group)] for group in each.together) for n in range(max(map(len, each.together)))]
    told += (
        [words.upper() for words in told] + [f"Since, well … {words.replace('a', 'á', 1)}!" for words in told] + ["incontinant", "feverr"]
    )
    told += [words for _danger, words in DANGERS]
    find = """async (texts) => {
      const { found } = await import("/static/stepwell/js/danger_words.js");
      const known = JSON.parse(document.getElementById("danger-words").textContent);
      return texts.map((text) => found(text, known));
    }"""
    texts = [*told, *CALM]
    on_device = page.evaluate(find, texts)
    by_server = [{danger.id for danger in danger_words.found(text, load())} for text in texts]
    missed = [(text, there - set(here)) for text, here, there in zip(texts, on_device, by_server, strict=True) if there - set(here)]
    assert not missed
    assert on_device[-len(CALM) :] == [[]] * len(CALM)
