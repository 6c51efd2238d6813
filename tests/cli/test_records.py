"""backup, restore and export from the terminal, as a person runs them."""

import json
import sqlite3
import stat
from pathlib import Path

import pytest

from tests.cli.conftest import Stepwell


@pytest.fixture
def with_records(home: Path) -> Path:
    """Return the database file of an installation that has run before."""
    return home / "stepwell.sqlite3"


def test_a_backup_comes_back_whole(stepwell: Stepwell, with_records: Path, tmp_path: Path) -> None:
    saved = stepwell("backup", str(tmp_path / "kept.zip"))
    assert saved.returncode == 0, saved.stderr
    assert saved.stdout.startswith("Saved and checked:")
    assert stat.S_IMODE((tmp_path / "kept.zip").stat().st_mode) == 0o600
    whose = _people(with_records)
    with_records.unlink()

    restored = stepwell("restore", str(tmp_path / "kept.zip"))

    assert restored.returncode == 0, restored.stderr
    assert "answer the safety questions again today" in restored.stdout
    assert _people(with_records) == whose


def test_a_file_that_is_no_backup_changes_nothing(stepwell: Stepwell, with_records: Path, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear Ana")
    whose = _people(with_records)

    refused = stepwell("restore", str(tmp_path / "letter.txt"))

    assert refused.returncode == 1
    assert "not a good backup" in refused.stderr
    assert refused.stderr.count("\n") == 1
    assert _people(with_records) == whose


def test_the_export_is_a_log(stepwell: Stepwell, with_records: Path) -> None:
    exported = stepwell("export")

    assert exported.returncode == 0, exported.stderr
    assert json.loads(exported.stdout)["format"] == "stepwell-log/1"


def test_the_fhir_export_comes_back_in_another_place_and_twice_adds_nothing(stepwell: Stepwell, with_records: Path, tmp_path: Path) -> None:
    file, again = tmp_path / "ana.json", tmp_path / "again.json"
    saved = stepwell("export", "--fhir", str(file))
    assert saved.returncode == 0, saved.stderr
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    bundle = json.loads(file.read_text())
    assert (bundle["resourceType"], bundle["type"]) == ("Bundle", "collection")
    assert "0 facts added, 4 were here already." in stepwell("import", str(file)).stdout
    assert json.loads(stepwell("export", "--fhir", "-").stdout)["entry"] == bundle["entry"]
    before = stepwell("export").stdout

    with_records.rename(tmp_path / "elsewhere.sqlite3")

    assert "4 facts added, 0 were here already." in stepwell("import", str(file)).stdout
    assert json.loads(stepwell("export").stdout)["facts"] == json.loads(before)["facts"]
    assert stepwell("export", "--fhir", str(again)).returncode == 0


def test_a_fhir_file_with_something_that_is_not_understood_adds_nothing(stepwell: Stepwell, with_records: Path, tmp_path: Path) -> None:
    odd = {"resourceType": "Observation", "status": "final", "code": {"text": "Shoe size"}, "subject": {"reference": "Patient/1"}}
    (tmp_path / "odd.json").write_text(json.dumps(odd))

    refused = stepwell("import", str(tmp_path / "odd.json"))

    assert refused.returncode == 1
    assert "only pain is read" in refused.stderr
    assert refused.stderr.count("\n") == 1


@pytest.mark.parametrize("words", [["export"], ["export", "--fhir"], ["backup", "kept.zip"]])
def test_without_records_one_line_says_so(stepwell: Stepwell, words: list[str], tmp_path: Path) -> None:
    refused = stepwell(*words)

    assert refused.returncode == 1
    assert refused.stderr.startswith("stepwell: ")
    assert refused.stderr.count("\n") == 1


def test_help_lists_every_command(stepwell: Stepwell) -> None:
    helped = stepwell("--help").stdout

    for name in ("serve", "backup", "restore", "export"):
        assert f"    {name} " in helped


def test_an_unknown_command_is_told_what_there_is(stepwell: Stepwell) -> None:
    told = stepwell("fly")

    assert told.returncode == 2
    assert "backup" in told.stderr
    assert "Traceback" not in told.stderr


def _people(database: Path) -> list[tuple[object, ...]]:
    with sqlite3.connect(database) as opened:
        return opened.execute("SELECT id, seed FROM care_person").fetchall()
