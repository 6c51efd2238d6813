"""Journeys in a real browser: a phone and a desktop, light and dark, watched for errors and for foreign hosts."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, Playwright, ViewportSize, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.e2e import looking

PATIENCE_MS = 60_000
"""How long a journey waits for what must come: it costs nothing when all is well, and a machine may do something else as well."""

expect.set_options(timeout=PATIENCE_MS)

# Playwright's own loop runs in the test's thread; the rows are still used from one thread at a time.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

Size = Literal["phone", "desktop"]
Scheme = Literal["light", "dark"]
OpenPage = Callable[..., Page]

SIZES: dict[Size, ViewportSize] = {"phone": {"width": 390, "height": 844}, "desktop": {"width": 1280, "height": 900}}
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
ONE_PROCESS = "--disable-site-isolation-trials"
"""Every page is ours, so it may stay in the process in which its empty window began: each journey starts one process fewer."""
FIRST_DAY = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
"""A Monday morning in New York, two weeks before nothing special: no change of the clock lies in the first days."""


class Calendar:
    """The day on the server, which a journey moves on instead of waiting for it."""

    def __init__(self) -> None:
        self.now = FIRST_DAY

    @property
    def today(self) -> date:
        """The day that the server believes it is."""
        return timezone.localdate(self.now)

    def pass_days(self, days: int = 1) -> date:
        """Let nights pass; return the new day."""
        self.now += timedelta(days=days)
        return self.today


@pytest.fixture(autouse=True)
def calendar(monkeypatch: pytest.MonkeyPatch) -> Calendar:
    """Hold the server's clock still, at a moment that a journey can move."""
    kept = Calendar()
    monkeypatch.setattr(timezone, "now", lambda: kept.now)
    return kept


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Yield Playwright for the whole run."""
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Yield the machine's own Chromium, else the one that Playwright downloaded."""
    named = os.environ.get("STEPWELL_TEST_BROWSER")
    found = named or next(filter(None, map(shutil.which, NAMES)), None)
    browser = playwright.chromium.launch(executable_path=found, args=[ONE_PROCESS])
    yield browser
    browser.close()


@pytest.fixture
def open_page(browser: Browser, live_server: LiveServer) -> Iterator[OpenPage]:
    """Return a function that opens an empty page: ``open_page("phone", "dark")``. Paths such as "/today/" work in goto.

    When the test ends, nothing may have gone wrong inside the pages, no other host may have been asked,
    and the content security policy may have had nothing to refuse (the browser reports that as an error).
    """
    troubles: list[str] = []
    contexts = []
    expected = ["status of (4\\d\\d|503)", "ERR_INTERNET_DISCONNECTED"]  # what a journey asks for on purpose

    def opened(size: Size = "phone", scheme: Scheme = "light", **options: Any) -> Page:
        # The worker keeps pages in the background: only the journeys without a signal let it.
        calm: dict[str, Any] = {"service_workers": "block"}
        if options.get("service_workers") == "allow":
            expected.append("ERR_FAILED")  # what a page hears of a signal that its worker does not find
        touch = {"has_touch": True, "is_mobile": True, "device_scale_factor": 2} if size == "phone" else {}
        settings: dict[str, Any] = {"viewport": SIZES[size], "color_scheme": scheme, "locale": "en-US", "timezone_id": "America/New_York"}
        context = browser.new_context(base_url=live_server.url, **{**settings, **calm, **touch, **options})
        context.set_default_timeout(PATIENCE_MS)
        context.on("console", lambda message: troubles.append(f"console: {message.text}") if message.type == "error" else None)
        context.on("weberror", lambda error: troubles.append(f"script: {error.error}"))
        context.on("requestfailed", lambda request: print(f"failed: {request.method} {request.url} {request.failure}"))
        context.on("request", lambda request: troubles.extend(_foreign(request.url, live_server.url)))
        contexts.append(context)
        return context.new_page()

    yield opened
    print(*troubles, sep="\n")  # shown with a journey that failed for another reason
    for context in contexts:
        context.close()
    assert [trouble for trouble in troubles if not re.search("|".join(expected), trouble)] == []


def _foreign(url: str, own: str) -> list[str]:
    parts = urlsplit(url)
    is_own = parts.scheme in ("data", "blob") or parts.netloc == urlsplit(own).netloc
    return [] if is_own else [f"another host was asked: {parts.netloc}"]


@pytest.fixture
def phone(open_page: OpenPage) -> Page:
    """Return a page as on a phone, 390 x 844, light."""
    return open_page("phone")


@pytest.fixture
def desktop(open_page: OpenPage) -> Page:
    """Return a page as on a desktop, 1280 x 900, light."""
    return open_page("desktop")


@pytest.fixture(scope="session")
def accessible() -> Callable[[Page], None]:
    """Return a check: everybody can use the page, in both colour schemes and however narrow or enlarged it is."""
    return looking.can_be_used_by_everybody


@pytest.fixture
def screenshot() -> Callable[..., Path]:
    """Return a function that keeps a picture of a page in tests/e2e/screenshots, which git ignores."""
    return looking.picture
