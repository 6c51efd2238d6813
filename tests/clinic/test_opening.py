"""`stepwell clinic create` as whoever runs a clinic's installation types it."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.one_database, pytest.mark.xdist_group("opening")]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the data folder of an installation; whichever command comes first makes its tables."""
    return tmp_path_factory.mktemp("opening") / "home"


def _ran(home: Path, *words: str, mode: str = "clinic") -> "subprocess.CompletedProcess[str]":
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("STEPWELL_", "DJANGO_"))}
    site = {"STEPWELL_ADDRESS": "https://stepwell.example.org", "STEPWELL_TRUSTED_PROXY": "127.0.0.1"}
    environment = {**clean, **site, "STEPWELL_HOME": str(home), "STEPWELL_MODE": mode}
    command = [sys.executable, "-m", "stepwell.cli", "clinic", "create", *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_a_clinic_is_opened_with_a_link_at_its_own_address(home: Path) -> None:
    done = _ran(home, "Riverside", "--manager", "mona@example.org")
    assert done.returncode == 0, done.stderr
    assert re.search(r"^https://stepwell\.example\.org/clinics/invitation/[\w-]{43}/$", done.stdout, re.MULTILINE)


def test_an_address_that_mail_cannot_go_to_is_refused_in_one_line(home: Path) -> None:
    done = _ran(home, "Riverside", "--manager", "mona")
    assert done.returncode == 1
    assert "not an e-mail address" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_personal_installation_opens_no_clinic(home: Path) -> None:
    done = _ran(home, "Riverside", "--manager", "mona@example.org", mode="personal")
    assert done.returncode == 2
    assert "STEPWELL_MODE=clinic" in done.stderr
