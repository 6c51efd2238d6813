"""Every page of a clinic, as each visitor is shown it: nothing but its own files, no script or style in it, and kept nowhere."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from stepwell.care.models import Account, Clinic
from stepwell.server import clinic as of_clinic
from stepwell.server import env
from tests import plain_text, strict
from tests.clinic import walking, world
from tests.clinic.conftest import PASSWORD
from tests.clinic.opening import opened_by
from tests.clinic.routes import every_route
from tests.clinic.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def at_work(signed_in: Callable[..., Client], clinic: Clinic, tess: Account, mona: Account, ana: Account, ben: Account) -> World:
    """Return the clinic with everybody who has pages of their own."""
    return world.built({"patient": ana, "another patient": ben, "therapist": tess, "manager": mona}, signed_in, clinic)


def test_every_page_is_strict_and_in_words_for_whom_it_is_and_for_who_may_not_see_it(at_work: World) -> None:
    found, pages = [], 0
    for route in every_route():
        visitors = {opened_by(route), "nobody"}
        for visitor, method in [(visitor, method) for visitor in visitors for method in walking.METHODS]:
            address = walking.address(route, at_work)
            answer = walking.answer(at_work, visitor, method, address)
            wrong = strict.problems(answer) + plain_text.problems(answer, address)
            found += [f"{method} {route.name} {answer.status_code}: {each}" for each in wrong]
            pages += answer.headers.get("Content-Type", "").startswith("text/html")
    assert not found, "\n".join(sorted(set(found)))
    assert pages > 150


def test_behind_tls_cookies_are_secure_and_the_browser_is_told_to_stay_there(settings: Any, tmp_path: Any, tess: Account) -> None:
    environment = env.read({"STEPWELL_MODE": "clinic", "STEPWELL_ADDRESS": "https://clinic.example", "STEPWELL_TRUSTED_PROXY": "127.0.0.1"})
    for name, value in of_clinic.settings(environment, tmp_path).items():
        if name.startswith(("SESSION_", "CSRF_", "SECURE_")):
            setattr(settings, name, value)
    browser = Client(HTTP_HOST="localhost")
    page = browser.get("/account/login/", secure=True)
    browser.post("/account/login/", {"login": tess.email, "password": PASSWORD}, secure=True)
    assert "max-age=31536000" in page.headers["Strict-Transport-Security"]
    assert settings.SESSION_COOKIE_NAME in browser.cookies
    assert settings.CSRF_COOKIE_NAME in browser.cookies
    for cookie in browser.cookies.values():
        assert cookie["secure"], cookie
        assert cookie["samesite"] in ("Lax", "Strict"), cookie
    assert browser.cookies[settings.SESSION_COOKIE_NAME]["httponly"]
