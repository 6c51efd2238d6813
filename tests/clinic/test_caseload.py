"""The list of patients: who needs somebody, with reasons in words; whoever does not share a part is silent about it; fast however long."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from stepwell.care import case_summaries, sent_along
from stepwell.care.actions import facts
from stepwell.care.models import Account, Appointment, AuditEntry, CaseSummary, Consent, Enrolment, Message, Person, PlanReview, Snooze
from stepwell.care.queries import accounts, caseload
from stepwell.care.sent_along import Section, Summary
from stepwell.engine.log import CheckIn
from tests.clinic.made import KINDS, OF, MadeClinic, a_clinic_with, name_of
from tests.marked import Page

pytestmark = pytest.mark.django_db

SignedIn = Callable[..., Client]


def _listed(full: MadeClinic, person: Person) -> list[str]:
    found = caseload.patient(accounts.visitor(full.therapist), person.pk, timezone.now())
    assert found is not None
    return [need.id for need in found.needs]


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("danger", "danger"),
        ("weakness", "weakness"),
        ("silent", "silent"),
        ("message", "message"),
        ("request", "request"),
        ("unseen_plan", "proposal"),
    ],
)
def test_each_kind_of_need_is_told_first(full: MadeClinic, kind: str, reason: str) -> None:
    assert _listed(full, full.of_kind(kind))[:1] == [reason]


def test_whoever_is_on_track_needs_nobody(full: MadeClinic) -> None:
    assert [_listed(full, person) for person in full.people[len(KINDS) :]] == [[]] * (OF - len(KINDS))


def test_the_most_pressing_stand_first_and_those_on_track_by_name(full: MadeClinic) -> None:
    found = caseload.caseload(accounts.visitor(full.therapist), timezone.now())
    orders = [each.needs[0].order for each in found if each.needs]
    calm = [each.name for each in found if not each.needs]
    assert orders == sorted(orders)
    assert found[0].person == full.of_kind("danger").pk
    assert calm == sorted(calm)
    assert [bool(each.needs) for each in found] == sorted((bool(each.needs) for each in found), reverse=True)


def test_a_part_that_is_not_shared_is_not_in_the_list(full: MadeClinic, signed_in: SignedIn) -> None:
    person = full.of_kind("little_shared")
    found = caseload.patient(accounts.visitor(full.therapist), person.pk, timezone.now())
    assert found is not None
    assert (found.case.pain.days, found.case.sessions, found.case.told_on) == ((), (), None)
    assert "not shared" in signed_in(full.therapist).post("/therapist/", {"q": found.name}).content.decode()


def test_a_danger_sign_stays_hidden_where_the_evaluation_is_not_shared(full: MadeClinic) -> None:
    person = full.of_kind("danger")
    Enrolment.objects.filter(person=person).update(scope="days")
    assert "danger" not in _listed(full, person)
    Enrolment.objects.filter(person=person).update(scope="evaluation")
    assert "danger" in _listed(full, person)


def test_as_many_queries_for_sixty_people_as_for_twenty(full: MadeClinic, signed_in: SignedIn) -> None:
    browser = signed_in(full.therapist)
    larger = a_clinic_with(3 * OF, slug="hilltop")
    other = signed_in(larger.therapist)
    counts = []
    for client in (browser, other):
        client.get("/therapist/")  # the first look of a day is written down for each person
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert client.get("/therapist/").status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_the_list_itself_takes_six_queries(full: MadeClinic) -> None:
    who = accounts.visitor(full.therapist)
    with CaptureQueriesContext(connection) as seen:
        assert len(caseload.caseload(who, timezone.now())) == OF
    assert len(seen) == 6


def test_a_look_is_written_down_once_a_day_for_everybody_on_the_page(full: MadeClinic, signed_in: SignedIn) -> None:
    browser = signed_in(full.therapist)
    for _ in range(2):
        browser.get("/therapist/")
    assert AuditEntry.objects.filter(action="read", what="caseload").count() == OF


def test_a_summary_is_kept_in_step_with_the_log(full: MadeClinic) -> None:
    person, today = full.people[-1], timezone.localdate()
    facts.add(person=person, facts=[CheckIn(on=today, id="new", answers={"leg_waking": 9})], now=timezone.now())
    row = CaseSummary.objects.get(person=person)
    case = case_summaries.read(row.body)
    assert row.head == person.head
    assert case is not None
    assert case.pain.days[-1].waking == 9


@pytest.mark.parametrize("damage", ["gone", "of another log", "of another engine", "not readable"])
def test_a_summary_that_does_not_fit_is_made_anew(full: MadeClinic, damage: str) -> None:
    person = full.of_kind("danger")
    rows = CaseSummary.objects.filter(person=person)
    before = rows.get().body
    if damage == "gone":
        rows.delete()
    else:
        changed = {"of another log": {"head": "x"}, "of another engine": {"engine": "x"}, "not readable": {"body": "{"}}[damage]
        rows.update(**changed)
    assert "danger" in _listed(full, person)
    assert rows.get().body == before


def test_what_is_made_anew_is_what_was_stepped(full: MadeClinic) -> None:
    for row in CaseSummary.objects.all():
        assert case_summaries.read(row.body) == case_summaries.made_anew([row.person_id])[row.person_id]


def test_nobody_without_a_clinic_has_a_summary(db: None) -> None:
    person = Person.objects.create()
    facts.add(person=person, facts=[CheckIn(on=timezone.localdate(), id="one", answers={"leg_waking": 3})], now=timezone.now())
    assert not CaseSummary.objects.filter(person=person).exists()


def test_a_reason_that_was_put_off_is_gone_until_its_day(full: MadeClinic, signed_in: SignedIn) -> None:
    person, browser = full.of_kind("silent"), signed_in(full.therapist)
    assert browser.post(f"/therapist/{person.pk}/put-off/", {"reason": "silent"}).status_code == 302
    assert _listed(full, person) == []
    Snooze.objects.filter(person=person).update(until=timezone.localdate() - timedelta(days=1), at=timezone.now() - timedelta(days=15))
    assert _listed(full, person) == ["silent"]


def test_what_was_put_off_can_be_taken_up_again(full: MadeClinic, signed_in: SignedIn) -> None:
    person, browser = full.of_kind("silent"), signed_in(full.therapist)
    for sent in ({"reason": "silent"}, {"again": "silent"}):
        browser.post(f"/therapist/{person.pk}/put-off/", sent)
    assert _listed(full, person) == ["silent"]


def test_a_message_cannot_be_put_off(full: MadeClinic, signed_in: SignedIn) -> None:
    person, browser = full.of_kind("message"), signed_in(full.therapist)
    browser.post(f"/therapist/{person.pk}/put-off/", {"reason": "message"})
    assert _listed(full, person) == ["message"]
    assert not Snooze.objects.exists()


def test_a_message_with_danger_words_stands_above_everything_but_an_answered_sign(full: MadeClinic) -> None:
    person = full.of_kind("message")
    Message.objects.create(
        person=person, clinic=full.clinic, by=person.account, from_clinic=False, words="I cannot feel my bladder", at=timezone.now()
    )
    assert _listed(full, person) == ["danger_message"]
    found = caseload.caseload(accounts.visitor(full.therapist), timezone.now())
    assert [each.needs[0].id for each in found[:2]] == ["danger", "danger_message"]


@pytest.mark.parametrize("field", ["reason", "preferred", "shared"])
def test_a_request_with_danger_words_stands_above_everything_but_an_answered_sign(full: MadeClinic, field: str) -> None:
    person, said = full.of_kind("request"), "I cannot feel my bladder"
    summary = Summary(on=timezone.localdate(), sections=(Section(title="In my own words", text=said),))
    Appointment.objects.filter(person=person).update(**{field: sent_along.written(summary) if field == "shared" else said})
    assert _listed(full, person) == ["danger_request"]
    found = caseload.caseload(accounts.visitor(full.therapist), timezone.now())
    assert [each.needs[0].id for each in found[:2]] == ["danger", "danger_request"]


def test_what_is_no_longer_shared_with_a_request_is_not_looked_through(full: MadeClinic) -> None:
    person = full.of_kind("request")
    summary = Summary(on=timezone.localdate(), sections=(Section(title="In my own words", text="I cannot feel my bladder"),))
    Appointment.objects.filter(person=person).update(shared=sent_along.written(summary))
    Consent.objects.create(person=person, clinic=full.clinic, wish="withdrawn", scope="", at=timezone.now())
    assert _listed(full, person) == ["request"]


def test_a_message_that_was_read_needs_nobody(full: MadeClinic) -> None:
    Message.objects.update(read_at=timezone.now())
    assert _listed(full, full.of_kind("message")) == []


def test_a_plan_that_was_looked_at_needs_nobody(full: MadeClinic) -> None:
    person = full.of_kind("unseen_plan")
    row = PlanReview.objects.first()
    assert row is not None
    row.pk, row.person = None, person
    row.save(force_insert=True)
    assert _listed(full, person) == []


def test_a_name_is_found_however_it_is_written(full: MadeClinic, signed_in: SignedIn) -> None:
    Account.objects.filter(name=name_of(9)).update(name="María Ñandú")
    page = signed_in(full.therapist).post("/therapist/", {"q": "MARIA nan"}).content.decode()
    assert "María Ñandú" in page
    assert name_of(3) not in page


def test_no_name_that_is_looked_for_stands_in_an_address(full: MadeClinic, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch) -> None:
    """Addresses are kept: by the browser's history, by the logs of whatever stands in front."""
    monkeypatch.setattr("stepwell.web.therapist.caseload.A_PAGE", 2)
    browser = signed_in(full.therapist)
    for page in (browser.get("/therapist/"), browser.post("/therapist/", {"q": "a"})):
        (form,) = (form for form in Page(page.content.decode()).forms if "q" in form.fields)
        assert form.method == "post"
        assert not any("q=" in address for address in Page(page.content.decode()).addresses)
    assert name_of(3) in browser.get("/therapist/?all&q=nobody").content.decode(), "a name in an address finds nothing"


def test_a_long_list_comes_in_pages(full: MadeClinic, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stepwell.web.therapist.caseload.A_PAGE", 8)
    browser = signed_in(full.therapist)
    pages = [browser.get("/therapist/", {"page": number}).content.decode() for number in (1, 2, 3)]
    assert all(sum(name_of(number) in page for page in pages) == 1 for number in range(OF))
    assert sum(name_of(number) in browser.get("/therapist/?all").content.decode() for number in range(OF)) == OF


@pytest.mark.parametrize("page", ["", "put-off/"])
def test_not_hers_and_not_there_are_the_same(signed_in: SignedIn, omar: Account, full: MadeClinic, page: str) -> None:
    browser = signed_in(omar)
    address = f"/therapist/{full.people[0].pk}/{page}"
    answer = browser.post(address, {"reason": "danger"}) if page else browser.get(address)
    assert answer.status_code == 404
    assert not Snooze.objects.exists()


def test_the_page_of_a_person_is_written_down(full: MadeClinic, signed_in: SignedIn) -> None:
    person = full.people[0]
    assert signed_in(full.therapist).get(f"/therapist/{person.pk}/").status_code == 200
    assert AuditEntry.objects.filter(person=person).values_list("action", "what").get() == ("read", "person")
