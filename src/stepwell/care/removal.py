"""Deleting people with all their rows, in the one order that the database allows."""

from uuid import UUID

from django.db import connection, transaction
from msgspec import Struct

from stepwell.care.models import CalendarFeed, Draft, Fact, Person, Snapshot, StoredPlan, TriggerFit


class Removed(Struct, frozen=True, kw_only=True):
    """How many rows went."""

    facts: int
    plans: int
    drafts: int


def remove(person_id: UUID | None = None) -> Removed:
    """Delete one person, or everybody, with every row about them. All of it happens, or none.

    The person goes first: only then does the database let facts and plans go (see ``append_only``).
    """
    people = Person.objects.all() if person_id is None else Person.objects.filter(pk=person_id)
    with transaction.atomic():
        # Somebody who is just adding a fact comes before the deletion or after it, not into the middle.
        list(people.select_for_update().values_list("pk"))
        people._raw_delete(using=connection.alias)
        for kind in (Snapshot, CalendarFeed, TriggerFit):
            _rows_of(kind, person_id)
        return Removed(facts=_rows_of(Fact, person_id), plans=_rows_of(StoredPlan, person_id), drafts=_rows_of(Draft, person_id))


def _rows_of(kind: type[Fact | StoredPlan | Draft | Snapshot | CalendarFeed | TriggerFit], person_id: UUID | None) -> int:
    rows = kind._default_manager.all() if person_id is None else kind._default_manager.filter(person=person_id)
    return int(rows._raw_delete(using=connection.alias) or 0)
