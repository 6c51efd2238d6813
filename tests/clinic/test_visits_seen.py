"""The times of visits: by the clinic's clock, in files and feeds, for those who may see them and nobody else."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from stepwell.care.actions import visit_requests
from stepwell.care.errors import VisitMoved
from stepwell.care.models import Account, Appointment, AuditEntry, Clinic, Membership, WorkCalendar
from tests.clinic.test_visits import answered, asked, at, link_of, page_of, seen, tomorrow

pytestmark = pytest.mark.django_db

SignedIn = Callable[..., Client]
HERE = ZoneInfo("America/New_York")


# --- time zones -----------------------------------------------------------------------------


def test_times_are_those_of_the_clinics_clock(signed_in: SignedIn, tess: Account, clinic: Clinic) -> None:
    row, browser = asked(clinic), signed_in(tess)
    summer = datetime(2027, 7, 6, 10, 30, tzinfo=HERE)
    answered(browser, row, "confirm", **at(summer))
    row.refresh_from_db()
    assert row.starts_at == summer
    page = Client(HTTP_HOST="localhost").get(link_of(row)).content.decode()
    assert "Tuesday, July 6, 2027 at 10:30 AM (EDT)" in page
    assert "Tuesday, July 6, 2027 at 10:30 AM (EDT)" in str(mail.outbox[-1].body)
    event = Calendar.from_ical(Client(HTTP_HOST="localhost").get(f"{link_of(row)}visit.ics").content).walk("VEVENT")[0]
    assert event.decoded("dtstart") == summer
    assert event["dtstart"].to_ical() == b"20270706T143000Z"


@pytest.mark.parametrize("when", ["2027-03-14T02:30", "2027-11-07T01:30"])
def test_an_hour_that_is_missing_or_comes_twice_is_not_guessed(signed_in: SignedIn, tess: Account, clinic: Clinic, when: str) -> None:
    page = answered(signed_in(tess), asked(clinic), "confirm", starts_at=when, minutes=45)
    assert page.status_code == 422
    assert "The clocks change" in page.content.decode()


# --- who sees what --------------------------------------------------------------------------


def test_the_other_clinic_sees_nothing(signed_in: SignedIn, tess: Account, omar: Account, clinic: Clinic) -> None:
    row, browser = asked(clinic), signed_in(omar)
    assert "Nia" not in browser.get("/therapist/visits/").content.decode()
    assert browser.get(page_of(row)).status_code == browser.post(page_of(row), {"do": "done"}).status_code == 404


def test_a_colleagues_visit_is_the_colleagues_until_they_leave(signed_in: SignedIn, tess: Account, clinic: Clinic) -> None:
    row = asked(clinic)
    answered(signed_in(tess), row, "confirm", **at(tomorrow()))
    tim = Account.objects.create_user("tim@example.org", "a-long-enough-pass-phrase", name="Tim")
    Membership.objects.create(clinic=clinic, account=tim, role="therapist")
    browser = signed_in(tim)
    assert browser.get(page_of(row)).status_code == 404
    Membership.objects.filter(account=tess).update(ended_at=timezone.now())
    assert browser.get(page_of(row)).status_code == 200


def test_a_manager_sees_names_and_times_only(signed_in: SignedIn, tess: Account, mona: Account, clinic: Clinic) -> None:
    row = asked(clinic, reason="zebrafinch", preferred="zebrafinch", insurance="zebrafinch", shared="")
    answered(signed_in(tess), row, "confirm", **at(tomorrow(10)))
    page = signed_in(mona).get("/manager/visits/").content.decode()
    assert "Nia Moreno" in page
    assert "10:00 AM" in page
    assert not any(word in page for word in ("zebrafinch", "nia1", "555 0177", "example.org\n"))
    assert signed_in(mona).get(page_of(row)).status_code == 404


def test_a_look_at_a_persons_visit_is_written_down(signed_in: SignedIn, tess: Account, ana: Account, clinic: Clinic) -> None:
    row, browser = asked(clinic, person=ana.person), signed_in(tess)
    browser.get(page_of(row))
    answered(browser, row, "confirm", **at(tomorrow()))
    entries = list(AuditEntry.objects.filter(person=ana.person).order_by("pk").values_list("action", "what", "clinic"))
    assert entries == [("read", "visit", clinic.pk), ("write", "visit", clinic.pk)]


def test_old_and_wrong_links_open_nothing(clinic: Clinic) -> None:
    row, anybody = asked(clinic), Client(HTTP_HOST="localhost")
    link = link_of(row)
    wrong = f"{link[:-2]}{'0' if link[-2] != '0' else '1'}/"
    assert anybody.get(wrong).status_code == 410
    assert anybody.get(f"{wrong}visit.ics").status_code == 404
    anybody.post(link, {"do": "cancel", "seen": seen(row)})
    assert "is cancelled" in anybody.get(link).content.decode()
    row.refresh_from_db()
    history, long_ago = row.history.replace(str(timezone.now().year), "2020"), timezone.now() - timedelta(days=99)
    Appointment.objects.update(history=history, created_at=long_ago)
    assert anybody.get(link).status_code == anybody.post(link, {"do": "cancel"}).status_code == 410


def test_a_link_works_after_the_sites_secret_has_changed(clinic: Clinic, settings: Any) -> None:
    row, anybody = asked(clinic), Client(HTTP_HOST="localhost")
    link = link_of(row)
    settings.SECRET_KEY = "another key that only this test uses, and no one else"
    assert anybody.get(link).status_code == 200
    with pytest.raises(VisitMoved):
        visit_requests.accept(secret=link.split("/")[3], seen=1, now=timezone.now())


# --- calendars ------------------------------------------------------------------------------


def _feed(browser: Client) -> str:
    browser.post("/therapist/visits/calendar/", {"do": "on"})
    address = str(browser.get("/therapist/visits/").context["feed"])
    return address.partition("localhost")[2]


def test_the_therapists_calendar_has_initials_only(signed_in: SignedIn, tess: Account, clinic: Clinic) -> None:
    browser, anybody = signed_in(tess), Client(HTTP_HOST="localhost")
    feed, row = _feed(browser), asked(clinic)
    answered(browser, row, "confirm", **at(tomorrow(10)))
    answered(browser, asked(clinic, name="Bo Li"), "propose", **at(tomorrow(12)))
    file = anybody.get(feed)
    assert file["Content-Type"].startswith("text/calendar")
    events = Calendar.from_ical(file.content).walk("VEVENT")
    said = [(str(event["summary"]), str(event["status"])) for event in events]
    assert said == [("Visit N. M.", "CONFIRMED"), ("Visit B. L.", "TENTATIVE")]
    text = file.content.decode()
    assert not any(word in text for word in ("Moreno", "Nia", "left leg", "example.org", "555", "Tuesday"))


def test_a_moved_or_cancelled_visit_moves_in_the_calendar(signed_in: SignedIn, tess: Account, clinic: Clinic) -> None:
    browser, anybody = signed_in(tess), Client(HTTP_HOST="localhost")
    feed, row = _feed(browser), asked(clinic)
    answered(browser, row, "confirm", **at(tomorrow(10)))
    before = Calendar.from_ical(anybody.get(feed).content).walk("VEVENT")[0]
    answered(browser, row, "propose", **at(tomorrow(16)))
    after = Calendar.from_ical(anybody.get(feed).content).walk("VEVENT")[0]
    assert after["uid"] == before["uid"]
    assert after.decoded("sequence") > before.decoded("sequence")
    assert after.decoded("dtstart") == tomorrow(16)
    answered(browser, row, "cancel")
    assert Calendar.from_ical(anybody.get(feed).content).walk("VEVENT") == []


def test_a_new_address_closes_the_old_one_and_off_closes_all(signed_in: SignedIn, tess: Account) -> None:
    browser, anybody = signed_in(tess), Client(HTTP_HOST="localhost")
    old = _feed(browser)
    new = _feed(browser)
    assert [anybody.get(feed).status_code for feed in (old, new)] == [404, 200]
    browser.post("/therapist/visits/calendar/", {"do": "off"})
    assert anybody.get(new).status_code == 404
    assert not WorkCalendar.objects.exists()


def test_the_calendar_of_somebody_who_left_opens_nothing(signed_in: SignedIn, tess: Account) -> None:
    feed = _feed(signed_in(tess))
    Membership.objects.filter(account=tess).update(ended_at=timezone.now())
    assert Client(HTTP_HOST="localhost").get(feed).status_code == 404
