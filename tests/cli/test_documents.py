"""The pages about commands and formats keep their word."""

import json
import re
from pathlib import Path

import pytest

from stepwell import cli
from stepwell.cli._schemas import SCHEMAS
from stepwell.knowledge import loader
from tests.cli.conftest import Run, Write
from tests.cli.schema_check import misfits

REFERENCE = Path(__file__).parent.parent.parent / "docs" / "reference"
COMMANDS = (REFERENCE / "commands.md").read_text()
FORMATS = (REFERENCE / "formats.md").read_text()
EXAMPLES = re.findall(r"```json (\S+)\n(.*?)```", FORMATS, re.DOTALL)


@pytest.mark.parametrize("name", cli.command_names())
def test_every_command_is_in_the_table(name: str) -> None:
    assert f"| `stepwell {name}" in COMMANDS


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_schema_is_described(name: str) -> None:
    assert f"`{name}`" in COMMANDS
    assert f"`{name}`" in FORMATS


@pytest.mark.parametrize("status", [cli.OK, cli.FAULT, cli.WRONG_INPUT, cli.INTERRUPTED, cli.PIPE_CLOSED])
def test_every_exit_status_is_described(status: int) -> None:
    assert re.search(rf"^\|[ \d,]*\b{status}\b", COMMANDS, re.MULTILINE)


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_an_example_fits_its_schema_and_is_accepted(run: Run, write: Write, name: str, example: str) -> None:
    value = json.loads(example)

    assert misfits(value, SCHEMAS[name](loader.load())) == []
    assert run("triage" if name == "triage-input" else "plan", write(value), "--json").status == 0


def test_the_refusal_that_is_shown_is_the_one_that_is_said(run: Run, write: Write) -> None:
    assert run("triage", write({"age": -3})).err in re.sub(r"^ {4}", "", COMMANDS, flags=re.MULTILINE)
