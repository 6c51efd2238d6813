"""Every step of the database can be taken back, keeps what people told, and is refused where going back would lose it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.migrations.exceptions import IrreversibleError
from django.db.migrations.loader import MigrationLoader

from stepwell.care.actions import facts
from stepwell.care.models import Account, Clinic, Fact, Person
from stepwell.care.queries import days
from stepwell.engine import log
from tests.care import made

pytestmark = pytest.mark.django_db(transaction=True)
Rows = Callable[[], dict[str, list[tuple[Any, ...]]]]
BEFORE_CLINICS = "0004_triggers_told"


@pytest.fixture(autouse=True)
def _newest_afterwards() -> Iterator[None]:
    """Leave the tables as the other tests need them."""
    yield
    to()
    Clinic.objects.all().delete()
    Account.objects.all().delete()


def to(migration: str = "") -> None:
    call_command("migrate", *(["care", migration] if migration else []), verbosity=0, interactive=False)


def names() -> list[str]:
    return sorted(name for app, name in MigrationLoader(None).disk_migrations if app == "care")


def told() -> dict[str, list[tuple[Any, ...]]]:
    """Return the rows of the log and of what was planned, without the column that clinics brought."""
    wanted = {
        "care_person": "id, seed, given_name, country, text_size, version, head, owner",
        "care_fact": 'id, person_id, position, "on", kind, body, "key", "release", recorded_at',
        "care_storedplan": 'id, person_id, position, "on", "release", engine, kind, body',
    }
    found = {}
    with connection.cursor() as cursor:
        for table, columns in wanted.items():
            cursor.execute(f"SELECT {columns} FROM {table} ORDER BY id")
            found[table] = cursor.fetchall()
    return found


def is_guarded() -> bool:
    """Whether the database itself refuses to change a fact."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE care_fact SET body = '{}'")
    except IntegrityError as error:
        return "append-only" in str(error)
    return False


def guards() -> set[str]:
    """Return the names of the triggers on our tables."""
    catalogue = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    )
    with connection.cursor() as cursor:
        cursor.execute(catalogue)
        return {name for (name,) in cursor.fetchall() if name.startswith("care_")}


def test_from_nothing_to_the_newest_and_back_leaves_nothing_and_then_everything() -> None:
    tables, guarded = set(connection.introspection.table_names()), guards()
    to("zero")
    assert not [name for name in connection.introspection.table_names() if name.startswith("care_")]
    assert not guards()
    to()
    assert set(connection.introspection.table_names()) == tables
    assert guards() == guarded


def test_what_was_told_stays_through_every_step_forward_and_back(five_days: Person) -> None:
    days.decision(five_days, made.day(5))
    before = told()
    assert len(before["care_fact"]) == 11
    assert before["care_storedplan"]
    steps = names()[2:]
    for step in (*reversed(steps[:-1]), *steps[1:]):
        to(step)
        assert told() == before, step
        assert is_guarded(), step
    to()
    assert told() == before
    facts.add(person=Person.objects.get(pk=five_days.pk), facts=[made.check_in(6)], now=made.noon(6))
    assert days.understanding(Person.objects.get(pk=five_days.pk)).facts == 12


def test_a_fact_that_an_earlier_release_cannot_read_keeps_the_database_from_going_back(five_days: Person) -> None:
    facts.add(person=five_days, facts=[log.Goal(on=made.day(5), goal="lake", words="Walk to the lake")], now=made.noon(5))
    with pytest.raises(IntegrityError):
        to(BEFORE_CLINICS)
    assert Fact.objects.filter(person=five_days).count() == 12
    assert is_guarded()


@pytest.mark.parametrize("kind", [Account, Clinic])
def test_a_clinic_that_would_be_lost_keeps_the_database_from_going_back(kind: Any) -> None:
    kind.objects.create(**({"email": "ana@example.org"} if kind is Account else {"name": "Riverside", "slug": "riverside"}))
    with pytest.raises(IrreversibleError, match="Nothing of it was changed"):
        to(BEFORE_CLINICS)
    assert kind.objects.count() == 1


def test_notes_that_would_be_lost_keep_the_database_from_going_back_to_nothing(five_days: Person) -> None:
    with pytest.raises(IrreversibleError, match="care_fact"):
        to("zero")
    to()
    assert Fact.objects.count() == 11
