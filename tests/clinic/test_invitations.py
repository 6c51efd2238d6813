"""An invitation opens exactly one place, once, for seven days; and a patient shares nothing that was not ticked."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from stepwell.care.actions import invitations
from stepwell.care.errors import AlreadyCaredFor, AlreadyInvited, AlreadyWorksHere, LinkNotValid, NotAnAddress, NotYours
from stepwell.care.models import Account, Clinic, Consent, Enrolment, Invitation, Membership
from stepwell.care.queries.accounts import visitor
from tests.clinic.conftest import PASSWORD

pytestmark = pytest.mark.django_db

SignedIn = Callable[..., Client]
NEW = {"name": "Nina", "password": "four quiet words here"}


def _link() -> str:
    found = re.search(r"http://\S+(/clinics/invitation/\S+/)", str(mail.outbox[-1].body))
    assert found is not None
    return found.group(1)


def _invited(who: Account, clinic: Clinic, role: str, email: str = "nina@example.org") -> str:
    sent = invitations.invite(who=visitor(who), clinic=clinic.pk, email=email, name="Nina", role=role, now=timezone.now())
    return sent.secret


def _page(secret: str) -> str:
    return f"/clinics/invitation/{secret}/"


def test_a_manager_invites_a_therapist_who_is_in_and_led_to_a_second_factor(signed_in: SignedIn, mona: Account) -> None:
    signed_in(mona).post("/manager/", {"name": "Nina", "email": "Nina@Example.org", "role": "therapist"})
    browser = Client(HTTP_HOST="localhost")
    assert "Riverside" in browser.get(_link()).content.decode()
    answer = browser.post(_link(), NEW)
    assert (answer.status_code, answer["Location"]) == (302, "/account/second-factor/")
    assert browser.get("/therapist/")["Location"] == "/account/second-factor/"
    assert browser.get("/account/second-factor/webauthn/add/").status_code == 200, "the password was typed a moment ago"
    assert Membership.objects.get(account__email="nina@example.org").role == "therapist"


def test_a_therapist_invites_a_patient_who_shares_only_what_was_ticked(signed_in: SignedIn, tess: Account) -> None:
    signed_in(tess).post("/therapist/invite/", {"name": "Nina", "email": "nina@example.org"})
    Client(HTTP_HOST="localhost").post(_link(), NEW | {"scope": ["days"]})
    enrolment = Enrolment.objects.get(person__account__email="nina@example.org")
    assert (enrolment.scope, enrolment.therapist) == ("days", tess.memberships.get())
    assert list(Consent.objects.values_list("wish", "scope")) == [("given", "days")]


def test_nothing_is_shared_before_the_person_agreed(signed_in: SignedIn, tess: Account, clinic: Clinic) -> None:
    secret = _invited(tess, clinic, "patient")
    page = Client(HTTP_HOST="localhost").get(_page(secret)).content.decode()
    assert "checked" not in page
    Client(HTTP_HOST="localhost").post(_page(secret), NEW)
    assert Enrolment.objects.get().scope == ""
    assert "Nina" not in signed_in(tess).get("/therapist/").content.decode()


def test_a_patient_goes_on_to_her_own_program(tess: Account, clinic: Clinic) -> None:
    secret, browser = _invited(tess, clinic, "patient"), Client(HTTP_HOST="localhost")
    browser.post(_page(secret), NEW)
    assert "safety check" in browser.get("/").content.decode().lower()


def test_only_a_hash_of_the_secret_is_kept(tess: Account, clinic: Clinic) -> None:
    secret = _invited(tess, clinic, "patient")
    assert secret not in str(Invitation.objects.values().get())


def test_a_link_opens_once(tess: Account, clinic: Clinic) -> None:
    secret = _invited(tess, clinic, "patient")
    Client(HTTP_HOST="localhost").post(_page(secret), NEW)
    assert Client(HTTP_HOST="localhost").get(_page(secret)).status_code == 410


def test_a_link_is_over_after_seven_days(tess: Account, clinic: Clinic) -> None:
    secret = _invited(tess, clinic, "patient")
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert Client(HTTP_HOST="localhost").get(_page(secret)).status_code == 410
    with pytest.raises(LinkNotValid):
        invitations.accept(secret=secret, now=timezone.now(), name="Nina", password=PASSWORD)


def test_a_withdrawn_link_opens_nothing(signed_in: SignedIn, mona: Account, clinic: Clinic) -> None:
    secret = _invited(mona, clinic, "manager")
    signed_in(mona).post(f"/manager/invitations/{Invitation.objects.get().pk}/withdraw/")
    assert Client(HTTP_HOST="localhost").get(_page(secret)).status_code == 410


def test_sending_again_makes_a_new_link_and_ends_the_old_one(signed_in: SignedIn, mona: Account, clinic: Clinic) -> None:
    secret = _invited(mona, clinic, "manager")
    signed_in(mona).post(f"/manager/invitations/{Invitation.objects.get().pk}/again/")
    assert Client(HTTP_HOST="localhost").get(_page(secret)).status_code == 410
    assert Client(HTTP_HOST="localhost").get(_link()).status_code == 200


def test_a_guessed_link_looks_like_an_old_one() -> None:
    assert Client(HTTP_HOST="localhost").get(_page("guessed")).status_code == 410


def test_a_therapist_invites_no_therapists_and_a_patient_nobody(tess: Account, ana: Account, clinic: Clinic) -> None:
    with pytest.raises(NotYours):
        _invited(tess, clinic, "therapist")
    with pytest.raises(NotYours):
        _invited(ana, clinic, "patient")


def test_a_manager_invites_into_no_other_clinic(signed_in: SignedIn, mona: Account, other_clinic: Clinic, omar: Account) -> None:
    with pytest.raises(NotYours):
        _invited(mona, other_clinic, "patient")
    _invited(omar, other_clinic, "patient")
    theirs = Invitation.objects.get().pk
    for act in ("again", "withdraw"):
        assert signed_in(mona).post(f"/manager/invitations/{theirs}/{act}/").status_code == 404


def test_what_is_there_already_is_not_invited_again(mona: Account, tess: Account, ana: Account, clinic: Clinic) -> None:
    with pytest.raises(AlreadyWorksHere):
        _invited(mona, clinic, "therapist", "TESS@example.org")
    with pytest.raises(AlreadyCaredFor):
        _invited(mona, clinic, "patient", "ana@example.org")
    _invited(mona, clinic, "patient")
    with pytest.raises(AlreadyInvited):
        _invited(mona, clinic, "patient")
    with pytest.raises(NotAnAddress):
        _invited(mona, clinic, "patient", "not an address")


def test_whoever_has_an_account_keeps_it(signed_in: SignedIn, tess: Account, mona: Account, clinic: Clinic) -> None:
    secret = _invited(mona, clinic, "manager", "tess@example.org")
    assert "Sign in with it" in Client(HTTP_HOST="localhost").get(_page(secret)).content.decode()
    assert Client(HTTP_HOST="localhost").post(_page(secret), NEW).status_code == 200, "no password is set by a link"
    signed_in(tess).post(_page(secret))
    assert set(tess.memberships.values_list("role", flat=True)) == {"therapist", "manager"}
    assert Account.objects.get(email="tess@example.org").check_password(PASSWORD)


def test_an_invitation_is_for_its_own_address_only(signed_in: SignedIn, tess: Account, mona: Account, clinic: Clinic) -> None:
    secret = _invited(mona, clinic, "manager")
    assert "somebody else is signed in" in signed_in(tess).get(_page(secret)).content.decode()
    assert signed_in(tess).post(_page(secret), NEW).status_code == 200
    assert Invitation.objects.get().accepted_at is None


def test_a_person_is_with_one_clinic_at_a_time(signed_in: SignedIn, carl: Account, mona: Account, clinic: Clinic) -> None:
    secret = _invited(mona, clinic, "patient", "carl@example.org")
    answer = signed_in(carl).post(_page(secret), {"scope": ["days"]})
    assert answer.status_code == 422
    assert "with a clinic already" in answer.content.decode()
    assert Enrolment.objects.get().clinic.slug == "hilltop"


@pytest.mark.parametrize(
    "password",
    ["short", "password1234", "passwordpassword", "Stepwell, stepwell!", "aaaaaaaaaaaaaaa", "............", "Nina-Castellanos", ""],
)
def test_a_weak_password_is_refused_with_words(password: str, mona: Account, clinic: Clinic) -> None:
    secret = _invited(mona, clinic, "manager")
    answer = Client(HTTP_HOST="localhost").post(_page(secret), {"name": "Nina Castellanos", "password": password})
    assert answer.status_code == 422
    assert Invitation.objects.get().accepted_at is None


def test_a_mail_server_that_does_not_answer_loses_no_invitation(
    signed_in: SignedIn, mona: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*args: object, **kwargs: object) -> int:
        raise ConnectionRefusedError

    monkeypatch.setattr("stepwell.web.shared.inviting.send_mail", refused)
    answer = signed_in(mona).post("/manager/", {"name": "Nina", "email": "nina@example.org", "role": "patient"}, follow=True)
    assert "could not be sent" in answer.content.decode()
    assert Invitation.objects.count() == 1


def test_an_invitation_that_is_only_written_to_a_folder_is_not_said_to_be_on_its_way(
    signed_in: SignedIn, tess: Account, settings: Any, tmp_path: Path
) -> None:
    """Nobody waits for a person whom no mail has reached."""
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = "django.core.mail.backends.filebased.EmailBackend", tmp_path
    answer = signed_in(tess).post("/therapist/invite/", {"name": "Nina", "email": "nina@example.org"}, follow=True)
    (said,) = [str(message) for message in answer.context["messages"]]
    assert "did not go out" in said
    assert "on its way" not in said
