"""Danger told in one's own words where a visit is asked for: whom to call stands there before it is sent, and the therapist sees it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from stepwell.care.models import Account, Appointment, Clinic
from stepwell.care.sent_along import Section, Summary, own_words, written
from stepwell.engine import danger_words
from stepwell.knowledge.loader import load
from stepwell.web.shared.visit_summary import as_text
from tests.clinic import asking_a_visit as walk
from tests.web import walked

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

SignedIn = Callable[..., Client]
SADDLE = "My back hurts, and since last night I cannot feel it when I pee"
PAGE = "/help/first-visit/"


@pytest.fixture
def anybody(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> Client:
    """Return the browser of somebody who is not known."""
    walk.slowly(monkeypatch)
    return Client(HTTP_HOST="localhost")


@pytest.mark.parametrize("field", ["reason", "preferred", "summary"])
def test_whoever_asks_on_the_public_page_is_shown_whom_to_call(anybody: Client, field: str) -> None:
    written: dict[str, Any] = {field: SADDLE}
    page = walk.previewed(anybody, **written).content.decode()
    assert "Please do not wait for an answer" in page
    assert 'href="tel:911"' in page
    assert page.index("Please do not wait") < page.index('value="send"')


def test_calm_words_are_left_alone(anybody: Client) -> None:
    assert "do not wait" not in walk.previewed(anybody).content.decode()


def test_a_patient_who_asks_is_shown_whom_to_call(signed_in: SignedIn, ana: Account, clinic: Clinic) -> None:
    browser = signed_in(ana)
    walked.evaluated(browser)
    told: dict[str, Any] = {key: value for key, value in walk.DETAILS.items() if key not in ("website", "summary")}
    page = browser.post(PAGE, told | {"step": "details", "clinic": str(clinic.pk), "part": [], "reason": SADDLE}).content.decode()
    assert "Please do not wait for an answer" in page


@pytest.mark.parametrize("pasted", [False, True])
def test_our_own_questions_that_go_along_are_not_taken_for_the_persons_words(pasted: bool) -> None:
    """Looked through as a whole, a summary of calm answers would be taken for danger."""
    asked = Section(title="Safety questions", rows=(("Are you numb between the legs?", "No"),))
    summary = Summary(on=timezone.localdate(), sections=(asked,))
    if pasted:
        summary = Summary(on=summary.on, sections=(Section(title="My summary", text=as_text(summary, "Nia")),))
    assert danger_words.found(written(summary), load())
    assert not danger_words.found(own_words(written(summary)), load())


def test_the_therapist_sees_it_in_the_list_and_on_the_visit(anybody: Client, signed_in: SignedIn, tess: Account) -> None:
    walk.sent(anybody, reason=SADDLE)
    browser, row = signed_in(tess), Appointment.objects.get()
    assert "Danger words" in browser.get(reverse("therapist:visits")).content.decode()
    assert "a change in peeing" in browser.get(reverse("therapist:visit", args=[row.pk])).content.decode()
