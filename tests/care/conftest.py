"""A person with some days in the log."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from stepwell.care import recent
from stepwell.care.actions import facts
from stepwell.care.models import Person
from stepwell.engine.log import Fact
from tests.care import made


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    """Each test starts with a process that has planned nothing yet."""
    recent.forget()


@pytest.fixture
def sqlite_only() -> None:
    """Skip a test that is about the SQLite file."""
    if connection.vendor != "sqlite":
        pytest.skip("about the SQLite file")


@pytest.fixture
def five_days(owner: Person) -> Person:
    """Return the owner after five days: eleven facts."""
    for number in range(1, 6):
        todays: list[Fact] = [made.check_in(number, leg=number), made.session(number)]
        facts.add(person=owner, facts=[made.safety_check(), *todays] if number == 1 else todays, now=made.noon(number))
    return owner


@pytest.fixture
def everything(db: None) -> Callable[[], dict[str, list[tuple[Any, ...]]]]:
    """Return a reader of every row of every table of the records."""

    def read() -> dict[str, list[tuple[Any, ...]]]:
        tables = [name for name in connection.introspection.table_names() if name.startswith("care_")]
        rows: dict[str, list[tuple[Any, ...]]] = {}
        with connection.cursor() as cursor:
            for table in tables:
                cursor.execute(f"SELECT * FROM {table}")
                rows[table] = sorted(cursor.fetchall(), key=str)
        return rows

    return read
