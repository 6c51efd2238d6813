"""Two taps, two tabs, two processes: the log stays whole."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier
from typing import TypeVar

import pytest
from django.db import connection, transaction

from stepwell.care import written
from stepwell.care.actions import facts, people, writing
from stepwell.care.models import Fact, Person, StoredPlan
from stepwell.care.queries import days
from stepwell.care.queries import people as who
from stepwell.engine import log
from stepwell.engine.decision import Decision
from tests.care import made

pytestmark = pytest.mark.django_db(transaction=True)
T = TypeVar("T")


def together(count: int, do: Callable[[int], T]) -> list[T]:
    """Let so many threads do something at the same moment; return what each got."""
    gate = Barrier(count)

    def one(number: int) -> T:
        try:
            gate.wait(20)
            return do(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as threads:
        return list(threads.map(one, range(count)))


def added(person: Person, new: list[log.Fact], now: datetime) -> Decision:
    return facts.add(person=Person.objects.get(pk=person.pk), facts=new, now=now)


def test_a_double_tap_adds_one_fact(five_days: Person) -> None:
    decisions = together(6, lambda _: added(five_days, [made.check_in(6)], made.noon(6)))
    assert Fact.objects.filter(key="check-in-6").count() == 1
    assert all(decision == decisions[0] for decision in decisions)
    assert StoredPlan.objects.filter(on=made.day(6)).count() == 1


def test_two_tabs_with_different_facts_lose_none(five_days: Person) -> None:
    together(6, lambda number: added(five_days, [made.session(6, id=f"tab-{number}")], made.noon(6)))
    fresh = Person.objects.get(pk=five_days.pk)
    rows = list(Fact.objects.filter(person=fresh).order_by("position").values_list("position", "body"))
    assert [position for position, _ in rows] == list(range(1, 18))
    assert written.chain(body for _, body in rows) == (fresh.version, fresh.head)
    assert days.understanding(fresh).facts == 17


def test_who_is_in_a_transaction_waits_for_no_turn(five_days: Person) -> None:
    """They hold the database already: to wait for a turn whose owner waits for the database would stop both."""

    def within() -> Decision:
        try:
            with transaction.atomic():
                return added(five_days, [made.check_in(6)], made.noon(6))
        finally:
            connection.close()

    with writing.turn(), ThreadPoolExecutor(1) as thread:
        assert thread.submit(within).result(20).on == made.day(6)


def test_the_first_look_at_a_day_stores_one_plan(five_days: Person) -> None:
    decisions = together(6, lambda _: days.decision(Person.objects.get(pk=five_days.pk), made.day(7)))
    assert all(decision == decisions[0] for decision in decisions)
    assert StoredPlan.objects.filter(on=made.day(7)).count() == 1


def test_the_first_two_requests_ever_make_one_owner() -> None:
    assert len({person.pk for person in together(4, lambda _: who.owner())}) == 1


def test_deleting_while_adding_leaves_all_or_nothing(five_days: Person) -> None:
    def one(number: int) -> None:
        try:
            if number == 0:
                people.delete_everything(person=five_days)
            else:
                added(five_days, [made.session(6, id=f"tab-{number}")], made.noon(6))
        except Person.DoesNotExist:
            pass

    together(4, one)
    assert (Person.objects.count(), Fact.objects.count(), StoredPlan.objects.count()) == (0, 0, 0)


def test_the_framework_can_still_empty_the_tables(five_days: Person) -> None:
    from django.core.management import call_command

    call_command("flush", interactive=False, verbosity=0)
    assert Fact.objects.count() == 0
