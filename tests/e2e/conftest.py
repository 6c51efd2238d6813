"""Journeys in a real browser: a phone and a desktop, light and dark, watched for errors and for foreign hosts."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Playwright, ViewportSize, sync_playwright
from pytest_django.live_server_helper import LiveServer

# Playwright's own loop runs in the test's thread; the rows are still used from one thread at a time.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

Size = Literal["phone", "desktop"]
Scheme = Literal["light", "dark"]
OpenPage = Callable[..., Page]

SIZES: dict[Size, ViewportSize] = {"phone": {"width": 390, "height": 844}, "desktop": {"width": 1280, "height": 900}}
SCREENSHOTS = Path(__file__).parent / "screenshots"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


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
    browser = playwright.chromium.launch(executable_path=found)
    yield browser
    browser.close()


@pytest.fixture
def open_page(browser: Browser, live_server: LiveServer) -> Iterator[OpenPage]:
    """Return a function that opens an empty page: ``open_page("phone", "dark")``. Paths such as "/today/" work in goto.

    When the test ends, nothing may have gone wrong inside the pages, and no other host may have been asked.
    """
    troubles: list[str] = []
    contexts = []

    def opened(size: Size = "phone", scheme: Scheme = "light", **options: Any) -> Page:
        touch = {"has_touch": True, "is_mobile": True, "device_scale_factor": 2} if size == "phone" else {}
        settings: dict[str, Any] = {"viewport": SIZES[size], "color_scheme": scheme, "locale": "en-US", "timezone_id": "America/New_York"}
        context = browser.new_context(base_url=live_server.url, **{**settings, **touch, **options})
        context.set_default_timeout(8000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: troubles.append(f"console: {message.text}") if message.type == "error" else None)
        page.on("pageerror", lambda error: troubles.append(f"script: {error}"))
        page.on("request", lambda request: troubles.extend(_foreign(request.url, live_server.url)))
        return page

    yield opened
    for context in contexts:
        context.close()
    expected = re.compile(r"status of (4\d\d|503)")  # a page that a journey asked for on purpose
    assert [trouble for trouble in troubles if not expected.search(trouble)] == []


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


@pytest.fixture(params=["phone-light", "phone-dark", "desktop-light", "desktop-dark"])
def everywhere(request: pytest.FixtureRequest, open_page: OpenPage) -> Page:
    """Return the same page four times: both sizes, both colour schemes."""
    size, scheme = request.param.split("-")
    return open_page(size, scheme)


@pytest.fixture(scope="session")
def accessible() -> Callable[[Page], None]:
    """Return a check: the page breaks no rule of WCAG 2.2 AA that a machine can see, and does not scroll sideways."""

    def check(page: Page) -> None:
        results = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
        assert results.violations_count == 0, f"{page.url}\n{results.generate_report()}"
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{page.url} is {wide} px wider than the window"

    return check


@pytest.fixture
def screenshot(request: pytest.FixtureRequest) -> Callable[..., Path]:
    """Return a function that keeps a picture of a page in tests/e2e/screenshots, which git ignores."""

    def taken(page: Page, name: str, *, full_page: bool = True) -> Path:
        SCREENSHOTS.mkdir(exist_ok=True)
        path = SCREENSHOTS / f"{name}.png"
        page.screenshot(path=path, full_page=full_page, animations="disabled")
        return path

    return taken
