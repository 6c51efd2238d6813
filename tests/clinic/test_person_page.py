"""The page of one person: what is new, one axis, the plan with its reasons, and only what is shared."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from stepwell.care.actions import audit, facts
from stepwell.care.models import Account, Appointment, AuditEntry, ChartNote, Enrolment, Fact, Person
from stepwell.care.queries import accounts, record
from stepwell.engine import log
from stepwell.knowledge.loader import load
from stepwell.web.therapist import time_axis
from tests.clinic.made import MadeClinic

pytestmark = pytest.mark.django_db

SignedIn = Callable[..., Client]
PAPER = "6b5f2d1e-3c4a-4f6b-8d7e-9a0b1c2d3e4f"


@pytest.fixture(autouse=True)
def without_drawings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw nothing: tests/web/test_charts.py does."""
    monkeypatch.setattr("stepwell.web.charts.kept.drawings", lambda wanted: [None] * len(wanted))


def _page(browser: Client, person: Person, rest: str = "") -> str:
    answer = browser.get(f"/therapist/{person.pk}/{rest}")
    assert answer.status_code == 200
    return str(answer.content.decode())


@pytest.mark.one_database
def test_every_kind_of_person_has_a_page(full: MadeClinic, signed_in: SignedIn) -> None:
    browser = signed_in(full.therapist)
    for person in full.people[:9]:
        for rest in ("", "?all", "measures/", "monitoring/"):
            _page(browser, person, rest)


@pytest.mark.one_database
def test_it_shows_the_plan_with_its_reasons_and_what_is_new(full: MadeClinic, signed_in: SignedIn) -> None:
    page = _page(signed_in(full.therapist), full.people[-1])
    for words in ("In the last two weeks", "Leg pain on waking", "Plan today", "The rule:", "Orders in force", "Clear change from"):
        assert words in page


@pytest.mark.one_database
def test_without_the_days_neither_plan_nor_course_is_told(full: MadeClinic, signed_in: SignedIn) -> None:
    person = full.people[-1]
    Enrolment.objects.filter(person=person).update(scope="evaluation")
    page = _page(signed_in(full.therapist), person)
    assert "The plan is not shared with you" in page
    assert "Days and sessions are not shared with you" in page
    assert "The rule:" not in page
    assert "Table of leg pain" not in page or "of 10" not in page


@pytest.mark.one_database
def test_own_words_are_told_only_where_they_are_shared(full: MadeClinic, signed_in: SignedIn) -> None:
    person, today, browser = full.people[-1], timezone.localdate(), signed_in(full.therapist)
    said = log.CheckIn(on=today, id="flare", answers={"flare": "yes", "leg_waking": 6})
    note = log.FlareNote(on=today, id="note", words="a heron")
    facts.add(person=person, facts=[said, note], now=timezone.now())
    assert "a heron" in _page(browser, person)
    Enrolment.objects.filter(person=person).update(scope="evaluation,days")
    assert "a heron" not in _page(browser, person)


def test_new_is_what_came_after_the_last_look_of_an_earlier_day(full: MadeClinic) -> None:
    person, who, now = full.people[-1].pk, accounts.visitor(full.therapist), timezone.now()
    assert record.record(who, person, now).looked.why == "weeks"
    audit.note(who, person, "read", "person", now=now)
    assert record.record(who, person, now).looked.why == "weeks"
    later = now + timedelta(days=3)
    assert record.record(who, person, later).looked == record.Looked(on=timezone.localdate(now), why="look")


def test_a_visit_counts_as_a_look(full: MadeClinic) -> None:
    person, who, now = full.people[-1], accounts.visitor(full.therapist), timezone.now()
    at = now - timedelta(days=4)
    visit = {"clinic": full.clinic, "name": "x", "contact": "x", "secret_hash": "z", "created_at": now}
    Appointment.objects.create(person=person, state="done", starts_at=at, **visit)
    assert record.record(who, person.pk, now).looked == record.Looked(on=timezone.localdate(at), why="visit")


def test_the_look_of_a_colleague_is_not_one_s_own(full: MadeClinic, tess: Account) -> None:
    person, now = full.people[-1].pk, timezone.now()
    audit.note(accounts.visitor(tess), person, "read", "person", now=now - timedelta(days=2))
    assert record.record(accounts.visitor(full.therapist), person, now).looked.why == "weeks"


@pytest.mark.one_database
def test_what_a_clinic_noted_stands_on_the_axis(full: MadeClinic) -> None:
    person, who, now = full.people[-1], accounts.visitor(full.therapist), timezone.now()
    ChartNote.objects.create(person=person, clinic=full.clinic, by=full.therapist, words="walks well", at=now)
    order = log.Order(on=timezone.localdate(), id="o", order="stage", stage="calm")
    facts.add(person=person, facts=[order], now=now, author=full.therapist.pk)
    today = timezone.localdate()
    axis = time_axis.axis(record.record(who, person.pk, now), today - timedelta(days=84), today, load())
    said = {each.says: each.lane for each in axis.days[0][1]}
    assert said["Note of Tess: walks well"] == time_axis.NOTED
    assert any(lane == time_axis.SET for lane in said.values())
    assert axis.wanted is not None
    marks = axis.wanted[2]["marks"]
    assert {mark["lane"] for mark in marks} >= {time_axis.NOTED, time_axis.SET}
    assert all(axis.wanted[1]["first"] <= mark["x"] <= axis.wanted[1]["last"] for mark in marks)


def test_a_score_from_paper_is_the_therapist_s(full: MadeClinic, signed_in: SignedIn) -> None:
    person, browser = full.people[-1], signed_in(full.therapist)
    sent = {"measure": "odi", "score": "24", "on": timezone.localdate().isoformat(), "fact_id": PAPER}
    for _ in range(2):
        assert browser.post(f"/therapist/{person.pk}/measures/", sent).status_code == 302
    row = Fact.objects.get(person=person, key=PAPER)
    assert row.author == full.therapist
    assert '"by":"therapist"' in row.body
    assert "on paper" in _page(browser, person, "measures/")
    assert AuditEntry.objects.filter(person=person, action="write", what="measures").exists()


@pytest.mark.one_database
def test_an_impossible_score_is_refused_in_words(full: MadeClinic, signed_in: SignedIn) -> None:
    person = full.people[-1]
    sent = {"measure": "odi", "score": "240", "on": timezone.localdate().isoformat(), "fact_id": PAPER}
    answer = signed_in(full.therapist).post(f"/therapist/{person.pk}/measures/", sent)
    assert answer.status_code == 422
    assert "Look at the paper again" in answer.content.decode()
    assert not Fact.objects.filter(key=PAPER).exists()


@pytest.mark.one_database
@pytest.mark.parametrize("page", ["", "measures/", "monitoring/", "monitoring.csv"])
def test_another_clinic_s_therapist_finds_nothing(full: MadeClinic, omar: Account, signed_in: SignedIn, page: str) -> None:
    browser, person = signed_in(omar), full.people[-1]
    assert browser.get(f"/therapist/{person.pk}/{page}").status_code == 404
    if page.endswith("/"):
        sent = {"measure": "odi", "score": "24", "on": timezone.localdate().isoformat(), "fact_id": PAPER, "what": "minutes"}
        assert browser.post(f"/therapist/{person.pk}/{page}", sent).status_code == 404
    assert not Fact.objects.filter(key=PAPER).exists()
