"""What is shared and who has looked, in a browser: for everybody to use, and holding from the next tap of the therapist on."""

from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from stepwell.care.actions import audit
from stepwell.care.models import Account, Clinic
from stepwell.care.queries import accounts
from tests.clinic.conftest import _patient, _works

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.one_database]


def _signed_in(page: Page, account: Account, live_server: LiveServer) -> None:
    client = Client(HTTP_HOST="localhost")
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    cookie = client.cookies["stepwell_session"].value
    page.context.add_cookies([{"name": "stepwell_session", "value": cookie, "url": live_server.url}])


def test_a_person_stops_sharing_and_sees_who_has_looked(
    open_page: Callable[..., Page], accessible: Callable[[Page], None], live_server: LiveServer
) -> None:
    clinic = Clinic.objects.create(name="Riverside", slug="riverside")
    tess = _works(clinic, "therapist", "Tess")
    ana = _patient(clinic, "Ana", tess)
    assert ana.person is not None
    audit.note(accounts.visitor(tess), ana.person, "read", "measures")
    page = open_page("phone")
    _signed_in(page, ana, live_server)
    page.goto("/settings/sharing/")
    accessible(page)
    page.get_by_role("checkbox", name="Your measures").uncheck()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("It holds from now on")).to_be_visible()
    expect(page.get_by_role("checkbox", name="Your measures")).not_to_be_checked()
    page.get_by_role("button", name="Share nothing").click()
    expect(page.get_by_text("You share nothing now")).to_be_visible()
    page.get_by_role("link", name="Who has looked").click()
    expect(page.get_by_text("Looked at: your measures")).to_be_visible()
    expect(page.get_by_text("Stopped sharing")).to_be_visible()
    accessible(page)
