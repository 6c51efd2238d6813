"""What a therapist sets: obeyed at once, with its author, and never past a warning without a reason."""

from datetime import UTC, datetime

import pytest

from stepwell.care.actions import facts, orders
from stepwell.care.errors import NotYours, ReasonMissing
from stepwell.care.models import Account, AuditEntry, Enrolment, Fact, Person
from stepwell.care.queries.accounts import visitor
from stepwell.engine.decision import DayPlan, Referral
from stepwell.engine.log import Evaluation, Order, SafetyCheck
from stepwell.engine.log import Fact as Told
from stepwell.knowledge.loader import load
from tests.calm_answers import with_calm_answers
from tests.scenario.notes import people

pytestmark = pytest.mark.one_database

NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)
TODAY = NOW.date()
CURL_UP = Order(on=TODAY, order="pin", exercise="mcgill_curl_up")


def _told(person: Person, **answers: object) -> None:
    """Let a person be safe, and evaluated, with thin bones."""
    calm = with_calm_answers({"age": 45, "sex": "male"}, load())
    said = {key: tuple(value) if isinstance(value, list) else value for key, value in people()["tom"].items() if key not in calm}
    told: list[Told] = [
        SafetyCheck(on=TODAY, answers=calm | answers),
        Evaluation(on=TODAY, answers=said | {"conditions": ("osteoporosis",)}),
    ]
    facts.add(person=person, facts=told, now=NOW)


@pytest.fixture
def person(ana: Account) -> Person:
    """Return Ana's programme: safe to exercise, with thin bones."""
    assert ana.person is not None
    _told(ana.person)
    return ana.person


def test_an_order_is_obeyed_at_once_and_keeps_its_author(tess: Account, person: Person) -> None:
    """The plan of the day holds it, the fact names who told it, and the person can read that somebody wrote."""
    given = orders.give(visitor(tess), person, [Order(on=TODAY, order="pin", exercise="glute_bridge")], now=NOW)
    assert isinstance(given.decision, DayPlan)
    assert [item.set_by for item in given.decision.items if item.exercise == "glute_bridge"] == ["therapist"]
    assert Fact.objects.get(person=person, kind="order").author_id == tess.pk
    assert AuditEntry.objects.filter(person=person, account_id=tess.pk, action="write", what="orders").count() == 1


def test_a_contraindication_is_not_passed_without_a_reason(tess: Account, person: Person) -> None:
    """Nothing of the whole lot is written, and the warning comes back with its sources."""
    with pytest.raises(ReasonMissing) as refused:
        orders.give(visitor(tess), person, [Order(on=TODAY, order="pin", exercise="glute_bridge"), CURL_UP], {1: "   "}, now=NOW)
    assert [(one.caution, one.exercise) for one in refused.value.warnings] == [("contraindicated", "mcgill_curl_up")]
    assert refused.value.warnings[0].reason.sources
    assert not Fact.objects.filter(person=person, kind="order").exists()


def test_with_a_reason_the_order_holds_and_says_what_it_overrides(tess: Account, person: Person) -> None:
    """A clinician who has looked may decide; the fact keeps what was overridden and why."""
    given = orders.give(visitor(tess), person, [CURL_UP], {0: "Bone density is normal again."}, now=NOW)
    assert isinstance(given.decision, DayPlan)
    assert "mcgill_curl_up" in [item.exercise for item in given.decision.items]
    assert given.orders[0].overrides == ("contraindicated: conditions has osteoporosis",)
    assert given.orders[0].reason == "Bone density is normal again."


def test_an_override_lapses_when_something_else_speaks_against_it(tess: Account, person: Person) -> None:
    """It was given for thin bones; a broken bone that is told later is another matter."""
    orders.give(visitor(tess), person, [CURL_UP], {0: "Bone density is normal again."}, now=NOW)
    later = Evaluation(on=TODAY, answers={"conditions": ("osteoporosis", "vertebral_fracture")})
    decision = facts.add(person=person, facts=[later], now=NOW)
    assert isinstance(decision, DayPlan)
    assert "mcgill_curl_up" not in [item.exercise for item in decision.items]


def test_what_a_caller_claims_to_override_counts_for_nothing(tess: Account, person: Person) -> None:
    """Only what stands as a warning now is overridden, and only with words."""
    claimed = Order(on=TODAY, order="pin", exercise="mcgill_curl_up", overrides=("contraindicated: conditions has osteoporosis",))
    with pytest.raises(ReasonMissing):
        orders.give(visitor(tess), person, [claimed], now=NOW)


def test_no_order_opens_the_safety_gate(tess: Account, ana: Account) -> None:
    """Whatever is set and whatever is said for it: somebody who must be seen first gets no exercise."""
    assert ana.person is not None
    _told(ana.person, saddle_feeling="yes")
    given = orders.give(
        visitor(tess), ana.person, [CURL_UP, Order(on=TODAY, order="stage", stage="build")], {0: "Sure.", 1: "Sure."}, now=NOW
    )
    assert isinstance(given.decision, Referral)


def test_only_the_own_therapist_of_somebody_who_shares_may_order(tess: Account, omar: Account, person: Person) -> None:
    """Another clinic's therapist, and anybody once sharing has stopped, finds nothing there."""
    with pytest.raises(NotYours):
        orders.give(visitor(omar), person, [CURL_UP], {0: "Sure."}, now=NOW)
    Enrolment.objects.filter(person=person).update(scope="")
    with pytest.raises(NotYours):
        orders.give(visitor(tess), person, [CURL_UP], {0: "Sure."}, now=NOW)
