"""A manager sees who works here and who is cared for by whom, and nothing of anybody's record."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from stepwell.care.actions import clinics
from stepwell.care.errors import LastManager, NameMissing, NotAnAddress
from stepwell.care.models import Account, AuditEntry, Clinic, Enrolment, Invitation, Membership
from stepwell.care.queries.accounts import visitor
from tests.clinic.conftest import _works

pytestmark = pytest.mark.django_db

SignedIn = Callable[..., Client]


def test_a_manager_sees_her_own_clinic_only(signed_in: SignedIn, mona: Account, tess: Account, omar: Account) -> None:
    page = signed_in(mona).get("/manager/").content.decode()
    assert "Tess" in page
    assert "Omar" not in page


def test_a_manager_gives_a_patient_to_a_therapist(signed_in: SignedIn, mona: Account, ana: Account, clinic: Clinic) -> None:
    other = _works(clinic, "therapist", "Theo")
    row = Enrolment.objects.get()
    signed_in(mona).post(f"/manager/patients/{row.pk}/therapist/", {"therapist": other.memberships.get().pk})
    row.refresh_from_db()
    assert row.therapist == other.memberships.get()
    signed_in(mona).post(f"/manager/patients/{row.pk}/therapist/", {"therapist": ""})
    row.refresh_from_db()
    assert row.therapist is None


@pytest.mark.parametrize("chosen", ["999999", "x", "-1", "²"])
def test_nobody_is_given_to_who_is_not_a_therapist_here(signed_in: SignedIn, mona: Account, ana: Account, chosen: str) -> None:
    row = Enrolment.objects.get()
    assert signed_in(mona).post(f"/manager/patients/{row.pk}/therapist/", {"therapist": chosen}).status_code == 404
    assert Enrolment.objects.get().therapist == row.therapist


def test_no_patient_is_given_to_another_clinics_therapist(signed_in: SignedIn, mona: Account, ana: Account, omar: Account) -> None:
    row = Enrolment.objects.get()
    answer = signed_in(mona).post(f"/manager/patients/{row.pk}/therapist/", {"therapist": omar.memberships.get().pk})
    assert answer.status_code == 404


def test_another_clinics_rows_look_as_if_they_were_not_there(signed_in: SignedIn, mona: Account, carl: Account, omar: Account) -> None:
    browser, row, member = signed_in(mona), Enrolment.objects.get(), omar.memberships.get()
    pages = [f"/manager/patients/{row.pk}/{act}/" for act in ("therapist", "end")] + [f"/manager/people/{member.pk}/leave/"]
    none = ["/manager/patients/99999/therapist/", "/manager/patients/99999/end/", "/manager/people/99999/leave/"]
    for theirs, nothing in zip(pages, none, strict=True):
        answers = [browser.post(page) for page in (theirs, nothing)]
        assert [answer.status_code for answer in answers] == [404, 404]
        assert answers[0].content == answers[1].content
    assert Membership.objects.get(pk=member.pk).ended_at is None


def test_the_care_of_somebody_ends_and_it_is_written_down(signed_in: SignedIn, mona: Account, tess: Account, ana: Account) -> None:
    row = Enrolment.objects.get()
    assert "Ana" in signed_in(tess).get("/therapist/").content.decode()
    signed_in(mona).post(f"/manager/patients/{row.pk}/end/")
    assert "Ana" not in signed_in(tess).get("/therapist/").content.decode()
    assert AuditEntry.objects.filter(person=row.person, what="end of care", who="Mona").exists()
    assert signed_in(ana).get("/settings/").status_code == 200, "her program stays hers"


def test_the_last_manager_stays(signed_in: SignedIn, mona: Account, clinic: Clinic) -> None:
    member = mona.memberships.get()
    with pytest.raises(LastManager):
        clinics.end_membership(who=visitor(mona), membership=member.pk, now=timezone.now())
    answer = signed_in(mona).post(f"/manager/people/{member.pk}/leave/")
    assert answer.status_code == 422
    assert "only manager" in answer.content.decode()


def test_whoever_leaves_has_no_pages_from_that_moment(signed_in: SignedIn, mona: Account, tess: Account) -> None:
    browser = signed_in(tess)
    assert browser.get("/therapist/").status_code == 200
    signed_in(mona).post(f"/manager/people/{tess.memberships.get().pk}/leave/")
    assert browser.get("/therapist/").status_code in (302, 404)


def test_a_manager_has_no_therapists_pages(signed_in: SignedIn, mona: Account, ana: Account) -> None:
    assert signed_in(mona).get("/therapist/").status_code == 404


def test_the_details_are_changed_and_checked(signed_in: SignedIn, mona: Account, clinic: Clinic) -> None:
    browser = signed_in(mona)
    told = {"name": "Riverside PT", "phone": "555 0199", "address": "1 River Road", "hours": "Mon to Fri", "letter_paper": "no"}
    assert browser.post("/manager/details/", told).status_code == 302
    clinic.refresh_from_db()
    assert (clinic.name, clinic.phone, clinic.letter_paper, clinic.is_public) == ("Riverside PT", "555 0199", False, False)
    assert browser.post("/manager/details/", told | {"name": " "}).status_code == 422


def test_a_manager_of_two_clinics_looks_at_one_at_a_time(signed_in: SignedIn, mona: Account, other_clinic: Clinic, omar: Account) -> None:
    Membership.objects.create(clinic=other_clinic, account=mona, role="manager")
    browser = signed_in(mona)
    assert "Omar" in browser.get("/manager/").content.decode(), "Hilltop comes first by name"
    browser.post("/manager/switch/", {"clinic": str(mona.memberships.order_by("pk")[0].clinic_id)})
    assert "Omar" not in browser.get("/manager/").content.decode()
    assert browser.post("/manager/switch/", {"clinic": "not one"}).status_code == 404


def test_a_clinic_opens_with_an_invitation_for_its_first_manager() -> None:
    sent = clinics.create(name=" Riverside ", manager="mona@example.org", now=timezone.now())
    again = clinics.create(name="Riverside", manager="mo@example.org", now=timezone.now())
    assert (sent.role, sent.clinic, again.clinic) == ("manager", "Riverside", "Riverside")
    assert set(Clinic.objects.values_list("slug", flat=True)) == {"riverside", "riverside-2"}
    assert Invitation.objects.count() == 2


def test_a_clinic_without_a_name_or_an_address_is_not_opened() -> None:
    with pytest.raises(NameMissing):
        clinics.create(name=" ", manager="mona@example.org", now=timezone.now())
    with pytest.raises(NotAnAddress):
        clinics.create(name="Riverside", manager="mona", now=timezone.now())
    assert not Clinic.objects.exists()
