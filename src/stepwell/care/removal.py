"""Deleting people with all their rows, in the one order that the database allows."""

from pathlib import Path
from uuid import UUID

from django.apps import apps
from django.db import connection, models, transaction
from msgspec import Struct

from stepwell.care import export_files, leaving
from stepwell.care.models import Account, CaseSummary, Draft, Fact, Person, Snapshot, StoredPlan, TriggerFit

_SHORTCUTS = (Snapshot, CaseSummary, TriggerFit)
"""Worked out from other rows: nobody counts them."""


class Removed(Struct, frozen=True, kw_only=True):
    """How many rows went.

    Attributes:
        others: every other row about the person that somebody wrote: messages, appointments, notes, consents, looks.
        accounts: ways to sign in.
    """

    facts: int
    plans: int
    drafts: int
    others: int = 0
    accounts: int = 0


def remove(person_id: UUID | None = None) -> Removed:
    """Delete one person, or everybody, with every row about them. All of it happens, or none.

    With one person go the pictures that only they were given. With everybody they stay: that is how a backup is put back, and
    whoever does that knows which pictures belong to it.

    The person goes first: only then does the database let facts and plans go (see ``append_only``).
    """
    people = Person.objects.all() if person_id is None else Person.objects.filter(pk=person_id)
    with transaction.atomic():
        # Somebody who is just adding a fact comes before the deletion or after it, not into the middle.
        known = list(people.select_for_update().values_list("pk", flat=True))
        export_files.take_back(known)
        left = leaving.belongings(people, with_pictures=person_id is not None)
        Account.objects.filter(pk__in=left.accounts).update(person=None)
        Person.objects.filter(pk__in=known)._raw_delete(using=connection.alias)
        gone = {kind: _rows_of(kind, person_id) for kind in kinds_about_a_person()}
        accounts, files = leaving.take_away(left)
        transaction.on_commit(lambda: _delete_files(files))
    named = (Fact, StoredPlan, Draft, *_SHORTCUTS)
    others = sum(count for kind, count in gone.items() if kind not in named)
    return Removed(facts=gone[Fact], plans=gone[StoredPlan], drafts=gone[Draft], others=others, accounts=accounts)


def kinds_about_a_person() -> list[type[models.Model]]:
    """Return every kind of row that is about a person: a kind that is added later goes too. An account is not: see ``leaving``."""
    kinds = apps.get_app_config("care").get_models()
    return [kind for kind in kinds if kind is not Account and any(field.name == "person" for field in kind._meta.fields)]


def _rows_of(kind: type[models.Model], person_id: UUID | None) -> int:
    about = kind._default_manager.filter(person__isnull=False) if person_id is None else kind._default_manager.filter(person=person_id)
    return int(about._raw_delete(using=connection.alias) or 0)


def _delete_files(files: list[Path]) -> None:
    for file in files:
        file.unlink(missing_ok=True)
