"""A log goes out and comes in again the same, to the byte."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.care.actions import logs as bring
from stepwell.care.errors import AlreadySaved, FutureFact
from stepwell.care.models import Fact, Person
from stepwell.care.queries import days, logs
from stepwell.engine.log import Log
from tests.care import made

pytestmark = pytest.mark.django_db


def test_export_and_import_give_the_same_bytes(five_days: Person) -> None:
    out = logs.export(five_days)
    other = Person.objects.create()
    assert bring.import_log(person=other, log=out, now=made.noon(5)).added == 11
    assert logs.exported(other) == logs.exported(five_days)
    assert other.seed == five_days.seed
    assert days.understanding(other) == days.understanding(five_days)


@given(order=st.permutations(range(11)))
def test_the_exported_order_does_not_depend_on_arrival_after_one_round(order: list[int]) -> None:
    told = made.days(5)
    first, second = Person.objects.create(seed=1), Person.objects.create()
    bring.import_log(person=first, log=Log(seed=1, facts=tuple(told[i] for i in order)), now=made.noon(5))
    out = logs.export(first)
    bring.import_log(person=second, log=out, now=made.noon(5))
    assert logs.exported(second) == logs.exported(first)


def test_the_same_file_brings_nothing_twice(owner: Person) -> None:
    unnamed = tuple(msgspec.structs.replace(fact, id=None) for fact in made.days(3))
    log = Log(seed=3, facts=(*unnamed, unnamed[-1]))
    assert bring.import_log(person=owner, log=log, now=made.noon(3)).added == 8
    assert bring.import_log(person=owner, log=log, now=made.noon(3)).added == 0
    assert Fact.objects.count() == 8


def test_a_log_is_merged_into_another(five_days: Person) -> None:
    seed = five_days.seed
    merged = bring.import_log(person=five_days, log=Log(seed=1, facts=tuple(made.days(8))[-6:]), now=made.noon(8))
    assert merged.added == 6
    assert Person.objects.get(pk=five_days.pk).seed == seed


def test_a_log_with_one_bad_fact_brings_nothing(owner: Person) -> None:
    with pytest.raises(FutureFact):
        bring.import_log(person=owner, log=Log(facts=tuple(made.days(5))), now=made.noon(4))
    assert Fact.objects.count() == 0


def test_a_session_that_differs_under_the_same_id_comes_in_beside_it(five_days: Person) -> None:
    other = msgspec.structs.replace(made.session(5), walked_minutes=55)
    assert bring.import_log(person=five_days, log=Log(facts=(made.session(6), other)), now=made.noon(6)).added == 2


def test_a_wish_that_differs_under_the_same_id_stops_the_import(five_days: Person) -> None:
    other = msgspec.structs.replace(made.wish(5), id="session-5")
    with pytest.raises(AlreadySaved):
        bring.import_log(person=five_days, log=Log(facts=(made.session(6), other)), now=made.noon(6))
    assert Fact.objects.count() == 11


def test_a_year_comes_in_at_once(owner: Person) -> None:
    log = Log(facts=tuple(made.days(365)))
    assert bring.import_log(person=owner, log=log, now=made.noon(365)).added == 731
    assert bring.import_log(person=owner, log=log, now=made.noon(365)).added == 0


def test_an_empty_log_brings_its_seed(owner: Person) -> None:
    bring.import_log(person=owner, log=Log(seed=12), now=made.noon(1))
    assert logs.export(owner) == Log(seed=12)
