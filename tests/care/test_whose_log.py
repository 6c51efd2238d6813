"""Somebody else's log stays out: their calm days would bring down what one's own answers raised."""

import pytest

from stepwell.care.actions import facts, logs
from stepwell.care.models import Fact, Person
from stepwell.care.queries import days
from stepwell.care.whose_log import SomebodyElses
from stepwell.engine.log import CheckIn, Log, SafetyCheck
from stepwell.knowledge.loader import load
from stepwell.knowledge.schema import Tier
from tests.calm_answers import with_calm_answers
from tests.care import made

pytestmark = pytest.mark.django_db


def calm(number: int, age: int, sex: str) -> SafetyCheck:
    return SafetyCheck(on=made.day(number), id=f"{sex}-{age}-{number}", answers=with_calm_answers({"age": age, "sex": sex}, load()))


@pytest.fixture
def in_danger(owner: Person) -> Person:
    """Return a woman of 45 who told of a numb saddle."""
    told = SafetyCheck(on=made.day(1), id="told", answers={**calm(1, 45, "female").answers, "saddle_feeling": "yes"})
    facts.add(person=owner, facts=[told], now=made.noon(1))
    return owner


@pytest.mark.parametrize(("age", "sex"), [(45, "male"), (60, "female"), (31, "male")])
def test_another_age_or_sex_is_refused_and_nothing_is_added(in_danger: Person, age: int, sex: str) -> None:
    weeks = tuple(CheckIn(on=made.day(number), id=f"day-{number}", answers={"anything_new": ("none",)}) for number in range(2, 12))
    with pytest.raises(SomebodyElses, match="somebody else"):
        logs.import_log(person=in_danger, log=Log(facts=(calm(2, age, sex), *weeks)), now=made.noon(12))
    assert Fact.objects.filter(person=in_danger).count() == 1
    assert days.understanding(in_danger).safety.held is Tier.EMERGENCY_NOW


@pytest.mark.parametrize("age", [44, 45, 46])
def test_ones_own_comes_in_also_when_a_birthday_lies_between(in_danger: Person, age: int) -> None:
    assert logs.import_log(person=in_danger, log=Log(facts=(calm(2, age, "female"),)), now=made.noon(2)).added == 1


def test_an_answer_that_was_corrected_fits_as_it_was_before(in_danger: Person) -> None:
    facts.add(person=in_danger, facts=[calm(2, 54, "female")], now=made.noon(2))
    assert logs.import_log(person=in_danger, log=Log(facts=(calm(1, 45, "female"),)), now=made.noon(2)).added == 1


def test_what_tells_neither_comes_in(in_danger: Person) -> None:
    assert logs.import_log(person=in_danger, log=Log(facts=(made.check_in(2),)), now=made.noon(2)).added == 1
