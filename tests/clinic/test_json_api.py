"""The JSON addresses: people, plan, log, check-ins, sessions, triage and knowledge, for programs with a token."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import msgspec
import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from stepwell.care.actions import facts
from stepwell.care.models import Account, AuditEntry, Clinic, Enrolment, Fact, Person, StoredPlan
from stepwell.engine.decision import DayPlan, Referral
from stepwell.engine.log import CheckIn, Evaluation, FlareNote
from stepwell.knowledge.loader import load
from tests.calm_answers import with_calm_answers
from tests.care import made
from tests.clinic.conftest import _works
from tests.clinic.programs import Program, let_in

pytestmark = pytest.mark.django_db

SECRET = "because of Bob"


@pytest.fixture
def person(ana: Account) -> Person:
    assert ana.person is not None
    today = timezone.localdate()
    own = (
        made.safety_check(number=1),
        Evaluation(on=made.day(1), id="e-1", answers={"leg_now": 6}),
        CheckIn(on=today - timedelta(days=1), id="c-1", answers={"leg_waking": 4}),
        FlareNote(on=today - timedelta(days=1), id="f-1", words=SECRET),
    )
    facts.add(person=ana.person, facts=own, now=timezone.now())
    return ana.person


@pytest.fixture
def program(mona: Account, clinic: Clinic) -> Program:
    return let_in(mona, clinic)


def got(program: Program, where: str, **headers: str) -> HttpResponse:
    browser = Client(HTTP_HOST="localhost")
    return browser.get(f"/api/v1/{where}", headers=program.headers | headers)  # type: ignore[return-value]


def sent(program: Program, where: str, body: Any, content_type: str = "application/json") -> HttpResponse:
    return program.post(body, where=f"/api/v1/{where}", content_type=content_type)


def said(answer: HttpResponse, status: int = 200) -> Any:
    assert answer.status_code == status, answer.content
    found = json.loads(answer.content)
    wanted = "application/json" if status < 400 else "application/problem+json"
    assert answer.headers["Content-Type"] == wanted
    if status >= 400:
        assert set(found) == {"status", "title", "where", "detail"}
        assert (found["status"], bool(found["title"]), bool(found["detail"])) == (status, True, True)
    return found


def check_in(**more: Any) -> dict[str, Any]:
    return {"id": str(uuid4()), "on": timezone.localdate().isoformat(), "answers": {"leg_waking": 3}} | more


def test_people_are_those_who_share_and_each_reads_that_the_list_was_looked_at(program: Program, person: Person, ben: Account) -> None:
    Enrolment.objects.filter(person=ben.person).update(scope="measures")
    found = said(got(program, "people"))["people"]
    assert {each["id"]: each["shares"] for each in found} == {
        str(person.pk): ["evaluation", "days", "measures", "words"],
        str(ben.person_id): ["measures"],
    }
    got(program, "people")
    assert AuditEntry.objects.filter(person=person, what="api people", who="Chart system").count() == 1


def test_the_plan_of_today_says_why_and_from_where(program: Program, person: Person) -> None:
    before = StoredPlan.objects.count()
    found = said(got(program, f"people/{person.pk}/plan"))
    decision = msgspec.convert(found, DayPlan | Referral)
    reasons = decision.reasons if isinstance(decision, Referral) else (decision.why_today, *decision.changes)
    assert all(reason.text and "{emergency}" not in reason.text for reason in reasons)
    assert StoredPlan.objects.count() == before, "a program that looks is not the person who is shown a plan"
    assert AuditEntry.objects.get(person=person, action="read").what == "api plan"


def test_the_plan_of_a_day_before_is_the_one_that_was_shown(program: Program, person: Person) -> None:
    row = StoredPlan.objects.filter(person=person).order_by("on")[0]
    assert said(got(program, f"people/{person.pk}/plan?on={row.on}"))["on"] == str(row.on)
    said(got(program, f"people/{person.pk}/plan?on=2001-01-01"), 404)
    said(got(program, f"people/{person.pk}/plan?on={timezone.localdate() + timedelta(days=1)}"), 404)
    said(got(program, f"people/{person.pk}/plan?on=tomorrow"), 422)


def test_the_log_is_what_is_shared(program: Program, person: Person) -> None:
    whole = said(got(program, f"people/{person.pk}/log"))
    assert whole["format"] == "stepwell-log/1"
    assert {fact["kind"] for fact in whole["facts"]} == {"safety_check", "evaluation", "check_in", "flare_note"}
    assert SECRET in json.dumps(whole)
    Enrolment.objects.update(scope="evaluation,days")
    assert SECRET not in json.dumps(said(got(program, f"people/{person.pk}/log")))
    Enrolment.objects.update(scope="evaluation")
    assert {fact["kind"] for fact in said(got(program, f"people/{person.pk}/log"))["facts"]} == {"safety_check", "evaluation"}
    said(got(program, f"people/{person.pk}/plan"), 404)


def test_a_check_in_counts_once(program: Program, person: Person) -> None:
    new = check_in()
    assert said(sent(program, f"people/{person.pk}/check-ins", new), 201)["added"]
    assert not said(sent(program, f"people/{person.pk}/check-ins", new | {"id": new["id"].upper()}))["added"]
    said(sent(program, f"people/{person.pk}/check-ins", new | {"answers": {"leg_waking": 9}}), 409)
    assert Fact.objects.get(person=person, key=new["id"]).author is None
    assert AuditEntry.objects.filter(person=person, action="write", who="Chart system").count() == 2


def test_a_session_is_added(program: Program, person: Person) -> None:
    item = {"exercise": "bird_dog", "sets": 1, "repetitions": 8, "effort": "right", "leg": "same"}
    new = check_in(items=[item], walked_minutes=10)
    del new["answers"]
    assert said(sent(program, f"people/{person.pk}/sessions", new), 201)["id"] == new["id"]
    assert Fact.objects.filter(person=person, kind="session").count() == 1


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"id": "c-1"}, "id"),
        ({"on": "2999-01-01"}, ""),
        ({"on": "yesterday"}, "on"),
        ({"answers": {"leg_waking": 99}}, "answers.leg_waking"),
        ({"answers": {"colour": "red"}}, ""),
        ({"kind": "order"}, "kind"),
        ({"colour": "red"}, ""),
    ],
)
def test_what_cannot_be_added_is_refused_with_its_place(program: Program, person: Person, wrong: dict[str, Any], where: str) -> None:
    before = Fact.objects.count()
    found = said(sent(program, f"people/{person.pk}/check-ins", check_in() | wrong), 422)
    assert where in found["where"] or where in found["title"]
    assert Fact.objects.count() == before


def test_what_is_no_json_is_refused(program: Program, person: Person) -> None:
    where = f"people/{person.pk}/check-ins"
    said(sent(program, where, "{"), 400)
    said(sent(program, where, "[" * 100_000), 400)
    said(sent(program, where, [check_in()]), 422)
    said(sent(program, where, "a=b", "application/x-www-form-urlencoded"), 415)
    said(sent(program, where, "x" * (8 * 1024 * 1024 + 1)), 413)


def test_triage_keeps_nothing(program: Program, person: Person) -> None:
    before = AuditEntry.objects.count()
    calm = with_calm_answers({"age": 45, "sex": "female"}, load())
    assert said(sent(program, "triage", calm))["tier"] == "self_manage"
    urgent = said(sent(program, "triage?country=gb", calm | {"saddle_feeling": "yes"}))
    assert (urgent["tier"], urgent["may_exercise"], urgent["call"]["emergency"]) == ("emergency_now", False, "999")
    assert not said(sent(program, "triage", {}))["may_exercise"]
    said(sent(program, "triage?country=nowhere", {}), 422)
    said(sent(program, "triage", {"saddle_feeling": "perhaps"}), 422)
    assert AuditEntry.objects.count() == before


def test_the_knowledge_is_there_with_its_sources(program: Program, db: None) -> None:
    (first, *_) = said(got(program, "exercises"))["exercises"]
    assert said(got(program, f"exercises/{first['id']}")) == first
    said(got(program, "exercises/none"), 404)
    rules = said(got(program, "rules"))
    named = {source for flag in rules["red_flags"] for source in flag["sources"]}
    assert named <= {each["id"] for each in rules["sources"]}
    assert rules["reviewed_by"] == []


def test_what_has_not_changed_is_not_sent_again(program: Program, person: Person) -> None:
    for where in ("rules", f"people/{person.pk}/log"):
        etag = got(program, where).headers["ETag"]
        again = got(program, where, **{"If-None-Match": etag})
        assert (again.status_code, again.content) == (304, b"")
    facts.add(person=person, facts=(made.check_in(9),), now=timezone.now())
    assert got(program, where, **{"If-None-Match": etag}).status_code == 200


def test_another_clinics_program_cannot_tell_what_is_there(program: Program, person: Person, omar: Account, other_clinic: Clinic) -> None:
    foreign = let_in(_works(other_clinic, "manager", "Olga"), other_clinic)
    for where in ("plan", "log"):
        theirs, nothing = (said(got(foreign, f"people/{each}/{where}"), 404) for each in (person.pk, uuid4()))
        assert theirs == nothing
    for where in ("check-ins", "sessions"):
        theirs, nothing = (said(sent(foreign, f"people/{each}/{where}", check_in()), 404) for each in (person.pk, uuid4()))
        assert theirs == nothing
    assert said(got(foreign, "people")) == {"people": []}


def test_a_token_does_only_what_it_is_for(
    signed_in: Callable[..., Client], mona: Account, tess: Account, clinic: Clinic, person: Person
) -> None:
    reads, adds = let_in(mona, clinic, "read"), let_in(mona, clinic, "write")
    said(sent(reads, f"people/{person.pk}/check-ins", check_in()), 403)
    said(got(adds, f"people/{person.pk}/log"), 403)
    said(got(Program(secret="guessed"), "rules"), 401)
    answer: Any = signed_in(tess).get("/api/v1/people")
    said(answer, 401)
    said(got(reads, "nothing"), 404)
    found: Any = Client(HTTP_HOST="localhost").delete("/api/v1/people", headers=reads.headers)
    said(found, 405)
