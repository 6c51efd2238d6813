"""Delete everything: nothing is left, in the tables or in the file."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from stepwell.care.actions import backups, drafts, facts, people, upkeep
from stepwell.care.models import Fact, Person
from stepwell.care.queries import people as who
from tests.care import made

Rows = Callable[[], dict[str, list[tuple[Any, ...]]]]


@pytest.mark.django_db
def test_every_row_of_the_person_goes(five_days: Person, everything: Rows) -> None:
    drafts.save(person=five_days, kind="check_in", answers={"leg_waking": 3})
    receipt = people.delete_everything(person=five_days)
    assert all(rows == [] for rows in everything().values())
    assert (receipt.facts, receipt.plans, receipt.drafts) == (11, 5, 1)
    connection.check_constraints()


@pytest.mark.django_db
def test_nobody_else_loses_anything(five_days: Person) -> None:
    other = Person.objects.create()
    facts.add(person=other, facts=[made.check_in(1)], now=made.noon(1))
    people.delete_everything(person=five_days)
    assert list(Fact.objects.values_list("person", flat=True)) == [other.pk]


@pytest.mark.django_db
def test_afterwards_one_starts_anew(five_days: Person) -> None:
    people.delete_everything(person=five_days)
    again = who.owner()
    assert (again.version, again.given_name, again.head) == (0, "", "")
    assert again.pk != five_days.pk


@pytest.mark.django_db(transaction=True)
def test_no_word_is_left_in_the_file(five_days: Person, sqlite_only: None) -> None:
    people.change_settings(person=five_days, given_name="Marguerite")
    drafts.save(person=five_days, kind="check_in", answers={"words": "unmistakable"})
    files = [Path(f"{connection.settings_dict['NAME']}{ending}") for ending in ("", "-wal")]
    assert any(b"Marguerite" in file.read_bytes() for file in files if file.exists())
    people.delete_everything(person=five_days)
    connection.close()
    for word in (b"Marguerite", b"unmistakable", b"leg_waking", b"pelvic_tilt"):
        assert not any(word in file.read_bytes() for file in files if file.exists())


@pytest.mark.django_db(transaction=True)
def test_automatic_backups_go_too(five_days: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upkeep, "backup_folder", lambda: tmp_path)
    backups.rotate(tmp_path, timezone.now())
    by_hand = backups.backup(tmp_path / "mine")
    assert people.delete_everything(person=five_days).backups >= 1
    assert [file.name for file in tmp_path.iterdir()] == [by_hand.path.name]
