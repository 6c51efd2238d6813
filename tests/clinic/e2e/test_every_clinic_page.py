"""Every page of a clinic, with a clinic's worth in it: everybody can use it, in both colour schemes, at 360 pixels and at 200 %."""

from collections.abc import Callable, Iterable

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import resolve
from playwright.sync_api import Page

from stepwell.care.models import Appointment, Membership, Person
from stepwell.cli import _demo_clinic
from tests.clinic.routes import every_route
from tests.e2e.conftest import OpenPage
from tests.e2e.looking import picture

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.one_database]

Look = Callable[[Page], None]
CLINIC = "/clinics/riverside-physical-therapy/"
LISTS = ["", "invite/", "tasks/", "templates/", "visits/", "visits/{visit}/"]
RECORD = ["", "evaluation/", "plan/", "goals/", "treatments/", "messages/", "notes/", "measures/", "monitoring/", "paper/", "end-of-care/"]
THERAPIST = [*(f"/therapist/{page}" for page in LISTS), *(f"/therapist/{{person}}/{page}" for page in RECORD)]
MANAGER = [f"/manager/{page}" for page in ("", "patients/", "visits/", "applications/", "details/", "people/{membership}/leave/")]
ACCOUNT = [
    "/account/second-factor/",
    "/account/second-factor/webauthn/",
    "/account/sessions/",
    "/account/password/change/",
    "/account/reauthenticate/",
    "/account/logout/",
]
PATIENT = ["/messages/", "/settings/", "/settings/sharing/", "/settings/who-looked/", "/summaries/", "/help/", "/help/visits/"]
ANYBODY = ["/account/login/", "/account/password/reset/", "/signed-out/", CLINIC, f"{CLINIC}ask/", "/clinics/invitation/none/"]
ONLY_POSTED = {
    "put_off", "task_done", "template_remove", "visits_calendar", "invite_again", "invite_withdraw",
    "switch", "send_again", "withdraw", "assign", "end_care", "revoke", "begin_export", "stop_export",
}  # fmt: skip
FILES = {"picture", "video", "monitoring_file", "paper_file", "visit_file", "work_calendar"}
BEHIND_A_LINK = {"visit"}
"""The visit of whoever asked: tests/clinic/e2e/test_together.py looks at it."""


def test_no_page_of_those_who_work_there_is_left_out() -> None:
    filled = [address.format(person="0" * 32, visit="0" * 32, membership=1).split("?")[0] for address in [*THERAPIST, *MANAGER]]
    uuids = [address.replace("0" * 32, "00000000-0000-0000-0000-000000000000") for address in filled]
    named = {resolve(address).view_name for address in uuids}
    there = {route.name for route in every_route() if route.namespace in ("therapist", "manager")}
    left_out = {name for name in there - named if name.partition(":")[2] not in ONLY_POSTED | FILES}
    assert left_out == set()


@pytest.mark.night
@pytest.mark.parametrize(("who", "addresses"), [("therapist", [*THERAPIST, *ACCOUNT]), ("manager", MANAGER), ("patient", PATIENT)])
def test_everybody_can_use_each_page(open_page: OpenPage, accessible: Look, who: str, addresses: list[str]) -> None:
    _demo_clinic.fill()
    name = {**_demo_clinic.STAFF, "patient": _demo_clinic.PATIENT}[who]
    page = open_page("phone" if who == "patient" else "desktop")
    sign_in(page, _demo_clinic.address_of(name))
    _look_at(page, addresses, accessible)


@pytest.mark.night
def test_everybody_can_use_the_pages_before_sign_in(phone: Page, accessible: Look) -> None:
    _demo_clinic.fill()
    _look_at(phone, ANYBODY, accessible)


def _look_at(page: Page, addresses: Iterable[str], accessible: Look) -> None:
    rows = {
        "person": Person.objects.get(account__email=_demo_clinic.address_of(_demo_clinic.PATIENT)).pk,
        "visit": Appointment.objects.filter(state="requested").values_list("pk", flat=True)[0],
        "membership": Membership.objects.get(role="therapist").pk,
    }
    for address in addresses:
        page.goto(address.format(**rows))
        page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        accessible(page)
        picture(page, f"clinic{address.replace('/', '-').replace('?', '-')}")


def sign_in(page: Page, email: str) -> None:
    """Let somebody in without the form."""
    client = Client(HTTP_HOST="localhost")
    client.force_login(get_user_model().objects.get(email=email), backend="django.contrib.auth.backends.ModelBackend")
    page.goto("/account/login/")
    page.context.add_cookies([{"name": "stepwell_session", "value": client.cookies["stepwell_session"].value, "url": page.url}])
