"""What a therapist found on examining a person, and the goals agreed: facts of the person's log, with their author."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec
from django.db import transaction
from django.utils import timezone
from msgspec.structs import replace

from stepwell.care import access, edition
from stepwell.care.actions import audit, drafts, facts, writing
from stepwell.care.actions import orders as ordering
from stepwell.care.errors import CannotRead, NotYours
from stepwell.care.models import Fact, Person
from stepwell.care.queries.examinations import draft_kind
from stepwell.engine.decision import Decision
from stepwell.engine.log import Examination, Goal, LogError, Order
from stepwell.engine.reading import read_fact


def keep_draft(who: access.Visitor, person: Person, answers: dict[str, Any], now: datetime) -> None:
    """Keep an unfinished examination. Raises NotYours, TooMuch, NotSaved."""
    enrolment = _enrolment(who, person)
    with transaction.atomic():
        drafts.save(person=person, kind=draft_kind(who), answers=answers)
        audit.note(who, person, "write", "examination draft", clinic=enrolment, now=now)


def save(
    who: access.Visitor, person: Person, examination: Examination, *, precautions: Sequence[Order], goals: Sequence[Goal], now: datetime
) -> Decision:
    """Add an examination, the precautions and the goals that go with it; all of it or nothing. The draft is thrown away.

    A repeated post, known by the examination's id, changes nothing.

    Returns:
        Today's decision after it.

    Raises:
        NotYours: the person is not this therapist's, or shares nothing.
        CannotRead: what was found cannot stand, such as two codes that exclude each other; says why.
        NotSaved, TooMuch: as for any fact.
    """
    enrolment, today = _enrolment(who, person), timezone.localdate(now)
    told = [_checked(replace(examination, on=today)), *(_checked(replace(goal, on=today)) for goal in goals)]
    with writing.turn(), transaction.atomic():
        is_repeat = examination.id is not None and Fact.objects.filter(person=person, key=examination.id).exists()
        decision = facts.add(person=person, facts=() if is_repeat else told, now=now, author=who.account)
        if is_repeat:
            return decision
        if precautions:
            decision = ordering.give(who, person, precautions, now=now).decision
        drafts.clear(person=person, kind=draft_kind(who))
        audit.note(who, person, "write", "examination", clinic=enrolment, now=now)
    return decision


def _enrolment(who: access.Visitor, person: Person) -> Any:
    found = access.enrolments_open_to(who).filter(person=person).values_list("clinic_id", flat=True).first()
    if found is None:
        raise NotYours
    return found


def _checked(fact: Examination | Goal) -> Any:
    """Return the fact as it would be read from outside: nothing is taken in that could not be read again."""
    try:
        return read_fact(msgspec.to_builtins(fact), edition.present().knowledge)
    except LogError as error:
        raise CannotRead(str(error)) from None
