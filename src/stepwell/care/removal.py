"""Deleting people with all their rows, in the one order that the database allows."""

from uuid import UUID

from django.apps import apps
from django.db import connection, models, transaction
from msgspec import Struct

from stepwell.care.models import Draft, Fact, Person, StoredPlan


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
        gone = {kind: _rows_of(kind, person_id) for kind in kinds_about_a_person()}
        return Removed(facts=gone[Fact], plans=gone[StoredPlan], drafts=gone[Draft])


def kinds_about_a_person() -> list[type[models.Model]]:
    """Return every kind of row that names a person: a kind that is added later goes too."""
    kinds = apps.get_app_config("care").get_models()
    return [kind for kind in kinds if any(field.name == "person" for field in kind._meta.fields)]


def _rows_of(kind: type[models.Model], person_id: UUID | None) -> int:
    about = kind._default_manager.filter(person__isnull=False) if person_id is None else kind._default_manager.filter(person=person_id)
    return int(about._raw_delete(using=connection.alias) or 0)
