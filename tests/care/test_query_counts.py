"""No page costs more on day 500 than on day 5."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from stepwell.care import recent
from stepwell.care.actions import drafts, facts, logs
from stepwell.care.models import Person
from stepwell.care.queries import days, people, plans
from stepwell.care.queries import facts as told
from stepwell.engine.log import Log
from tests.care import made

pytestmark = pytest.mark.django_db


def count(do: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as queries:
        do()
    return sum(not query["sql"].startswith(("SAVEPOINT", "RELEASE SAVEPOINT", "BEGIN", "COMMIT")) for query in queries)


@pytest.fixture(params=[5, 500])
def lived(request: pytest.FixtureRequest, owner: Person) -> Person:
    """Return the owner after so many days; the next is day 501 either way."""
    logs.import_log(person=owner, log=Log(seed=1, facts=tuple(made.days(request.param))), now=made.noon(500))
    recent.forget()
    return owner


def test_a_check_in_costs_at_most_eight_queries(lived: Person) -> None:
    def post() -> None:
        person = people.owner()
        facts.add(person=person, facts=[made.check_in(501)], now=made.noon(501))
        drafts.clear(person=person, kind="check_in")
        days.decision(person, made.day(501))

    assert count(post) <= 8


def test_a_repeat_costs_less(lived: Person) -> None:
    facts.add(person=lived, facts=[made.check_in(501)], now=made.noon(501))
    assert count(lambda: facts.add(person=lived, facts=[made.check_in(501)], now=made.noon(501))) <= 5


def test_the_first_look_at_a_day_costs_two(lived: Person) -> None:
    assert count(lambda: days.decision(lived, made.day(501))) == 2


def test_a_second_look_costs_none(lived: Person) -> None:
    days.decision(lived, made.day(501))
    assert count(lambda: days.decision(lived, made.day(501))) == 0


def test_another_process_reads_the_plan_that_is_stored(lived: Person) -> None:
    days.decision(lived, made.day(501))
    recent.forget()
    assert count(lambda: days.decision(lived, made.day(501))) == 1


@pytest.mark.parametrize(
    "look",
    [
        lambda person: days.understanding(person),
        lambda person: told.log(person),
        lambda person: told.of_kind(person, "session"),
        lambda person: told.days_done(person, made.day(1), made.day(500)),
        lambda person: told.is_told(person, "session", "session-3"),
        lambda person: plans.stored(person),
        lambda person: people.owner(),
    ],
    ids=["understanding", "log", "of_kind", "days_done", "is_told", "plans", "owner"],
)
def test_every_other_look_costs_one(lived: Person, look: Callable[[Person], object]) -> None:
    assert count(lambda: look(lived)) == 1
