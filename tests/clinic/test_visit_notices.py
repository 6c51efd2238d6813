"""A clinic is told by mail that somebody asks for a visit: not who or why, at most once an hour, and no request is missed."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from msgspec.structs import replace

from stepwell.care.models import Account, Appointment, Clinic
from stepwell.web.shared import visit_notices
from tests.clinic import asking_a_visit as walk
from tests.clinic.conftest import _works

pytestmark = pytest.mark.django_db


@pytest.fixture
def queued(settings: Any) -> None:
    """Let work wait in the database, as it does on a real site."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}


def _ask(clinic: Clinic, monkeypatch: pytest.MonkeyPatch, **details: Any) -> None:
    walk.slowly(monkeypatch)
    walk.sent(Client(HTTP_HOST="localhost"), **details)


def _notices() -> dict[str, str]:
    return {letter.to[0]: f"{letter.subject} {letter.body}" for letter in mail.outbox if letter.subject == "Somebody asks for a visit"}


def _work() -> None:
    """Do what waits and is due."""
    now = timezone.now()
    for row in DBTaskResult.objects.filter(status=TaskResultStatus.READY):
        if row.run_after <= now or row.run_after.year > 9000:
            DBTaskResult.objects.filter(pk=row.pk).update(status=TaskResultStatus.SUCCESSFUL, started_at=now, finished_at=now)
            visit_notices.tell_clinic.call(**row.args_kwargs["kwargs"])


def test_therapists_and_managers_of_that_clinic_are_told_and_nothing_of_who_or_why(
    clinic: Clinic, tess: Account, mona: Account, omar: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    _ask(clinic, monkeypatch)
    told = _notices()
    assert set(told) == {tess.email, mona.email}
    assert "/therapist/visits/" in told[tess.email]
    assert "/manager/visits/" in told[mona.email]
    for words in told.values():
        assert not any(word in words for word in ("Nia", "leg", "Tuesday", "Blue Shield", "555"))


def test_it_can_be_switched_off(clinic: Clinic, tess: Account, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, visit_notices=False)
    _ask(clinic, monkeypatch)
    assert _notices() == {}


def test_a_request_of_ones_own_patient_goes_to_their_therapist(clinic: Clinic, tess: Account, ana: Account) -> None:
    cleo = _works(clinic, "therapist", "Cleo")
    _row(clinic, person=ana.person, therapist=tess)
    visit_notices.asked(clinic.pk)
    assert set(_notices()) == {tess.email}
    _row(clinic)
    visit_notices.asked(clinic.pk)
    assert set(_notices()) == {tess.email, cleo.email}


def test_a_second_request_within_an_hour_is_told_at_the_end_of_it_and_a_third_with_it(queued: None, clinic: Clinic, tess: Account) -> None:
    for _ in range(3):
        _row(clinic)
        visit_notices.asked(clinic.pk)
        _work()
    assert len(mail.outbox) == 1
    (waits,) = DBTaskResult.objects.filter(status=TaskResultStatus.READY)
    first = DBTaskResult.objects.get(status=TaskResultStatus.SUCCESSFUL)
    assert first.started_at is not None
    assert waits.run_after == first.started_at + timedelta(hours=1)
    DBTaskResult.objects.filter(pk=waits.pk).update(run_after=timezone.now())
    _work()
    assert len(mail.outbox) == 2


def test_another_clinic_is_told_on_its_own(queued: None, clinic: Clinic, other_clinic: Clinic, tess: Account, omar: Account) -> None:
    for place in (clinic, other_clinic):
        _row(place)
        visit_notices.asked(place.pk)
    _work()
    assert set(_notices()) == {tess.email, omar.email}


def test_what_was_answered_before_the_mail_would_go_needs_none(queued: None, clinic: Clinic, tess: Account) -> None:
    _row(clinic)
    visit_notices.asked(clinic.pk)
    Appointment.objects.update(state="confirmed")
    _work()
    assert mail.outbox == []


def _row(clinic: Clinic, **more: Any) -> Appointment:
    now = timezone.now()
    history = f'[{{"at":"{now.isoformat()}","state":"requested","by":"asker"}}]'
    number = Appointment.objects.count()
    return Appointment.objects.create(
        clinic=clinic, name="Nia", contact="nia@example.org", secret_hash=f"{number}", history=history, created_at=now, **more
    )
