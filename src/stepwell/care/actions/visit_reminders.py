"""Which visits somebody is reminded of now: once, a day before, and never in the night."""

from datetime import datetime, time, timedelta
from uuid import UUID

import msgspec
from django.utils import timezone

from stepwell.care.actions.visit_requests import A_DAY
from stepwell.care.actions.visits import saving
from stepwell.care.models import Appointment, Asking
from stepwell.care.visit_history import Step, steps

BEFORE = timedelta(days=1)
QUIET_FROM, QUIET_TO = time(21), time(8)
"""No mail goes out between these times of the clinic's clock."""
_REMINDED = "reminded"


def is_due(*, starts_at: datetime, agreed_at: datetime, now: datetime) -> bool:
    """Whether it is time for the reminder of a visit: from a day before, by day only.

    A visit that was agreed on less than a day before needs none: the mail that said so is fresh.
    """
    at = timezone.localtime(now).time()
    is_quiet = at >= QUIET_FROM or at < QUIET_TO
    return not is_quiet and agreed_at <= starts_at - BEFORE <= now < starts_at


def take_due(now: datetime) -> list[UUID]:
    """Return the visits to remind of now, each marked as reminded first: rather no reminder than two."""
    found = []
    near = Appointment.objects.filter(state="confirmed", starts_at__gt=now, starts_at__lte=now + BEFORE).values_list("pk", flat=True)
    for key in list(near):
        with saving():
            row = Appointment.objects.select_for_update(of=("self",)).filter(pk=key).first()
            if row is not None and _needs_one(row, now):
                _write(row, [*steps(row), Step(at=now, state=_REMINDED, by="program", starts_at=row.starts_at)])
                found.append(row.pk)
    return found


def not_sent(visit: UUID) -> None:
    """Take the mark back, so that it is tried again within the hour."""
    with saving():
        row = Appointment.objects.select_for_update().get(pk=visit)
        told = steps(row)
        last = max(index for index, step in enumerate(told) if step.state == _REMINDED)
        _write(row, told[:last] + told[last + 1 :])


def forget_tries(now: datetime) -> None:
    """Delete what was counted of the public pages more than a day ago."""
    Asking.objects.filter(at__lt=now - A_DAY).delete()


def _needs_one(row: Appointment, now: datetime) -> bool:
    if row.state != "confirmed" or row.starts_at is None or "@" not in row.contact:
        return False
    told = steps(row)
    agreed = [index for index, step in enumerate(told) if step.state == "confirmed"]
    if not agreed or any(step.state == _REMINDED for step in told[agreed[-1] :]):
        return False
    return is_due(starts_at=row.starts_at, agreed_at=told[agreed[-1]].at, now=now)


def _write(row: Appointment, told: list[Step]) -> None:
    row.history = msgspec.json.encode(told).decode()
    row.save(update_fields=["history"])
