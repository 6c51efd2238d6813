"""Every plan that was ever shown can be rebuilt from what it was made of."""

from random import Random
from types import SimpleNamespace
from typing import cast

import pytest

from stepwell.care import edition, folding, replay
from stepwell.care.actions import facts
from stepwell.care.errors import OtherRelease
from stepwell.care.models import Person
from stepwell.care.queries import days, plans
from stepwell.engine.decision import DayPlan
from stepwell.knowledge.schema import Knowledge
from tests.care import made

pytestmark = pytest.mark.django_db


def test_every_stored_plan_is_rebuilt_exactly(five_days: Person) -> None:
    days.decision(five_days, made.day(7))
    facts.add(person=five_days, facts=[made.check_in(3, id="late")], now=made.noon(8))
    facts.add(person=five_days, facts=[made.wish(8)], now=made.noon(8))
    stored = plans.stored(five_days)
    assert len(stored) == 8
    for plan in stored:
        assert replay.replayed(plan, edition.present().knowledge) == plans.shown(plan)


def test_six_weeks_lived_as_planned_are_rebuilt_exactly(owner: Person) -> None:
    """Step by step, and from the whole log: the same understanding each day, and each plan again."""
    chance = Random(4)
    for number in range(1, 43):
        asked = [made.safety_check(number, id=f"safety-{number}")] if number % 7 == 1 else []
        morning = made.check_in(number, leg=chance.choice([1, 1, 2, 2, 2, 3, 4]))
        plan = facts.add(person=owner, facts=[*asked, morning], now=made.noon(number))
        if isinstance(plan, DayPlan):
            facts.add(person=owner, facts=[made.session_as_planned(number, plan)], now=made.noon(number))
        assert days.understanding(owner) == folding.understood(owner, None)
    stored = plans.stored(owner)
    assert {plan.kind for plan in stored} == {"plan", "referral"}
    assert all(replay.replayed(plan, edition.present().knowledge) == plans.shown(plan) for plan in stored)


def test_a_plan_of_another_release_says_so(five_days: Person) -> None:
    other = cast(Knowledge, SimpleNamespace(release=SimpleNamespace(version="another")))
    with pytest.raises(OtherRelease, match="cannot be rebuilt exactly"):
        replay.replayed(plans.stored(five_days)[0], other)


def test_stored_plans_are_listed_by_day(five_days: Person) -> None:
    assert [plan.on for plan in plans.stored(five_days)] == [made.day(n) for n in range(1, 6)]
    assert [plan.on for plan in plans.stored(five_days, first=made.day(2), last=made.day(3))] == [made.day(2), made.day(3)]


def test_nobody_sees_the_plans_of_somebody_else(five_days: Person) -> None:
    assert plans.stored(Person.objects.create()) == []
