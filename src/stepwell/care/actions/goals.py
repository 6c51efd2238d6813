"""What a therapist says of a person's goals: facts of the person's log, with their author."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from stepwell.care import access
from stepwell.care.actions import audit, facts, writing
from stepwell.care.errors import NotThere
from stepwell.care.models import Fact
from stepwell.care.queries import shared
from stepwell.engine.log import Goal


def tell(*, who: access.Visitor, person: UUID, goal: Goal, now: datetime) -> None:
    """Add one word about a goal: that it is new, changed, reached, set aside or open again. A repeat adds nothing.

    Args:
        goal: with an id of its own, made when the page was made.

    Raises:
        NotThere: the record is not open to this visitor. NotSaved, TooMuch: nothing was changed.
    """
    record = shared.opened(who, person)
    if record is None or who.account is None or goal.words == shared.OWN_GOAL:
        raise NotThere  # whoever may not read the words may not write them anew either
    with writing.turn(), transaction.atomic():
        if Fact.objects.filter(person=record.person, key=goal.id).exists():
            return
        facts.add(person=record.person, facts=(goal,), now=now, author=who.account)
        audit.note(who, record.person, "write", "goals", clinic=record.clinic, now=now)
