"""A message that may mean danger, on a phone; and the therapist who answers it, on a desktop."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect

from stepwell.care.models import Account
from tests.e2e.looking import can_be_used_by_everybody, picture

pytestmark = pytest.mark.django_db(transaction=True)


def _signed_in(page: Page, client: Client, address: str) -> Page:
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": client.cookies[settings.SESSION_COOKIE_NAME].value, "url": address}]
    )
    return page


def test_a_message_that_may_mean_danger_and_its_answer(
    phone: Page, desktop: Page, signed_in: Callable[..., Client], ana: Account, tess: Account, live_server: Any
) -> None:
    patient = _signed_in(phone, signed_in(ana), live_server.url)
    patient.goto("/messages/")
    can_be_used_by_everybody(patient)
    patient.get_by_label("Your message").fill("Since this morning I can't pee. Should I still do my exercises?")
    patient.get_by_role("button", name="Send").click()
    expect(patient.get_by_role("heading", level=1)).to_have_text("Please do not wait for an answer")
    can_be_used_by_everybody(patient)
    picture(patient, "message-danger")
    patient.get_by_role("button", name="Send it all the same").click()
    expect(patient.get_by_role("heading", level=1)).to_have_text("Messages")

    therapist = _signed_in(desktop, signed_in(tess), live_server.url)
    therapist.goto(f"/therapist/{ana.person_id}/messages/")
    expect(therapist.get_by_text("a change in peeing")).to_be_visible()
    can_be_used_by_everybody(therapist)
    therapist.get_by_label("Your message").fill("Please go to the emergency department now. I am calling you.")
    therapist.get_by_role("button", name="Send").click()
    picture(therapist, "messages-therapist")

    patient.reload()
    expect(patient.get_by_text("I am calling you.")).to_be_visible()
    picture(patient, "messages-patient")
