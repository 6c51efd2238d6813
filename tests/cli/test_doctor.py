"""``stepwell doctor`` as whoever runs an installation runs it: it says, it exits with a status, and it writes nothing."""

import json
import shutil
import stat
from pathlib import Path

import pytest

from tests.cli.conftest import Stepwell


def _state(home: Path) -> dict[str, tuple[int, int, int]]:
    """Return each file with its mode, its size and its time of change."""
    return {str(path): (one.st_mode, one.st_size, one.st_mtime_ns) for path in [home, *home.rglob("*")] if (one := path.stat())}


def test_nothing_unsafe_exits_with_0_and_writes_nothing(stepwell: Stepwell, home: Path) -> None:
    before = _state(home)
    done = stepwell("doctor")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Nothing unsafe was found." in done.stdout
    assert "No clinician has reviewed" in done.stdout
    assert _state(home) == before


def test_something_unsafe_exits_with_1_and_is_left_as_it_was(stepwell: Stepwell, home: Path) -> None:
    home.chmod(0o755)
    before = _state(home)
    done = stepwell("doctor")
    assert (done.returncode, done.stderr) == (1, "")
    assert "1 thing is unsafe." in done.stdout
    assert f"chmod 700 {home}" in " ".join(done.stdout.split())
    assert stat.S_IMODE(home.stat().st_mode) == 0o755
    assert _state(home) == before


def test_json_holds_the_same(stepwell: Stepwell, home: Path) -> None:
    shutil.rmtree(home / "backups")
    done = stepwell("doctor", "--json")
    said = json.loads(done.stdout)
    assert done.returncode == 1
    assert (said["mode"], said["unsafe"], said["unseen"], said["tried"]) == ("personal", True, [], "")
    assert [finding["id"] for finding in said["findings"]] == ["no_backup", "not_reviewed"]
    assert all(set(finding) == {"id", "weight", "what", "why", "mend"} for finding in said["findings"])


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"STEPWELL_HOME": "/nowhere/at/all"}, "STEPWELL_HOME"),
        ({"STEPWELL_MODE": "clinic", "STEPWELL_ADDRESS": "https://stepwell.example.org"}, "STEPWELL_TRUSTED_PROXY"),
        ({"STEPWELL_SECRET_KEY": "short"}, "STEPWELL_SECRET_KEY"),
    ],
)
def test_settings_that_cannot_be_used_exit_with_2_and_one_line(
    variables: dict[str, str], said: str, stepwell: Stepwell, home: Path
) -> None:
    done = stepwell("doctor", **variables)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"stepwell doctor: {said} ")
    assert done.stderr.count("\n") == 1


def test_a_folder_without_notes_is_not_filled_by_looking(stepwell: Stepwell, tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    done = stepwell("doctor")
    assert (done.returncode, done.stdout) == (2, "")
    assert "Start Stepwell once" in done.stderr
    assert list((tmp_path / "home").iterdir()) == []


def test_what_cannot_be_looked_at_exits_with_2(stepwell: Stepwell, home: Path) -> None:
    damaged = (home / "stepwell.sqlite3").read_bytes()[:100] + b"damaged" * 1000
    (home / "stepwell.sqlite3").write_bytes(damaged)
    done = stepwell("doctor")
    assert done.returncode == 2
    assert "Not looked at" in done.stdout
    assert "the file is damaged; restore a backup" in " ".join(done.stdout.split())


def test_a_backup_with_notes_is_brought_back_elsewhere(stepwell: Stepwell, home: Path) -> None:
    before = _state(home)
    done = stepwell("doctor", "--try-restore", "--json")
    assert done.returncode == 0, done.stdout
    said = json.loads(done.stdout)
    assert said["tried"].startswith(str(home / "backups"))
    assert "not_tried" not in [finding["id"] for finding in said["findings"]]
    assert _state(home) == before


def test_a_backup_that_does_not_come_back_is_a_danger(stepwell: Stepwell, home: Path) -> None:
    (backup,) = (home / "backups").iterdir()
    backup.write_bytes(backup.read_bytes()[:-200])
    said = json.loads(stepwell("doctor", "--try-restore", "--json").stdout)
    assert [finding["id"] for finding in said["findings"] if finding["weight"] == "danger"] == ["bad_backup", "does_not_come_back"]


def test_secrets_in_the_environment_are_named_and_not_repeated(stepwell: Stepwell, home: Path) -> None:
    key = "kq3-Vf0ZzT8_wYb1Rn7uLd5sXj2Ecm9GaHpQoI4tWv6yNBxKlM0rSiUe"
    done = stepwell("doctor", STEPWELL_SECRET_KEY=key)
    assert done.returncode == 1
    assert "The secret of STEPWELL_SECRET_KEY stands in the environment." in done.stdout
    assert key not in done.stdout
