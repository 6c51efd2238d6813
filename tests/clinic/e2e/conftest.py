"""Journeys of a clinic in a real browser: the fixtures of tests/e2e, at the host name that passkeys need, and a made-up authenticator."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core import mail
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests.e2e.conftest import (
    accessible,
    browser,
    calendar,
    desktop,
    open_page,
    phone,
    playwright,
    screenshot,
)

__all__ = ["accessible", "browser", "calendar", "desktop", "open_page", "phone", "playwright", "screenshot"]


@pytest.fixture(scope="session")
def live_server(request: pytest.FixtureRequest) -> Iterator[LiveServer]:
    """Serve at localhost: a passkey is bound to a name, and an address in numbers has none."""
    server = LiveServer("localhost")
    yield server
    server.stop()


@pytest.fixture
def passkeys() -> Callable[[Page], Any]:
    """Return a function that plugs an authenticator into a page's browser: it keeps passkeys and always says yes, like a finger."""

    def plugged_in(page: Page) -> Any:
        session = page.context.new_cdp_session(page)
        session.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }
        session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
        return session

    return plugged_in


@pytest.fixture
def mailed_path() -> Callable[[], str]:
    """Return a function that gives the path of the link in the newest mail."""

    def path() -> str:
        found = re.search(r"https?://[^/\s]+(/\S+)", str(mail.outbox[-1].body))
        assert found is not None, "the newest mail has no link"
        return found.group(1)

    return path
