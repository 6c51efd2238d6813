"""What can be seen of a page: whether everybody can use it, and a picture of it."""

import os
from functools import cache
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

SCREENSHOTS = Path(__file__).parent / "screenshots"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OF_COLOUR = ["color-contrast", "link-in-text-block"]
NARROW = (360, 320, 195)
"""CSS pixels: two small phones, and a phone of 390 pixels whose pages are enlarged to 200 %."""
PHONE = 320
LETTERS = "(size) => { document.documentElement.style.fontSize = size; }"
"""Letters alone, as some phones enlarge them: no media query sees it."""

SMALL_TARGETS = """() => {
  const seen = (box) => box.width > 1 && box.height > 1;
  const big = (box) => box.width >= 43.5 && box.height >= 43.5;
  const inSentence = (element) => getComputedStyle(element).display === "inline"
    && element.parentElement.textContent.trim().length > element.textContent.trim().length;
  const small = [...document.querySelectorAll("a[href], button, summary, input:not([type=hidden]), select, textarea")].filter((element) => {
    if (!element.checkVisibility({ visibilityProperty: true }) || element.closest("[inert]")) return false;
    const open = document.querySelector("dialog:modal");
    if (open && !open.contains(element)) return false;
    const boxes = [element, ...(element.labels ?? [])].map((each) => each.getBoundingClientRect()).filter(seen);
    return boxes.length > 0 && !boxes.some(big) && !inSentence(element) && !element.classList.contains("skip-link");
  });
  return small.map((element) => {
    const { width, height } = element.getBoundingClientRect();
    return `${element.outerHTML.slice(0, 120)} is ${Math.round(width)} x ${Math.round(height)}`;
  });
}"""

RUN_AXE = "(options) => axe.run(options).then(({ violations }) => violations)"
WIDER = """() => {
  const most = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= most) return "";
  const wide = [...document.querySelectorAll("body *")].filter((element) => element.getBoundingClientRect().right > most + 1);
  const named = wide.slice(0, 6).map((element) => element.outerHTML.slice(0, 90)).join(" | ");
  return `${document.documentElement.scrollWidth} > ${most}: ${named}`;
}"""


def can_be_used_by_everybody(page: Page) -> None:
    """Check a page: no rule of WCAG 2.2 AA that a machine can see is broken, in light or dark; it has one title
    and one first heading; nothing to press is smaller than 44 pixels; and however narrow, it never scrolls sideways."""
    page.wait_for_load_state()
    is_dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    page.emulate_media(reduced_motion="reduce")  # else a colour is measured halfway to another
    page.evaluate(_axe().axe_script)
    _breaks_no_rule(page, {"type": "tag", "values": RULES})
    page.emulate_media(color_scheme="light" if is_dark else "dark")
    _breaks_no_rule(page, {"type": "rule", "values": OF_COLOUR})
    page.emulate_media(color_scheme="dark" if is_dark else "light")
    title = page.title()
    assert title.endswith(" · Stepwell"), f"{page.url} is titled {title!r}"
    assert len(title) > len(" · Stepwell"), f"{page.url} has no title of its own"
    assert page.get_by_role("heading", level=1).count() <= 1, f"{page.url} has several first headings"
    assert page.evaluate(SMALL_TARGETS) == [], page.url
    _fits(page)


def picture(page: Page, name: str, *, full_page: bool = True) -> Path:
    """Keep a picture of a page, and one in the other colour scheme, where STEPWELL_TEST_PICTURES is set."""
    path = SCREENSHOTS / f"{name}.png"
    if os.environ.get("STEPWELL_TEST_PICTURES"):
        SCREENSHOTS.mkdir(exist_ok=True)
        page.screenshot(path=path, full_page=full_page, animations="disabled", timeout=60_000)
    return path


def _breaks_no_rule(page: Page, only: dict[str, Any]) -> None:
    found = page.evaluate(RUN_AXE, {"runOnly": only, "resultTypes": ["violations"]})
    broken = [(each["id"], each["help"], [node["html"][:160] + node["failureSummary"] for node in each["nodes"][:4]]) for each in found]
    assert broken == [], page.url


def _fits(page: Page) -> None:
    size = page.viewport_size
    assert size is not None
    for width in (size["width"], *NARROW):
        page.set_viewport_size({"width": width, "height": size["height"]})
        wider = page.evaluate(WIDER)
        assert wider == "", f"{page.url} at {width} px: {wider}"
    page.set_viewport_size({"width": PHONE, "height": size["height"]})
    page.evaluate(LETTERS, "200%")
    wider = page.evaluate(WIDER)
    assert wider == "", f"{page.url} with letters of 200 %: {wider}"
    page.evaluate(LETTERS, "")
    page.set_viewport_size(size)


@cache
def _axe() -> Axe:
    return Axe()
