"""What a therapist wrote on the page of a plan and did not save: it is kept with the person's record, and goes with it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from stepwell.care import tasks
from stepwell.care.actions import people, plan_pages
from stepwell.care.models import Account, Draft, Enrolment, Person
from stepwell.care.queries import accounts
from tests.clinic.test_plan_page import carried

pytestmark = pytest.mark.django_db

SignedIn = Callable[..., Client]
WORDS = "Since the fall in the garden."


def _person(account: Account) -> Person:
    assert account.person is not None
    return account.person


def _written(browser: Client, person: Person, words: str = WORDS, **more: str) -> Any:
    where = f"/therapist/{person.pk}/plan/"
    return browser.post(where, carried(browser.get(where)) | {"do": "stage", "stage": "calm", "note-words": words} | more)["Location"]


def test_words_about_a_person_are_in_no_session_and_go_with_the_person(signed_in: SignedIn, tess: Account, ana: Account) -> None:
    browser = signed_in(tess)
    page = browser.get(_written(browser, _person(ana)))
    assert page.context["kept"]["note_words"] == WORDS
    assert [session for session in Session.objects.all() if WORDS in str(session.get_decoded())] == []
    assert people.delete_everything(person=_person(ana)).drafts == 1
    assert not Draft.objects.exists()


def test_it_is_gone_once_it_is_saved_or_half_a_day_is_over(signed_in: SignedIn, tess: Account, ana: Account) -> None:
    browser, person = signed_in(tess), _person(ana)
    where = f"/therapist/{person.pk}/plan/"
    page = browser.get(_written(browser, person))
    browser.post(where, carried(page) | {"do": "save"})
    assert not Draft.objects.exists()
    who, now = accounts.visitor(tess), timezone.now()
    plan_pages.keep(who=who, person=person.pk, page="one", left={"fields": {}}, now=now - timedelta(hours=13))
    plan_pages.keep(who=who, person=person.pk, page="two", left={"fields": {}}, now=now)
    assert Draft.objects.count() == 1


def test_each_day_what_nobody_comes_back_to_is_forgotten(signed_in: SignedIn, tess: Account, ana: Account) -> None:
    """Unsaved words, and browsers that were left signed in until their time was over."""
    who, now = accounts.visitor(tess), timezone.now()
    signed_in(ana)
    Session.objects.update(expire_date=now - timedelta(minutes=1))
    signed_in(tess)
    plan_pages.keep(who=who, person=_person(ana).pk, page="one", left={"fields": {}}, now=now - timedelta(hours=13))
    tasks.daily_upkeep.call()
    assert (Draft.objects.count(), Session.objects.count()) == (0, 1)


def test_it_opens_no_more_when_sharing_has_ended(signed_in: SignedIn, tess: Account, ana: Account) -> None:
    browser = signed_in(tess)
    where = _written(browser, _person(ana))
    Enrolment.objects.update(scope="")
    assert browser.get(where).status_code == 404


def test_what_is_too_long_is_refused_and_what_was_there_stays(
    signed_in: SignedIn, tess: Account, ana: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = signed_in(tess)
    page = browser.get(_written(browser, _person(ana)))
    monkeypatch.setattr("stepwell.care.actions.drafts.ANSWERS_MOST", 600)
    where = browser.post(f"/therapist/{_person(ana).pk}/plan/", carried(page) | {"do": "show", "own-steps": "x" * 700})["Location"]
    shown = browser.get(where).context
    assert "too long to save" in shown["problem"]
    assert [each["is"].order for each in shown["draft"]] == ["stage"]
    assert shown["kept"]["note_words"] == WORDS


def test_a_full_disk_is_told_as_that(signed_in: SignedIn, tess: Account, ana: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OperationalError("database or disk is full")

    browser, where = signed_in(tess), f"/therapist/{_person(ana).pk}/plan/"
    fields = carried(browser.get(where)) | {"do": "stage", "stage": "calm"}
    monkeypatch.setattr(Draft.objects, "bulk_create", full)
    assert browser.post(where, fields).status_code == 503
