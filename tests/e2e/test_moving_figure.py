"""The module that moves a figure: in a browser, without a page of ours, a server or a database, loaded once."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route

import stepwell.web
from stepwell.figure import drawing, stills
from stepwell.knowledge import loader

pytestmark = pytest.mark.one_database

SCRIPTS = Path(stepwell.web.__file__).parent / "static" / "stepwell" / "js"
PAGE = '<!doctype html><html lang="en"><title>A figure</title><div id="host"></div>'
LOAD = """async name => {
  window.figure?.stop();
  window.figure = await Figure.load(document.getElementById("host"), "/figure/" + name);
}"""
REFUSED = """async () => {
  try { await Figure.load(document.getElementById("host"), "/figure/nothing"); } catch (error) { return String(error); }
}"""
DRAWN = "() => document.getElementById('host').innerHTML"
SHIRT = "() => document.querySelector('#host .f-top').getAttribute('d')"
HIDE = """hidden => {
  Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
  document.dispatchEvent(new Event("visibilitychange"));
}"""


def answer(route: Route) -> None:
    """Answer with a script, the data of an exercise, or the empty page."""
    path = urlsplit(route.request.url).path
    if path.endswith(".js"):
        route.fulfill(content_type="text/javascript", body=(SCRIPTS / path[1:]).read_text(encoding="utf-8"))
    elif path.startswith("/figure/"):
        exercise = loader.load().exercises.get(path.removeprefix("/figure/"))
        if exercise is None:
            route.fulfill(status=404, body="")
        else:
            route.fulfill(content_type="application/json", body=drawing.drawing(exercise))
    else:
        route.fulfill(content_type="text/html", body=PAGE)


@pytest.fixture(scope="module")
def loaded(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    page = context.new_page()
    page.route("http://figure.test/**", answer)
    page.goto("http://figure.test/")
    page.evaluate("async () => { window.Figure = (await import('/figure.js')).Figure; }")
    yield page
    context.close()


@pytest.fixture
def page(loaded: Page) -> Page:
    loaded.emulate_media(reduced_motion="no-preference")
    loaded.evaluate(HIDE, False)
    load(loaded, "glute_bridge")
    return loaded


def load(page: Page, exercise: str) -> None:
    page.evaluate(LOAD, exercise)


def at(page: Page, part: float) -> str:
    page.evaluate("part => figure.at(part)", part)
    drawn: str = page.evaluate(DRAWN)
    return drawn


def frames_pass(page: Page, count: int = 4) -> None:
    page.evaluate("async count => { for (; count; count -= 1) await new Promise(requestAnimationFrame); }", count)


def test_one_picture_with_the_movement_in_words(page: Page) -> None:
    svg = page.locator("#host > svg[role=img]")

    assert svg.count() == 1
    bridge = loader.load().exercises["glute_bridge"]
    assert bridge.motion is not None
    assert svg.locator("title").text_content() == f"{bridge.name}: {bridge.motion.moves}"


def test_start_and_end_differ_and_coming_back_is_the_same_picture(page: Page) -> None:
    start, end = at(page, 0), at(page, 1)

    assert start != end
    assert at(page, 0.5) not in {start, end}
    assert at(page, 0) == start


def test_every_number_that_is_drawn_is_one(page: Page) -> None:
    for exercise in ("lower_trunk_rotation", "side_glide", "walking_programme", "stationary_cycling", "hamstring_stretch_strap"):
        load(page, exercise)
        for part in (0, 0.3, 0.77, 1):
            assert "NaN" not in at(page, part)


WHOLE = """parts => {
  const boxes = parts.map((part) => part.getBBox());
  const [left, top] = ["x", "y"].map((side) => Math.min(...boxes.map((box) => box[side])));
  const [right, low] = [["x", "width"], ["y", "height"]].map(([side, size]) => Math.max(...boxes.map((box) => box[side] + box[size])));
  return [left, top, right - left, low - top];
}"""


def test_same_places_as_in_the_still_picture(page: Page) -> None:
    """The browser's outlines are those of outline.py: the shirt with its shoulders at the end covers what it covers in the still."""
    at(page, 1)
    box = "element => { const { x, y, width, height } = element.getBBox(); return [x, y, width, height]; }"
    moving = page.locator("#host .f-top").first.evaluate(f"element => ({WHOLE})([...element.parentNode.querySelectorAll('.f-top')])")
    exercise = loader.load().exercises["glute_bridge"]
    page.evaluate("still => { document.body.insertAdjacentHTML('beforeend', `<div id=still>${still}</div>`); }", stills.frames(exercise)[1])
    still = page.locator('#still path[fill="#2a9687"]').evaluate_all(f"found => found.map({box})")
    page.evaluate("() => document.getElementById('still').remove()")

    assert any([4 * value for value in one] == pytest.approx(moving, abs=12) for one in still)


def test_cycle_goes_round(page: Page) -> None:
    assert page.evaluate("() => figure.cycle") is False
    load(page, "bird_dog")
    assert page.evaluate("() => figure.cycle") is True
    assert at(page, 0.25) != at(page, 0.75)
    assert at(page, 1) == at(page, 0)


def test_runs_by_itself_until_it_is_stopped(page: Page) -> None:
    page.evaluate("() => figure.run({ seconds: 0.4, hold_s: 0 })")
    before = page.evaluate(DRAWN)
    frames_pass(page)
    assert page.evaluate(DRAWN) != before

    page.evaluate("() => figure.stop()")
    stopped = page.evaluate(DRAWN)
    frames_pass(page)
    assert page.evaluate(DRAWN) == stopped


def test_hidden_page_stands_still_and_goes_on_when_it_is_seen(page: Page) -> None:
    page.evaluate("() => figure.run({ seconds: 0.4, hold_s: 0 })")
    frames_pass(page)
    page.evaluate(HIDE, True)
    hidden = page.evaluate(DRAWN)
    frames_pass(page, 6)
    assert page.evaluate(DRAWN) == hidden

    page.evaluate(HIDE, False)
    frames_pass(page)
    assert page.evaluate(DRAWN) != hidden


def test_resting_body_breathes_a_little(page: Page) -> None:
    load(page, "pelvic_tilt")
    at(page, 1)
    before = page.evaluate(SHIRT)
    page.wait_for_function(f"before => ({SHIRT})() !== before", arg=before)


def test_reduced_motion_shows_stills_and_never_moves_by_itself(page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")

    assert at(page, 0.1) == at(page, 0)
    assert at(page, 0.9) == at(page, 1)
    assert at(page, 0.5) not in {at(page, 0), at(page, 1)}
    asked = page.evaluate("""async () => {
      let asked = 0;
      const real = window.requestAnimationFrame;
      window.requestAnimationFrame = (tell) => { asked += 1; return real(tell); };
      figure.run();
      await new Promise((done) => setTimeout(done, 700));
      window.requestAnimationFrame = real;
      return asked;
    }""")
    assert asked == 0


def test_what_is_not_there_is_said_and_the_still_picture_stays(page: Page) -> None:
    page.evaluate("() => { document.getElementById('host').innerHTML = '<p>still</p>'; }")
    refused = page.evaluate(REFUSED)

    assert "404" in refused
    assert page.evaluate(DRAWN) == "<p>still</p>"
