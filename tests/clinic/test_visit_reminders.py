"""Reminders of visits: once, a day before, by day, by mail, and without a word of health."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.utils import timezone

from stepwell.care.actions import visit_requests, visits
from stepwell.care.actions.visit_reminders import is_due
from stepwell.care.models import Account, Appointment, Asking, Clinic
from stepwell.care.queries import accounts
from stepwell.web.shared import visit_reminders
from tests.clinic.test_visits import asked

pytestmark = pytest.mark.django_db
HERE = ZoneInfo("America/New_York")


def _here(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 5, day, hour, minute, tzinfo=HERE)


@pytest.mark.parametrize(
    ("starts_at", "now", "due"),
    [
        (_here(20, 10), _here(19, 9, 59), False),
        (_here(20, 10), _here(19, 10), True),
        (_here(20, 10), _here(20, 9), True),
        (_here(20, 10), _here(20, 10), False),
        (_here(20, 7), _here(19, 7, 30), False),
        (_here(20, 7), _here(19, 8), True),
        (_here(20, 22), _here(19, 22), False),
        (_here(20, 22), _here(20, 8), True),
        (_here(20, 10), _here(19, 21), False),
        (_here(20, 10), _here(20, 7, 59), False),
    ],
)
def test_a_day_before_and_never_in_the_night(starts_at: datetime, now: datetime, due: bool) -> None:
    assert is_due(starts_at=starts_at, agreed_at=_here(1, 12), now=now) is due


def test_what_was_agreed_on_within_the_last_day_needs_none() -> None:
    assert not is_due(starts_at=_here(20, 10), agreed_at=_here(19, 11), now=_here(19, 12))


@pytest.fixture
def confirmed(clinic: Clinic, tess: Account, monkeypatch: pytest.MonkeyPatch) -> Appointment:
    """Return a visit that was agreed on long ago and begins tomorrow at ten; it is noon now."""
    row, noon = asked(clinic), timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0)
    monkeypatch.setattr(timezone, "now", lambda: noon)
    starts_at = noon + timedelta(hours=22)
    now = noon - timedelta(days=5)
    made = visits.set_time(who=accounts.visitor(tess), visit=row.pk, starts_at=starts_at, minutes=45, is_agreed=True, seen=1, now=now)
    assert made is not None
    return made


def test_one_reminder_and_no_second_one(confirmed: Appointment) -> None:
    visit_reminders.send_visit_reminders.call()
    visit_reminders.send_visit_reminders.call()
    assert [letter.to for letter in mail.outbox] == [[confirmed.contact.partition(",")[0]]]
    letter = f"{mail.outbox[0].subject} {mail.outbox[0].body}"
    assert "10:00 AM" in letter
    assert "/clinics/visit/" in letter
    assert not any(word in letter.replace(confirmed.clinic.name, "") for word in ("leg", "walks", "Nia", "pain", "Tuesday morning"))


def test_a_reminder_that_could_not_be_sent_is_tried_again(confirmed: Appointment, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*args: Any, **kwargs: Any) -> int:
        raise OSError

    with monkeypatch.context() as broken:
        broken.setattr("stepwell.web.shared.visit_mail.send_mail", fails)
        assert visit_reminders.send_visit_reminders.call() == 0
    assert visit_reminders.send_visit_reminders.call() == 1
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("change", ["requested", "proposed", "cancelled"])
def test_what_is_not_agreed_on_is_not_reminded_of(confirmed: Appointment, change: str) -> None:
    Appointment.objects.update(state=change)
    assert visit_reminders.send_visit_reminders.call() == 0


def test_without_an_e_mail_address_there_is_no_reminder(confirmed: Appointment) -> None:
    Appointment.objects.update(contact="555 0177")
    assert visit_reminders.send_visit_reminders.call() == 0


def test_a_page_that_was_open_when_the_reminder_went_out_still_works(confirmed: Appointment) -> None:
    from stepwell.care.visit_address import secret_of

    visit_reminders.send_visit_reminders.call()
    row = visit_requests.cancel(secret=secret_of(confirmed.pk), seen=2, now=timezone.now())
    assert row.state == "cancelled"


def test_what_was_counted_is_forgotten_after_a_day(clinic: Clinic) -> None:
    Asking.objects.create(clinic=clinic, address="x", at=timezone.now() - timedelta(hours=25))
    Asking.objects.create(clinic=clinic, address="y", at=timezone.now() - timedelta(hours=23))
    visit_reminders.send_visit_reminders.call()
    assert [row.address for row in Asking.objects.all()] == ["y"]
