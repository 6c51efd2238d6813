"""A save is worked out before its turn: the same as under the lock, and thrown away when something was told meanwhile."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from django.db import OperationalError, connection
from hypothesis import given
from hypothesis import strategies as st

from stepwell.care import edition, planning
from stepwell.care.actions import facts, steps
from stepwell.care.errors import NotSaved
from stepwell.care.models import Fact, Person, Snapshot, StoredPlan
from stepwell.care.queries import days
from stepwell.engine import plan
from stepwell.engine.decision import Decision
from tests.care import made

pytestmark = pytest.mark.django_db
Rows = Callable[[], dict[str, list[tuple[Any, ...]]]]
TOLD = made.days(5)


def kept(person: Person) -> tuple[object, ...]:
    """Return everything that is kept of a person's log, but for the keys of rows and people."""
    return (
        list(Fact.objects.filter(person=person).order_by("position").values_list("position", "key", "on", "kind", "body", "release")),
        list(StoredPlan.objects.filter(person=person).order_by("id").values_list("on", "position", "kind", "body", "release", "engine")),
        list(Snapshot.objects.filter(person=person).values_list("head", "body", "release", "engine")),
        (person.version, person.newest_on, person.head, person.seed),
    )


@given(
    order=st.permutations(range(len(TOLD))),
    cuts=st.sets(st.integers(1, len(TOLD) - 1), max_size=4),
    again=st.lists(st.integers(0, len(TOLD) - 1), max_size=2),
    read=st.lists(st.booleans(), min_size=8, max_size=8),
)
def test_the_same_facts_leave_the_same_log_and_the_same_plans(order: list[int], cuts: set[int], again: list[int], read: list[bool]) -> None:
    """Made ready or under the lock, in any order, repeated or not, with the snapshot in hand or not."""
    ahead, under_the_lock = Person.objects.create(seed=7), Person.objects.create(seed=7)
    portions = [order[start:end] for start, end in pairwise([0, *sorted(cuts), len(order)])] + [[number] for number in again]
    for in_hand, portion in zip(read, portions, strict=False):
        if in_hand:
            days.understanding(ahead)
        new = [TOLD[number] for number in portion]
        first = facts.add(person=ahead, facts=new, now=made.noon(5))
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(facts, "_ready", lambda *_: None)
            assert facts.add(person=under_the_lock, facts=new, now=made.noon(5)) == first
    assert kept(ahead) == kept(under_the_lock)


def test_a_step_is_thrown_away_when_something_was_told_meanwhile(five_days: Person) -> None:
    """A page that was open while another was saved: both are kept, in the order they came, and the plan knows of both."""
    stale = Person.objects.get(pk=five_days.pk)
    days.understanding(stale)
    facts.add(person=five_days, facts=[made.check_in(6, leg=9)], now=made.noon(6))
    decision = facts.add(person=stale, facts=[made.session(6)], now=made.noon(6))
    assert list(Fact.objects.order_by("position").values_list("key", flat=True))[-2:] == ["check-in-6", "session-6"]
    assert days.understanding(stale).facts == 13
    assert stale.version == 13
    assert decision == plan.plan_from(days.understanding(stale), edition.present().knowledge, made.day(6))


def test_a_step_that_is_stale_writes_nothing(five_days: Person, everything: Rows) -> None:
    known = days.understanding(five_days)
    step = steps.made(five_days, known, [made.check_in(6)], made.noon(6), None)
    facts.add(person=five_days, facts=[made.session(6)], now=made.noon(6))
    before = everything()
    with pytest.raises(steps.MovedOn):
        steps.take(step)
    assert everything() == before


def test_a_repeat_with_the_snapshot_in_hand_adds_nothing(five_days: Person, everything: Rows) -> None:
    """Nothing asked the log whether it holds the id: the database refuses it, and a second look finds the same fact there."""
    days.understanding(five_days)
    before = everything()
    assert facts.add(person=five_days, facts=[made.session(5)], now=made.noon(5)) == days.decision(five_days, made.day(5))
    assert everything() == before


def test_making_a_step_writes_nothing_and_leaves_the_person_as_they_were(five_days: Person, everything: Rows) -> None:
    known, before, head = days.understanding(five_days), everything(), five_days.head
    steps.made(five_days, known, [made.check_in(6)], made.noon(6), None)
    assert everything() == before
    assert (five_days.head, five_days.version) == (head, 11)


def test_a_step_that_breaks_half_way_leaves_nothing(five_days: Person, everything: Rows, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OperationalError("database or disk is full")

    before = everything()
    monkeypatch.setattr(planning, "save", full)
    with pytest.raises(NotSaved):
        facts.add(person=five_days, facts=[made.check_in(6)], now=made.noon(6))
    assert everything() == before


@pytest.mark.django_db(transaction=True)
def test_nobody_waits_while_a_day_is_planned(five_days: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine works before the lock is taken: SQLite lets one writer in at a time, and every other save waits for it."""
    held: list[bool] = []

    def noting(*given: Any) -> Decision:
        held.append(connection.in_atomic_block)
        return plan.plan_from(*given)

    monkeypatch.setattr(planning, "plan_from", noting)
    facts.add(person=five_days, facts=[made.check_in(6)], now=made.noon(6))
    days.understanding(five_days)
    facts.add(person=five_days, facts=[made.session(6)], now=made.noon(6))
    assert held == [False, False]
