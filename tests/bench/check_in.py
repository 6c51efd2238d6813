"""How long a check-in takes on a phone: taps and flicks counted in a browser, seconds estimated. No people were measured.

The keystroke-level model for somebody who knows the page and makes no mistake (Card, Moran & Newell 1980, doi:10.1145/358886.358895):
1.35 s to think for each question, 1.1 s to point and 0.2 s to press. They were found with a mouse; a flick of the thumb is counted as
one point and press (design). Reading a question for the first time is not in it, and pain slows everybody.
"""

import sys
import tempfile

from playwright.sync_api import Browser, Locator, Page, ViewportSize, sync_playwright

from tests.bench._brought_in import bring_in
from tests.bench._served import served
from tests.bench._table import row
from tests.pictures import found_browser

THINK_S, POINT_S, PRESS_S = 1.35, 1.1, 0.2
PHONE: ViewportSize = {"width": 390, "height": 844}
A_FLICK = 0.8
"""The share of the screen that one flick moves."""
DAYS = 17
FOUR = (("leg_waking", "2"), ("leg_worst", "3"), ("lowest_place", "thigh"), ("anything_new", "none"))
USUAL = (("exposures", "none"), ("sleep", "good"), *FOUR[:3], ("after_session", "better"), FOUR[3])
WHOLE = (*USUAL[:4], ("back_worst", "1"), *USUAL[4:6], ("flare", "no"), FOUR[3])
WAYS = (("what must be told", FOUR, 20.0), ("a usual morning after a session", USUAL, 30.0), ("everything but the minutes", WHOLE, 35.0))


def main() -> int:
    """Print the table; return 1 when a target is missed."""
    print("a check-in on a phone of 390 x 844, estimated by the keystroke-level model")
    with tempfile.TemporaryDirectory(prefix="sw-bench-") as home, sync_playwright() as playwright:
        bring_in(home, DAYS)
        browser = playwright.chromium.launch(executable_path=found_browser())
        with served(home) as site:
            results = [_way(browser, f"http://localhost:{site.port}", *way) for way in WAYS]
        browser.close()
    return 0 if all(results) else 1


def _way(browser: Browser, address: str, name: str, answers: tuple[tuple[str, str], ...], target_s: float) -> bool:
    page = browser.new_page(base_url=address, viewport=PHONE, has_touch=True, is_mobile=True)
    page.goto("/check-in/")
    targets = [page.locator(f"label:has(input[name='{question}'][value='{answer}'])").last for question, answer in answers]
    targets.append(page.get_by_role("button", name="Save", exact=True))
    flicks = sum(_tapped(page, target) for target in targets[:-1]) + _flicks_to(page, targets[-1])
    taps, screens = len(targets), page.evaluate("document.documentElement.scrollHeight / innerHeight")
    print(f"       {name}: {taps} taps, {flicks} flicks, page of {screens:.1f} screens")
    page.close()
    return row(name, taps * (THINK_S + POINT_S + PRESS_S) + flicks * (POINT_S + PRESS_S), "s", at_most=target_s)


def _tapped(page: Page, target: Locator) -> int:
    flicks = _flicks_to(page, target)
    target.tap()
    return flicks


def _flicks_to(page: Page, target: Locator) -> int:
    """Move the page down until the whole target is seen; return how many flicks that took."""
    flicks = 0
    while target.evaluate("(each) => each.getBoundingClientRect().bottom > innerHeight"):
        page.evaluate(f"scrollBy({{top: innerHeight * {A_FLICK}, behavior: 'instant'}})")
        flicks += 1
    return flicks


if __name__ == "__main__":
    sys.exit(main())
