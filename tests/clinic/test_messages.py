"""Messages between a person and their clinic: sent once, read by nobody else, and never in place of a call."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.core import mail
from django.test import Client

from stepwell.care.models import Account, AuditEntry, Message

pytestmark = pytest.mark.django_db

SignedIn = Callable[..., Client]
CALM = "Shall I do more bridges? They were easy."
DANGER = "Since this morning I can't pee."


def _write(client: Client, address: str, words: str, **more: str) -> int:
    return client.post(address, {"key": str(uuid4()), "words": words, **more}).status_code


def test_a_message_and_its_answer(signed_in: SignedIn, ana: Account, tess: Account) -> None:
    patient, therapist, there = signed_in(ana), signed_in(tess), f"/therapist/{ana.person_id}/messages/"
    assert _write(patient, "/messages/", CALM) == 302
    assert CALM in therapist.get(there).content.decode()
    assert _write(therapist, there, "Yes, two more each side.") == 302
    assert "Yes, two more each side." in patient.get("/messages/").content.decode()
    assert [message.read_at is not None for message in Message.objects.order_by("at")] == [True, True]


def test_the_same_message_sent_twice_is_one(signed_in: SignedIn, ana: Account) -> None:
    patient, form = signed_in(ana), {"key": str(uuid4()), "words": CALM}
    assert [patient.post("/messages/", form).status_code for _ in range(2)] == [302, 302]
    assert Message.objects.count() == 1
    assert patient.post("/messages/", {**form, "words": "Something else."}).status_code == 400
    assert Message.objects.get().words == CALM


def test_words_that_may_mean_danger_show_whom_to_call_first(signed_in: SignedIn, ana: Account, tess: Account) -> None:
    patient = signed_in(ana)
    page = patient.post("/messages/", {"key": str(uuid4()), "words": DANGER}).content.decode()
    assert "Please do not wait for an answer" in page
    assert 'href="tel:911"' in page
    assert Message.objects.count() == 0
    assert _write(patient, "/messages/", DANGER, anyway="on") == 302
    assert "a change in peeing" in signed_in(tess).get(f"/therapist/{ana.person_id}/messages/").content.decode()


def test_a_calm_message_is_sent_at_once_and_marked_with_nothing(signed_in: SignedIn, ana: Account, tess: Account) -> None:
    _write(signed_in(ana), "/messages/", CALM)
    assert "May be about" not in signed_in(tess).get(f"/therapist/{ana.person_id}/messages/").content.decode()


def test_nobody_else_reads_or_writes(signed_in: SignedIn, ana: Account, ben: Account, omar: Account, mona: Account) -> None:
    there = f"/therapist/{ana.person_id}/messages/"
    _write(signed_in(ana), "/messages/", CALM)
    for account in (ben, omar, mona):
        assert signed_in(account).get(there).status_code == 404
        assert _write(signed_in(account), there, "Hello") == 404
    assert CALM not in signed_in(ben).get("/messages/").content.decode()
    assert Message.objects.count() == 1


def test_who_reads_is_written_down(signed_in: SignedIn, ana: Account, tess: Account) -> None:
    signed_in(tess).get(f"/therapist/{ana.person_id}/messages/")
    assert AuditEntry.objects.filter(person=ana.person_id, account=tess, action="read", what="messages").count() == 1


def test_mail_says_that_there_is_a_message_and_not_what_once_a_day(signed_in: SignedIn, ana: Account, tess: Account) -> None:
    for words in (CALM, "And how many?"):
        _write(signed_in(ana), "/messages/", words)
    (notice,) = mail.outbox
    assert notice.to == [tess.email]
    assert "bridges" not in f"{notice.subject} {notice.body}"
    assert "Ana" not in f"{notice.subject} {notice.body}"


@pytest.mark.parametrize("words", ["", "   ", "x" * 4001])
def test_a_message_that_cannot_be_sent_says_why_and_keeps_the_words(signed_in: SignedIn, ana: Account, words: str) -> None:
    answer = signed_in(ana).post("/messages/", {"key": str(uuid4()), "words": words})
    assert answer.status_code == 400
    assert "Write them, then send it" in answer.content.decode() or "too long" in answer.content.decode()
    assert Message.objects.count() == 0
