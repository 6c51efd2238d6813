"""What waits stands beside the places: true or marked as old, never a copy's, and for one query."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from stepwell.care.actions import facts
from stepwell.care.models import Account, Appointment, Clinic, ClinicTask, Enrolment, Message, Person
from stepwell.care.queries import accounts, waiting
from stepwell.engine.log import CheckIn
from tests.clinic.made import OF, a_clinic_with

pytestmark = pytest.mark.django_db

SignedIn = Callable[..., Client]


def _person(account: Account) -> Person:
    assert account.person is not None
    return account.person


def _written(about: Account, by: Account, *, from_clinic: bool) -> None:
    clinic = Enrolment.objects.get(person=about.person, ended_at=None).clinic
    Message.objects.create(person=_person(about), clinic=clinic, by=by, from_clinic=from_clinic, words="Hello", at=timezone.now())


def _places(page: Any) -> Any:
    return page.context["waits"]


def test_a_person_reads_on_every_page_how_many_messages_are_new_until_they_have_seen_them(
    signed_in: SignedIn, ana: Account, tess: Account
) -> None:
    browser = signed_in(ana)
    assert "new message<" not in browser.get("/settings/").content.decode()
    _written(ana, tess, from_clinic=True)
    for address in ("/settings/", "/learn/", "/help/"):
        assert '1<span class="visually-hidden"> new message<' in browser.get(address).content.decode()
    browser.get("/messages/")
    assert "new message<" not in browser.get("/settings/").content.decode()


def test_a_copy_that_the_device_keeps_counts_nothing(signed_in: SignedIn, ana: Account, tess: Account) -> None:
    _written(ana, tess, from_clinic=True)
    assert "new message<" not in signed_in(ana).get("/help/", headers={"X-Stepwell-Keep": "1"}).content.decode()


def test_messages_of_a_clinic_that_was_left_are_not_counted(signed_in: SignedIn, ana: Account, tess: Account) -> None:
    _written(ana, tess, from_clinic=True)
    Enrolment.objects.update(ended_at=timezone.now())
    assert "new message<" not in signed_in(ana).get("/settings/").content.decode()


def test_a_therapist_reads_what_waits_and_nobody_elses(
    signed_in: SignedIn, clinic: Clinic, tess: Account, omar: Account, ana: Account, carl: Account
) -> None:
    now, today = timezone.now(), timezone.localdate()
    _written(ana, ana, from_clinic=False)
    _written(carl, carl, from_clinic=False)
    Appointment.objects.create(clinic=clinic, name="Nia", contact="nia@example.org", secret_hash="a", created_at=now)
    for due in (today, today + timedelta(days=1), None):
        ClinicTask.objects.create(clinic=clinic, person=_person(ana), owner=tess, by=tess, words="Call", due=due, at=now)
    found = waiting.for_therapist(accounts.visitor(tess), today)
    assert (found.messages, found.visits, found.tasks) == (1, 1, 1)
    found = waiting.for_therapist(accounts.visitor(omar), today)
    assert (found.messages, found.visits, found.tasks) == (1, 0, 0)


def test_the_number_of_people_in_need_is_that_of_the_list_and_a_dot_once_it_could_be_another(
    signed_in: SignedIn, tess: Account, ana: Account, ben: Account
) -> None:
    browser = signed_in(tess)
    assert _places(browser.get("/therapist/tasks/")).patients is None, "the list was not looked at yet"
    page = browser.get("/therapist/")
    needing = page.context["needing_all"]
    assert _places(page).patients == needing
    assert _places(browser.get("/therapist/tasks/")).patients == needing
    facts.add(person=_person(ben), facts=[CheckIn(on=timezone.localdate(), id="new", answers={"leg_waking": 9})], now=timezone.now())
    assert _places(browser.get("/therapist/tasks/")).patients is None
    page = browser.get("/therapist/tasks/")
    assert "something new since you looked" in page.content.decode()
    browser.get("/therapist/")
    assert _places(browser.get("/therapist/tasks/")).patients is not None
    _written(ana, ana, from_clinic=False)
    page = browser.get("/therapist/tasks/")
    assert (_places(page).patients, _places(page).messages) == (None, 1)
    shown = page.content.decode()
    assert re.search(r'<span class="nav-waits"><svg[^>]*>.*?</svg>1<span class="visually-hidden"> new message<', shown), (
        "a number with its sign"
    )
    page = browser.get("/therapist/")
    needing = page.context["needing_all"]
    assert f'<span class="nav-waits">{needing}<span class="visually-hidden"> need you' in page.content.decode(), "a bare one is of people"


def test_danger_words_of_somebody_without_an_account_are_told_beside_the_visits(
    signed_in: SignedIn, clinic: Clinic, tess: Account, omar: Account
) -> None:
    now = timezone.now()
    for number, reason in enumerate(("My back", "I cannot feel my bladder")):
        Appointment.objects.create(
            clinic=clinic, name="Nia", contact="nia@example.org", reason=reason, secret_hash=str(number), created_at=now
        )
    page = signed_in(tess).get("/therapist/tasks/")
    assert (_places(page).visits, _places(page).alarming) == (2, 1)
    assert "asked for, 1 with words that may mean danger" in page.content.decode()
    assert "words that may mean danger" not in signed_in(omar).get("/therapist/tasks/").content.decode()
    Appointment.objects.filter(reason__contains="bladder").update(state="declined")
    assert "words that may mean danger" not in signed_in(tess).get("/therapist/tasks/").content.decode()


def test_searching_the_list_does_not_make_the_number_smaller(signed_in: SignedIn, tess: Account, ana: Account, ben: Account) -> None:
    browser = signed_in(tess)
    _written(ana, ana, from_clinic=False)
    whole = browser.get("/therapist/").context["needing_all"]
    assert whole
    assert _places(browser.post("/therapist/", {"q": "nobody of that name"})).patients == whole


def test_what_waits_is_one_query_however_many_people() -> None:
    who = accounts.visitor(a_clinic_with(OF).therapist)
    with CaptureQueriesContext(connection) as seen:
        waiting.for_therapist(who, timezone.localdate())
    assert len(seen) == 1


def test_the_list_costs_one_query_more_with_it(signed_in: SignedIn) -> None:
    browser = signed_in(a_clinic_with(OF).therapist)
    browser.get("/therapist/")
    with CaptureQueriesContext(connection) as seen:
        browser.get("/therapist/")
    about = [each["sql"] for each in seen if '"as_of"' in each["sql"] or "SUM(" in each["sql"].upper()]
    assert len(about) == 1
