"""What a person saves and what their therapist sets at the same moment: nothing is lost or doubled, and the plan knows of all of it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from stepwell.care import folding, replay, written
from stepwell.care.actions import facts, orders
from stepwell.care.edition import present
from stepwell.care.models import Account, CaseSummary, Fact, Person, Snapshot, StoredPlan
from stepwell.care.queries import days
from stepwell.care.queries.accounts import visitor
from stepwell.engine.log import Order
from tests.care import made

pytestmark = pytest.mark.django_db(transaction=True)
TABS, PRESSES = 4, 2


def at_once(*jobs: Callable[[], object]) -> None:
    """Let each job begin in a thread of its own at the same moment; raise what one of them raises."""
    gate = Barrier(len(jobs))

    def run(job: Callable[[], object]) -> None:
        try:
            gate.wait(20)
            job()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as threads:
        list(threads.map(run, jobs))


@pytest.mark.parametrize("has_looked", [False, True])
def test_tabs_and_a_therapist_at_once_lose_and_double_nothing(ana: Account, tess: Account, has_looked: bool) -> None:
    """Each tab tells a session of its own and, as every other one, today's check-in; the therapist presses twice meanwhile."""
    assert ana.person is not None
    pk, who = ana.person.pk, visitor(tess)
    facts.add(person=ana.person, facts=made.days(5), now=made.noon(5))

    def telling(tab: int) -> Callable[[], object]:
        person = Person.objects.get(pk=pk)
        if has_looked:
            days.understanding(person)  # the page was open: the save begins from what it read
        told = ([made.session(6, id=f"tab-{tab}")], [made.check_in(6)])
        return lambda: [facts.add(person=person, facts=new, now=made.noon(6)) for new in told]

    def setting(press: int) -> Callable[[], object]:
        order = Order(on=made.day(6), id=f"order-{press}", order="pin", exercise="glute_bridge", reason="As agreed")
        return lambda: orders.give(who, Person.objects.get(pk=pk), [order], now=made.noon(6))

    def looking() -> object:
        return [days.decision(Person.objects.get(pk=pk), made.day(6)) for _ in range(5)]

    at_once(*map(telling, range(TABS)), *map(setting, range(PRESSES)), looking)

    person, knowledge = Person.objects.get(pk=pk), present().knowledge
    rows = list(Fact.objects.filter(person=person).order_by("position").values_list("position", "key", "body"))
    new = ["check-in-6", *(f"order-{press}" for press in range(PRESSES)), *(f"tab-{tab}" for tab in range(TABS))]
    assert sorted(key for _, key, _ in rows[11:]) == new
    assert [position for position, _, _ in rows] == list(range(1, len(rows) + 1))
    assert written.chain(body for _, _, body in rows) == (person.version, person.head)
    assert folding.trusted(person, Snapshot.objects.get(person=person)) is not None
    assert CaseSummary.objects.get(person=person).head == person.head
    kept = list(StoredPlan.objects.filter(person=person).order_by("position"))
    assert [written.decision_in(plan.body) for plan in kept] == [replay.replayed(plan, knowledge) for plan in kept]
    assert (kept[-1].on, kept[-1].position) == (made.day(6), person.version)
    assert days.decision(person, made.day(6)) == written.decision_in(kept[-1].body)
