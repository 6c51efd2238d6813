"""Signing in, being locked out, being away for long, and signing out: tried as a browser does it."""

import re
import threading
from collections.abc import Callable
from datetime import timedelta
from smtplib import SMTPServerDisconnected
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.apps import apps
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from stepwell.care.actions import clinics
from stepwell.care.models import Account, Enrolment
from stepwell.care.queries.accounts import visitor
from stepwell.server.seen_browsers import EVERY_S
from stepwell.server.sign_in import MAIL
from tests.clinic.conftest import PASSWORD

pytestmark = pytest.mark.django_db

SignedIn = Callable[..., Client]
LOGIN = "/account/login/"


@pytest.fixture(autouse=True)
def fresh_counts() -> None:
    """Start from no tries: what is counted in a process's memory outlasts a test."""
    cache.clear()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    """Return a function that moves the site's clock on."""
    now = [timezone.now()]
    monkeypatch.setattr(timezone, "now", lambda: now[0])

    def pass_time(length: timedelta) -> None:
        now[0] += length

    return pass_time


def _browser() -> Client:
    return Client(HTTP_HOST="localhost")


def _try(email: str, password: str, browser: Client | None = None) -> tuple[int, str]:
    answer = (browser or _browser()).post(LOGIN, {"login": email, "password": password})
    words = re.sub(r"<(script|input)[^>]*>", "", answer.content.decode())
    return answer.status_code, words.replace(email, "")


def test_a_patient_signs_in_with_her_password(ana: Account) -> None:
    browser = _browser()
    assert _try("Ana@Example.org", PASSWORD, browser)[0] == 302
    assert browser.get("/settings/").status_code == 200


def test_a_password_alone_opens_no_therapists_page_once_there_is_a_second_factor(tess: Account, signed_in: SignedIn) -> None:
    signed_in(tess)  # makes the second factor
    browser = _browser()
    answer = browser.post(LOGIN, {"login": tess.email, "password": PASSWORD})
    assert answer["Location"] == "/account/second-factor/authenticate/"
    assert browser.get("/therapist/")["Location"].startswith(LOGIN)


def test_wrong_tries_sound_the_same_whether_the_address_exists(ana: Account) -> None:
    known = [_try("ana@example.org", "wrong") for _ in range(7)]
    unknown = [_try("nobody@example.org", "wrong") for _ in range(7)]
    assert known == unknown
    assert [status for status, _ in known] == [200] * 4 + [429] * 3


def test_five_wrong_tries_lock_even_the_right_password_out_for_a_quarter_of_an_hour(ana: Account) -> None:
    for _ in range(5):
        _try("ana@example.org", "wrong")
    assert _try("ana@example.org", PASSWORD)[0] == 429
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    assert _try("ana@example.org", PASSWORD)[0] == 302


def test_a_lock_is_the_same_however_the_address_is_written(ana: Account) -> None:
    for spelling in ("ana@example.org", "ANA@example.org", " ana@example.org", "Ana@Example.Org", "ana@EXAMPLE.org"):
        _try(spelling, "wrong")
    assert _try("ana@example.org", PASSWORD)[0] == 429


def test_one_persons_lock_is_not_anothers(ana: Account, ben: Account) -> None:
    for _ in range(5):
        _try("ana@example.org", "wrong")
    assert _try("ben@example.org", PASSWORD)[0] == 302


@pytest.mark.parametrize(("name", "minutes"), [("tess", 15), ("ana", 30)])
def test_a_browser_left_alone_is_signed_out(
    name: str, minutes: int, request: pytest.FixtureRequest, signed_in: SignedIn, clock: Callable[..., None]
) -> None:
    browser = signed_in(request.getfixturevalue(name))
    page = "/therapist/" if name == "tess" else "/settings/"
    for _ in range(3):
        clock(timedelta(minutes=minutes - 1))
        assert browser.get(page).status_code == 200, "somebody is there"
    clock(timedelta(minutes=minutes, seconds=40))
    assert browser.get(page)["Location"] == f"{LOGIN}?next={page}"


def test_typing_in_a_page_counts_as_being_there(signed_in: SignedIn, tess: Account, clock: Callable[..., None]) -> None:
    browser = signed_in(tess)
    browser.get("/therapist/")
    for _ in range(4):
        clock(timedelta(minutes=10))
        assert browser.get("/still-here/").status_code == 204
    assert browser.get("/therapist/").status_code == 200


def test_a_session_ends_after_twelve_hours_however_busy(signed_in: SignedIn, ana: Account, clock: Callable[..., None]) -> None:
    browser = signed_in(ana)
    for _ in range(12 * 3):
        assert browser.get("/settings/").status_code == 200
        clock(timedelta(minutes=20, seconds=1))
    assert browser.get("/settings/").status_code == 302


def test_a_form_sent_too_late_leads_back_to_its_page(signed_in: SignedIn, ana: Account, clock: Callable[..., None]) -> None:
    browser = signed_in(ana)
    browser.get("/settings/")
    clock(timedelta(minutes=31))
    answer = browser.post("/session/save/", headers={"referer": "http://localhost/today/"})
    assert answer["Location"] == f"{LOGIN}?next=/today/"
    other = signed_in(ana)
    other.get("/settings/")
    clock(timedelta(minutes=31))
    answer = other.post("/session/save/", headers={"referer": "http://elsewhere.example/x/"})
    assert answer["Location"] == f"{LOGIN}?next=/"


def test_sessions_are_listed_and_the_others_end(ana: Account) -> None:
    phone, computer = _browser(), _browser()
    _try("ana@example.org", PASSWORD, phone)
    _try("ana@example.org", PASSWORD, computer)
    assert "Sign all the others out" in computer.get("/account/sessions/").content.decode()
    computer.post("/account/sessions/")
    assert phone.get("/settings/").status_code == 302
    assert computer.get("/settings/").status_code == 200


def test_a_browser_in_use_is_written_down_once_a_minute(signed_in: SignedIn, ana: Account, clock: Callable[..., None]) -> None:
    browser, seen = signed_in(ana), apps.get_model("usersessions", "UserSession").objects.filter(user=ana)
    browser.get("/settings/")
    clock(timedelta(seconds=EVERY_S))
    browser.get("/settings/")
    first = seen.get().last_seen_at
    clock(timedelta(seconds=EVERY_S - 1))
    with CaptureQueriesContext(connection) as asked:
        assert browser.get("/settings/").status_code == 200
    assert [query["sql"] for query in asked if "usersessions" in query["sql"]] == []
    clock(timedelta(seconds=1))
    browser.get("/settings/")
    assert seen.get().last_seen_at == first + timedelta(seconds=EVERY_S)


def test_a_browser_whose_session_gets_another_key_is_on_the_list_at_once(ana: Account) -> None:
    browser = _browser()
    _try("ana@example.org", PASSWORD, browser)
    browser.get("/settings/")
    session: Any = browser.session
    session.cycle_key()
    browser.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    browser.get("/settings/")
    assert apps.get_model("usersessions", "UserSession").objects.filter(session_key=session.session_key).exists()


def test_a_changed_password_ends_the_other_sessions(ana: Account) -> None:
    phone, computer = _browser(), _browser()
    _try("ana@example.org", PASSWORD, phone)
    _try("ana@example.org", PASSWORD, computer)
    new = "another four quiet words"
    computer.post("/account/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert phone.get("/settings/").status_code == 302
    assert computer.get("/settings/").status_code == 200


def test_signing_out_clears_the_device(ana: Account) -> None:
    browser = _browser()
    _try("ana@example.org", PASSWORD, browser)
    answer = browser.post("/account/logout/", follow=True)
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert "forget.js" in answer.content.decode()
    assert browser.get("/settings/").status_code == 302


def mail_is_sent() -> None:
    """Wait for the mail that is sent beside an answer."""
    for thread in threading.enumerate():
        if thread.name == MAIL:
            thread.join(10)


def test_a_forgotten_password_is_changed_by_a_link_that_works_once(ana: Account) -> None:
    _browser().post("/account/password/reset/", {"email": "Ana@example.org"})
    mail_is_sent()
    found = re.search(r"http://localhost(?::\d+)?(/\S+)", str(mail.outbox[0].body))
    assert found is not None
    browser, new = _browser(), "another four quiet words"
    page = browser.get(found.group(1), follow=True)
    answer = browser.post(page.request["PATH_INFO"], {"password1": new, "password2": new}, follow=True)
    assert "Your password is changed" in answer.content.decode()
    assert _try("ana@example.org", new)[0] == 302
    assert "does not work any more" in _browser().get(found.group(1), follow=True).content.decode()


def test_a_forgotten_password_sounds_the_same_whether_the_address_exists(ana: Account) -> None:
    answers = [
        _browser().post("/account/password/reset/", {"email": email}, follow=True) for email in ("ana@example.org", "no@example.org")
    ]
    assert len({re.sub(r'value="[^"]*"', "", answer.content.decode()) for answer in answers}) == 1
    mail_is_sent()
    assert [message.to for message in mail.outbox] == [["ana@example.org"]]


def test_a_mail_server_that_is_slow_or_down_does_not_say_whether_an_address_exists(ana: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    let_go = threading.Event()

    def stuck(self: object, messages: object) -> int:
        let_go.wait(10)
        raise SMTPServerDisconnected

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", stuck)
    answers = [_browser().post("/account/password/reset/", {"email": email}) for email in ("ana@example.org", "no@example.org")]
    let_go.set()  # both were answered before the mail server was
    mail_is_sent()
    assert {(answer.status_code, answer["Location"]) for answer in answers} == {(302, "/account/password/reset/done/")}


@pytest.mark.parametrize("path", ["signup/", "email/", "password/set/", "login/code/confirm/", "confirm-email/"])
def test_what_makes_no_sense_by_invitation_is_closed(path: str, signed_in: SignedIn, ana: Account) -> None:
    assert signed_in(ana).get(f"/account/{path}").status_code == 404
    assert _browser().get(f"/account/{path}").status_code == 302


@pytest.mark.parametrize("path", ["/help/", "/help/?country=gb", "/about/", "/sources/", "/offline/care/"])
def test_help_opens_without_a_sign_in(path: str) -> None:
    page = _browser().get(path)
    assert page.status_code == 200
    assert "stepwell-person" not in page.content.decode()


def test_help_opens_for_a_therapist_too_and_the_care_card_leads_there(signed_in: SignedIn, tess: Account) -> None:
    assert signed_in(tess).get("/help/").status_code == 200
    assert _browser().get("/care/")["Location"] == "/help/"


def test_whoever_leaves_is_signed_out_at_once_and_their_patients_are_free(mona: Account, tess: Account, ana: Account) -> None:
    browser = _browser()
    _try("tess@example.org", PASSWORD, browser)
    assert browser.get("/account/sessions/").status_code == 200
    clinics.end_membership(who=visitor(mona), membership=tess.memberships.get().pk, now=timezone.now())
    assert browser.get("/account/sessions/").status_code == 302
    assert Enrolment.objects.get().therapist is None


def test_the_mail_folder_is_named_while_the_site_is_tried_out() -> None:
    assert "/mail" in _browser().get(LOGIN).content.decode()


def test_who_is_signed_in_stands_under_you(signed_in: SignedIn, ana: Account) -> None:
    page = signed_in(ana).get("/settings/").content.decode()
    assert "Signed in as Ana, ana@example.org." in page
    assert "/account/logout/" in page
