"""Without a signal: what the phone keeps, what it shows then, and what it sends once there is a signal again.

The worker has the clock of the machine, so the server's calendar begins at the present moment here.
"""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, Request, expect

from stepwell.care.queries import days, people
from stepwell.engine.decision import Referral
from stepwell.web.patient import offline
from stepwell.web.shared import device
from tests.e2e import steps
from tests.e2e.conftest import Calendar, OpenPage
from tests.e2e.looking import can_be_used_by_everybody, picture
from tests.web import walked

pytestmark = pytest.mark.usefixtures("transactional_db")

PATIENCE_S = 120
"""To keep a page for each lesson takes its time where the machine does something else as well."""
LESSON = "hurt_and_harm"
KEPT = "caches.open('stepwell.pages').then((pages) => pages.keys()).then((keys) => keys.map((key) => key.url))"
MARK = "(name) => import('/static/stepwell/js/device.js').then((device) => device.mark(name)).then((value) => value ?? null)"
WAITING = "import('/static/stepwell/js/queue.js').then((queue) => queue.waiting())"
FLUSH = "import('/static/stepwell/js/queue.js').then((queue) => Promise.all([queue.flush(), queue.flush()])).then(() => null)"
PUT = "(post) => import('/static/stepwell/js/queue.js').then((queue) => queue.put(post))"
STORES = "Promise.all([caches.keys(), indexedDB.databases(), navigator.serviceWorker.getRegistrations(), Object.keys(localStorage)])"
VERSION = "document.querySelector('meta[name=stepwell-version]')?.content"


@pytest.fixture(autouse=True)
def now(calendar: Calendar) -> Calendar:
    calendar.now = datetime.now(UTC)
    return calendar


@pytest.fixture
def every_lesson() -> None:
    """Ask for what a device keeps in real use; the other journeys keep one lesson, and so take a quarter of the time."""


@pytest.fixture(autouse=True)
def lessons(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if "every_lesson" not in request.fixturenames:
        listed = offline._lessons
        monkeypatch.setattr(offline, "_lessons", lambda version: [page for page in listed(version) if LESSON in page.at])


@pytest.fixture
def phone(open_page: OpenPage) -> Iterator[Page]:
    """Yield a page as on a phone whose worker may keep pages; at the end it asks for nothing more."""
    page = open_page("phone", service_workers="allow")
    yield page
    page.context.set_offline(True)
    time.sleep(0.2)


def until(page: Page, script: str, wanted: Any, argument: Any = None) -> None:
    """Ask the page again and again, until what it says is as wanted."""
    end = time.monotonic() + PATIENCE_S
    said: Any = None
    while time.monotonic() < end:
        said = page.evaluate(script, argument)
        if wanted(said):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"{script} still says {str(said)[:200]} after {PATIENCE_S} s")


def kept_all(page: Page, address: str = "/today/") -> None:
    """Open a page, and wait until the worker has kept what belongs to it."""
    page.goto(address)
    version = page.evaluate(VERSION)
    until(page, MARK, lambda kept: kept and kept.get("complete") and kept["version"] == version, "kept")


def told_without_a_signal(page: Page, **told: Any) -> None:
    """Fill in the kept check-in with the signal gone."""
    page.context.set_offline(True)
    page.goto("/check-in/")
    steps.check_in(page, **told)
    expect(page.locator("[data-kept-note], [data-kept-care]").filter(visible=True)).to_be_visible()


def line(page: Page) -> Any:
    """Return what the device says about its copies, and what waits."""
    return page.locator("[data-device]")


def test_a_day_without_a_signal(phone: Page) -> None:
    walked.evaluated(Client())
    kept_all(phone)
    phone.context.set_offline(True)

    for address, words in {"/": "Good", f"/learn/{LESSON}/": "Hurt and harm", "/help/": "Get help", "/flare/": "A bad day"}.items():
        phone.goto(address)
        expect(phone.get_by_role("heading", level=1)).to_contain_text(words)
        expect(line(phone)).to_contain_text("Saved copy from today")
    phone.goto("/progress/")
    steps.heading(phone, "This page needs a signal")

    phone.clock.install()
    phone.goto("/session/?length=short")
    expect(line(phone)).to_contain_text("Saved copy from today")
    _play_to_the_end(phone)
    expect(phone.locator("[data-waits]")).to_be_visible()
    phone.goto("/today/")
    expect(line(phone)).to_contain_text("1 session waits for a signal.")
    can_be_used_by_everybody(phone)
    picture(phone, "offline-today")

    told_without_a_signal(phone, leg_waking="1")
    expect(phone.get_by_text("Your answers are kept on this device")).to_be_visible()
    other = phone.context.new_page()
    other.goto("/waiting/")
    expect(other.locator("[data-posts] li")).to_have_count(2)
    can_be_used_by_everybody(other)
    picture(other, "offline-waiting")
    assert (walked.saved("session"), walked.saved("check_in")) == ([], [])

    sent: list[str] = []
    phone.context.on("request", lambda request: sent.append(urlsplit(request.url).path) if _is_told_by_a_page(request) else None)
    phone.context.set_offline(False)
    for tab in (phone, other):
        tab.evaluate(FLUSH)
    expect(other.get_by_text("Nothing waits.")).to_be_visible()
    expect(other.locator("[role=status][data-device]")).to_contain_text("Sent. Nothing is waiting.")
    in_order = [path for path in ("/session/save/", "/check-in/") if path in sent]  # the worker may have sent one of them itself
    assert list(dict.fromkeys(sent)) == in_order
    assert (len(walked.saved("session")), len(walked.saved("check_in"))) == (1, 1)


def _is_told_by_a_page(request: Request) -> bool:
    """Whether it is a post, and not the same one again as the worker passes it on."""
    return request.method == "POST" and request.service_worker is None


def _play_to_the_end(page: Page) -> None:
    page.locator("[data-begin]").click()
    for _ in range(400):
        page.clock.run_for(5000)
        if page.locator(".player-ask button[value=right]:visible").count():
            page.locator(".player-ask button[value=right]:visible").click()
        if page.locator("[data-waits]").is_visible():
            return
    raise AssertionError("the session never ended")


@pytest.mark.one_database
def test_danger_told_without_a_signal_is_answered_at_once_and_closes_the_kept_sessions(phone: Page) -> None:
    walked.evaluated(Client())
    kept_all(phone)
    tab = phone.context.new_page()
    tab.goto("/session/")
    phone.bring_to_front()  # a page in the background draws once a second, and is pressed as seldom
    told_without_a_signal(phone, anything_new=["weakness"])
    care = phone.locator("[data-kept-care]")
    expect(care).to_be_focused()
    expect(care).to_contain_text("Call 911 or go to an emergency department now if")
    expect(care.get_by_role("link", name="Call 911")).to_have_attribute("href", "tel:911")
    can_be_used_by_everybody(phone)
    picture(phone, "offline-danger")
    expect(tab).to_have_url("/offline/care/")
    for address in ("/session/", "/session/?length=short", "/today/", "/"):
        phone.goto(address)
        steps.heading(phone, "Stop here and rest")
        expect(phone.locator("[data-begin], .exercises"), address).to_have_count(0)

    phone.context.set_offline(False)
    for page in (phone, tab):
        page.wait_for_url("**/safety-check/**")
    tab.close()
    (check_in,) = walked.saved("check_in")
    assert check_in.answers["anything_new"] == ("weakness",)
    # A signal alone opens nothing: the questions must be answered.
    phone.context.set_offline(True)
    phone.goto("/session/")
    steps.heading(phone, "Stop here and rest")
    phone.context.set_offline(False)
    walked.safety(Client())
    Client().post("/safety-check/told-before/")
    kept_all(phone)
    phone.context.set_offline(True)
    phone.goto("/session/")
    expect(phone.locator("[data-begin]")).to_be_visible()


@pytest.mark.one_database
def test_where_no_worker_runs_the_safety_questions_open_the_sessions_of_the_device_too(open_page: OpenPage) -> None:
    """In a private window there is no worker: the page itself asks the server whether the questions were answered."""
    walked.evaluated(Client())
    page = open_page("phone")
    page.goto("/check-in/")
    steps.check_in(page, anything_new=["weakness"])
    page.wait_for_url("**/safety-check/**")
    until(page, "import(document.querySelector('script[src*=offline]').src) && indexedDB.databases().then((all) => all.length)", bool)
    page.wait_for_load_state("networkidle")
    page.goto("/help/")
    expect(line(page)).to_contain_text("No exercises without a signal")
    walked.safety(Client())
    Client().post("/safety-check/told-before/")
    page.goto("/help/")
    page.wait_for_load_state("networkidle")
    expect(line(page)).to_be_empty()


@pytest.mark.one_database
def test_what_hurt_and_a_worse_day_are_heeded_before_the_plan_knows_them(phone: Page) -> None:
    walked.evaluated(Client())
    Client().post("/check-in/", walked.CHECK_IN)
    kept_all(phone)
    told_without_a_signal(phone, leg_waking="2")
    phone.goto("/session/")
    expect(phone.get_by_text("A softer session, prepared ahead")).to_be_hidden()
    phone.get_by_text("Done without the timer? Tell it here").click()
    phone.get_by_role("group").get_by_text("All", exact=True).first.click()
    steps.go_on(phone, "Save the session")
    expect(phone.locator("[data-waits]")).to_be_focused()
    told_without_a_signal(phone, leg_waking="6", leg_worst="7")
    phone.goto("/session/")
    expect(phone.get_by_text("A softer session, prepared ahead")).to_be_visible()
    picture(phone, "offline-softer")
    phone.evaluate(PUT, _session("sharp"))
    phone.goto("/session/")
    expect(phone.get_by_text("Rest from exercises until it does.")).to_be_visible()
    expect(phone.locator("[data-begin]")).to_have_count(0)

    phone.context.set_offline(False)
    phone.goto("/help/")
    assert phone.evaluate(PUT, _session("further_down"))["sent"] is True
    by_hand, _, _ = walked.saved("session")
    assert (by_hand.items[0].done, by_hand.items[0].sets > 0) == ("all", True)
    phone.context.set_offline(True)
    phone.goto("/session/")
    steps.heading(phone, "Stop here and rest")


@pytest.mark.night
def test_a_plan_from_before_the_last_answer_is_not_shown(phone: Page) -> None:
    walked.evaluated(Client())
    kept_all(phone)
    assert phone.evaluate(PUT, _post())["sent"] is True
    phone.context.set_offline(True)
    phone.goto("/session/")
    expect(phone.get_by_text("may have changed your plan")).to_be_visible()
    phone.context.set_offline(False)
    kept_all(phone)
    phone.context.set_offline(True)
    phone.goto("/session/")
    expect(phone.locator("[data-begin]")).to_be_visible()

    told_without_a_signal(phone)
    phone.goto("about:blank")
    phone.context.set_offline(False)
    end = time.monotonic() + PATIENCE_S
    while not walked.saved("check_in") and time.monotonic() < end:
        phone.context.service_workers[0].evaluate("queue.flush()")
    assert len(walked.saved("check_in")) == 1, "the worker sends without any page"


@pytest.mark.night
def test_two_devices_on_one_day_are_both_kept_and_the_later_one_counts(phone: Page, open_page: OpenPage) -> None:
    walked.evaluated(Client())
    kept_all(phone)
    told_without_a_signal(phone, leg_waking="7", anything_new=["other"])
    second = open_page("desktop")
    second.goto("/check-in/")
    steps.check_in(second, leg_waking="1")
    expect(second).to_have_url("/today/")
    phone.context.set_offline(False)
    phone.wait_for_url("**/safety-check/**")
    first, later = walked.saved("check_in")
    assert [each.answers["leg_waking"] for each in (first, later)] == [1, 7]
    decision = days.decision(people.owner(), first.on)
    assert isinstance(decision, Referral), "what was told later stands, and danger is never outvoted"


@pytest.mark.one_database
def test_tomorrow_is_shown_on_its_day_only_and_says_that_it_was_prepared(phone: Page, now: Calendar, every_lesson: None) -> None:
    now.pass_days(-1)
    walked.evaluated(Client())
    kept_all(phone)
    phone.context.set_offline(True)
    phone.goto("/session/")
    expect(phone.get_by_text("Prepared ahead, without today’s check-in")).to_be_visible()
    expect(phone.locator("[data-begin]")).to_be_visible()
    can_be_used_by_everybody(phone)
    picture(phone, "offline-ahead")
    phone.goto("/today/")
    expect(phone.get_by_text("Prepared ahead, without today’s check-in")).to_be_visible()


@pytest.mark.night
def test_a_plan_of_days_ago_is_not_offered(phone: Page, now: Calendar) -> None:
    now.pass_days(-2)
    walked.evaluated(Client())
    kept_all(phone)
    phone.context.set_offline(True)
    for address in ("/session/", "/today/"):
        phone.goto(address)
        steps.heading(phone, "This page needs a signal")
    can_be_used_by_everybody(phone)


@pytest.mark.one_database
def test_after_a_referral_the_care_card_is_what_is_kept(phone: Page) -> None:
    client = Client()
    walked.evaluated(client)
    kept_all(phone)
    client.post("/safety-check/bladder_bowel_saddle/", {"saddle_feeling": ["yes"]})
    kept_all(phone, "/care/")
    phone.context.set_offline(True)
    for address in ("/session/", "/today/", "/care/"):
        phone.goto(address)
        expect(phone.locator(".care-now")).to_be_visible()
        expect(line(phone)).to_contain_text("Saved copy from today")
    assert [url for url in phone.evaluate(KEPT) if "/session/" in url] == []


@pytest.mark.one_database
def test_what_the_server_refuses_is_kept_and_shown(phone: Page) -> None:
    walked.evaluated(Client())
    phone.goto("/waiting/")
    assert phone.evaluate(PUT, _post(items=[{"exercise": "no_such"}]))["sent"] is False
    expect(phone.locator("[data-why]")).to_contain_text("no_such")
    phone.goto("/today/")
    expect(line(phone)).to_contain_text("1 session could not be saved.")
    line(phone).get_by_role("link").click()
    can_be_used_by_everybody(phone)
    phone.once("dialog", lambda dialog: dialog.accept())
    phone.get_by_role("button", name="Throw it away").click()
    expect(phone.get_by_text("Nothing waits.")).to_be_visible()


@pytest.mark.one_database
def test_a_day_that_has_not_come_on_the_server_waits_for_it(phone: Page, now: Calendar) -> None:
    """A phone that has travelled east is a day ahead."""
    walked.evaluated(Client())
    phone.goto("/waiting/")
    phone.evaluate(PUT, _post(on=_today(ahead=1)))
    assert phone.evaluate(WAITING)[0]["refused"] is None
    now.pass_days()
    phone.evaluate(FLUSH)
    expect(phone.get_by_text("Nothing waits.")).to_be_visible()
    assert len(walked.saved("session")) == 1


def test_what_an_earlier_version_kept_is_sent_too(phone: Page) -> None:
    walked.evaluated(Client())
    phone.goto("/help/")
    phone.evaluate("(post) => localStorage.setItem('stepwell.pending', JSON.stringify([post]))", _post())
    phone.reload()
    until(phone, "localStorage.getItem('stepwell.pending')", lambda left: left is None)
    until(phone, WAITING, lambda posts: posts == [])
    assert len(walked.saved("session")) == 1


@pytest.mark.night
def test_deleting_everything_clears_the_device_and_stops_what_waits_elsewhere(phone: Page, open_page: OpenPage) -> None:
    walked.evaluated(Client())
    kept_all(phone)
    away = open_page("phone", service_workers="allow")
    kept_all(away)
    told_without_a_signal(away)
    phone.goto("/settings/delete/")
    phone.locator("label:has(input[name=sure])").click()
    steps.go_on(phone, "Delete everything")
    steps.heading(phone, "Everything is deleted")
    until(phone, STORES, lambda stores: stores == [[], [], [], []])

    away.context.set_offline(False)
    until(away, WAITING, lambda posts: posts and posts[0]["refused"])
    assert walked.saved("check_in") == [], "nothing comes back of what was deleted"
    kept_all(away, "/help/")
    assert not [url for url in away.evaluate(KEPT) if "/today/" in url or "/session/" in url]


@pytest.mark.night
def test_a_new_version_takes_over_but_never_under_an_open_session(phone: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    walked.evaluated(Client())
    kept_all(phone)
    version = "navigator.serviceWorker.getRegistration().then((each) => [Boolean(each.waiting), each.active.state])"
    session = phone.context.new_page()
    session.goto("/session/")
    session.evaluate("window.isStillHere = true")
    monkeypatch.setattr(device, "site", lambda: "another version")
    phone.clock.install()
    phone.goto("/today/")
    until(phone, version, lambda state: state == [True, "activated"])
    phone.clock.run_for(30_000)
    phone.wait_for_timeout(500)
    assert phone.evaluate(version) == [True, "activated"]
    assert session.evaluate("window.isStillHere") is True
    session.close()
    phone.reload()
    phone.clock.run_for(30_000)
    until(phone, version, lambda state: state == [False, "activated"])


def _post(**told: Any) -> dict[str, Any]:
    """Return a session as the queue takes it."""
    body = {"kind": "session", "id": str(uuid4()), "on": _today(), "length": "full", "items": [], **told}
    return {"id": body["id"], "url": "/session/save/", "body": body}


def _session(feeling: str) -> dict[str, Any]:
    """Return a session that was stopped because something hurt."""
    hurt = {"feeling": feeling, "place": "calf", "action": "stop"}
    return _post(items=[{"exercise": "prone_press_up", "done": "part", "hurt": hurt}])


def _today(ahead: int = 0) -> str:
    """Return the day in the zone of the server and of the phone."""
    return (timezone.localdate(datetime.now(UTC)) + timedelta(days=ahead)).isoformat()
