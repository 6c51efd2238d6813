"""backup, restore and export from the terminal, as a person runs them."""

import json
import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def stepwell(tmp_path: Path) -> Run:
    """Return a function that runs one command with a data folder of its own."""

    def ran(*words: str) -> "subprocess.CompletedProcess[str]":
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("STEPWELL_", "DJANGO_"))}
        environment = {**clean, "STEPWELL_HOME": str(tmp_path / "home")}
        command = [sys.executable, "-m", "stepwell.cli", *words]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    return ran


@pytest.fixture
def with_records(stepwell: Run, tmp_path: Path) -> Path:
    """Return the database file of an installation that has run before."""
    code = "from stepwell.cli import _site; _site.start(); _site.make_tables(); from stepwell.care.queries import people; people.owner()"
    environment = {**os.environ, "STEPWELL_HOME": str(tmp_path / "home"), "DJANGO_SETTINGS_MODULE": "stepwell.server.settings"}
    environment.pop("STEPWELL_DATABASE_URL", None)
    subprocess.run([sys.executable, "-c", code], env=environment, check=True)
    return tmp_path / "home" / "stepwell.sqlite3"


def test_a_backup_comes_back_whole(stepwell: Run, with_records: Path, tmp_path: Path) -> None:
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


def test_a_file_that_is_no_backup_changes_nothing(stepwell: Run, with_records: Path, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear Ana")
    whose = _people(with_records)

    refused = stepwell("restore", str(tmp_path / "letter.txt"))

    assert refused.returncode == 1
    assert "not a good backup" in refused.stderr
    assert refused.stderr.count("\n") == 1
    assert _people(with_records) == whose


def test_the_export_is_a_log(stepwell: Run, with_records: Path) -> None:
    exported = stepwell("export")

    assert exported.returncode == 0, exported.stderr
    assert json.loads(exported.stdout)["format"] == "stepwell-log/1"


def test_the_fhir_export_comes_back_in_another_place_and_twice_adds_nothing(stepwell: Run, tmp_path: Path) -> None:
    notes, file, again = str(Path("docs/tutorials/second-log.json").resolve()), tmp_path / "ana.json", tmp_path / "again.json"
    assert stepwell("import", notes).returncode == 0
    saved = stepwell("export", "--fhir", str(file))
    assert saved.returncode == 0, saved.stderr
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    bundle = json.loads(file.read_text())
    assert (bundle["resourceType"], bundle["type"]) == ("Bundle", "collection")
    assert "0 facts added, 4 were here already." in stepwell("import", str(file)).stdout
    assert json.loads(stepwell("export", "--fhir", "-").stdout)["entry"] == bundle["entry"]
    before = stepwell("export").stdout

    (tmp_path / "home" / "stepwell.sqlite3").rename(tmp_path / "elsewhere.sqlite3")

    assert "4 facts added, 0 were here already." in stepwell("import", str(file)).stdout
    assert json.loads(stepwell("export").stdout)["facts"] == json.loads(before)["facts"]
    assert stepwell("export", "--fhir", str(again)).returncode == 0


def test_a_fhir_file_with_something_that_is_not_understood_adds_nothing(stepwell: Run, tmp_path: Path) -> None:
    odd = {"resourceType": "Observation", "status": "final", "code": {"text": "Shoe size"}, "subject": {"reference": "Patient/1"}}
    (tmp_path / "odd.json").write_text(json.dumps(odd))

    refused = stepwell("import", str(tmp_path / "odd.json"))

    assert refused.returncode == 1
    assert "only pain is read" in refused.stderr
    assert refused.stderr.count("\n") == 1


@pytest.mark.parametrize("words", [["export"], ["export", "--fhir"], ["backup", "kept.zip"]])
def test_without_records_one_line_says_so(stepwell: Run, words: list[str], tmp_path: Path) -> None:
    refused = stepwell(*words)

    assert refused.returncode == 1
    assert refused.stderr.startswith("stepwell: ")
    assert refused.stderr.count("\n") == 1


def test_help_lists_every_command(stepwell: Run) -> None:
    helped = stepwell("--help").stdout

    for name in ("serve", "backup", "restore", "export"):
        assert f"    {name} " in helped


def test_an_unknown_command_is_told_what_there_is(stepwell: Run) -> None:
    told = stepwell("fly")

    assert told.returncode == 2
    assert "backup" in told.stderr
    assert "Traceback" not in told.stderr


def _people(database: Path) -> list[tuple[object, ...]]:
    with sqlite3.connect(database) as opened:
        return opened.execute("SELECT id, seed FROM care_person").fetchall()
