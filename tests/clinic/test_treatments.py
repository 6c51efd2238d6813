"""What a therapist did is told with the person's own answers in view, and the person reads what was done, and why."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from stepwell.care.actions import facts
from stepwell.care.models import Account, AuditEntry, Enrolment, Fact, Person
from stepwell.engine.log import SafetyCheck
from stepwell.knowledge.loader import load
from tests.calm_answers import with_calm_answers

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

SignedIn = Callable[..., Client]


def person_of(account: Account) -> Person:
    assert account.person is not None
    return account.person


def address(account: Account) -> str:
    return f"/therapist/{person_of(account).pk}/treatments/"


def filled(**more: str) -> dict[str, str]:
    return {
        "key": str(uuid4()),
        "on": timezone.localdate().isoformat(),
        "did-manual_therapy": "1",
        "minutes-manual_therapy": "15",
        "response-manual_therapy": "better",
        "why-manual_therapy": "So that you can sit through dinner.",
        "words-manual_therapy": "piriformis, grade II",
    } | more


def test_the_person_reads_what_was_done_and_why(signed_in: SignedIn, tess: Account, ana: Account) -> None:
    assert signed_in(tess).post(address(ana), filled()).status_code == 302
    fact = Fact.objects.get(person=person_of(ana), kind="treatment")
    assert fact.author == tess
    assert AuditEntry.objects.filter(person=person_of(ana), account_id=tess.pk, action="write", what="treatment").exists()
    for page in ("/treatments/", f"/progress/{timezone.localdate().isoformat()}/"):
        seen = signed_in(ana).get(page).content.decode()
        assert "Hands-on treatment" in seen
        assert "So that you can sit through dinner." in seen
        assert "15 minutes" in seen
        assert "grade II" not in seen


def test_the_therapist_sees_it_again(signed_in: SignedIn, tess: Account, ana: Account) -> None:
    browser = signed_in(tess)
    browser.post(address(ana), filled())
    page = browser.get(address(ana))
    assert [each.kind.id for each in page.context["done"]] == ["manual_therapy"]
    assert "grade II" in page.content.decode()


def test_a_page_sent_twice_tells_it_once(signed_in: SignedIn, tess: Account, ana: Account) -> None:
    browser, sent = signed_in(tess), filled()
    assert [browser.post(address(ana), sent).status_code for _again in range(2)] == [302, 302]
    assert Fact.objects.filter(kind="treatment").count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"did-manual_therapy": ""},
        {"on": "yesterday"},
        {"on": (timezone.localdate() + timedelta(days=1)).isoformat()},
        {"on": "1999-01-01"},
        {"minutes-manual_therapy": "an hour"},
        {"minutes-manual_therapy": "0"},
        {"minutes-manual_therapy": "999"},
        {"key": "x"},
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_kept(signed_in: SignedIn, tess: Account, ana: Account, wrong: dict[str, str]) -> None:
    answer = signed_in(tess).post(address(ana), filled(**wrong))
    assert answer.status_code == 422
    assert answer.context["problem"]
    assert not Fact.objects.filter(kind="treatment").exists()


def _answers(account: Account, **answers: str) -> None:
    calm = with_calm_answers({"age": 45, "sex": "female"}, load())
    facts.add(person=person_of(account), facts=[SafetyCheck(on=timezone.localdate(), answers=calm | answers)], now=timezone.now())


def test_no_thrust_with_a_blood_thinner(signed_in: SignedIn, tess: Account, ana: Account) -> None:
    _answers(ana, blood_thinner="yes")
    rows = {row.kind.id: row for row in signed_in(tess).get(address(ana)).context["rows"]}
    assert [(one["severity"], one["text"]) for one in rows["joint_mobilisation"].warnings] == [
        ("serious", "No thrust: takes a blood thinner.")
    ]


def test_answers_that_are_not_shared_warn_without_being_told(signed_in: SignedIn, tess: Account, ana: Account) -> None:
    _answers(ana, blood_thinner="yes")
    Enrolment.objects.filter(person=person_of(ana)).update(scope="days")
    page = signed_in(tess).get(address(ana))
    assert "blood thinner" not in page.content.decode()
    rows = {row.kind.id: row for row in page.context["rows"]}
    assert len(rows["joint_mobilisation"].warnings) == 1


def test_not_hers_and_not_there_look_the_same(
    signed_in: SignedIn, tess: Account, omar: Account, mona: Account, ana: Account, carl: Account
) -> None:
    for account, whose in ((tess, carl), (omar, ana), (mona, ana), (ana, ana)):
        browser = signed_in(account)
        assert browser.get(address(whose)).status_code == 404
        assert browser.post(address(whose), filled()).status_code == 404
    assert not Fact.objects.filter(kind="treatment").exists()
