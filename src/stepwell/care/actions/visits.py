"""Visits as a clinic handles them: confirmed, moved, declined, done. Each step is written into the visit's history."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from uuid import UUID

import msgspec
from django.db import InterfaceError, OperationalError, transaction

from stepwell.care import access, visit_address, visit_states
from stepwell.care.access import Visitor
from stepwell.care.actions import audit
from stepwell.care.ahead import AHEAD_MOST
from stepwell.care.errors import NotSaved, NotYours, TimePassed, TimeTaken, TimeTooFar, TooMuch, VisitMoved, VisitNotYet
from stepwell.care.models import Account, Appointment
from stepwell.care.visit_history import Step, steps, turns

MINUTES = (15, 20, 30, 45, 60, 90)
"""How long a visit can be."""
LONGEST = timedelta(minutes=max(MINUTES))
WORDS_MOST = 500


def set_time(
    *, who: Visitor, visit: UUID, starts_at: datetime, minutes: int, is_agreed: bool, seen: int, now: datetime
) -> Appointment | None:
    """Confirm a request for one of the times that were wished for, or propose another time; either way the therapist takes the visit on.

    Returns None where it stands like that already: the page came twice.

    Args:
        is_agreed: confirm; else propose.
        seen: how often somebody had done something (``turns``) on the page that this was sent from.

    Raises:
        NotYours: it is not open to this visitor. VisitMoved: it changed in the meantime, or this cannot follow.
        TimePassed, TimeTooFar, TimeTaken: the time cannot be.
    """
    state = "confirmed" if is_agreed else "proposed"
    if minutes not in MINUTES:
        raise VisitMoved
    with saving():
        row = _locked(who, visit)
        if (row.state, row.starts_at, row.minutes, row.therapist_id) == (state, starts_at, minutes, who.account):
            return None
        _check(row, state, "clinic", seen)
        if starts_at <= now:
            raise TimePassed
        if starts_at > now + AHEAD_MOST:
            raise TimeTooFar
        # One after the other for each therapist: two requests must not get the same time at the same moment.
        list(Account.objects.select_for_update(no_key=True).filter(pk__in=[who.account]).values_list("pk"))
        if _overlaps(row, who.account, starts_at, minutes):
            raise TimeTaken
        row.therapist_id, row.starts_at, row.minutes = who.account, starts_at, minutes
        return _stepped(row, state, Step(at=now, state=state, by="clinic", who=who.name, starts_at=starts_at), who)


def end(*, who: Visitor, visit: UUID, state: str, words: str, seen: int, now: datetime) -> Appointment | None:
    """Decline a request, cancel a visit, or mark it as done. Returns None where that was done already.

    Args:
        state: declined, cancelled or done.
        words: for whoever asked, on the page behind their link.

    Raises:
        NotYours, VisitMoved: as for ``set_time``. VisitNotYet: it has not begun. TooMuch: the words are too long.
    """
    if len(words) > WORDS_MOST:
        raise TooMuch("That")
    with saving():
        row = _locked(who, visit)
        if row.state == state:
            return None
        _check(row, state, "clinic", seen)
        if state == "done" and (row.starts_at is None or row.starts_at > now):
            raise VisitNotYet
        return _stepped(row, state, Step(at=now, state=state, by="clinic", who=who.name, words=words.strip(), starts_at=row.starts_at), who)


def stepped(row: Appointment, state: str, step: Step) -> Appointment:
    """Put a visit into a state and write the step into its history.

    What was shared goes as soon as the visit will not be: nobody needs it then.
    """
    row.state = state
    row.history = msgspec.json.encode([*steps(row), step]).decode()
    if state in ("declined", "cancelled"):
        row.shared = ""
    row.secret_hash = visit_address.hashed(visit_address.secret_of(row.pk))
    row.save()
    return row


def _stepped(row: Appointment, state: str, step: Step, who: Visitor) -> Appointment:
    if row.person_id is not None:
        audit.note(who, row.person_id, "write", "visit", clinic=row.clinic_id, now=step.at)
    return stepped(row, state, step)


def _locked(who: Visitor, visit: UUID) -> Appointment:
    row = access.visits_open_to(who).select_for_update(of=("self",)).select_related("clinic").filter(pk=visit).first()
    if row is None:
        raise NotYours
    return row


def _check(row: Appointment, state: str, side: visit_states.Side, seen: int) -> None:
    if turns(steps(row)) != seen or not visit_states.can_follow(row.state, state, side):
        raise VisitMoved


def _overlaps(row: Appointment, therapist: int | None, starts_at: datetime, minutes: int) -> bool:
    ends_at = starts_at + timedelta(minutes=minutes)
    near = Appointment.objects.filter(state__in=visit_states.HELD, starts_at__lt=ends_at, starts_at__gt=starts_at - LONGEST)
    others = near.filter(therapist=therapist).exclude(pk=row.pk).values_list("starts_at", "minutes")
    return any(begin is not None and begin + timedelta(minutes=lasts) > starts_at for begin, lasts in others)


@contextmanager
def saving() -> Iterator[None]:
    """Do all of it or nothing, and say in plain words when the storage refuses."""
    try:
        with transaction.atomic():
            yield
    except (OperationalError, InterfaceError) as error:
        raise NotSaved from error
