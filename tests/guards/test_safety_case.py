"""The safety case says only what is so: its tests exist, each hazard has a control, and whatever is our own judgment has a row to sign."""

import ast
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent.parent
PAGE = ROOT / "docs" / "explanation" / "safety-case.md"
DATA = ROOT / "src" / "stepwell" / "knowledge" / "data"
NAMED = re.compile(r"`(tests/[\w/]+\.(?:py::\w+|toml))`")
OWN_JUDGMENT = ("design", "memory")
SEVERITY = ("minor", "moderate", "severe", "grave")
LIKELIHOOD = ("rare", "unlikely", "possible", "likely")
OUGHT_TO_BE_THERE = (
    *("warning sign", "Cauda equina", "reassurance", "dose", "contraindicated", "wrong person", "message is late", "alert is missed"),
    *("stale plan", "import", "lost", "altered", "Privacy", "clock", "knowledge", "trigger finder", "fear", "outside the intended use"),
    *("trusts the engine", "Low mood", "does not answer", "misused"),
)


def hazards() -> dict[str, str]:
    """Return each hazard's text, by its heading."""
    parts = re.split(r"^### (H\d+\. .+)$", PAGE.read_text().partition("\n## What a clinician has to sign")[0], flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def controls(text: str) -> list[str]:
    """Return the lines of a hazard's controls."""
    inside = text.partition("- **Controls:**")[2].partition("- **Left:**")[0]
    return re.findall(r"^  - .+$", inside, re.MULTILINE)


@cache
def functions(path: Path) -> frozenset[str]:
    """Return the names of the test functions of a file."""
    return frozenset(node.name for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.FunctionDef))


def is_there(named: str) -> bool:
    """Whether a test, or a case in TOML with what it expects, is where it is said to be."""
    path, _, function = named.partition("::")
    if not (ROOT / path).is_file():
        return False
    if not function:
        case = tomllib.loads((ROOT / path).read_text())
        return bool(case.keys() & {"expect", "tier"})
    return function.startswith("test_") and function in functions(ROOT / path)


def own_judgment(raw: Any) -> bool:
    """Whether a value of a knowledge file holds an entry that rests on our own judgment or on memory."""
    if isinstance(raw, dict):
        return str(raw.get("grade", "")).startswith(OWN_JUDGMENT) or any(map(own_judgment, raw.values()))
    return isinstance(raw, list) and any(map(own_judgment, raw))


def rows() -> list[list[str]]:
    """Return the rows of the table to sign, cell by cell."""
    table = PAGE.read_text().partition("<!-- to sign -->")[2].partition("<!-- end -->")[0]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table.strip().splitlines()[2:]]


def to_sign() -> set[str]:
    """Return what stands in the table's column of places."""
    return {place for row in rows() for place in re.findall(r"`([^`]+)`", row[1])}


def missing_rows(data: Path, places: set[str]) -> list[str]:
    """Return the knowledge files with something of our own judgment that no row covers."""
    found = {str(path.relative_to(data)) for path in data.rglob("*.toml") if own_judgment(tomllib.loads(path.read_text()))}
    folders = tuple(place for place in places if place.endswith("/"))
    return sorted(name for name in found if name not in places and not (folders and name.startswith(folders)))


def test_every_test_it_names_exists() -> None:
    named = NAMED.findall(PAGE.read_text())
    assert len(named) > 100
    assert sorted({each for each in named if not is_there(each)}) == []


def test_a_test_that_is_not_there_is_found() -> None:
    here = "tests/guards/test_safety_case.py"
    assert is_there(f"{here}::test_a_test_that_is_not_there_is_found")
    assert not is_there(f"{here}::test_of_nothing")
    assert not is_there(f"{here}::controls")
    assert not is_there("tests/scenario/cases/of_nothing.toml")


@pytest.mark.parametrize("hazard", hazards())
def test_every_hazard_has_controls_each_with_a_test_or_openly_none(hazard: str) -> None:
    text = hazards()[hazard]
    assert controls(text)
    for control in controls(text):
        _said, found, shown = control.partition("*Shown by:* ")
        assert found, control
        assert NAMED.findall(shown) or shown.strip() == "none", control


@pytest.mark.parametrize("hazard", hazards())
def test_every_hazard_says_its_cause_who_how_grave_and_what_is_left(hazard: str) -> None:
    text = hazards()[hazard]
    for word in ("Cause", "Harmed", "Before", "After", "Left"):
        assert re.search(rf"\*\*{word}:\*\* \S", text), word
    graded = re.findall(r"\*\*(?:Before|After):\*\* (\w+) x (\w+)", text)
    assert len(graded) == 2
    for severity, likelihood in graded:
        assert severity in SEVERITY
        assert likelihood in LIKELIHOOD
    (was, often), (now, then) = graded
    assert SEVERITY.index(now) <= SEVERITY.index(was)
    assert LIKELIHOOD.index(then) <= LIKELIHOOD.index(often)


def test_no_hazard_that_was_asked_for_is_missing() -> None:
    titles = "\n".join(hazards())
    assert [one for one in OUGHT_TO_BE_THERE if one.lower() not in titles.lower()] == []
    assert [int(title[1:].partition(".")[0]) for title in hazards()] == list(range(1, len(hazards()) + 1))


def test_whatever_is_our_own_judgment_has_a_row_to_sign() -> None:
    assert missing_rows(DATA, to_sign()) == []


def test_a_knowledge_file_without_a_row_is_found(tmp_path: Path) -> None:
    (tmp_path / "lessons").mkdir()
    (tmp_path / "new.toml").write_text('[[thing]]\nid = "a"\nparts = [{ grade = "memory_low" }]\n')
    (tmp_path / "read.toml").write_text('[[thing]]\nid = "a"\ngrade = "read"\n')
    (tmp_path / "lessons" / "one.toml").write_text('grade = "design"\n')
    assert missing_rows(tmp_path, {"lessons/"}) == ["new.toml"]
    assert missing_rows(tmp_path, {"new.toml"}) == ["lessons/one.toml"]


def test_what_is_to_be_signed_exists_and_says_what_is_asked() -> None:
    lost = [place for place in to_sign() if not ((ROOT if place.startswith("src/") else DATA) / place).exists()]
    assert lost == []
    assert [row for row in rows() if len(row) != 4 or not all(row)] == []


def test_there_is_a_place_for_a_name_a_date_and_a_version() -> None:
    signed = PAGE.read_text().partition("### Signed")[2]
    head = next(line for line in signed.splitlines() if line.startswith("|"))
    assert all(word in head for word in ("name", "version", "date"))
