"""What docs/how-to/breach.md tells somebody to do in the first hour does what it says."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from stepwell.care import calendar_address
from stepwell.care.actions import audit
from stepwell.care.models import Account
from stepwell.care.queries import accounts
from stepwell.cli import command_names
from stepwell.server import env

pytestmark = pytest.mark.django_db

SignedIn = Callable[..., Client]
PAGE = (Path(__file__).parent.parent.parent / "docs" / "how-to" / "breach.md").read_text()


def test_a_new_key_signs_everybody_out(signed_in: SignedIn, ana: Account, tess: Account, settings: Any) -> None:
    patient, therapist = signed_in(ana), signed_in(tess)
    assert therapist.get("/therapist/").status_code == 200
    settings.SECRET_KEY = "another key, of more than fifty characters, as a new installation makes it"
    settings.SECRET_KEY_FALLBACKS = []
    for browser, page in ((patient, "/today/"), (therapist, "/therapist/")):
        answer = browser.get(page)
        assert answer.status_code == 302
        assert "/login/" in answer["Location"]


def test_a_new_key_closes_every_calendar_address(settings: Any) -> None:
    key = calendar_address.new_key()
    address = calendar_address.address_of(key)
    assert calendar_address.key_in(address) == key
    settings.SECRET_KEY = "another key, of more than fifty characters, as a new installation makes it"
    assert calendar_address.key_in(address) is None


def test_the_question_to_the_database_is_answered(ana: Account, tess: Account) -> None:
    assert ana.person is not None
    audit.note(accounts.visitor(tess), ana.person, "read", "progress", now=timezone.now())
    asked = re.search(r"^ +(SELECT .+);$", PAGE, re.MULTILINE)
    assert asked is not None
    with connection.cursor() as cursor:
        cursor.execute(asked[1])
        assert [(row[2], row[4]) for row in cursor.fetchall()] == [(tess.pk, "progress")]


def test_its_commands_and_settings_are_there() -> None:
    assert {"backup", "doctor", "upkeep"} <= set(re.findall(r"stepwell ([a-z]+)", PAGE)) & set(command_names())
    known = {setting.name for setting in env.SETTINGS} | {f"{setting.name}_FILE" for setting in env.SETTINGS if setting.is_secret}
    assert set(re.findall(r"STEPWELL_[A-Z_]+", PAGE)) <= known
    assert all(part in PAGE for part in ("The first hour", "The first day", "## After", "Ask a lawyer"))
