"""The backup of a clinic holds every row, and putting it back gives every row again."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client

from stepwell.care import json_backup
from stepwell.care.errors import NotABackup
from stepwell.care.models import Account, Clinic, Fact, Membership, Person, StoredPlan
from tests.clinic import conftest as people
from tests.clinic import world

pytestmark = pytest.mark.django_db

NUMBERED_ANEW = ("care_fact", "care_storedplan")
"""Their place in the log names them; their number in the table means nothing."""
MADE_ANEW = ("care_snapshot", "care_triggerfit", "care_casesummary")


@pytest.fixture
def full(signed_in: Callable[..., Client], clinic: Clinic, tess: Account, mona: Account, ana: Account, ben: Account) -> Clinic:
    """Return a clinic with a row of every kind."""
    world.built({"patient": ana, "another patient": ben, "therapist": tess, "manager": mona}, signed_in, clinic)
    return clinic


def rows() -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table that a backup must hold."""
    names = [name for name in connection.introspection.table_names() if name.startswith(("care_", "account_", "mfa_"))]
    found = {}
    with connection.cursor() as cursor:
        for name in set(names) - set(MADE_ANEW):
            cursor.execute(f"SELECT * FROM {name}")
            numbered = name in NUMBERED_ANEW
            found[name] = sorted((row[1:] if numbered else row for row in cursor.fetchall()), key=str)
    return found


def test_every_row_comes_back(full: Clinic, tmp_path: Path) -> None:
    before, file = rows(), tmp_path / "clinic.json"
    json_backup.copy_to(file)
    Clinic.objects.update(name="Something else")
    json_backup.put_back(file)
    assert rows() == before
    assert sum(bool(found) for found in before.values()) > 15, "the clinic has rows of many kinds"


def test_new_rows_after_it_get_new_numbers(full: Clinic, tmp_path: Path, other_clinic: Clinic) -> None:
    file = tmp_path / "clinic.json"
    json_backup.copy_to(file)
    json_backup.put_back(file)
    known = set(Membership.objects.values_list("pk", flat=True))
    people._works(Clinic.objects.get(slug="hilltop"), "therapist", "Nadia")
    assert set(Membership.objects.values_list("pk", flat=True)) > known


def test_a_file_that_was_cut_changes_nothing(full: Clinic, tmp_path: Path) -> None:
    before, file = rows(), tmp_path / "clinic.json"
    json_backup.copy_to(file)
    file.write_bytes(file.read_bytes().replace(b"Riverside", b"Riverbank"))
    with pytest.raises(NotABackup, match="changed or cut"):
        json_backup.put_back(file)
    assert rows() == before


def test_every_kind_of_row_is_in_it_or_left_out_by_name() -> None:
    ours = set(apps.get_app_config("care").get_models())
    named = {Person, Fact, StoredPlan, *json_backup.MADE_ANEW}
    assert ours <= set(json_backup.kinds()) | named
