"""Facts and stored plans are never changed, and go only with their person: the database itself refuses."""

import pytest
from django.db import IntegrityError, connection, transaction

from stepwell.care.models import Fact, Person, StoredPlan

pytestmark = pytest.mark.django_db

KINDS = [Fact, StoredPlan]


def run(sql: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.parametrize("kind", KINDS)
def test_a_changed_row_is_refused(five_days: Person, kind: type[Fact | StoredPlan]) -> None:
    row = kind._default_manager.earliest("id")
    row.body = "{}"
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        row.save()


@pytest.mark.parametrize("kind", KINDS)
def test_many_changed_rows_are_refused(five_days: Person, kind: type[Fact | StoredPlan]) -> None:
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        kind._default_manager.update(release="another")


@pytest.mark.parametrize("kind", KINDS)
def test_a_deleted_row_is_refused(five_days: Person, kind: type[Fact | StoredPlan]) -> None:
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        kind._default_manager.earliest("id").delete()


@pytest.mark.parametrize("sql", ["UPDATE {0} SET body = '{{}}'", "UPDATE {0} SET position = position + 100", "DELETE FROM {0}"])
@pytest.mark.parametrize("table", ["care_fact", "care_storedplan"])
def test_plain_sql_is_refused_too(five_days: Person, table: str, sql: str) -> None:
    with pytest.raises(IntegrityError, match="append-only"):
        run(sql.format(table))


def test_a_fact_cannot_be_replaced(five_days: Person, sqlite_only: None) -> None:
    with pytest.raises(IntegrityError, match="append-only"):
        run("""INSERT OR REPLACE INTO care_fact (person_id, "key", position, "on", kind, body, release, recorded_at)
               SELECT person_id, "key", position, "on", kind, '{}', release, recorded_at FROM care_fact WHERE position = 1""")


def test_a_stored_plan_cannot_be_replaced(five_days: Person, sqlite_only: None) -> None:
    before = list(StoredPlan.objects.order_by("id").values_list())
    run("""INSERT OR REPLACE INTO care_storedplan (id, person_id, "on", position, release, engine, kind, body, stored_at)
           SELECT id, person_id, "on", position, release, engine, kind, '{}', stored_at FROM care_storedplan""")
    assert list(StoredPlan.objects.order_by("id").values_list()) == before


def test_deleting_only_the_person_row_is_refused(five_days: Person) -> None:
    def delete_only_the_person() -> None:
        with transaction.atomic():
            Person.objects.filter(pk=five_days.pk)._raw_delete(using="default")
            connection.check_constraints()

    with pytest.raises(IntegrityError):
        delete_only_the_person()


@pytest.mark.parametrize(
    ("changed", "constraint"),
    [
        ("UPDATE care_person SET text_size = 'huge'", "text_size"),
        ("UPDATE care_person SET country = 'u'", "country"),
        ("UPDATE care_person SET seed = -1", "seed"),
        ("UPDATE care_person SET version = 0", "head"),
        ("UPDATE care_person SET head = ''", "head"),
    ],
)
def test_an_impossible_person_is_refused(five_days: Person, changed: str, constraint: str) -> None:
    with pytest.raises(IntegrityError):
        run(changed)


@pytest.mark.parametrize(
    "values",
    [{"kind": "rumour"}, {"position": 0}, {"key": ""}, {"key": "safety-1"}, {"position": 1}, {"body": "x" * 70_000}],
    ids=["kind", "position", "no key", "key twice", "position twice", "size"],
)
def test_an_impossible_fact_is_refused(five_days: Person, values: dict[str, object]) -> None:
    good = {
        "key": "new",
        "position": 99,
        "on": "2026-03-09",
        "kind": "check_in",
        "body": "{}",
        "release": "r",
        "recorded_at": "2026-03-09T12:00Z",
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        Fact.objects.create(person=five_days, **{**good, **values})


def test_there_is_only_one_owner(owner: Person) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.create(owner=True)


def test_the_triggers_come_back_after_a_table_was_rebuilt(five_days: Person, sqlite_only: None) -> None:
    from stepwell.care import append_only

    run("DROP TRIGGER care_fact_never_changed")
    append_only.install(connection)
    with pytest.raises(IntegrityError, match="append-only"):
        run("UPDATE care_fact SET body = '{}'")


def test_every_kind_of_fact_has_its_place_in_the_table() -> None:
    from typing import get_args

    from stepwell.care.models import FACT_KINDS
    from stepwell.engine import log

    (check,) = [c for c in Fact._meta.constraints if c.name == "care_fact_kind"]
    assert len(FACT_KINDS) == len(get_args(log.Fact))
    assert set(check.deconstruct()[2]["condition"].children[0][1]) == set(FACT_KINDS)
