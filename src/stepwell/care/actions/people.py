"""A person's own settings, and the deletion of everything."""

from datetime import datetime

import msgspec
from django.db import InterfaceError, OperationalError, connection
from django.utils import timezone
from msgspec import Struct

from stepwell.care import edition, recent, removal
from stepwell.care.actions import backups, upkeep
from stepwell.care.errors import NotSaved, TooMuch, UnknownSetting
from stepwell.care.models import TEXT_SIZES, Person
from stepwell.care.models.person import GIVEN_NAME_MOST


class Receipt(Struct, frozen=True, kw_only=True):
    """What was deleted, as counts: nothing else is left to say it with.

    Attributes:
        others: records of the person beside their log, such as messages, appointments and notes.
        accounts: ways to sign in; 0 where there was none, or where it stays because somebody works with it.
        backups: automatic backups that went too. Those that somebody made by hand are theirs to delete.
    """

    facts: int
    plans: int
    drafts: int
    others: int
    accounts: int
    backups: int
    deleted_at: datetime


def change_settings(*, person: Person, country: str | None = None, given_name: str | None = None, text_size: str | None = None) -> Person:
    """Change some of a person's settings, leave the others, and return the person as they are now.

    Raises:
        UnknownSetting: a country or text size that is not in the list.
        TooMuch: the name is too long.
    """
    name = given_name.strip() if given_name is not None else None
    if country is not None and country not in edition.present().knowledge.countries:
        raise UnknownSetting("the country")
    if text_size is not None and text_size not in TEXT_SIZES:
        raise UnknownSetting("the text size")
    if name is not None and len(name) > GIVEN_NAME_MOST:
        raise TooMuch("The name")
    wanted = {"country": country, "given_name": name, "text_size": text_size}
    changed = {field: value for field, value in wanted.items() if value is not None}
    try:
        if changed:
            Person.objects.filter(pk=person.pk).update(**changed)
    except (OperationalError, InterfaceError) as error:
        raise NotSaved from error
    person.refresh_from_db()
    return person


def delete_everything(*, person: Person) -> Receipt:
    """Delete a person and every row about them, for good. All of it happens, or none."""
    try:
        _overwrite_deleted_pages()
        gone = removal.remove(person.pk)
    except (OperationalError, InterfaceError) as error:
        raise NotSaved from error
    recent.forget()
    _empty_the_journal()
    removed = 0 if Person.objects.exists() else backups.remove_automatic(upkeep.backup_folder())
    return Receipt(**msgspec.structs.asdict(gone), backups=removed, deleted_at=timezone.now())


def _overwrite_deleted_pages() -> None:
    """SQLite only marks a deleted row's space as free unless told to overwrite it."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")


def _empty_the_journal() -> None:
    """Fold SQLite's write-ahead file into the database and empty it: it still holds older pages."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
