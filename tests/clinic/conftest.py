"""Two clinics that must never see each other, and the named people of every test."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from stepwell.care.models import Account, Clinic, Enrolment, Membership, Person
from tests.clinic.made import OF, MadeClinic, a_clinic_with

PASSWORD = "a-long-enough-pass-phrase"

ALL_SCOPES = "evaluation,days,measures,words"


def _works(clinic: Clinic, role: str, name: str) -> Account:
    account = Account.objects.create_user(f"{name.lower()}@example.org", PASSWORD, name=name)
    Membership.objects.create(clinic=clinic, account=account, role=role)
    return account


def _patient(clinic: Clinic | None, name: str, therapist: Account | None = None, scope: str = ALL_SCOPES) -> Account:
    person = Person.objects.create(given_name=name)
    account = Account.objects.create_user(f"{name.lower()}@example.org", PASSWORD, name=name, person=person)
    if clinic is not None:
        membership = therapist.memberships.get(role="therapist") if therapist else None
        Enrolment.objects.create(clinic=clinic, person=person, therapist=membership, scope=scope)
    return account


@pytest.fixture
def clinic(db: None) -> Clinic:
    """Return the clinic of most tests."""
    return Clinic.objects.create(name="Riverside Physical Therapy", slug="riverside", phone="555 0100", is_public=True)


@pytest.fixture
def other_clinic(db: None) -> Clinic:
    """Return a clinic in the same installation that has nothing to do with it."""
    return Clinic.objects.create(name="Hilltop Physical Therapy", slug="hilltop", is_public=True)


@pytest.fixture
def tess(clinic: Clinic) -> Account:
    """Return a therapist of the clinic."""
    return _works(clinic, "therapist", "Tess")


@pytest.fixture
def mona(clinic: Clinic) -> Account:
    """Return the clinic's manager."""
    return _works(clinic, "manager", "Mona")


@pytest.fixture
def omar(other_clinic: Clinic) -> Account:
    """Return a therapist of the other clinic."""
    return _works(other_clinic, "therapist", "Omar")


@pytest.fixture
def ana(clinic: Clinic, tess: Account) -> Account:
    """Return a patient of Tess who shares everything."""
    return _patient(clinic, "Ana", tess)


@pytest.fixture
def ben(clinic: Clinic, tess: Account) -> Account:
    """Return another patient of Tess."""
    return _patient(clinic, "Ben", tess)


@pytest.fixture
def carl(other_clinic: Clinic, omar: Account) -> Account:
    """Return a patient of the other clinic."""
    return _patient(other_clinic, "Carl", omar)


@pytest.fixture(scope="module")
def _made_once(django_db_setup: None, django_db_blocker: Any) -> Iterator[MadeClinic]:
    """Make a full clinic once for the tests of a module, within a transaction around all of theirs."""
    around = transaction.atomic()
    with django_db_blocker.unblock():
        around.__enter__()
        made = a_clinic_with(OF, slug="lakeside")
    yield made
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        around.__exit__(None, None, None)


@pytest.fixture
def full(_made_once: MadeClinic, db: None) -> MadeClinic:
    """Return a clinic with one person of every kind, and the rest on track."""
    return deepcopy(_made_once)


@pytest.fixture
def signed_in(db: None) -> Callable[..., Client]:
    """Return a function that gives a browser in which an account is signed in; a therapist's with a second factor."""
    from allauth.mfa.models import Authenticator

    def opened(account: Account, *, second_factor: bool = True, **options: Any) -> Client:
        client = Client(HTTP_HOST="localhost", **options)
        if second_factor and account.memberships.exists():
            Authenticator.objects.get_or_create(user=account, type=Authenticator.Type.TOTP, defaults={"data": {"secret": "made-up"}})
        client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return opened
