"""Take the pictures of README.md and docs/tutorials: python -m tests.pictures, which needs Chromium.

They show the site as shipped, with the log of somebody who does not exist, in a data folder of its own.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from stepwell.cli import _demo_clinic, demo
from stepwell.engine.decision import DayPlan
from stepwell.engine.log import Log, Session
from stepwell.engine.plan import plan_day
from stepwell.engine.reading import written
from stepwell.knowledge.loader import load
from tests._small_png import small_png
from tests.bench._made_log import made_log
from tests.bench._served import served

FOLDER = Path(__file__).parent.parent / "docs" / "pictures"
LARGEST = 120_000
"""Bytes of one picture: a page of documentation must open quickly."""
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
DAYS = range(20, 45)
"""How many days the person has been at it: some weeks, so that there is something to see."""
FEWEST_EXERCISES = 4


def main() -> int:
    """Take every picture; return 1 when one is too large."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="sw-pictures-") as home, _site(home) as address, _browser() as browser:
        _today(browser, address)
        _safety_check(browser, address)
        _player(browser, address)
        _own_picture(browser, address)
        _paper(browser, address)
    months = demo.made_up(date.today())
    with tempfile.TemporaryDirectory(prefix="sw-pictures-") as home, _site(home, months) as address, _browser() as browser:
        _progress(browser, address)
        _what_sets_it_off(browser, address)
    with _made_up_clinic() as address, _browser() as browser:
        _therapists_side(browser, address)
    sizes = {path.name: path.stat().st_size for path in sorted(FOLDER.glob("*.png"))}
    for name, size in sizes.items():
        print(f"docs/pictures/{name:<20} {size / 1000:5.0f} KB{'   too large' if size > LARGEST else ''}")
    return int(any(size > LARGEST for size in sizes.values()))


def _today(browser: Browser, address: str) -> None:
    for scheme in ("light", "dark"):
        page = _phone(browser, address, scheme)
        page.goto("/today/")
        _take(page, f"today_{scheme}")


def _safety_check(browser: Browser, address: str) -> None:
    page = _phone(browser, address)
    page.goto("/safety-check/bladder_bowel_saddle/?change=1")
    _take(page, "safety_check")


def _player(browser: Browser, address: str) -> None:
    page = _phone(browser, address)
    page.goto("/session/")
    page.get_by_role("button", name="Start").first.click()
    page.locator("[data-zone]").wait_for()
    page.wait_for_timeout(1500)
    _take(page, "player")


def _own_picture(browser: Browser, address: str) -> None:
    page = _phone(browser, address)
    page.goto("/picture/")
    _take(page, "picture")


def _paper(browser: Browser, address: str) -> None:
    page = browser.new_page(base_url=address, viewport={"width": 720, "height": 1018})
    page.emulate_media(media="print")
    page.goto("/print/")
    _take(page, "paper")


def _progress(browser: Browser, address: str) -> None:
    page = _phone(browser, address)
    page.goto("/progress/?all")
    _take(page, "progress")


def _what_sets_it_off(browser: Browser, address: str) -> None:
    page = _phone(browser, address)
    page.goto("/triggers/")
    _take(page, "what_sets_it_off")


def _therapists_side(browser: Browser, address: str) -> None:
    """Take the list of patients, one person's page, and the plan as a difference, as a therapist sees them on a wide screen."""
    page = browser.new_page(base_url=address, viewport={"width": 1200, "height": 820}, locale="en-US")
    page.goto("/look-around/")
    page.get_by_role("button", name="Look as the therapist").click()
    _take(page, "patients")
    page.get_by_role("link", name=_demo_clinic.PATIENT, exact=True).click()
    page.get_by_role("heading", name="Course").evaluate("(heading) => { heading.scrollIntoView(); scrollBy(0, -40); }")
    _take(page, "course")
    page.get_by_role("link", name="Plan", exact=True).click()
    _take(page, "plan")


def _phone(browser: Browser, address: str, scheme: str = "light") -> Page:
    context = browser.new_context(
        base_url=address,
        viewport={"width": 390, "height": 844},
        color_scheme="dark" if scheme == "dark" else "light",
        locale="en-US",
        device_scale_factor=1.5,
        has_touch=True,
        is_mobile=True,
    )
    return context.new_page()


def _take(page: Page, name: str) -> None:
    page.wait_for_load_state("networkidle")
    (FOLDER / f"{name}.png").write_bytes(small_png(page.screenshot(animations="disabled")))


def found_browser() -> str | None:
    """Return where Chromium is on this machine, or None for Playwright's own."""
    return os.environ.get("STEPWELL_TEST_BROWSER") or next(filter(None, map(shutil.which, BROWSERS)), None)


@contextmanager
def _browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found_browser())
        yield browser
        browser.close()


@contextmanager
def _site(home: str, log: Log | None = None) -> Iterator[str]:
    """Start the site with a log, or else with that of somebody who has not exercised today."""
    file = Path(home) / "log.json"
    file.write_bytes(written(log or _telling_log(date.today())))
    environment = {**os.environ, "STEPWELL_HOME": home, "STEPWELL_DATABASE_URL": ""}
    subprocess.run([sys.executable, "-m", "stepwell.cli", "import", str(file)], check=True, env=environment, stdout=subprocess.DEVNULL)
    with served(home) as site:
        yield f"http://localhost:{site.port}"


@contextmanager
def _made_up_clinic() -> Iterator[str]:
    """Start the made-up clinic that anybody can look around in."""
    with served("", "demo", "--clinic") as site:
        yield f"http://localhost:{site.port}"


def _telling_log(today: date) -> Log:
    """Return the log of somebody for whom there is a step up in strength work today, which says more than a quiet day."""
    knowledge = load()
    for days in DAYS:
        facts = made_log(days, today - timedelta(days=days - 1), knowledge).facts
        log = Log(facts=tuple(fact for fact in facts if not (isinstance(fact, Session) and fact.on == today)))
        plan = plan_day(log, knowledge, today)
        if isinstance(plan, DayPlan) and plan.why_today.id == "load_up" and len(plan.items) >= FEWEST_EXERCISES:
            return log
    raise SystemExit("no day with a step up was found: widen DAYS")


if __name__ == "__main__":
    sys.exit(main())
