"""A message that comes later, from a device without a signal: once, to the clinic it was meant for, or not at all."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from stepwell.care.models import Account, Clinic, Enrolment, Message
from stepwell.web.shared import device

pytestmark = pytest.mark.django_db

SignedIn = Callable[..., Client]
CALM = "Shall I do more bridges? They were easy."
DANGER = "Since this morning I can't pee."
BY_SCRIPT: dict[str, Any] = {"HTTP_ACCEPT": "application/json"}
TO_KEEP: dict[str, Any] = {"HTTP_X_STEPWELL_KEEP": "1"}


def _later(client: Client, words: str, **more: Any) -> Any:
    headers = BY_SCRIPT | more.pop("headers", {})
    return client.post("/messages/", {"key": str(uuid4()), "words": words, **more}, **headers)


def test_what_waited_is_sent_once_however_often_it_comes(signed_in: SignedIn, ana: Account) -> None:
    patient, key = signed_in(ana), str(uuid4())
    answers = [_later(patient, CALM, key=key) for _ in range(3)]
    assert [answer.json() for answer in answers] == [{"go": "/messages/"}] * 3
    assert Message.objects.count() == 1


def test_what_cannot_be_taken_says_why_to_the_device(signed_in: SignedIn, ana: Account) -> None:
    answer = _later(signed_in(ana), "  ")
    assert (answer.status_code, "Write them" in answer.json()["problem"]) == (422, True)


def test_a_message_of_somebody_else_is_not_sent_as_ones_own(signed_in: SignedIn, ana: Account, ben: Account) -> None:
    assert ben.person is not None
    answer = _later(signed_in(ana), CALM, headers={"HTTP_X_STEPWELL_PERSON": device.mark(ben.person)})
    assert answer.status_code == 422
    assert Message.objects.count() == 0


def test_a_message_to_a_clinic_that_was_left_goes_to_no_other(
    signed_in: SignedIn, ana: Account, clinic: Clinic, other_clinic: Clinic
) -> None:
    assert ana.person is not None
    assert _later(signed_in(ana), CALM, to=str(clinic.pk)).status_code == 200
    Enrolment.objects.filter(person=ana.person).update(ended_at=timezone.now())
    assert "does not look after you" in _later(signed_in(ana), CALM, to=str(clinic.pk)).json()["problem"]
    Enrolment.objects.create(clinic=other_clinic, person=ana.person, scope="days")
    answer = _later(signed_in(ana), CALM, to=str(clinic.pk))
    assert (answer.status_code, Message.objects.count()) == (422, 1)
    assert "does not look after you" in answer.json()["problem"]


def test_danger_that_came_from_a_queue_is_sent_and_whom_to_call_stands_on_the_page_for_a_day(signed_in: SignedIn, ana: Account) -> None:
    patient = signed_in(ana)
    assert _later(patient, DANGER).json() == {"go": "/messages/"}
    page = patient.get("/messages/")
    assert [says for says, _text in page.context["alarming"]] == ["a change in peeing"]
    assert "Words of your last message" in page.content.decode()
    Message.objects.update(at=timezone.now() - timedelta(hours=25))
    assert "Words of your last message" not in patient.get("/messages/").content.decode()


def test_a_copy_for_the_device_holds_no_message_and_counts_none_as_seen(signed_in: SignedIn, ana: Account, tess: Account) -> None:
    assert ana.person is not None
    Message.objects.create(
        person=ana.person, clinic=Clinic.objects.get(), by=tess, from_clinic=True, words="Two more each side.", at=timezone.now()
    )
    copy = signed_in(ana).get("/messages/", **TO_KEEP).content.decode()
    assert "Two more each side." not in copy
    assert 'name="words"' in copy
    assert Message.objects.get().read_at is None


def test_the_device_keeps_the_page_to_write_on(signed_in: SignedIn, ana: Account) -> None:
    assert "/messages/" in [page["at"] for page in signed_in(ana).get("/offline/keep/").json()["pages"]]
