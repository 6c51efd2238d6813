"""All records as one JSON file: those of a PostgreSQL database, and of any database that moves; every Stepwell can take it in.

Complete by construction: people with their facts and plans in a form that is checked against their hashes, and then every
other kind of row that ``kinds`` finds, in Django's own form. Left out is what is made anew from the rest, and what ends with a
browser: signed-in sessions and counted wrong passwords. Pictures are files, and stand beside it (see ``backup_file``).
"""

from collections.abc import Iterator
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Literal, TypeVar
from uuid import UUID

import msgspec
from django.apps import apps
from django.core import serializers
from django.core.management.color import no_style
from django.db import connection, models, transaction
from msgspec import Struct

from stepwell.care import removal, written
from stepwell.care.errors import NotABackup
from stepwell.care.models import CaseSummary, Fact, Person, Snapshot, StoredPlan, TriggerFit

FORMAT: Literal["stepwell-backup/2"] = "stepwell-backup/2"
OF_ACCOUNTS = ("account", "mfa")
"""Apps beside our own whose rows belong to accounts; only a clinic has them."""
MADE_ANEW = (Snapshot, TriggerFit, CaseSummary)
START = b'{"format":"stepwell-backup'


class _Fact(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    key: str
    position: int
    on: date
    kind: str
    body: str
    release: str
    recorded_at: datetime
    author: int | None = None


class _Plan(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    on: date
    position: int
    release: str
    engine: str
    kind: str
    body: str
    stored_at: datetime


class _Person(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: UUID
    owner: bool
    seed: int
    given_name: str
    country: str
    text_size: str
    created_at: datetime
    version: int
    newest_on: date | None
    head: str
    facts: tuple[_Fact, ...]
    plans: tuple[_Plan, ...]


T = TypeVar("T", _Fact, _Plan)


class _File(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """digest: sha256 of ``people`` and ``others`` as written, so that a cut or edited file is seen. An older file has no ``others``."""

    format: Literal["stepwell-backup/1", "stepwell-backup/2"]
    digest: str
    people: msgspec.Raw
    others: msgspec.Raw = msgspec.Raw(b"[]")

    @property
    def is_whole(self) -> bool:
        """Whether the digest fits."""
        parts = (self.people,) if self.format == "stepwell-backup/1" else (self.people, self.others)
        return _digest(*map(bytes, parts)) == self.digest


def copy_to(path: Path) -> None:
    """Write all records as they stand at one moment."""
    with transaction.atomic():
        if connection.vendor == "postgresql" and not connection.savepoint_ids:
            # All rows from one moment, though they are read by several statements.
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        people = msgspec.json.encode([_person(row) for row in Person.objects.order_by("created_at", "id")])
        others = msgspec.json.encode(serializers.serialize("python", _others()))  # to the microsecond: seals hold only so
    file = _File(format=FORMAT, digest=_digest(people, others), people=msgspec.Raw(people), others=msgspec.Raw(others))
    path.write_bytes(msgspec.json.encode(file))


def kinds() -> list[type[models.Model]]:
    """Return every kind of row of the file beside people, facts and plans, so that a kind that is added later is in it."""
    installed = [app for app in OF_ACCOUNTS if app in apps.app_configs]
    found = [kind for app in ("care", *installed) for kind in apps.get_app_config(app).get_models()]
    return [kind for kind in found if kind not in (Person, Fact, StoredPlan, *MADE_ANEW)]


def _others() -> Iterator[models.Model]:
    for kind in kinds():
        yield from kind._default_manager.order_by("pk").iterator()


def _digest(*parts: bytes) -> str:
    return sha256(b"".join(parts)).hexdigest()


def check(path: Path) -> None:
    """Make sure that a file is a whole backup. Raises NotABackup."""
    _people_in(path)
    _others_in(path)


def put_back(path: Path) -> None:
    """Make the records what the file holds. All of it happens, or none."""
    people, others = _people_in(path), _others_in(path)
    with transaction.atomic():
        removal.remove()
        for kind in reversed(kinds()):
            kind._default_manager.all()._raw_delete(using=connection.alias)
        for person in people:
            _bring_in(person)
        for kind, rows in others.items():
            kind._default_manager.bulk_create(rows, batch_size=500)
        _count_on([Fact, StoredPlan, *kinds()])


def _person(row: Person) -> _Person:
    facts = tuple(_as(_Fact, fact) for fact in Fact.objects.filter(person=row).order_by("position"))
    plans = tuple(_as(_Plan, plan) for plan in StoredPlan.objects.filter(person=row).order_by("id"))
    own = {field: getattr(row, field) for field in _Person.__struct_fields__ if field not in ("facts", "plans")}
    return _Person(**own, facts=facts, plans=plans)


def _as(shape: type[T], row: Fact | StoredPlan) -> T:
    return shape(**{field: getattr(row, "author_id" if field == "author" else field) for field in shape.__struct_fields__})


def _count_on(kinds: list[type[models.Model]]) -> None:
    """Let PostgreSQL number new rows from after those that were brought in with their numbers."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), kinds):
            cursor.execute(statement)


def _others_in(path: Path) -> dict[type[models.Model], list[models.Model]]:
    """Return the other rows by kind. Those of a kind that this installation has not are left: a personal one has no second factors."""
    found: dict[type[models.Model], list[models.Model]] = {}
    try:
        for one in serializers.deserialize("python", msgspec.json.decode(_file(path).others), ignorenonexistent=True):
            if type(one.object) in kinds():
                found.setdefault(type(one.object), []).append(one.object)
    except serializers.base.DeserializationError as error:
        raise NotABackup("it is damaged or of another kind") from error
    return found


def _file(path: Path) -> _File:
    try:
        file = msgspec.json.decode(path.read_bytes(), type=_File)
    except OSError as error:
        raise NotABackup("it cannot be read") from error
    except msgspec.DecodeError as error:
        raise NotABackup("it is damaged or of another kind") from error
    if not file.is_whole:
        raise NotABackup("it was changed or cut")
    return file


def _people_in(path: Path) -> list[_Person]:
    try:
        people = msgspec.json.decode(_file(path).people, type=list[_Person])
    except msgspec.DecodeError as error:
        raise NotABackup("it is damaged or of another kind") from error
    for person in people:
        if written.chain(fact.body for fact in person.facts) != (person.version, person.head):
            raise NotABackup("a log in it was changed or cut")
    return people


def _bring_in(person: _Person) -> None:
    own = msgspec.structs.asdict(person)
    facts, plans = own.pop("facts"), own.pop("plans")
    row = Person.objects.create(**own)
    told = [msgspec.structs.asdict(fact) for fact in facts]
    Fact.objects.bulk_create([Fact(person=row, author_id=fact.pop("author"), **fact) for fact in told], batch_size=1000)
    StoredPlan.objects.bulk_create([StoredPlan(person=row, **msgspec.structs.asdict(plan)) for plan in plans], batch_size=1000)
