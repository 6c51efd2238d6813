"""`stepwell measures`: the list, loading a wording whole or not at all, and taking it away."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from stepwell.care.queries import instruments
from stepwell.knowledge import loader
from tests.cli.conftest import Run
from tests.cli.schema_check import misfits
from tests.made_questionnaire import frogs, made, stones

pytestmark = pytest.mark.django_db
File = Callable[[Any], str]


@pytest.fixture
def file(tmp_path: Path) -> File:
    """Return a function that writes a file and names it."""

    def wrote(content: Any) -> str:
        path = tmp_path / "file.json"
        path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
        return str(path)

    return wrote


def held() -> list[str]:
    return list(instruments.held())


def test_the_list_names_every_measure_and_who_holds_its_words(run: Run) -> None:
    told = run("measures")

    assert told.status == 0
    assert "weekly: Your week" in told.out
    assert "rmdq_24: Roland-Morris questionnaire" in told.out
    assert "Licensed: ask the holder." in told.out
    assert max(map(len, told.out.splitlines())) <= 80


def test_the_list_for_programs_has_every_measure_with_its_items(run: Run) -> None:
    listed = {each["id"]: each for each in json.loads(run("measures", "--json").out)}

    assert misfits(list(listed.values()), json.loads(run("schema", "measures").out)) == []
    assert list(listed) == list(loader.load().measures)
    assert listed["peg"]["items"] == {f"peg_0{n}": list(range(11)) for n in (1, 2, 3)}
    assert listed["peg"]["loaded"] is None
    assert listed["ears"]["scores"][0] == {"id": "total", "name": "EARS score", "lowest": 0, "highest": 24, "better": "higher"}


def test_a_wording_is_loaded_named_and_taken_away(run: Run, file: File) -> None:
    added = run("measures", "add", file(frogs()))
    assert (added.status, added.err) == (0, "")
    assert "Loaded: Made up for a test (peg, 3 items)." in added.out
    assert "(loaded on " in run("measures").out

    gone = run("measures", "remove", "peg")
    assert gone.status == 0
    assert held() == []


def test_a_wording_that_is_there_is_replaced_only_when_asked(run: Run, file: File) -> None:
    run("measures", "add", file(frogs()))
    other = frogs()
    other["item"][0]["text"] = "How blue is the first frog?"

    refused = run("measures", "add", file(other))
    assert refused.status == 1
    assert "Add --replace" in refused.err
    assert instruments.loaded(loader.load())["peg"].items["peg_01"].text == "How green is the first frog?"

    assert run("measures", "add", "--replace", file(other)).status == 0
    assert instruments.loaded(loader.load())["peg"].items["peg_01"].text == "How blue is the first frog?"


def test_several_wordings_stand_beside_each_other(run: Run, file: File) -> None:
    run("measures", "add", file(frogs()))
    run("measures", "add", file(stones()))

    assert held() == ["peg", "rmdq_24"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "it is empty"),
        (b"{", "this is not JSON"),
        (b"\xff\xfe", "this is not UTF-8 text"),
        (b'{"resourceType": "Questionnaire", "resourceType": "Questionnaire"}', "stands twice in one object"),
        (b'{"resourceType": "Questionnaire", "version": 1e999}', "is not a number"),
        (b"[" * 5000, "lists stand too deep"),
        ([], "this is not a FHIR Questionnaire"),
        ({"resourceType": "Patient"}, "this is not a FHIR Questionnaire"),
        (made("Nothing", []), "it names no measure that is known"),
        (made("PEG", []), "3 of the 3 items are missing"),
        (made("weekly", []), "is asked in our own words already"),
        (made("EARS", []), "enter its score by hand"),
        ({**frogs(), "modifierExtension": [{"url": "x"}]}, "modifierExtension"),
        (made("PEG", [{"linkId": "peg_01\n\x1b[31m", "type": "integer", "text": "x"}]), "not an item of 'peg'"),
    ],
)
def test_a_bad_file_is_refused_in_one_line_and_nothing_is_kept(run: Run, file: File, content: Any, says: str) -> None:
    refused = run("measures", "add", file(content))

    assert refused.status == 2
    assert says in refused.err
    assert refused.err.count("\n") == 1
    assert "\x1b" not in refused.err
    assert refused.out == ""
    assert held() == []


def test_a_bad_file_leaves_the_wording_that_was_there(run: Run, file: File) -> None:
    run("measures", "add", file(frogs()))

    assert run("measures", "add", "--replace", file(made("PEG", []))).status == 2
    assert held() == ["peg"]


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        (("add",), 2, "the following arguments are required: file"),
        (("add", "no-such-file.json"), 2, "it cannot be read"),
        (("remove",), 2, "the following arguments are required: ID"),
        (("remove", "peg"), 1, "There is no wording of 'peg'"),
        (("fly",), 2, "invalid choice"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(run: Run, words: tuple[str, ...], status: int, says: str) -> None:
    refused = run("measures", *words)

    assert refused.status == status
    assert says in refused.err
    assert refused.err.count("\n") == 1
