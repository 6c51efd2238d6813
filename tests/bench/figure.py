"""The drawn body: bytes of a moving figure, milliseconds to make one, and milliseconds of script a frame on a slow phone."""

import gzip
import os
import shutil
import statistics
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page, Route, sync_playwright

import stepwell.web
from stepwell.figure import drawing, stills
from stepwell.knowledge import loader
from tests.bench._table import machine, row

SCRIPTS = Path(stepwell.web.__file__).parent / "static" / "stepwell" / "js"
SLOWER, FRAMES = 4, 40
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PLAYED = """async ({ url, count }) => {
  const { Figure } = await import("/figure.js");
  const figure = await Figure.load(document.body, url);
  const took = [];
  for (let frame = 0; frame < count; frame += 1) {
    const began = performance.now();
    figure.at(frame / count);
    took.push(performance.now() - began);
    await new Promise(requestAnimationFrame);
  }
  figure.stop();
  return took;
}"""
EXERCISES = {exercise.id: exercise for exercise in loader.load().exercises.values() if exercise.motion is not None}


def main() -> int:
    """Make every figure, play every figure; return 1 when a target is missed."""
    print(f"the drawn body, on {machine()}")
    made, took = made_all()
    sizes = [len(gzip.compress(data, 6)) / 1024 for data in made.values()]
    pictures = [len(stills.still(exercise).encode()) / 1024 for exercise in EXERCISES.values()]
    results = [
        row("a moving figure, the largest", max(sizes), "KB gz", at_most=6),
        row("a moving figure, the median", statistics.median(sizes), "KB gz", at_most=4),
        row("a still picture, the largest", max(pictures), "KB", at_most=7),
        row("a still picture, the median", statistics.median(pictures), "KB", at_most=5.5),
        row("make a moving figure, the median, cold", statistics.median(took), "ms", at_most=150),
        row("make a moving figure, the slowest, cold", max(took), "ms", at_most=400),
    ]
    played = played_all(made)
    print(f"       slowest to play: {max(played, key=lambda name: played[name])}")
    results.append(row(f"script a frame at {SLOWER}x slowdown, mean of all", statistics.mean(played.values()), "ms", at_most=2))
    results.append(row(f"script a frame at {SLOWER}x slowdown, the slowest figure", max(played.values()), "ms", at_most=2))
    return 0 if all(results) else 1


def made_all() -> tuple[dict[str, bytes], list[float]]:
    """Return every figure, and the processor time in ms that each took."""
    made, took = {}, []
    for name, exercise in EXERCISES.items():
        began = time.process_time()
        made[name] = drawing.drawing(exercise)
        took.append((time.process_time() - began) * 1000)
    return made, took


def played_all(made: dict[str, bytes]) -> dict[str, float]:
    """Return the median milliseconds of script a frame of every figure, in a browser that is slowed down."""

    def answer(route: Route) -> None:
        path = urlsplit(route.request.url).path
        if path.endswith(".js"):
            route.fulfill(content_type="text/javascript", body=(SCRIPTS / path[1:]).read_text(encoding="utf-8"))
        elif path.startswith("/figure/"):
            route.fulfill(content_type="application/json", body=made[path.removeprefix("/figure/")])
        else:
            route.fulfill(content_type="text/html", body="<!doctype html><title>Figures</title>")

    with sync_playwright() as started:
        found = os.environ.get("STEPWELL_TEST_BROWSER") or next(filter(None, map(shutil.which, BROWSERS)), None)
        browser = started.chromium.launch(executable_path=found)
        page = browser.new_page()
        page.route("http://figure.test/**", answer)
        page.goto("http://figure.test/")
        slow_down(page)
        played = {name: statistics.median(page.evaluate(PLAYED, {"url": f"/figure/{name}", "count": FRAMES})) for name in made}
        browser.close()
    return played


def slow_down(page: Page) -> None:
    """Let the page's processor be as slow as a cheap phone's."""
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})


if __name__ == "__main__":
    sys.exit(main())
