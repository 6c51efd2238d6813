"""Running one command in this process, and the logs that the cases start from."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from msgspec import Struct

from stepwell import cli
from stepwell.knowledge import loader
from tests.calm_answers import with_calm_answers

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


def calm(**given: Any) -> dict[str, Any]:
    """Return a whole safety check to which nothing applies, apart from what is given."""
    return with_calm_answers({"age": 41, "sex": "female", **given}, loader.load())


def log(*later: dict[str, Any], **safety: Any) -> dict[str, Any]:
    """Return the log of somebody who answered everything on March 1, and what came after."""
    first = {"kind": "safety_check", "on": "2026-03-01", "answers": calm(**safety)}
    second = {"kind": "evaluation", "on": "2026-03-01", "answers": EVALUATED}
    return {"format": "stepwell-log/1", "seed": 7, "facts": [first, second, *later]}
