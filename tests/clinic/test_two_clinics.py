"""A therapist who works at two clinics: they choose where to invite to, and every page says which clinic it is about."""

from collections.abc import Callable

import pytest
from django.test import Client

from stepwell.care.models import Account, Clinic, Invitation, Membership
from tests.clinic.conftest import _patient

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

SignedIn = Callable[..., Client]
NINA = {"name": "Nina", "email": "nina@example.org"}


@pytest.fixture
def both(tess: Account, other_clinic: Clinic) -> Account:
    """Return Tess, who works at the other clinic too."""
    Membership.objects.create(clinic=other_clinic, account=tess, role="therapist")
    return tess


def test_the_clinic_of_an_invitation_is_chosen_and_not_guessed(signed_in: SignedIn, both: Account, other_clinic: Clinic) -> None:
    browser = signed_in(both)
    refused = browser.post("/therapist/invite/", NINA)
    assert (refused.status_code, Invitation.objects.count()) == (422, 0)
    assert "Choose the clinic" in refused.content.decode()
    assert browser.post("/therapist/invite/", NINA | {"clinic": str(other_clinic.pk)}).status_code == 302
    row = Invitation.objects.get()
    assert (row.clinic, row.therapist) == (other_clinic, both.memberships.get(clinic=other_clinic))
    assert "nina@example.org" in browser.get("/therapist/invite/").content.decode()


def test_a_clinic_that_is_not_theirs_cannot_be_chosen(signed_in: SignedIn, both: Account) -> None:
    third = Clinic.objects.create(name="Third", slug="third")
    assert signed_in(both).post("/therapist/invite/", NINA | {"clinic": str(third.pk)}).status_code == 422
    assert not Invitation.objects.exists()


def test_who_works_at_one_clinic_is_not_asked(signed_in: SignedIn, tess: Account, clinic: Clinic) -> None:
    browser = signed_in(tess)
    assert "To which clinic" not in browser.get("/therapist/invite/").content.decode()
    assert browser.post("/therapist/invite/", NINA).status_code == 302
    assert Invitation.objects.get().clinic == clinic


def test_the_list_names_the_clinic_of_each_person(signed_in: SignedIn, ana: Account, both: Account, other_clinic: Clinic) -> None:
    dora = _patient(other_clinic, "Dora")
    page = signed_in(both).get("/therapist/")
    rows = {row.name: row.at for row in (*page.context["needing"], *page.context["on_track"])}
    assert rows == {"Ana": "Riverside Physical Therapy", "Dora": "Hilltop Physical Therapy"}
    hers = signed_in(both).get(f"/therapist/{dora.person_id}/").content.decode()
    assert "Hilltop Physical Therapy" in hers
    assert "Riverside Physical Therapy" not in hers


def test_every_page_names_the_only_clinic(signed_in: SignedIn, tess: Account, ana: Account) -> None:
    browser = signed_in(tess)
    for address in ("", "visits/", "tasks/", "invite/", f"{ana.person_id}/", f"{ana.person_id}/plan/", f"{ana.person_id}/messages/"):
        assert "Riverside Physical Therapy" in browser.get(f"/therapist/{address}").content.decode(), address
