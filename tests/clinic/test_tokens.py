"""A manager lets other programs in, for a while, and shuts them out; a secret is shown once and kept nowhere."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from stepwell.care.actions import tokens
from stepwell.care.errors import NotYours, TokenIncomplete
from stepwell.care.models import Account, ApiToken, Clinic
from stepwell.care.queries.accounts import visitor

pytestmark = pytest.mark.django_db

SignedIn = Callable[..., Client]
NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
PAGE = "/manager/applications/"


def made(mona: Account, clinic: Clinic, *scopes: str) -> tokens.Made:
    return tokens.make(who=visitor(mona), clinic=clinic.pk, name="  Chart \n system ", scopes=scopes or ("read",), days=30, now=NOW)


def test_a_secret_lets_its_program_in_and_is_kept_nowhere(mona: Account, clinic: Clinic) -> None:
    token = made(mona, clinic, "write", "read")
    found = tokens.let_in(token.secret, NOW)
    assert found is not None
    assert (found.clinic, found.name, found.scopes) == (clinic.pk, "Chart system", frozenset({"read", "write"}))
    assert token.secret not in str(ApiToken.objects.values().get())
    assert tokens.let_in(token.secret + "x", NOW) is None
    assert tokens.let_in("", NOW) is None


def test_a_token_ends_by_itself_and_at_once_when_it_is_revoked(mona: Account, clinic: Clinic) -> None:
    first, second = made(mona, clinic), made(mona, clinic)
    assert tokens.let_in(first.secret, NOW + timedelta(days=29)) is not None
    assert tokens.let_in(first.secret, NOW + timedelta(days=30)) is None
    tokens.revoke(who=visitor(mona), token=second.token, now=NOW)
    assert tokens.let_in(second.secret, NOW) is None
    with pytest.raises(NotYours):
        tokens.revoke(who=visitor(mona), token=second.token, now=NOW)


def test_the_last_use_is_kept_but_not_written_each_time(mona: Account, clinic: Clinic) -> None:
    token = made(mona, clinic)
    for seconds in (0, 30, 90):
        tokens.let_in(token.secret, NOW + timedelta(seconds=seconds))
        assert ApiToken.objects.get().last_used_at == NOW + timedelta(seconds=90 if seconds == 90 else 0)


def test_only_the_clinics_own_manager_makes_or_revokes(mona: Account, tess: Account, omar: Account, clinic: Clinic) -> None:
    token = made(mona, clinic)
    for stranger in (tess, omar):
        with pytest.raises(NotYours):
            made(stranger, clinic)
        with pytest.raises(NotYours):
            tokens.revoke(who=visitor(stranger), token=token.token, now=NOW)
    assert ApiToken.objects.count() == 1


READ = ("read",)


@pytest.mark.parametrize(("name", "scopes", "days"), [("", READ, 30), ("A", (), 30), ("A", ("everything",), 30), ("A", READ, 3650)])
def test_a_token_needs_a_name_a_use_and_an_end(mona: Account, clinic: Clinic, name: str, scopes: tuple[str, ...], days: int) -> None:
    with pytest.raises(TokenIncomplete):
        tokens.make(who=visitor(mona), clinic=clinic.pk, name=name, scopes=scopes, days=days, now=NOW)


def test_the_page_shows_a_secret_once(signed_in: SignedIn, mona: Account) -> None:
    browser = signed_in(mona)
    page = browser.post(PAGE, {"name": "Chart system", "scopes": ["read", "write"], "days": "90"}).content.decode()
    assert tokens.PREFIX in page
    later = browser.get(PAGE).content.decode()
    assert "Chart system" in later
    assert tokens.PREFIX not in later


def test_the_page_says_what_is_missing(signed_in: SignedIn, mona: Account) -> None:
    answer = signed_in(mona).post(PAGE, {"name": "Chart system"})
    assert answer.status_code == 422
    assert "Choose what it may do." in answer.content.decode()
    assert not ApiToken.objects.exists()


def test_a_program_is_shut_out_on_the_page(signed_in: SignedIn, mona: Account, clinic: Clinic) -> None:
    token = made(mona, clinic)
    assert signed_in(mona).post(f"{PAGE}{token.token}/revoke/").status_code == 302
    assert ApiToken.objects.get().revoked_at is not None
    assert signed_in(mona).post(f"{PAGE}{token.token}/revoke/").status_code == 404
