"""What the engine changed since a therapist last looked: accepted, changed or rejected, each item, and never by a slip."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from stepwell.care.actions import facts
from stepwell.care.models import Account, Enrolment, Fact, Person, PlanReview
from stepwell.care.queries import days
from stepwell.engine.decision import DayPlan
from stepwell.engine.log import FlareNote, Log, Order, Session
from stepwell.knowledge.loader import load
from tests.bench._made_log import made_log
from tests.clinic.plan_press import press

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

SignedIn = Callable[..., Client]


@pytest.fixture
def person(ana: Account) -> Person:
    """Return a person with three weeks behind her who has not exercised today."""
    today = timezone.localdate()
    log = made_log(21, today - timedelta(days=20), load())
    told = tuple(fact for fact in log.facts if not (isinstance(fact, Session) and fact.on == today))
    assert ana.person is not None
    facts.merge(person=ana.person, log=Log(facts=told), now=timezone.now())
    return ana.person


def look(browser: Client, person: Person) -> Any:
    return browser.get(f"/therapist/{person.pk}/plan/")


def post(browser: Client, person: Person, page: Any, **fields: str) -> Any:
    carried = {"draft": page.context["draft_text"], "version": str(page.context["desk"].version), "page": page.context["page"]}
    return press(browser, f"/therapist/{person.pk}/plan/", carried | fields)


def plan_of(person: Person) -> DayPlan:
    decision = days.decision(Person.objects.get(pk=person.pk), timezone.localdate())
    assert isinstance(decision, DayPlan)
    return decision


def moved(person: Person) -> None:
    """Let the plan change by what the person tells: one exercise less, one dose smaller."""
    facts.add(person=person, facts=[Order(on=timezone.localdate(), order="stage", stage="calm", by="doctor")], now=timezone.now())


def test_a_first_plan_is_accepted_with_one_press(signed_in: SignedIn, tess: Account, person: Person) -> None:
    browser = signed_in(tess)
    page = look(browser, person)
    assert page.context["waiting"] > 3
    assert post(browser, person, page, do="accept").status_code == 302
    assert set(PlanReview.objects.values_list("verdict", "by_id")) == {("accepted", tess.pk)}
    assert not Fact.objects.filter(kind="order").exists()
    assert look(browser, person).context["items"] == []


def test_nothing_is_accepted_by_saving_an_order(signed_in: SignedIn, tess: Account, person: Person) -> None:
    browser = signed_in(tess)
    page = post(browser, person, look(browser, person), do="remove", exercise="cat_cow")
    assert post(browser, person, page, do="save").status_code == 302
    assert not PlanReview.objects.exists()
    assert look(browser, person).context["waiting"] > 3


def test_a_half_decided_proposal_is_not_saved(signed_in: SignedIn, tess: Account, person: Person) -> None:
    browser = signed_in(tess)
    page = look(browser, person)
    first = next(item for item in page.context["items"] if item.ways)
    answer = post(browser, person, page, do="save", **{f"verdict-{first.key}": "accepted"})
    assert answer.context["problem"]
    assert "wait for a decision" in answer.context["problem"]
    assert not PlanReview.objects.exists()


def test_a_rejected_exercise_is_left_out_and_an_edited_one_gets_its_dose(signed_in: SignedIn, tess: Account, person: Person) -> None:
    browser = signed_in(tess)
    page = look(browser, person)
    added = [item for item in page.context["items"] if item.change.kind == "added" and item.item is not None]
    out, other = added[0], added[1]
    chosen = {
        f"verdict-{out.key}": "rejected",
        f"why-{out.key}": "It pinched at the visit.",
        f"verdict-{other.key}": "edited",
        f"sets-{other.key}": "1",
        f"repetitions-{other.key}": "2",
        f"hold_s-{other.key}": "0",
    }
    seen = post(browser, person, page, do="show", **chosen)
    assert out.change.exercise not in [item["is"].exercise for item in seen.context["planned"]["items"]]
    for _again in range(2):
        answer = post(browser, person, page, do="accept", **chosen)
        assert answer.status_code == 302, [(one["said"], one["warnings"]) for one in answer.context["draft"]] + [answer.context["problem"]]
    assert sorted(PlanReview.objects.exclude(verdict="accepted").values_list("exercise", "change", "verdict", "why")) == sorted(
        [(out.change.exercise, "added", "rejected", "It pinched at the visit."), (other.change.exercise, "added", "edited", "")]
    )
    assert Fact.objects.filter(kind="order").count() == 2
    planned = {item.exercise: item for item in plan_of(person).items}
    assert out.change.exercise not in planned
    assert (planned[other.change.exercise].repetitions, planned[other.change.exercise].set_by) == (2, "therapist")


def test_what_changed_since_the_last_look_is_shown_as_a_difference(signed_in: SignedIn, tess: Account, person: Person) -> None:
    browser = signed_in(tess)
    post(browser, person, look(browser, person), do="accept")
    before = plan_of(person)
    moved(person)
    page = look(browser, person)
    kinds = {item.change.kind for item in page.context["items"]}
    assert "stage" in kinds
    stage = next(item for item in page.context["items"] if item.change.kind == "stage")
    assert (stage.was, stage.now) == (before.stage_name, plan_of(person).stage_name)
    assert stage.reasons


def test_the_stage_before_is_kept_when_the_new_one_is_rejected(signed_in: SignedIn, tess: Account, person: Person) -> None:
    browser = signed_in(tess)
    post(browser, person, look(browser, person), do="accept")
    before = plan_of(person).stage
    moved(person)
    page = look(browser, person)
    stage = next(item for item in page.context["items"] if item.change.kind == "stage")
    chosen = {f"verdict-{stage.key}": "rejected", f"why-{stage.key}": "She is ready."}
    assert post(browser, person, page, do="accept", **chosen).status_code == 302
    assert days.understanding(person).orders.stage == before


def test_a_verdict_that_is_not_offered_counts_as_none(signed_in: SignedIn, tess: Account, person: Person) -> None:
    browser = signed_in(tess)
    page = look(browser, person)
    fields = {f"verdict-{item.key}": "shredded" for item in page.context["items"]}
    assert post(browser, person, page, do="show", **fields).context["waiting"] == page.context["waiting"]


def test_without_the_days_there_is_no_proposal_to_see(signed_in: SignedIn, tess: Account, person: Person) -> None:
    Enrolment.objects.filter(person=person).update(scope="evaluation")
    assert look(signed_in(tess), person).context["items"] == []


def test_a_note_of_the_person_between_look_and_save_is_noticed(signed_in: SignedIn, tess: Account, person: Person) -> None:
    browser = signed_in(tess)
    page = look(browser, person)
    facts.add(person=person, facts=[FlareNote(on=timezone.localdate(), words="worse")], now=timezone.now())
    answer = post(browser, person, page, do="accept")
    assert answer.context["problem"]
    assert not PlanReview.objects.exists()


def test_a_stage_says_its_own_rule_with_an_order_in_force(signed_in: SignedIn, tess: Account, person: Person) -> None:
    """That something was set explains no stage."""
    set_ = Order(on=timezone.localdate(), order="remove", exercise="cat_cow", by="therapist")
    facts.add(person=person, facts=[set_], now=timezone.now())
    stage = look(signed_in(tess), person).context["items"][0]
    assert stage.change.kind == "stage"
    assert stage.because.startswith(plan_of(person).stage_name)
    moved(person)
    assert "set the stage Calm" in look(signed_in(tess), person).context["items"][0].because


def test_saving_with_nothing_set_says_so(signed_in: SignedIn, tess: Account, person: Person) -> None:
    """ "Saved" would be taken for a plan that was decided about."""
    browser = signed_in(tess)
    assert post(browser, person, look(browser, person), do="save").status_code == 302
    page = look(browser, person)
    said = [str(message) for message in page.context["messages"]]
    assert said == [f"Nothing was set. {page.context['waiting']} changes still wait for your decision."]
    assert not PlanReview.objects.exists()
