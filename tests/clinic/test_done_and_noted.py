"""What somebody at a clinic does is done and written down, or neither; and two at once do not undo what holds for both."""

from collections.abc import Callable
from threading import Thread
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from stepwell.care.actions import (
    clinic_tasks,
    clinics,
    messages,
    monitoring,
    paper_scores,
    snoozes,
)
from stepwell.care.errors import LastManager, NotSaved
from stepwell.care.models import (
    Account,
    Clinic,
    ClinicTask,
    Fact,
    LiveContact,
    Membership,
    Message,
    Person,
    ReviewTime,
    Snooze,
)
from stepwell.care.queries.accounts import visitor
from stepwell.engine.log import Measure
from stepwell.knowledge.loader import load
from tests.clinic.conftest import _works

pytestmark = pytest.mark.django_db

SignedIn = Callable[..., Client]


def person_of(account: Account) -> Person:
    assert account.person is not None
    return account.person


def _writes(tess: Account, ana: Account) -> dict[str, Callable[[], object]]:
    who, person, now = visitor(tess), person_of(ana).pk, timezone.now()
    today = timezone.localdate(now)
    score = Measure(on=today, id=str(uuid4()), measure="peg", answers={}, score=5.0)
    return {
        "a score on paper": lambda: paper_scores.add(who, person, score, now),
        "minutes": lambda: monitoring.note_minutes(who, person, on=today, minutes=5, activity="", now=now),
        "a talk": lambda: monitoring.note_contact(who, person, on=today, channel="phone", minutes=5, outcome="", now=now),
        "a message": lambda: messages.to_person(who=who, person=person, words="Hello", key=uuid4(), now=now),
        "a task": lambda: clinic_tasks.add(who=who, person=person, words="Call", due=None, now=now),
        "put off": lambda: snoozes.put_off(who, person, next(key for key, need in load().needs.items() if need.put_off_days), now),
    }


@pytest.mark.parametrize("what", ["a score on paper", "minutes", "a talk", "a message", "a task", "put off"])
def test_nothing_is_changed_that_cannot_be_written_down(what: str, tess: Account, ana: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    write = _writes(tess, ana)[what]

    def refuse(*args: object, **named: object) -> None:
        raise NotSaved

    kinds = (Fact, ReviewTime, LiveContact, Message, ClinicTask, Snooze)
    with monkeypatch.context() as broken:
        broken.setattr("stepwell.care.actions.audit.note", refuse)
        with pytest.raises(NotSaved):
            write()
    assert [kind.__name__ for kind in kinds if kind._default_manager.exists()] == []
    write()
    assert len([kind for kind in kinds if kind._default_manager.exists()]) == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="there every write waits for the one before it")
def test_two_managers_who_end_each_others_work_at_once_do_not_leave_the_clinic_without_one(mona: Account, clinic: Clinic) -> None:
    other = _works(clinic, "manager", "Max")
    by_max, of_mona, went = visitor(other), mona.memberships.get().pk, []

    def end() -> None:
        try:
            clinics.end_membership(who=by_max, membership=of_mona, now=timezone.now())
        except LastManager as refused:
            went.append(refused)
        finally:
            connection.close()

    meanwhile = Thread(target=end)
    with transaction.atomic():
        clinics.end_membership(who=visitor(mona), membership=other.memberships.get().pk, now=timezone.now())
        meanwhile.start()
        meanwhile.join(1)  # it waits for this one to be done
    meanwhile.join(20)
    assert len(went) == 1
    assert Membership.objects.filter(clinic=clinic, role="manager", ended_at=None).count() == 1


def test_who_lets_a_manager_go_is_reminded_of_the_programs_that_they_let_in(signed_in: SignedIn, mona: Account, clinic: Clinic) -> None:
    other = _works(clinic, "manager", "Max")
    assert "may have kept the secret" in signed_in(mona).get(f"/manager/people/{other.memberships.get().pk}/leave/").content.decode()
