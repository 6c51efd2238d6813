"""A visit from the request to its end: the clinic's side, the side of whoever asked, and what neither may do."""

from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Thread
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from stepwell.care import visit_address, visit_history, visit_states
from stepwell.care.actions import visit_requests, visits
from stepwell.care.actions.visit_requests import Asked
from stepwell.care.errors import TimeTaken
from stepwell.care.models import Account, Appointment, Clinic
from stepwell.care.models.clinic_work import APPOINTMENT_STATES
from stepwell.care.queries import accounts
from stepwell.care.queries import visits as queries

pytestmark = pytest.mark.django_db

SignedIn = Callable[..., Client]
HERE = ZoneInfo("America/New_York")
NUMBERS = iter(range(1, 10_000))


def tomorrow(hour: int = 10, minute: int = 0, days: int = 1) -> datetime:
    return (timezone.localtime() + timedelta(days=days)).replace(hour=hour, minute=minute, second=0, microsecond=0)


def asked(clinic: Clinic, person: Any = None, **changed: str) -> Appointment:
    """Ask for a visit as somebody from the public page does."""
    told = {
        "name": "Nia Moreno",
        "contact": f"nia{next(NUMBERS)}@example.org, 555 0177",
        "preferred": "Tuesday morning",
        "reason": "left leg",
        "insurance": "",
        "shared": '{"on":"2026-03-02","sections":[{"title":"My summary","text":"walks 20 minutes"}]}',
    } | changed
    return visit_requests.ask(clinic=clinic.pk, asked=Asked(id=uuid4(), **told), person=person, now=timezone.now())


def page_of(row: Appointment) -> str:
    return f"/therapist/visits/{row.pk}/"


def link_of(row: Appointment) -> str:
    return f"/clinics/visit/{visit_address.secret_of(row.pk)}/"


def seen(row: Appointment) -> int:
    row.refresh_from_db()
    return visit_history.turns(visit_history.steps(row))


def answered(browser: Client, row: Appointment, do: str, **more: Any) -> Any:
    """Answer as the therapist does on the page of the visit."""
    return browser.post(page_of(row), {"do": do, "seen": seen(row)} | more)


def at(when: datetime, minutes: int = 45) -> dict[str, Any]:
    return {"starts_at": when.strftime("%Y-%m-%dT%H:%M"), "minutes": minutes}


def state(row: Appointment) -> str:
    row.refresh_from_db()
    return row.state


# --- the whole way --------------------------------------------------------------------------


def test_the_whole_way_of_a_visit(signed_in: SignedIn, tess: Account, clinic: Clinic) -> None:
    browser, anybody, row = signed_in(tess), Client(HTTP_HOST="localhost"), asked(clinic)
    assert "Nia Moreno" in browser.get("/therapist/visits/").content.decode()
    page = browser.get(page_of(row)).content.decode()
    for words in ("left leg", "walks 20 minutes", "Tuesday morning", "555 0177"):
        assert words in page
    assert answered(browser, row, "propose", **at(tomorrow(9, 30))).status_code == 302
    assert "proposes a time" in mail.outbox[-1].subject
    assert "Does this time suit you?" in anybody.get(link_of(row)).content.decode()
    assert anybody.post(link_of(row), {"do": "accept", "seen": seen(row)}).status_code == 302
    assert state(row) == "confirmed"
    anybody.post(link_of(row), {"do": "move", "seen": seen(row), "preferred": "Friday afternoon"})
    assert (state(row), row.starts_at, row.preferred) == ("requested", None, "Friday afternoon")
    answered(browser, row, "confirm", **at(tomorrow(15)))
    assert state(row) == "confirmed"
    history = browser.get(page_of(row)).content.decode()
    for words in ("They asked for a time", "Tess proposed", "They agreed to", "Tess confirmed", "Friday afternoon"):
        assert words in history
    assert "Tess" not in anybody.get(link_of(row)).content.decode()
    Appointment.objects.update(starts_at=timezone.now() - timedelta(hours=1))
    answered(browser, row, "done")
    assert state(row) == "done"


def test_declined_with_words_that_are_behind_the_link_and_not_in_the_mail(signed_in: SignedIn, tess: Account, clinic: Clinic) -> None:
    browser, row = signed_in(tess), asked(clinic)
    assert answered(browser, row, "decline", words="").status_code == 422
    answered(browser, row, "decline", words="We are full until May. Try Hilltop.")
    assert state(row) == "declined"
    assert row.shared == ""
    assert "Hilltop" not in str(mail.outbox[-1].body)
    assert "Try Hilltop" in Client(HTTP_HOST="localhost").get(link_of(row)).content.decode()


def test_no_mail_says_anything_of_health(signed_in: SignedIn, tess: Account, clinic: Clinic) -> None:
    browser, row = signed_in(tess), asked(clinic)
    answered(browser, row, "propose", **at(tomorrow(9)))
    answered(browser, row, "cancel", words="the leg clinic is closed")
    for letter in mail.outbox:
        said = f"{letter.subject} {letter.body}".replace(clinic.name, "")
        assert not any(word in said for word in ("leg", "walks", "Nia", "pain", "Tuesday morning", "summary"))


def test_without_an_e_mail_address_the_therapist_is_told_to_call(signed_in: SignedIn, tess: Account, clinic: Clinic) -> None:
    browser, row = signed_in(tess), asked(clinic, contact="555 0177")
    page = browser.post(page_of(row), {"do": "confirm", "seen": seen(row), **at(tomorrow())}, follow=True)
    assert "please call: 555 0177" in page.content.decode()
    assert mail.outbox == []


def test_a_mail_that_fails_is_said_and_the_visit_stays(
    signed_in: SignedIn, tess: Account, clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*args: Any, **kwargs: Any) -> int:
        raise OSError("no route to nia@example.org")

    monkeypatch.setattr("stepwell.web.shared.visit_mail.send_mail", fails)
    browser, row = signed_in(tess), asked(clinic)
    page = browser.post(page_of(row), {"do": "confirm", "seen": seen(row), **at(tomorrow())}, follow=True)
    assert "could not be sent" in page.content.decode()
    assert state(row) == "confirmed"


# --- what cannot follow ---------------------------------------------------------------------


@pytest.mark.parametrize("begin", APPOINTMENT_STATES)
@pytest.mark.parametrize("do", ["confirm", "propose", "decline", "cancel", "done", "accept", "move"])
def test_only_what_can_follow_is_done(signed_in: SignedIn, tess: Account, clinic: Clinic, begin: str, do: str) -> None:
    row = asked(clinic)
    Appointment.objects.filter(pk=row.pk).update(state=begin, starts_at=tomorrow(11), therapist=tess)
    wanted = {"confirm": "confirmed", "propose": "proposed", "decline": "declined", "cancel": "cancelled", "done": "done"}.get(do)
    if wanted is None:
        wanted = {"accept": "confirmed", "move": "requested"}[do]
        Client(HTTP_HOST="localhost").post(link_of(row), {"do": do, "seen": seen(row), "preferred": "another day"})
        may = visit_states.can_follow(begin, wanted, "asker")
    else:
        answered(signed_in(tess), row, do, words="why", **at(tomorrow(14)))
        may = visit_states.can_follow(begin, wanted, "clinic") and do != "done"  # it has not begun
    assert state(row) == (wanted if may else begin)


def test_an_end_is_an_end() -> None:
    for ended in set(APPOINTMENT_STATES) - set(visit_states.OPEN):
        assert visit_states.choices(ended, "asker") == visit_states.choices(ended, "clinic") == ()


def test_a_page_that_is_out_of_date_changes_nothing(signed_in: SignedIn, tess: Account, clinic: Clinic) -> None:
    browser, row = signed_in(tess), asked(clinic)
    old = seen(row)
    answered(browser, row, "propose", **at(tomorrow(9)))
    Client(HTTP_HOST="localhost").post(link_of(row), {"do": "move", "seen": seen(row), "preferred": "evenings only"})
    page = browser.post(page_of(row), {"do": "confirm", "seen": old, **at(tomorrow(9))}, follow=True)
    assert "has changed in the meantime" in page.content.decode()
    assert state(row) == "requested"


def test_agreeing_to_a_time_that_was_changed_meanwhile_is_refused(signed_in: SignedIn, tess: Account, clinic: Clinic) -> None:
    browser, anybody, row = signed_in(tess), Client(HTTP_HOST="localhost"), asked(clinic)
    answered(browser, row, "propose", **at(tomorrow(9)))
    old = seen(row)
    answered(browser, row, "propose", **at(tomorrow(16)))
    page = anybody.post(link_of(row), {"do": "accept", "seen": old})
    assert page.status_code == 409
    assert "4:00 PM" in page.content.decode()
    assert state(row) == "proposed"


def test_sent_twice_is_done_once_and_mailed_once(signed_in: SignedIn, tess: Account, clinic: Clinic) -> None:
    browser, row = signed_in(tess), asked(clinic)
    sent = {"do": "confirm", "seen": seen(row), **at(tomorrow())}
    assert [browser.post(page_of(row), sent).status_code for _ in range(2)] == [302, 302]
    assert len(mail.outbox) == 1
    anybody, again = Client(HTTP_HOST="localhost"), {"do": "cancel", "seen": seen(row)}
    assert [anybody.post(link_of(row), again).status_code for _ in range(2)] == [302, 302]
    assert [step.state for step in visit_history.steps(Appointment.objects.get())] == ["requested", "confirmed", "cancelled"]


@pytest.mark.parametrize("when", [-1, 0])
def test_no_visit_in_the_past(signed_in: SignedIn, tess: Account, clinic: Clinic, when: int) -> None:
    row = asked(clinic)
    page = answered(signed_in(tess), row, "confirm", **at(timezone.localtime() + timedelta(days=when) - timedelta(minutes=5)))
    assert page.status_code == 422
    assert "has passed" in page.content.decode()


@pytest.mark.parametrize("do", ["confirm", "propose"])
def test_no_visit_in_another_century(signed_in: SignedIn, tess: Account, clinic: Clinic, do: str) -> None:
    row = asked(clinic)
    page = answered(signed_in(tess), row, do, starts_at="9999-12-31T10:00", minutes="30")
    assert page.status_code == 422
    assert "more than a year ahead" in page.content.decode()
    row.refresh_from_db()
    assert row.starts_at is None


def test_a_proposal_whose_time_has_passed_cannot_be_agreed_to(clinic: Clinic, tess: Account) -> None:
    row = asked(clinic)
    Appointment.objects.update(state="proposed", starts_at=timezone.now() - timedelta(minutes=1), therapist=tess)
    anybody = Client(HTTP_HOST="localhost")
    assert anybody.post(link_of(row), {"do": "accept", "seen": seen(row)}).status_code == 409
    assert "This time has passed" in anybody.get(link_of(row)).content.decode()


# --- one time, one visit --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("minute", "lasts", "fits"), [(0, 45, False), (30, 45, False), (44, 15, False), (45, 30, True), (-15, 15, True), (-15, 20, False)]
)
def test_double_booking_is_refused_with_words(
    signed_in: SignedIn, tess: Account, clinic: Clinic, minute: int, lasts: int, fits: bool
) -> None:
    browser, first, second = signed_in(tess), asked(clinic), asked(clinic)
    answered(browser, first, "confirm", **at(tomorrow(10), 45))
    page = answered(browser, second, "confirm", **at(tomorrow(10) + timedelta(minutes=minute), lasts))
    assert page.status_code == (302 if fits else 422)
    if not fits:
        assert "another visit at that time" in page.content.decode()
    assert state(second) == ("confirmed" if fits else "requested")


def test_a_proposed_time_is_held_and_a_cancelled_one_is_free(signed_in: SignedIn, tess: Account, clinic: Clinic) -> None:
    browser, first, second = signed_in(tess), asked(clinic), asked(clinic)
    answered(browser, first, "propose", **at(tomorrow(10)))
    assert answered(browser, second, "confirm", **at(tomorrow(10))).status_code == 422
    Client(HTTP_HOST="localhost").post(link_of(first), {"do": "cancel", "seen": seen(first)})
    assert answered(browser, second, "confirm", **at(tomorrow(10))).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_two_at_the_same_moment_do_not_get_the_same_time(clinic: Clinic, tess: Account) -> None:
    who, rows, results = accounts.visitor(tess), [asked(clinic) for _ in range(4)], []

    def take(row: Appointment) -> None:
        try:
            visits.set_time(who=who, visit=row.pk, starts_at=tomorrow(10), minutes=45, is_agreed=True, seen=1, now=timezone.now())
            results.append("taken")
        except TimeTaken:
            results.append("refused")
        finally:
            connection.close()

    threads = [Thread(target=take, args=(row,)) for row in rows]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == ["refused", "refused", "refused", "taken"]


@pytest.mark.django_db(transaction=True)
def test_the_same_letter_at_the_same_moment_asks_once(clinic: Clinic) -> None:
    letter = Asked(id=uuid4(), name="Nia", contact="nia@example.org", preferred="any", reason="", insurance="", shared="")
    results: list[Any] = []

    def send() -> None:
        try:
            results.append(visit_requests.ask(clinic=clinic.pk, asked=letter, person=None, now=timezone.now()).pk)
        finally:
            connection.close()

    threads = [Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [letter.id] * 4
    assert Appointment.objects.count() == 1


def test_a_list_of_many_costs_as_many_queries_as_one(
    tess: Account, ana: Account, clinic: Clinic, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    who = accounts.visitor(tess)
    for more in (1, 20):
        for _ in range(more):
            asked(clinic, person=ana.person)
        with django_assert_num_queries(1):
            queries.open_to(who, timezone.now())
