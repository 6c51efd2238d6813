"""Asking for a visit from one's own notes: only what was chosen goes along, and sharing that stops takes it back."""

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from stepwell.care import sent_along, visit_address
from stepwell.care.models import Account, Appointment, Clinic, Consent, Enrolment
from tests.clinic import asking_a_visit as walk
from tests.web import walked

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

SignedIn = Callable[..., Client]
PAGE = "/help/first-visit/"


@pytest.fixture
def at_home(signed_in: SignedIn, ana: Account) -> Client:
    """Return Ana's browser; she has answered everything."""
    browser = signed_in(ana)
    walked.evaluated(browser)
    return browser


def _details(clinic: Clinic, *parts: str) -> dict[str, Any]:
    told = {key: value for key, value in walk.DETAILS.items() if key not in ("website", "summary")}
    return told | {"step": "details", "clinic": str(clinic.pk), "part": list(parts)}


def _preview(browser: Client, clinic: Clinic, *parts: str) -> Any:
    return browser.post(PAGE, _details(clinic, *parts))


def _letter(page: Any, step: str, clinic: Clinic) -> dict[str, Any]:
    return {"step": step, "clinic": str(clinic.pk), "letter": walk.hidden(page, "letter"), "part": ["days"]}


def test_the_form_knows_who_asks_and_whom(at_home: Client) -> None:
    page = at_home.get(PAGE).content.decode()
    for words in ("Ask Riverside Physical Therapy", 'value="Ana"', 'value="ana@example.org"'):
        assert words in page


def test_exactly_what_was_shown_is_sent(at_home: Client, clinic: Clinic, tess: Account) -> None:
    page = _preview(at_home, clinic, "evaluation")
    assert not Appointment.objects.exists()
    answer = at_home.post(PAGE, _letter(page, "send", clinic))
    row = Appointment.objects.get()
    assert answer["Location"] == f"/clinics/visit/{visit_address.secret_of(row.pk)}/"
    assert (row.person, row.therapist, row.state) == (Account.objects.get(name="Ana").person, tess, "requested")
    summary = sent_along.read(row.shared)
    assert summary is not None
    shown = unescape(page.content.decode())
    sent = [text for section in summary.sections for row_ in section.rows for text in row_]
    assert len(sent) > 10
    assert all(text in shown for text in sent)
    assert len(re.findall("<dt>", shown)) == sum(len(section.rows) for section in summary.sections) + 5


def test_nothing_of_the_notes_goes_along_unless_it_was_chosen(at_home: Client, clinic: Clinic) -> None:
    page = _preview(at_home, clinic)
    assert "Nothing of your notes goes along" in page.content.decode()
    at_home.post(PAGE, _letter(page, "send", clinic))
    assert Appointment.objects.get().shared == ""


def test_sent_twice_it_is_asked_once(at_home: Client, clinic: Clinic) -> None:
    letter = _letter(_preview(at_home, clinic, "days"), "send", clinic)
    assert at_home.post(PAGE, letter)["Location"] == at_home.post(PAGE, letter)["Location"]
    assert Appointment.objects.count() == 1
    assert sorted(letter.subject for letter in mail.outbox) == ["Somebody asks for a visit", f"Your request is with {clinic.name}"]


def test_something_can_be_changed_before_it_is_sent(at_home: Client, clinic: Clinic) -> None:
    page = at_home.post(PAGE, _letter(_preview(at_home, clinic, "days"), "change", clinic)).content.decode()
    assert "Tuesday morning" in page
    assert re.findall(r'value="(\w+)" checked', page) == ["days"]


def test_another_clinic_cannot_be_asked_by_somebody_who_is_cared_for_here(at_home: Client, other_clinic: Clinic) -> None:
    assert at_home.post(PAGE, _details(other_clinic)).status_code == 422


def test_somebody_without_a_clinic_chooses_among_those_that_show_themselves(
    at_home: Client, clinic: Clinic, other_clinic: Clinic, ana: Account
) -> None:
    Enrolment.objects.update(ended_at=timezone.now())
    page = at_home.get(PAGE).content.decode()
    assert "Riverside" in page
    assert "Hilltop" in page
    assert at_home.post(PAGE, _details(other_clinic)).status_code == 200
    Clinic.objects.update(is_public=False)
    assert "Stepwell itself sends nothing" in at_home.get(PAGE).content.decode()


def test_safety_comes_first(signed_in: SignedIn, ana: Account, clinic: Clinic) -> None:
    browser = signed_in(ana)
    assert browser.get(PAGE)["Location"] == "/safety-check/"
    walked.safety(browser, bladder_bowel_saddle={"saddle_feeling": "yes"})
    assert browser.get(PAGE)["Location"] == browser.post(PAGE, _details(clinic))["Location"] == "/care/"


def test_what_should_be_seen_within_days_goes_along_whatever_was_chosen(
    signed_in: SignedIn, ana: Account, tess: Account, clinic: Clinic
) -> None:
    browser = signed_in(ana)
    walked.safety(browser, legs_and_strength={"leg_gives_way-said": "yes", "leg_gives_way": "stable"})
    assert f'href="{PAGE}"' in browser.get("/care/").content.decode()
    page = _preview(browser, clinic)
    assert "within 2 to 7 days" in page.content.decode()
    browser.post(PAGE, _letter(page, "send", clinic))
    assert "Within 2 to 7 days" in signed_in(tess).get("/therapist/visits/").content.decode()


def test_sharing_that_stops_takes_back_what_went_along(
    signed_in: SignedIn, at_home: Client, clinic: Clinic, tess: Account, ana: Account
) -> None:
    at_home.post(PAGE, _letter(_preview(at_home, clinic, "evaluation"), "send", clinic))
    row, browser = Appointment.objects.get(), signed_in(tess)
    assert "About the pain" in browser.get(f"/therapist/visits/{row.pk}/").content.decode()
    assert ana.person is not None
    Consent.objects.create(person=ana.person, clinic=clinic, wish="withdrawn", at=timezone.now())
    page = browser.get(f"/therapist/visits/{row.pk}/").content.decode()
    assert "About the pain" not in page
    assert "no longer share it" in page


def test_own_visits_have_a_page_and_stand_in_the_own_calendar(at_home: Client, clinic: Clinic, ben: Account, signed_in: SignedIn) -> None:
    at_home.post(PAGE, _letter(_preview(at_home, clinic), "send", clinic))
    row = Appointment.objects.get()
    assert visit_address.secret_of(row.pk) in at_home.get("/help/visits/").content.decode()
    assert visit_address.secret_of(row.pk) not in signed_in(ben).get("/help/visits/").content.decode()
    at_home.post("/settings/reminders/", {"session_at": "18:00", "with_measures": ""})
    feed = str(at_home.get("/settings/reminders/").context["address"]).partition("localhost")[2]
    anybody = Client(HTTP_HOST="localhost")
    empty = anybody.get(feed)
    assert empty.status_code == 200
    assert "a visit" not in empty.content.decode()
    starts_at = (timezone.now() + timedelta(days=3)).replace(microsecond=0)
    Appointment.objects.update(state="confirmed", starts_at=starts_at)
    events = Calendar.from_ical(anybody.get(feed).content).walk("VEVENT")
    visits = [event for event in events if str(event["summary"]) == "Stepwell: a visit"]
    assert [event.decoded("dtstart") for event in visits] == [starts_at]
    assert "Riverside" not in anybody.get(feed).content.decode()
