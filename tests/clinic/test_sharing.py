"""A person decides what is shared, and it holds at once."""

from collections.abc import Callable

import pytest
from django.test import Client

from stepwell.care.actions import audit
from stepwell.care.models import Account, AuditEntry, CaseSummary, Consent, Enrolment
from stepwell.care.queries import accounts, shared

pytestmark = pytest.mark.django_db

SignedIn = Callable[..., Client]
SHARING = "/settings/sharing/"


def test_the_page_says_who_sees_what(signed_in: SignedIn, ana: Account) -> None:
    page = signed_in(ana).get(SHARING).content.decode()
    assert "Tess at Riverside Physical Therapy" in page
    assert page.count(" checked") == 4


def test_a_change_is_one_consent_one_scope_and_one_entry(signed_in: SignedIn, ana: Account) -> None:
    browser = signed_in(ana)
    answer = browser.post(SHARING, {"parts": ["days", "measures"]})
    assert (answer.status_code, answer["Location"]) == (302, SHARING)
    assert Enrolment.objects.get(person=ana.person).scope == "days,measures"
    assert [(row.wish, row.scope) for row in Consent.objects.filter(person=ana.person)] == [("given", "days,measures")]
    assert [(row.action, row.what, row.account) for row in AuditEntry.objects.all()] == [("share", "days,measures", ana)]
    assert "Your days, Your measures" in browser.get(SHARING).content.decode()


def test_saving_the_same_again_writes_nothing(signed_in: SignedIn, ana: Account) -> None:
    signed_in(ana).post(SHARING, {"parts": ["evaluation", "days", "measures", "words"]})
    assert not Consent.objects.exists()


def test_an_unknown_part_is_refused(signed_in: SignedIn, ana: Account) -> None:
    assert signed_in(ana).post(SHARING, {"parts": ["everything"]}).status_code == 422
    assert Enrolment.objects.get(person=ana.person).scope == "evaluation,days,measures,words"


def test_stopping_closes_the_therapists_next_request(signed_in: SignedIn, tess: Account, ana: Account) -> None:
    therapist = signed_in(tess)
    assert "Ana" in therapist.get("/therapist/").content.decode()
    assert ana.person is not None
    CaseSummary.objects.create(person=ana.person, release="1", engine="1", body="{}")
    signed_in(ana).post(f"{SHARING}stop/")
    for answer in (therapist.get("/therapist/"), therapist.post("/therapist/", {"q": "Ana"})):
        page = answer.content.decode().replace('value="Ana"', "")
        assert "/" + str(ana.person.pk) not in page
    assert shared.opened(accounts.visitor(tess), ana.person) is None
    assert not CaseSummary.objects.exists()
    assert Consent.objects.get().wish == "withdrawn"


def test_sharing_can_be_given_again(signed_in: SignedIn, tess: Account, ana: Account) -> None:
    browser = signed_in(ana)
    browser.post(f"{SHARING}stop/")
    browser.post(SHARING, {"parts": ["days"]})
    assert "Ana" in signed_in(tess).get("/therapist/").content.decode()
    assert Consent.objects.count() == 2


def test_leaving_needs_a_tick_and_ends_the_care(signed_in: SignedIn, tess: Account, ana: Account) -> None:
    browser = signed_in(ana)
    assert browser.post(f"{SHARING}leave/").status_code == 422
    assert browser.post(f"{SHARING}leave/", {"sure": "on"}).status_code == 302
    row = Enrolment.objects.get(person=ana.person)
    assert (row.scope, row.ended_at is not None) == ("", True)
    assert "Nobody sees it but you" in browser.get(SHARING).content.decode()
    assert browser.post(SHARING, {"parts": ["days"]}).status_code == 422
    assert "Ana" not in signed_in(tess).get("/therapist/").content.decode()


def test_nobody_else_decides(signed_in: SignedIn, tess: Account, mona: Account, ana: Account) -> None:
    for account in (tess, mona):
        assert signed_in(account).post(f"{SHARING}stop/").status_code == 404
    assert Enrolment.objects.get(person=ana.person).scope


def test_the_person_reads_who_has_looked(signed_in: SignedIn, tess: Account, ana: Account) -> None:
    assert ana.person is not None
    browser = signed_in(ana)
    assert "Nobody has looked yet" in browser.get("/settings/who-looked/").content.decode()
    for _ in range(2):
        audit.note(accounts.visitor(tess), ana.person, "read", "measures")
    browser.post(f"{SHARING}stop/")
    page = " ".join(browser.get("/settings/who-looked/").content.decode().split())
    assert '<h3>Tess <span class="small muted">Riverside Physical Therapy</span></h3>' in page
    assert "Looked at: your measures" in page
    assert "2 times" in page
    assert page.index("<h3>You</h3>") < page.index("Stopped sharing") < page.index("<h3>Tess")


def test_older_entries_are_one_page_further(signed_in: SignedIn, ana: Account) -> None:
    assert ana.person is not None
    for number in range(205):
        audit.note(None, ana.person, "write", f"thing {number}")
    browser = signed_in(ana)
    page = browser.get("/settings/who-looked/").content.decode()
    assert "thing 204 <" in page
    assert "thing 3 <" not in page
    before = page.split("?before=")[1].split('"')[0]
    assert "thing 3 <" in browser.get("/settings/who-looked/", {"before": before}).content.decode()


def test_nobody_reads_anothers_looks(signed_in: SignedIn, tess: Account, ana: Account, ben: Account) -> None:
    assert ana.person is not None
    audit.note(accounts.visitor(tess), ana.person, "read", "measures")
    assert "Tess" not in signed_in(ben).get("/settings/who-looked/").content.decode()
    assert signed_in(tess).get("/settings/who-looked/").status_code == 404


@pytest.mark.parametrize("before", ["", "x", "-1", "9" * 30, "²"])
def test_a_strange_number_of_a_page_is_no_error(signed_in: SignedIn, ana: Account, before: str) -> None:
    assert signed_in(ana).get("/settings/who-looked/", {"before": before}).status_code == 200


def test_a_persons_own_change_is_written_down(signed_in: SignedIn, ana: Account) -> None:
    browser = signed_in(ana)
    browser.get("/settings/")
    assert not AuditEntry.objects.exists()
    browser.post(
        "/settings/", {"given_name": "A", "country": "us", "text_size": "large", "skin": "medium", "build": "medium", "hair": "short"}
    )
    assert [(row.action, row.what, row.account) for row in AuditEntry.objects.all()] == [("write", "settings", ana)]
