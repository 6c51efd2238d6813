"""Make the icons of the installed app from its drawing, app.svg: python -m tests.icons, which needs Chromium."""

import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests._small_png import small_png

FOLDER = Path(__file__).parent.parent / "src" / "stepwell" / "web" / "static" / "stepwell" / "img"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
ROUND = 0.28
"""How round the corners are, as a part of the side; a phone that cuts its own shape gets the whole square."""
ICONS = {"icon-192": (192, ROUND), "icon-512": (512, ROUND), "icon-maskable": (512, 0.0), "icon-apple": (180, 0.0)}
LARGEST = 16_000


def main() -> int:
    """Make every icon; return 1 when one is too large."""
    found = os.environ.get("STEPWELL_TEST_BROWSER") or next(filter(None, map(shutil.which, BROWSERS)), None)
    drawing = (FOLDER / "app.svg").read_text()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found)
        page = browser.new_page()
        for name, (size, round_) in ICONS.items():
            (FOLDER / f"{name}.png").write_bytes(_picture(page, drawing, size, round_))
        browser.close()
    sizes = {name: (FOLDER / f"{name}.png").stat().st_size for name in ICONS}
    for name, size in sizes.items():
        print(f"{name}.png {size} bytes{'   too large' if size > LARGEST else ''}")
    return int(any(size > LARGEST for size in sizes.values()))


def _picture(page: Page, drawing: str, size: int, round_: float) -> bytes:
    page.set_viewport_size({"width": size, "height": size})
    page.set_content(f"<style>*{{margin:0}}svg{{display:block;width:{size}px;border-radius:{size * round_}px}}</style>{drawing}")
    taken = page.screenshot(omit_background=True)
    return taken if round_ else small_png(taken)


if __name__ == "__main__":
    sys.exit(main())
