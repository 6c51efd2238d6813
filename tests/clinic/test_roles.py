"""Each role reaches its own pages; everything else looks as if it were not there."""

from collections.abc import Callable

import pytest
from django.test import Client

from stepwell.care.models import Account

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

SignedIn = Callable[..., Client]


def test_nobody_is_asked_to_sign_in() -> None:
    answer = Client(HTTP_HOST="localhost").get("/therapist/")
    assert (answer.status_code, answer["Location"]) == (302, "/account/login/?next=/therapist/")


def test_a_therapist_sees_those_who_share_with_her(signed_in: SignedIn, tess: Account, ana: Account, carl: Account) -> None:
    page = signed_in(tess).get("/therapist/").content.decode()
    assert "Ana" in page
    assert "Carl" not in page


def test_a_therapist_without_a_second_factor_is_led_to_set_one_up(signed_in: SignedIn, tess: Account) -> None:
    answer = signed_in(tess, second_factor=False).get("/therapist/")
    assert (answer.status_code, answer["Location"]) == (302, "/account/second-factor/")


def test_a_patient_has_no_therapists_pages(signed_in: SignedIn, ana: Account) -> None:
    assert signed_in(ana).get("/therapist/").status_code == 404


def test_a_patient_opens_her_own_programme(signed_in: SignedIn, ana: Account) -> None:
    assert "safety check" in signed_in(ana).get("/").content.decode().lower()


def test_a_therapist_has_no_programme_of_her_own(signed_in: SignedIn, tess: Account) -> None:
    assert signed_in(tess).get("/today/").status_code == 404
