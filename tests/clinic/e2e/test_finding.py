"""A therapist finds a patient by name: in the page, while it is typed, and the name stands in no address."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from stepwell.care.models import Account, Clinic, Membership
from tests.clinic.e2e import test_every_clinic_page

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.one_database]


def test_a_name_is_found_while_it_is_typed_and_no_address_holds_it(
    desktop: Page, tess: Account, ana: Account, ben: Account, signed_in: Callable[..., object]
) -> None:
    signed_in(tess)  # gives her a second factor
    test_every_clinic_page.sign_in(desktop, tess.email)
    asked: list[str] = []
    desktop.on("request", lambda request: asked.append(request.url))
    desktop.goto("/therapist/")
    expect(desktop.get_by_role("link", name="Ben")).to_be_visible()
    desktop.get_by_role("searchbox").press_sequentially("ANÁ")
    desktop.get_by_role("searchbox").press("Enter")
    expect(desktop.get_by_role("status").filter(has_text="1 patient has that name.")).to_be_visible()
    expect(desktop.get_by_role("link", name="Ana")).to_be_visible()
    expect(desktop.get_by_role("link", name="Ben")).to_be_hidden()
    desktop.get_by_role("searchbox").fill("nobody")
    expect(desktop.get_by_text("Nobody here has that name.")).to_be_visible()
    assert not [url for url in asked if "an%C3" in url.casefold() or "nobody" in url]
    desktop.get_by_role("searchbox").fill("")
    expect(desktop.get_by_role("link", name="Ben")).to_be_visible()


def test_only_names_are_looked_through_and_as_the_server_does_it(
    desktop: Page, tess: Account, ana: Account, ben: Account, other_clinic: Clinic, signed_in: Callable[..., object]
) -> None:
    """Whoever works at two clinics sees beside each name which one it is: that is no part of the name."""
    Membership.objects.create(clinic=other_clinic, account=tess, role="therapist")
    Account.objects.filter(pk=ben.pk).update(name="Ben Groß")
    signed_in(tess)
    test_every_clinic_page.sign_in(desktop, tess.email)
    desktop.goto("/therapist/")
    expect(desktop.get_by_role("link", name="Ana Riverside")).to_be_visible()
    desktop.get_by_role("searchbox").fill("GROSS")
    expect(desktop.get_by_text("1 patient has that name.")).to_be_visible()
    desktop.get_by_role("searchbox").fill("riverside")
    expect(desktop.get_by_text("Nobody here has that name.")).to_be_visible()
