"""Running one command in this process or in one of its own, and the logs that the cases start from."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from msgspec import Struct

from stepwell import cli
from stepwell.knowledge import loader
from tests.calm_answers import with_calm_answers

NOTES = str(Path("docs/tutorials/second-log.json").resolve())
EVALUATED = {
    "pain_places": ["back", "left_buttock", "left_calf"],
    "leg_now": 4,
    "back_now": 2,
    "worse_with": ["sitting", "bending"],
    "better_with": ["walking", "lying"],
    "conditions": ["none"],
    "floor_transfer": "yes",
    "began": "weeks_2_6",
    "cough": "leg",
    "worst_part": "leg",
    "minutes_a_day": 20,
    "equipment": ["chair", "wall", "mat"],
    "walking_minutes": 15,
}


class Ran(Struct, frozen=True):
    """What one command did."""

    status: int
    out: str
    err: str


Run = Callable[..., Ran]
Stepwell = Callable[..., "subprocess.CompletedProcess[str]"]
Write = Callable[[Any], str]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs one command in a terminal 80 columns wide."""
    monkeypatch.setenv("COLUMNS", "80")

    def ran(*words: str) -> Ran:
        capsys.readouterr()
        status = cli.main(words)
        said = capsys.readouterr()
        return Ran(status, said.out, said.err)

    return ran


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Return a function that writes a value as JSON (bytes and text as they are) and returns the file's name."""

    def written(content: Any) -> str:
        file = tmp_path / f"{len(list(tmp_path.iterdir()))}.json"
        text = content if isinstance(content, str | bytes) else json.dumps(content)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return str(file)

    return written


def process(home: Path, *words: str, **variables: str) -> "subprocess.CompletedProcess[str]":
    """Run one command in a process of its own, with this data folder and without a developer's own settings."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("STEPWELL_", "DJANGO_"))}
    environment = {**clean, "STEPWELL_HOME": str(home), **variables}
    command = [sys.executable, "-m", "stepwell.cli", *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture
def stepwell(tmp_path: Path) -> Stepwell:
    """Return a function that runs one command with a data folder of its own."""
    return partial(process, tmp_path / "home")


@pytest.fixture(scope="session")
def _kept_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the data folder of somebody with notes and a backup, in which nothing is unsafe. Made once; nobody changes it."""
    made = tmp_path_factory.mktemp("kept_up") / "home"
    for words in (["import", NOTES], ["upkeep"]):
        done = process(made, *words)
        assert done.returncode == 0, done.stderr
    (made / "static").mkdir()
    (made / "static" / "staticfiles.json").touch()
    return made


@pytest.fixture
def home(_kept_up: Path, tmp_path: Path) -> Path:
    """Return such a data folder of the test's own: what ``stepwell`` runs in."""
    return shutil.copytree(_kept_up, tmp_path / "home")


def calm(**given: Any) -> dict[str, Any]:
    """Return a whole safety check to which nothing applies, apart from what is given."""
    return with_calm_answers({"age": 41, "sex": "female", **given}, loader.load())


def log(*later: dict[str, Any], **safety: Any) -> dict[str, Any]:
    """Return the log of somebody who answered everything on March 1, and what came after."""
    first = {"kind": "safety_check", "on": "2026-03-01", "answers": calm(**safety)}
    second = {"kind": "evaluation", "on": "2026-03-01", "answers": EVALUATED}
    return {"format": "stepwell-log/1", "seed": 7, "facts": [first, second, *later]}
