"""Once a day the records are checked and backed up."""

import logging
from pathlib import Path

import pytest
from django.db import connection
from django.test import override_settings

from stepwell.care import folding
from stepwell.care.actions import upkeep
from stepwell.care.models import Person, Snapshot
from tests.care import made

pytestmark = pytest.mark.django_db(transaction=True)


def test_sound_records_get_a_backup_and_no_problem(five_days: Person, tmp_path: Path) -> None:
    report = upkeep.look_after(now=made.noon(5), folder=tmp_path)
    assert report.problems == ()
    assert report.people == 1
    assert report.backup
    assert report.backup.exists()


def test_a_changed_fact_is_found_and_no_older_backup_goes(five_days: Person, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    for number in range(1, 9):
        (tmp_path / f"stepwell-2026-01-0{number}{'.sqlite3' if connection.vendor == 'sqlite' else '.json'}").touch()
    Person.objects.update(head="f" * 64)
    with caplog.at_level(logging.ERROR):
        report = upkeep.look_after(now=made.noon(5), folder=tmp_path)
    assert any("not as it was written" in problem for problem in report.problems)
    assert len(list(tmp_path.iterdir())) >= 8
    assert str(five_days.pk) not in caplog.text


def test_a_snapshot_that_differs_from_its_log_is_found(five_days: Person, tmp_path: Path) -> None:
    row = Snapshot.objects.get(person=five_days)
    row.body = row.body.replace('"facts":11', '"facts":12')
    row.seal = folding.seal(row)
    row.save()
    report = upkeep.look_after(now=made.noon(5), folder=tmp_path)
    assert any("snapshot differs" in problem for problem in report.problems)


def test_a_folder_that_cannot_be_used_is_a_problem(five_days: Person, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    report = upkeep.look_after(now=made.noon(5), folder=tmp_path / "file")
    assert report.backup is None
    assert any("backup" in problem for problem in report.problems)


def test_upkeep_waits_once_and_plans_the_next_day(five_days: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from django_tasks_db.models import DBTaskResult

    from stepwell.care import tasks

    monkeypatch.setattr(upkeep, "backup_folder", lambda: tmp_path)
    with override_settings(TASKS={"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}):
        tasks.plan_upkeep()
        tasks.plan_upkeep()
        assert DBTaskResult.objects.count() == 1
        assert tasks.daily_upkeep.call() == 0
        later = DBTaskResult.objects.latest("run_after")
        assert later.run_after is not None
    assert len(list(tmp_path.iterdir())) == 1
