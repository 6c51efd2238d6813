"""What a therapist did with somebody at a visit: facts of the person's log, with their author."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from msgspec.structs import replace

from stepwell.care import access
from stepwell.care.actions import audit, facts, writing
from stepwell.care.errors import NotThere
from stepwell.care.queries import shared
from stepwell.engine.log import Treatment

MOST_AT_ONCE = 7
WITHIN_DAYS = 365


def record(*, who: access.Visitor, person: UUID, treatments: Sequence[Treatment], now: datetime) -> None:
    """Add treatments to a person's log, and note it. All of them, or none; a repeat adds nothing.

    Args:
        who: the therapist.
        person: whose record is open to them.
        treatments: each with an id of its own, made when the page was made.
        now: the moment.

    Raises:
        NotThere: the record is not open to this visitor.
        FutureFact: one is about a day to come.
        AlreadySaved: the page was sent before with other content.
        NotSaved, TooMuch: nothing was changed.
    """
    open_record = shared.opened(who, person)
    if open_record is None or who.account is None:
        raise NotThere
    told = [replace(one, words=one.words.strip(), why=one.why.strip()) for one in treatments[:MOST_AT_ONCE]]
    with writing.turn(), transaction.atomic():
        facts.add(person=open_record.person, facts=told, now=now, author=who.account)
        audit.note(who, open_record.person, "write", "treatment", clinic=open_record.clinic, now=now)
