"""What waits on the device: two tabs, a device without room. The page is empty, and nothing can be sent."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route

import stepwell.web

pytestmark = pytest.mark.one_database

SCRIPTS = Path(stepwell.web.__file__).parent / "static" / "stepwell" / "js"
PUT = """async (posts) => {
  const { put } = await import("/queue.js");
  const said = [];
  for (const post of posts) said.push(await put(post));
  return said;
}"""
PUT_BEHIND_A_FLUSH = """async (post) => {
  document.cookie = "stepwell_csrf=token";
  const { put, flush } = await import("/queue.js");
  let let_go;
  navigator.locks.request("stepwell.flush", () => new Promise((resolve) => { let_go = resolve; }));
  flush();
  const putting = put(post);
  const waiting = async () => (await navigator.locks.query()).pending.length;
  while ((await waiting()) < 2) await new Promise((resolve) => setTimeout(resolve, 10));
  let_go();
  return putting;
}"""
WAITING = "import('/queue.js').then((queue) => queue.waiting()).then((posts) => posts.map(({ body }) => body))"
NO_ROOM = (
    "void (IDBObjectStore.prototype.add = IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError'); })"
)
KEPT = "caches.has('stepwell.pages')"


PORTS = count(20_000)


@pytest.fixture(scope="module")
def opened(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.fixture
def page(opened: Page) -> Page:
    """Return an empty page that can import the queue, and from which nothing can be sent; its origin is new, so nothing waits there."""
    opened.context.clear_cookies()
    opened.unroute_all()
    opened.route("**/*", served)
    opened.goto(f"http://localhost:{next(PORTS)}/")
    return opened


def served(route: Route) -> None:
    """Answer with a script or the empty page, and let no post through."""
    path = SCRIPTS / urlsplit(route.request.url).path.lstrip("/")
    if path.suffix == ".js" and path.exists():
        route.fulfill(path=path, content_type="text/javascript")
    elif route.request.is_navigation_request():
        route.fulfill(body="<!doctype html><html lang=en>", content_type="text/html")
    else:
        route.abort()


def session(done: str, **hurt: Any) -> dict[str, Any]:
    """Return a session, always of the same id."""
    items = [{"exercise": "cat_cow", "done": done, **({"hurt": hurt} if hurt else {})}]
    return {"id": "a", "url": "/session/save/", "body": {"kind": "session", "id": "a", "on": "2026-03-02", "items": items}}


def test_two_tabs_that_tell_one_session_differently_both_wait(page: Page) -> None:
    said = page.evaluate(PUT, [session("all"), session("part"), session("all")])
    assert [(each["sent"], each["stored"]) for each in said] == [(False, True)] * 3
    told = [(body["id"], body["items"][0]["done"]) for body in page.evaluate(WAITING)]
    assert told == [("a", "part"), ("a", "all")], "each once, both as one session"


def test_a_post_that_another_flush_of_the_page_sends_still_says_where_to_go_next(page: Page) -> None:
    page.route("**/session/save/", lambda route: route.fulfill(json={"go": "/session/done/"}))
    said = page.evaluate(PUT_BEHIND_A_FLUSH, session("all"))
    assert said == {"sent": True, "go": "/session/done/"}


def test_a_check_in_sent_again_takes_the_place_of_the_first(page: Page) -> None:
    posts = [{"id": "b", "url": "/check-in/", "body": f"leg_waking={number}", "kind": "check_in"} for number in (3, 5)]
    page.evaluate(PUT, posts)
    assert page.evaluate(WAITING) == ["leg_waking=5"]


def test_without_room_it_says_so_and_holds_it_while_the_page_is_open(page: Page) -> None:
    page.evaluate(NO_ROOM)
    (said,) = page.evaluate(PUT, [session("all")])
    assert (said["sent"], said["stored"]) == (False, False)
    assert len(page.evaluate(WAITING)) == 1


def test_danger_that_cannot_be_noted_takes_the_kept_sessions_away(page: Page) -> None:
    page.evaluate("caches.open('stepwell.pages')")
    page.evaluate(PUT, [session("part", feeling="sharp", place="thigh", action="smaller")])
    assert page.evaluate(KEPT) is True
    page.evaluate(NO_ROOM)
    page.evaluate(PUT, [session("part", feeling="numb", action="stop")])
    assert page.evaluate(KEPT) is False


def test_a_connection_that_breaks_once_is_tried_again_at_once(page: Page) -> None:
    asked = []

    def breaks_once(route: Route) -> None:
        asked.append(route.request.post_data)
        if len(asked) == 1:
            route.abort("connectionreset")
        else:
            route.fulfill(json={"go": "/session/done/a/"})

    page.evaluate("document.cookie = 'stepwell_csrf=made-up'")
    page.route("**/session/save/", breaks_once)
    (said,) = page.evaluate(PUT, [session("all")])
    assert said == {"sent": True, "go": "/session/done/a/"}
    assert asked == [asked[0]] * 2, "the very same post, so that it counts once"


@pytest.mark.parametrize(("waited", "noted"), [(False, None), (True, "all")])
def test_that_all_is_sent_is_noted_only_where_something_had_waited(page: Page, waited: bool, noted: str | None) -> None:
    said = page.evaluate(
        """async ([post, waited]) => {
      document.cookie = "stepwell_csrf=token";
      const { put, flush } = await import("/queue.js");
      const { mark } = await import("/device.js");
      globalThis.fetch = async () => { throw new TypeError("no signal"); };
      if (waited) await put(post);
      const before = await mark("sent");
      globalThis.fetch = async () => Response.json({ go: "/today/" });
      await (waited ? flush() : put(post));
      return [before ?? null, (await mark("sent")) ?? null];
    }""",
        [session("all"), waited],
    )
    assert said == ["waits" if waited else None, noted]


@pytest.mark.parametrize(
    ("told", "is_calm"),
    [
        ("leg_waking=2&leg_worst=3&lowest_place=thigh", True),
        ("leg_waking=2&leg_worst=3&lowest_place=thigh&back_worst=5", False),
        ("leg_waking=2&leg_worst=3&lowest_place=thigh&after_session=worse_still", False),
        ("leg_waking=2&leg_worst=3", False),
        ("leg_worst=3&lowest_place=thigh", False),
    ],
)
def test_what_may_be_left_open_keeps_a_calm_day_calm_and_what_is_needed_does_not(page: Page, told: str, is_calm: bool) -> None:
    calm = {
        "leg_waking": 2,
        "leg_worst": 3,
        "back_worst": 1,
        "lowest_place": ["none", "thigh"],
        "after_session": ["better"],
        "flare": ["no"],
    }
    assert page.evaluate("async (told) => (await import('/careful.js')).isCalm(...told)", [told, calm]) is is_calm


def test_what_cannot_be_read_back_is_not_called_sent(page: Page) -> None:
    """A store that breaks once the post is in it: what waits there is not told as gone."""
    page.evaluate("void (IDBObjectStore.prototype.getAll = () => { throw new DOMException('lost', 'UnknownError'); })")
    assert page.evaluate(PUT, [{"id": "a", "url": "/x", "body": {"kind": "session", "id": "a"}}]) == [{"sent": False, "stored": True}]


def test_a_lost_connection_to_the_store_is_made_anew(page: Page) -> None:
    """Safari drops it while the page sleeps, and says so only when it is next used."""
    page.evaluate("import('/device.js').then(({ setMark }) => setMark('closed', { since: 1 }))")
    page.evaluate("""() => {
      const begin = IDBDatabase.prototype.transaction;
      let lost = null;
      IDBDatabase.prototype.transaction = function (...how) {
        lost ??= this;
        if (this === lost) throw new DOMException("connection is closing", "InvalidStateError");
        return begin.apply(this, how);
      };
    }""")
    assert page.evaluate("import('/device.js').then(({ mark }) => mark('closed'))") == {"since": 1}


def test_kept_sessions_count_as_closed_where_that_cannot_be_read(page: Page) -> None:
    """The worker shows a kept session only when it knows that no danger was told here since."""
    page.evaluate("void (IDBDatabase.prototype.transaction = () => { throw new DOMException('lost', 'UnknownError'); })")
    assert page.evaluate("import('/careful.js').then(({ isClosed }) => Promise.all([isClosed(true), isClosed()]))") == [True, False]
