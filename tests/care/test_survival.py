"""What was acknowledged is there, whatever happens to the process or the disk."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection

from stepwell.care import folding, written
from stepwell.care.actions import drafts, facts
from stepwell.care.errors import CareError, NotSaved
from stepwell.care.models import Fact, Person
from stepwell.care.queries import days
from tests.care import made

pytestmark = pytest.mark.django_db(transaction=True)
Rows = Callable[[], dict[str, list[tuple[Any, ...]]]]

ADDS_UNTIL_KILLED = """
import django; django.setup()
from itertools import count
from stepwell.care.actions import facts
from stepwell.care.queries import people
from tests.care import made
owner = people.owner()
for number in count():
    facts.add(person=owner, facts=[made.session(5, id=f"ack-{number}")], now=made.noon(5))
    print(f"ack-{number}", flush=True)
"""


def site() -> dict[str, str]:
    """Return the environment of another process of the same site, on the same database."""
    settings = connection.settings_dict
    name, user, host = settings["NAME"], settings.get("USER"), settings.get("HOST")
    url = f"sqlite:///{name}" if connection.vendor == "sqlite" else f"postgres://{user}@/{name}?host={host}"
    home = Path(os.environ["STEPWELL_HOME"])
    own = {"STEPWELL_DATABASE_URL": url, "STEPWELL_HOME": str(home), "DJANGO_SETTINGS_MODULE": "stepwell.server.settings"}
    return {**os.environ, **own, "PYTHONPATH": str(Path(__file__).parents[2])}


def pragma_value(name: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {name}")
        return int(cursor.fetchone()[0])


@contextmanager
def pragma(name: str, within: str, afterwards: str) -> Iterator[None]:
    """Set something on this connection for a while."""
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {name} = {within}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA {name} = {afterwards}")


def check_whole() -> None:
    """The log, the person and the snapshot fit each other."""
    person = Person.objects.get(owner=True)
    bodies = Fact.objects.filter(person=person).order_by("position").values_list("body", flat=True)
    assert written.chain(bodies) == (person.version, person.head)
    assert days.understanding(person) == folding.understood(person, None)


@pytest.mark.parametrize("after", [1, 7, 23])
def test_a_killed_process_loses_nothing_that_it_acknowledged(five_days: Person, after: int) -> None:
    process = subprocess.Popen([sys.executable, "-c", ADDS_UNTIL_KILLED], env=site(), stdout=subprocess.PIPE, text=True)
    assert process.stdout
    acknowledged = [process.stdout.readline().strip() for _ in range(after)]
    process.send_signal(signal.SIGKILL)
    acknowledged += process.stdout.read().split()
    process.wait()
    kept = set(Fact.objects.values_list("key", flat=True))
    assert len(acknowledged) >= after
    assert set(acknowledged) <= kept
    check_whole()
    facts.add(person=Person.objects.get(owner=True), facts=[made.check_in(6)], now=made.noon(6))


def test_a_full_disk_says_so_and_writes_nothing_by_halves(five_days: Person, sqlite_only: None, everything: Rows) -> None:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")  # pages that other tests left free would be room
    with pragma("max_page_count", str(pragma_value("page_count") + 2), "4294967294"):
        refused, before = added_until_refused(five_days, everything)
        assert everything() == before
        assert isinstance(refused, CareError)
        assert "nothing was changed" in str(refused)
        with pytest.raises(NotSaved):
            drafts.save(person=five_days, kind="check_in", answers={"words": "x" * 60_000})
        assert everything() == before
        assert days.decision(five_days, made.day(6))
    check_whole()
    facts.add(person=five_days, facts=[made.session(6, id="with room again")], now=made.noon(6))
    check_whole()


def added_until_refused(person: Person, everything: Rows) -> tuple[OperationalError, dict[str, list[tuple[Any, ...]]]]:
    """Add facts until there is no room; return the refusal, and every row as it was just before."""
    for number in range(200):
        before = everything()
        try:
            facts.add(person=person, facts=[made.session(6, id=f"s-{number}")], now=made.noon(6))
        except NotSaved as refused:
            return refused, before
    pytest.fail("the disk never became full")


def test_a_day_can_be_looked_at_though_its_plan_cannot_be_stored(five_days: Person, sqlite_only: None) -> None:
    """A disk that is full, or a database that is read-only, hides no plan from the person."""
    expected = days.decision(five_days, made.day(6))
    with pragma("query_only", "ON", "OFF"):
        assert days.decision(five_days, made.day(7)).on == made.day(7)
        assert days.decision(five_days, made.day(6)) == expected
