"""No page of the made-up clinic shows an identifier of code: whoever works there, and whoever is looked after, reads words."""

import re
from collections.abc import Callable, Iterator

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import Resolver404, resolve
from django.utils import timezone
from msgspec.structs import replace

from stepwell.care.actions import facts
from stepwell.care.models import Account
from stepwell.cli import _demo_clinic
from tests import marked, plain_text
from tests.care import made

pytestmark = pytest.mark.one_database

OF_A_PERSON = "person"


@pytest.mark.parametrize(
    ("sign", "words", "number"),
    [("saddle_feeling", "in an emergency department, without waiting", "C3"), ("fever", "checked the same day", "I1")],
)
def test_a_sign_is_told_with_its_rule_in_words(
    ana: Account, tess: Account, signed_in: Callable[..., Client], sign: str, words: str, number: str
) -> None:
    today, calm = timezone.localdate(), made.safety_check()
    assert ana.person is not None
    facts.add(person=ana.person, facts=[replace(calm, on=today, answers={**calm.answers, sign: "yes"})], now=timezone.now())
    of_therapist, of_patient = f"/therapist/{ana.person_id}/", f"/progress/{today}/"
    for who, addresses in ((tess, (of_therapist, f"{of_therapist}plan/")), (ana, (of_patient, "/care/", "/told/"))):
        for address in addresses:
            html = marked.text_of(signed_in(who).get(address))
            assert not plain_text.in_the_page(html, is_for_therapists=who is tess), address
            if who is tess:
                assert words in html
                assert f"({number})" in html


@pytest.mark.night
def test_every_page_of_the_made_up_clinic_shows_words(db: None) -> None:
    _demo_clinic.fill()
    found, pages = [], 0
    for name in (*_demo_clinic.STAFF.values(), _demo_clinic.PATIENT):
        for address, html in _pages_of(name):
            pages += 1
            wrong = plain_text.in_the_page(html, is_for_therapists=address.startswith("/therapist/"))
            found += [f"{address}: {each}" for each in wrong]
    assert not found, "\n".join(sorted(set(found)))
    assert pages > 150


def _pages_of(name: str) -> Iterator[tuple[str, str]]:
    """Follow every link from somebody's first page, and yield each page once for each person that it is about."""
    browser = Client(HTTP_HOST="localhost")
    browser.force_login(
        get_user_model().objects.get(email=_demo_clinic.address_of(name)), backend="django.contrib.auth.backends.ModelBackend"
    )
    waiting, seen = ["/"], set()
    while waiting:
        address = waiting.pop()
        if (page := _page(address)) is None or page in seen:
            continue
        seen.add(page)
        answer = browser.get(address, follow=True)
        if answer.headers.get("Content-Type", "").startswith("text/html"):
            html = marked.text_of(answer)
            waiting += marked.Page(html).addresses
            yield address, html


def _page(address: str) -> tuple[str, str] | None:
    """Return which page an address is, and of whom; None for files, other sites and the way out."""
    path = re.split(r"[?#]", address)[0]
    try:
        found = resolve(path)
    except Resolver404:
        return None
    return None if found.url_name == "account_logout" else (found.view_name, str(found.kwargs.get(OF_A_PERSON, "")))


@pytest.mark.parametrize(
    ("shown", "to_therapists"),
    [
        ("<p>The rule: C3: emergency_now</p>", True),
        ("<p>A sign <span>C3</span></p>", True),
        ("<p>A sign <span>(C3)</span></p>", False),
        ('<button aria-label="stop press_up">Stop</button>', True),
        ('<input value="press_up">', True),
        ("<p>soft >= 3</p>", False),
    ],
)
def test_what_is_no_word_is_found(shown: str, to_therapists: bool) -> None:
    """Without this the test here could be blind."""
    assert plain_text.in_the_page(shown, is_for_therapists=to_therapists)


def test_the_number_of_a_rule_may_stand_beside_its_words_for_a_therapist() -> None:
    assert not plain_text.in_the_page("<p>A sign like this is checked the same day. <span>(C3)</span></p>", is_for_therapists=True)
