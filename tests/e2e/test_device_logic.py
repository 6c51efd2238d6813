"""What the player asks of a device, on an empty page: a screen that stays on, listeners that are let go, voices that stop."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route

import stepwell.web

pytestmark = pytest.mark.one_database

SCRIPTS = Path(stepwell.web.__file__).parent / "static" / "stepwell" / "js"
LOCKS = """async (asked) => {
  const locks = [];
  const request = async () => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    const lock = { released: false, release: async () => { lock.released = true; } };
    locks.push(lock);
    return lock;
  };
  Object.defineProperty(navigator, "wakeLock", { value: { request }, configurable: true });
  const { Senses } = await import("/player/senses.js");
  const senses = new Senses(() => ({ sound: false, buzz: false }));
  await Promise.all(asked.map((on) => senses.keepScreenOn(on)));
  const held = locks.filter((lock) => !lock.released).length;
  await senses.keepScreenOn(false);
  return [held, locks.filter((lock) => !lock.released).length];
}"""
LISTENERS = """async () => {
  let count = 0;
  const [add, remove] = [document.addEventListener, document.removeEventListener];
  const kept = new Set();
  document.addEventListener = (kind, listener) => { kept.add(listener); return add.call(document, kind, listener); };
  document.removeEventListener = (kind, listener) => { kept.delete(listener); return remove.call(document, kind, listener); };
  const { Clock } = await import("/figure/clock.js");
  for (let each = 0; each < 3; each += 1) {
    const clock = new Clock(() => {});
    clock.run();
    clock.run();
    count = Math.max(count, kept.size);
    clock.stop();
  }
  return [count, kept.size];
}"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """Return an empty page that can import the scripts."""

    def served(route: Route) -> None:
        path = SCRIPTS / urlsplit(route.request.url).path.lstrip("/")
        if path.suffix == ".js" and path.exists():
            route.fulfill(path=path, content_type="text/javascript")
        else:
            route.fulfill(body="<!doctype html><html lang=en>", content_type="text/html")

    context = browser.new_context()
    opened = context.new_page()
    opened.route("**/*", served)
    opened.goto("http://localhost/")
    yield opened
    context.close()


@pytest.mark.parametrize(("asked", "held"), [([True, True], 1), ([True, False, True], 1), ([True, False], 0)])
def test_a_screen_asked_to_stay_on_twice_at_once_can_go_off_again(page: Page, asked: list[bool], held: int) -> None:
    """A second request while the first is under way would leave a lock that nobody holds: the screen would never go off."""
    assert page.evaluate(LOCKS, asked) == [held, 0]


def test_a_figure_that_was_stopped_listens_to_nothing(page: Page) -> None:
    """Each exercise of a session brings a figure; one that is gone must not be kept alive by the page."""
    assert page.evaluate(LISTENERS) == [1, 0]
