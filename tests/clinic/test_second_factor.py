"""The second factor in plain words: an authenticator app, recovery codes, and who must have one."""

import re
import time
from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.test import Client

from stepwell.care.models import Account
from tests.clinic.conftest import PASSWORD

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

FACTOR = "/account/second-factor/"


@pytest.fixture(autouse=True)
def fresh_counts() -> None:
    """Start from no tries: what is counted in a process's memory outlasts a test."""
    cache.clear()


def _signed_in(account: Account) -> Client:
    browser = Client(HTTP_HOST="localhost")
    browser.post("/account/login/", {"login": account.email, "password": PASSWORD})
    return browser


def _code(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time())))))


def _with_app(account: Account) -> tuple[Client, str]:
    """Set an app up as a person does, and return the browser and the app's secret."""
    browser = _signed_in(account)
    browser.post("/account/reauthenticate/", {"password": PASSWORD})
    page = browser.get(f"{FACTOR}totp/activate/").content.decode()
    found = re.search(r'class="secret">(\w+)<', page)
    assert found is not None
    answer = browser.post(f"{FACTOR}totp/activate/", {"code": _code(found.group(1))})
    assert answer["Location"] == f"{FACTOR}recovery-codes/"
    return browser, found.group(1)


def _codes(browser: Client) -> list[str]:
    return re.findall(r"<code>(\d+)</code>", browser.get(f"{FACTOR}recovery-codes/").content.decode())


def test_an_app_is_set_up_from_a_picture_that_the_page_itself_holds(tess: Account) -> None:
    browser = _signed_in(tess)
    browser.post("/account/reauthenticate/", {"password": PASSWORD})
    assert 'src="data:image/svg+xml' in browser.get(f"{FACTOR}totp/activate/").content.decode()


def test_with_an_app_a_therapist_is_in_and_signs_in_with_its_code(tess: Account) -> None:
    browser, secret = _with_app(tess)
    assert browser.get("/therapist/").status_code == 200
    cache.clear()  # the code of this half minute was used up by setting it up
    again = _signed_in(tess)
    assert again.get("/therapist/")["Location"].startswith("/account/login/"), "the password alone lets nobody in"
    again.post(f"{FACTOR}authenticate/", {"code": _code(secret)})
    assert again.get("/therapist/").status_code == 200


def test_a_recovery_code_lets_one_in_once(tess: Account) -> None:
    codes = _codes(_with_app(tess)[0])
    assert len(codes) == 10
    again = _signed_in(tess)
    again.post(f"{FACTOR}authenticate/", {"code": codes[0]})
    assert again.get("/therapist/").status_code == 200
    third = _signed_in(tess)
    assert "not right" in third.post(f"{FACTOR}authenticate/", {"code": codes[0]}).content.decode()


def test_a_wrong_code_is_refused_and_counted(tess: Account) -> None:
    _with_app(tess)
    browser = _signed_in(tess)
    answers = [browser.post(f"{FACTOR}authenticate/", {"code": "000000"}).content.decode() for _ in range(7)]
    assert "not right" in answers[0]
    assert "Too many tries" in answers[-1]
    assert browser.get("/therapist/").status_code == 302


@pytest.mark.parametrize("page", ["totp/activate/", "webauthn/add/"])
def test_setting_up_asks_for_the_password_once_more_but_not_right_after_signing_in(
    tess: Account, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    browser = _signed_in(tess)
    assert browser.get(f"{FACTOR}{page}").status_code == 200
    later = time.time() + 6 * 60
    monkeypatch.setattr(time, "time", lambda: later)
    assert browser.get(f"{FACTOR}{page}")["Location"].startswith("/account/reauthenticate/")


def test_a_patient_may_go_without_a_second_factor(ana: Account) -> None:
    browser = _signed_in(ana)
    assert "Not now" in browser.get(FACTOR).content.decode()
    assert browser.get("/settings/").status_code == 200


def test_a_therapist_who_takes_the_last_one_away_is_led_back(tess: Account) -> None:
    browser, _ = _with_app(tess)
    browser.post("/account/reauthenticate/", {"password": PASSWORD})
    browser.post(f"{FACTOR}totp/deactivate/")
    assert not Authenticator.objects.filter(user=tess, type="totp").exists()
    assert browser.get("/therapist/")["Location"] == FACTOR


PAGES = ("", "totp/activate/", "totp/deactivate/", "recovery-codes/", "recovery-codes/generate/", "webauthn/", "webauthn/add/")


def test_no_page_about_signing_in_has_a_script_of_its_own_inside(tess: Account, signed_in: Callable[..., Client]) -> None:
    browser, _ = _with_app(tess)
    browser.post("/account/reauthenticate/", {"password": PASSWORD})
    pages = [f"{FACTOR}{page}" for page in PAGES] + ["/account/sessions/", "/account/password/change/", "/account/logout/"]
    for page in pages:
        answer = browser.get(page, follow=True)
        text = answer.content.decode()
        assert answer.status_code == 200, page
        assert not re.search(r"<script(?![^>]*(src=|application/json))", text), page
        assert not re.search(r"\son\w+=|\sstyle=", text), page


def test_a_passkey_is_asked_for_only_where_there_is_one(tess: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    """With an app alone the button led nowhere."""
    _with_app(tess)
    assert "Use a passkey" not in _signed_in(tess).get(f"{FACTOR}authenticate/").content.decode()
    with_one = {"publicKey": {"challenge": "MQ", "allowCredentials": [{"type": "public-key", "id": "MQ"}]}}
    monkeypatch.setattr("allauth.mfa.base.views.webauthn_auth.begin_authentication", lambda user: with_one)
    assert "Use a passkey" in _signed_in(tess).get(f"{FACTOR}authenticate/").content.decode()
