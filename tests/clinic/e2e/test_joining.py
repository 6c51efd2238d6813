"""From the invitation to the first patient, with a passkey: the way of a therapist into the clinic."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from stepwell.care.actions import invitations
from stepwell.care.models import Clinic
from stepwell.care.queries.accounts import visitor
from tests.clinic.conftest import _patient, _works

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.one_database]

NEW_PASSWORD = "four quiet words here"


def test_a_therapist_joins_with_a_passkey_and_signs_in_with_nothing_else(
    open_page: Callable[..., Page], passkeys: Callable[[Page], Any], accessible: Callable[[Page], None]
) -> None:
    clinic = Clinic.objects.create(name="Riverside Physical Therapy", slug="riverside")
    mona = _works(clinic, "manager", "Mona")
    _patient(clinic, "Ana")
    sent = invitations.invite(
        who=visitor(mona), clinic=clinic.pk, email="nina@example.org", name="Nina", role="therapist", now=timezone.now()
    )
    page = open_page("phone")
    passkeys(page)

    page.goto(f"/clinics/invitation/{sent.secret}/")
    accessible(page)
    page.get_by_label("Choose a password").fill(NEW_PASSWORD)
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_text("One thing is missing")).to_be_visible()
    accessible(page)
    page.get_by_role("link", name="Set up a passkey").click()
    page.get_by_role("button", name="Set it up").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    accessible(page)
    page.get_by_role("link", name="go on").click()
    expect(page).to_have_url(re.compile("/therapist/"))
    expect(page.get_by_text("Ana").first).to_be_visible()

    page.goto("/account/logout/")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="You are signed out")).to_be_visible()
    page.goto("/therapist/")
    expect(page.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()
    accessible(page)
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_text("Ana").first).to_be_visible()
