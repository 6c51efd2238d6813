"""An order meets a session that a phone kept from before it: what was done is told, the order stands, and the phone fetches anew."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from stepwell.care.actions import examinations, facts, orders
from stepwell.care.models import Account, Fact, Person
from stepwell.care.queries import accounts, days
from stepwell.engine.decision import DayPlan, Referral
from stepwell.engine.log import Examination, Order
from stepwell.knowledge.loader import load
from tests.bench._made_log import made_log

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

SignedIn = Callable[..., Client]
AS_SCRIPT = {"accept": "application/json"}


@pytest.fixture
def planned(ana: Account) -> Person:
    """Return a person with twelve days behind her, and a plan for today."""
    assert ana.person is not None
    facts.merge(person=ana.person, log=made_log(12, timezone.localdate() - timedelta(days=11), load()), now=timezone.now())
    return ana.person


def plan_of(person: Person) -> DayPlan | Referral:
    return days.decision(Person.objects.get(pk=person.pk), timezone.localdate())


def kept(browser: Client) -> dict[str, str]:
    """Return which pages with exercises a phone is told to keep, each with its version."""
    told = browser.get("/offline/keep/").json()
    return {page["at"]: page["version"] for page in told["pages"] if page["day"]}


def done(browser: Client, exercise: str) -> int:
    """Send a session with one exercise as the phone does when it has a signal again."""
    session = {
        "kind": "session",
        "id": str(uuid4()),
        "on": timezone.localdate().isoformat(),
        "items": [{"exercise": exercise, "sets": 1, "repetitions": 8, "done": "all", "effort": "right", "leg": "same"}],
    }
    return browser.post("/session/save/", session, content_type="application/json", headers=AS_SCRIPT).status_code


def test_an_exercise_taken_out_meanwhile_is_told_as_done_and_stays_out(
    signed_in: SignedIn, tess: Account, ana: Account, planned: Person
) -> None:
    plan = plan_of(planned)
    assert isinstance(plan, DayPlan)
    gone = plan.items[0].exercise
    orders.give(accounts.visitor(tess), planned, [Order(on=timezone.localdate(), order="remove", exercise=gone)], now=timezone.now())
    assert done(signed_in(ana), gone) < 300
    assert Fact.objects.filter(person=planned, kind="session").order_by("-position").first() is not None
    after = plan_of(planned)
    assert isinstance(after, DayPlan)
    assert gone not in [item.exercise for item in after.items]


def test_an_order_makes_the_phone_fetch_its_pages_anew(signed_in: SignedIn, tess: Account, ana: Account, planned: Person) -> None:
    browser, plan = signed_in(ana), plan_of(planned)
    assert isinstance(plan, DayPlan)
    before = kept(browser)
    gone = Order(on=timezone.localdate(), order="remove", exercise=plan.items[0].exercise)
    orders.give(accounts.visitor(tess), planned, [gone], now=timezone.now())
    after = kept(browser)
    assert set(after) == set(before)
    assert not set(after.values()) & set(before.values())


def test_a_finding_that_pauses_leaves_no_exercise_on_the_phone(signed_in: SignedIn, tess: Account, ana: Account, planned: Person) -> None:
    browser = signed_in(ana)
    assert "/session/" in kept(browser)
    weak = Examination(on=timezone.localdate(), answers={"exam_strength_l4_left": 3})
    examinations.save(accounts.visitor(tess), planned, weak, precautions=(), goals=(), now=timezone.now())
    assert not any(address.startswith("/session") for address in kept(browser))
    assert isinstance(plan_of(planned), Referral)


def test_a_session_from_before_a_finding_changes_nothing_about_it(
    signed_in: SignedIn, tess: Account, ana: Account, planned: Person
) -> None:
    plan = plan_of(planned)
    assert isinstance(plan, DayPlan)
    weak = Examination(on=timezone.localdate(), answers={"exam_strength_l4_left": 3})
    examinations.save(accounts.visitor(tess), planned, weak, precautions=(), goals=(), now=timezone.now())
    done(signed_in(ana), plan.items[0].exercise)
    assert isinstance(plan_of(planned), Referral)
