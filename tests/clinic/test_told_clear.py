"""What a therapist found is let go by a clinician who is signed in, and by nothing that a person says or brings along."""

from collections.abc import Callable
from datetime import timedelta
from typing import Literal

import pytest
from django.test import Client
from django.utils import timezone

from stepwell.care.actions import claims, examinations, facts, logs
from stepwell.care.models import Account, Enrolment, Fact, Person
from stepwell.care.queries import accounts, caseload, days
from stepwell.care.queries import logs as kept
from stepwell.engine.log import Evaluation, Examination, Log, Order, SafetyCheck
from stepwell.knowledge.loader import load
from stepwell.knowledge.schema import Tier
from tests.calm_answers import with_calm_answers
from tests.clinic.plan_press import press
from tests.scenario.notes import people

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

SignedIn = Callable[..., Client]
TOLD = {"by": "doctor", "said_yes": "on"}


@pytest.fixture
def person(ana: Account) -> Person:
    """Return Ana's programme, safe to exercise and evaluated."""
    assert ana.person is not None
    today, calm = timezone.localdate(), with_calm_answers({"age": 45, "sex": "male"}, load())
    said = {key: tuple(value) if isinstance(value, list) else value for key, value in people()["tom"].items() if key not in calm}
    facts.add(person=ana.person, facts=[SafetyCheck(on=today, answers=calm), Evaluation(on=today, answers=said)], now=timezone.now())
    return ana.person


@pytest.fixture
def found(tess: Account, person: Person) -> Person:
    """Return her after Tess found a weak leg: exercise is paused."""
    weak = Examination(on=timezone.localdate(), answers={"exam_strength_l4_left": 3})
    examinations.save(accounts.visitor(tess), person, weak, precautions=(), goals=(), now=timezone.now())
    assert held(person) is Tier.SAME_DAY
    return person


def held(person: Person) -> Tier:
    return days.understanding(Person.objects.get(pk=person.pk)).safety.held


def told(client: Client, **fields: str) -> str:
    return client.post("/care/examined/", {**TOLD, "on": timezone.localdate().isoformat(), **fields}, follow=True).content.decode()


def needs_of(therapist: Account, person: Person) -> list[str]:
    patient = caseload.patient(accounts.visitor(therapist), person.pk, timezone.now())
    assert patient is not None
    return [need.id for need in patient.needs]


def test_the_persons_word_does_not_lift_what_the_therapist_found(signed_in: SignedIn, ana: Account, found: Person) -> None:
    page = told(signed_in(ana))
    assert held(found) is Tier.SAME_DAY
    assert "Your clinic was asked" in page
    assert signed_in(ana).get("/today/")["Location"] == "/care/"


def test_it_asks_the_therapist_who_lets_it_go_on_the_plan_page(signed_in: SignedIn, tess: Account, ana: Account, found: Person) -> None:
    told(signed_in(ana))
    assert "told_clear" in needs_of(tess, found)
    browser, address = signed_in(tess), f"/therapist/{found.pk}/plan/"
    assert "Says they were examined" in browser.get("/therapist/").content.decode()
    page = browser.get(address)
    carried = {"version": str(page.context["desk"].version), "page": page.context["page"]}
    page = press(browser, address, carried | {"do": "clear", "clear": "self_manage", "draft": page.context["draft_text"]})
    order = page.context["draft"][0]["is"]
    assert "{emergency}" not in page.content.decode()
    without = press(browser, address, carried | {"do": "save", "draft": page.context["draft_text"]})
    assert without.context["problem"]
    assert held(found) is Tier.SAME_DAY
    answer = browser.post(
        address, carried | {"do": "save", "draft": page.context["draft_text"], f"reason-{order.id}": "Strength is full again."}
    )
    assert answer.status_code == 302
    assert held(found) is Tier.SELF_MANAGE
    assert "told_clear" not in needs_of(tess, found)
    assert Fact.objects.get(person=found, kind="order", author=tess).position
    assert signed_in(ana).get("/today/").status_code == 200


def test_a_warning_about_letting_an_emergency_go_is_whole_words(signed_in: SignedIn, tess: Account, person: Person) -> None:
    facts.add(person=person, facts=[SafetyCheck(on=timezone.localdate(), answers={"saddle_feeling": "yes"})], now=timezone.now())
    browser, address = signed_in(tess), f"/therapist/{person.pk}/plan/"
    page = browser.get(address)
    carried = {"version": str(page.context["desk"].version), "page": page.context["page"], "draft": page.context["draft_text"]}
    seen = press(browser, address, carried | {"do": "clear", "clear": "routine"}).content.decode()
    assert "This lets the tier fall" in seen
    assert "{emergency}" not in seen


def test_without_a_finding_the_persons_word_lifts_what_their_own_answers_raised(
    signed_in: SignedIn, tess: Account, ana: Account, person: Person
) -> None:
    facts.add(person=person, facts=[SafetyCheck(on=timezone.localdate(), answers={"saddle_feeling": "yes"})], now=timezone.now())
    told(signed_in(ana))
    assert held(person) is Tier.SELF_MANAGE
    assert "told_clear" not in needs_of(tess, person)


def test_a_mild_finding_stays_under_what_the_persons_word_lifts(signed_in: SignedIn, tess: Account, ana: Account, person: Person) -> None:
    """What was found to allow gentle exercise only still does, after a doctor looked at something else."""
    mild = Examination(on=timezone.localdate(), answers={"exam_strength_l4_left": 3, "exam_weakness_course": "old_checked"})
    examinations.save(accounts.visitor(tess), person, mild, precautions=(), goals=(), now=timezone.now())
    floor = days.understanding(Person.objects.get(pk=person.pk)).safety.floor
    facts.add(person=person, facts=[SafetyCheck(on=timezone.localdate(), answers={"saddle_feeling": "yes"})], now=timezone.now())
    told(signed_in(ana))
    assert held(person) is floor is Tier.ROUTINE


@pytest.mark.parametrize("later", [0, 1])
def test_a_file_that_says_so_lifts_nothing_either(tess: Account, found: Person, later: int) -> None:
    """Nor when it is brought in twice, or after the therapist let it go."""
    now = timezone.now() + timedelta(days=later)
    brought = Log(facts=(Order(on=timezone.localdate(now), id="from-home", order="clear", by="doctor", tier=Tier.SELF_MANAGE),))
    for _time in range(2):
        logs.import_log(person=found, log=brought, now=now)
    assert held(found) is Tier.SAME_DAY
    assert "told_clear" in needs_of(tess, found)
    clear = Order(on=timezone.localdate(now), order="clear", tier=Tier.SELF_MANAGE)
    facts.add(person=found, facts=[clear], now=now, author=tess.pk)
    assert held(found) is Tier.SELF_MANAGE
    logs.import_log(person=found, log=brought, now=now)
    assert held(found) is Tier.SELF_MANAGE


@pytest.mark.parametrize("what", ["lift", "add", "pin"])
def test_a_file_changes_no_order_of_the_therapist(tess: Account, person: Person, what: Literal["lift", "add", "pin"]) -> None:
    today = timezone.localdate()
    removed = Order(on=today, order="remove", exercise="prone_press_up")
    facts.add(person=person, facts=[removed], now=timezone.now(), author=tess.pk)
    rows = Fact.objects.filter(person=person).count()
    brought = Log(facts=(Order(on=today, id="from-home", order=what, exercise="prone_press_up"),))
    with pytest.raises(claims.SetElsewhere, match="your clinic does not know it"):
        logs.import_log(person=person, log=brought, now=timezone.now())
    assert Fact.objects.filter(person=person).count() == rows
    assert days.understanding(Person.objects.get(pk=person.pk)).orders.removed == ("prone_press_up",)


def test_orders_from_before_the_clinic_come_along(tess: Account, person: Person) -> None:
    today = timezone.localdate()
    stop = Order(on=today, order="remove", exercise="prone_press_up")
    facts.add(person=person, facts=[stop], now=timezone.now(), author=tess.pk)
    earlier = Log(facts=(Order(on=today - timedelta(days=9), id="from-home", order="hold", exercise="dead_bug"),))
    assert logs.import_log(person=person, log=earlier, now=timezone.now()).added == 1


def test_her_own_file_brought_back_in_keeps_what_the_therapist_let_go(tess: Account, found: Person) -> None:
    clear = Order(on=timezone.localdate(), order="clear", tier=Tier.SELF_MANAGE)
    facts.add(person=found, facts=[clear], now=timezone.now(), author=tess.pk)
    merged = logs.import_log(person=found, log=kept.export(found), now=timezone.now())
    assert merged.added == 0
    assert held(found) is Tier.SELF_MANAGE


def test_who_stopped_sharing_still_cannot_lift_it_alone(signed_in: SignedIn, ana: Account, found: Person) -> None:
    Enrolment.objects.filter(person=found).update(scope="")
    page = told(signed_in(ana))
    assert held(found) is Tier.SAME_DAY
    assert "sees nothing of yours" in page


def test_after_the_care_has_ended_there_is_nobody_to_ask_and_the_persons_word_counts(
    signed_in: SignedIn, ana: Account, found: Person
) -> None:
    Enrolment.objects.filter(person=found).update(ended_at=timezone.now())
    told(signed_in(ana))
    assert held(found) is Tier.SELF_MANAGE


def test_another_examination_settles_what_was_told(signed_in: SignedIn, tess: Account, ana: Account, found: Person) -> None:
    told(signed_in(ana))
    again = Examination(on=timezone.localdate(), id="again", answers={"exam_strength_l4_left": 4})
    examinations.save(accounts.visitor(tess), found, again, precautions=(), goals=(), now=timezone.now())
    assert "told_clear" not in needs_of(tess, found)
    assert held(found) is Tier.SAME_DAY
