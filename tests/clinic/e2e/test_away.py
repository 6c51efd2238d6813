"""Left alone, and two people on one phone: what was typed comes back to whoever typed it, and nobody sees another's things."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from stepwell.care.models import Account, Clinic
from tests.clinic.conftest import PASSWORD, _patient, _works
from tests.e2e.conftest import Calendar

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.one_database]

KEPT = """async () => {
  const pages = await (await caches.open("stepwell.pages")).keys();
  const opened = await new Promise((resolve) => {
    const asked = indexedDB.open("stepwell");
    asked.onsuccess = () => resolve(asked.result);
  });
  const counts = [...opened.objectStoreNames].map((name) => new Promise((resolve) => {
    const asked = opened.transaction(name).objectStore(name).count();
    asked.onsuccess = () => resolve(asked.result);
  }));
  const rows = (await Promise.all(counts)).reduce((sum, n) => sum + n, 0);
  return { pages: pages.length, rows, words: Object.keys(localStorage).length };
}"""
"""How much this device still holds. The worker may open its stores again while it ends; what counts is that nothing is in them."""


def _sign_in(page: Page, account: Account) -> None:
    page.get_by_label("Email").fill(account.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def test_whoever_is_away_is_warned_then_signed_out_and_finds_what_they_typed(
    open_page: Callable[..., Page], calendar: Calendar, accessible: Callable[[Page], None]
) -> None:
    ana = _patient(Clinic.objects.create(name="Riverside", slug="riverside"), "Ana")
    page = open_page("phone", service_workers="allow")
    page.clock.install()
    page.goto("/settings/")
    _sign_in(page, ana)
    expect(page).to_have_url("/settings/")
    page.get_by_label("What should we call you?").fill("Annie")
    page.wait_for_load_state()

    page.clock.fast_forward("28:10")
    expect(page.get_by_role("heading", name="Are you still here?")).to_be_visible()
    accessible(page)
    page.get_by_role("button", name="Stay signed in").click()
    expect(page.get_by_role("heading", name="Are you still here?")).to_be_hidden()

    calendar.now += timedelta(minutes=31)
    page.clock.fast_forward("30:10")
    expect(page.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()
    _sign_in(page, ana)
    expect(page.get_by_label("What should we call you?")).to_have_value("Annie")


def test_a_therapists_page_keeps_nothing_of_what_was_typed(open_page: Callable[..., Page], calendar: Calendar) -> None:
    clinic = Clinic.objects.create(name="Riverside", slug="riverside")
    mona = _works(clinic, "manager", "Mona")
    page = open_page("desktop")
    page.clock.install()
    page.goto("/account/password/change/")
    _sign_in(page, mona)
    page.get_by_label("Current Password").fill("something typed")
    page.wait_for_load_state()
    calendar.now += timedelta(minutes=16)
    page.clock.fast_forward("15:10")
    expect(page.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()
    assert page.evaluate("JSON.stringify(sessionStorage)") == "{}"


@pytest.mark.night
def test_two_people_on_one_phone_never_see_or_send_each_others_things(open_page: Callable[..., Page]) -> None:
    clinic = Clinic.objects.create(name="Riverside", slug="riverside")
    ana, ben = _patient(clinic, "Ana"), _patient(clinic, "Ben")
    page = open_page("phone", service_workers="allow")
    page.goto("/settings/")
    _sign_in(page, ana)
    expect(page.get_by_text("Signed in as Ana")).to_be_visible()
    put = """async (id) => {
      const { put } = await import(document.querySelector('script[src*="offline"]').src.replace("offline", "queue"));
      return put({ id, url: "/nowhere/", body: { kind: "session", on: "2026-03-02" } });
    }"""
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.evaluate("localStorage.setItem('stepwell.session', 'of Ana')")
    page.context.set_offline(True)
    page.evaluate(put, "of-ana")
    page.context.set_offline(False)
    page.context.clear_cookies()  # as when the time was over: nobody signed out

    page.goto("/settings/")
    _sign_in(page, ben)
    expect(page.get_by_text("Signed in as Ben")).to_be_visible()
    page.wait_for_function("localStorage.getItem('stepwell.account') === document.querySelector('meta[name=\"stepwell-person\"]').content")
    assert page.evaluate("localStorage.getItem('stepwell.session')") is None
    page.goto("/waiting/")
    expect(page.locator("[data-none]")).to_be_visible()

    page.goto("/account/logout/")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    expect(page.locator("html[data-forgotten]")).to_be_attached()
    assert page.evaluate(KEPT) == {"pages": 0, "rows": 0, "words": 0}
