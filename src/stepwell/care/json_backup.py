"""All records as one JSON file: the backup of a PostgreSQL database, which any Stepwell can take in."""

from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Literal, TypeVar
from uuid import UUID

import msgspec
from django.db import connection, transaction
from msgspec import Struct

from stepwell.care import removal, written
from stepwell.care.errors import NotABackup
from stepwell.care.models import Fact, Person, StoredPlan

FORMAT: Literal["stepwell-backup/1"] = "stepwell-backup/1"
START = b'{"format":"stepwell-backup'


class _Fact(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    key: str
    position: int
    on: date
    kind: str
    body: str
    release: str
    recorded_at: datetime


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
    """digest: sha256 of ``people`` as written, so that a cut or edited file is seen."""

    format: Literal["stepwell-backup/1"]
    digest: str
    people: msgspec.Raw


def copy_to(path: Path) -> None:
    """Write all records as they stand at one moment."""
    with transaction.atomic():
        if connection.vendor == "postgresql" and not connection.savepoint_ids:
            # All rows from one moment, though they are read by several statements.
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        people = msgspec.json.encode([_person(row) for row in Person.objects.order_by("created_at", "id")])
    path.write_bytes(msgspec.json.encode(_File(format=FORMAT, digest=sha256(people).hexdigest(), people=msgspec.Raw(people))))


def check(path: Path) -> None:
    """Make sure that a file is a whole backup. Raises NotABackup."""
    _people_in(path)


def put_back(path: Path) -> None:
    """Make the records what the file holds. All of it happens, or none."""
    people = _people_in(path)
    with transaction.atomic():
        removal.remove()
        for person in people:
            _bring_in(person)


def _person(row: Person) -> _Person:
    facts = tuple(_as(_Fact, fact) for fact in Fact.objects.filter(person=row).order_by("position"))
    plans = tuple(_as(_Plan, plan) for plan in StoredPlan.objects.filter(person=row).order_by("id"))
    own = {field: getattr(row, field) for field in _Person.__struct_fields__ if field not in ("facts", "plans")}
    return _Person(**own, facts=facts, plans=plans)


def _as(shape: type[T], row: Fact | StoredPlan) -> T:
    return shape(**{field: getattr(row, field) for field in shape.__struct_fields__})


def _people_in(path: Path) -> list[_Person]:
    try:
        file = msgspec.json.decode(path.read_bytes(), type=_File)
        people = msgspec.json.decode(file.people, type=list[_Person])
    except OSError as error:
        raise NotABackup("it cannot be read") from error
    except msgspec.DecodeError as error:
        raise NotABackup("it is damaged or of another kind") from error
    if sha256(bytes(file.people)).hexdigest() != file.digest:
        raise NotABackup("it was changed or cut")
    for person in people:
        if written.chain(fact.body for fact in person.facts) != (person.version, person.head):
            raise NotABackup("a log in it was changed or cut")
    return people


def _bring_in(person: _Person) -> None:
    own = msgspec.structs.asdict(person)
    facts, plans = own.pop("facts"), own.pop("plans")
    row = Person.objects.create(**own)
    Fact.objects.bulk_create([Fact(person=row, **msgspec.structs.asdict(fact)) for fact in facts], batch_size=1000)
    StoredPlan.objects.bulk_create([StoredPlan(person=row, **msgspec.structs.asdict(plan)) for plan in plans], batch_size=1000)
