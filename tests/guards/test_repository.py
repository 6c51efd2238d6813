"""Promises about the files themselves."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

import stepwell

ROOT = Path(__file__).parent.parent.parent
SOURCE = ROOT / "src" / "stepwell"
LONGEST = 300


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_file_names_no_host_and_has_a_hash_for_everything(name: str) -> None:
    text = (ROOT / name).read_text()
    entries = re.split(r"\n(?=\S)", text.strip())

    assert "://" not in text
    assert not re.search(r"^\s*--(?!hash=)", text, re.MULTILINE)
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_development_adds_to_what_runs_and_changes_nothing_of_it() -> None:
    pinned = {
        name: set(re.findall(r"^(\S+==\S+)", (ROOT / name).read_text(), re.MULTILINE))
        for name in ("requirements.lock", "requirements-dev.lock")
    }

    assert pinned["requirements.lock"] <= pinned["requirements-dev.lock"]


def test_every_dependency_says_what_it_is_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    groups = [
        project["project"]["dependencies"],
        *project["project"]["optional-dependencies"].values(),
        *project["dependency-groups"].values(),
    ]
    lines = (ROOT / "pyproject.toml").read_text().splitlines()
    silent = [name for group in groups for name in group if not any(re.search(rf'"{re.escape(name)}", +# \S', line) for line in lines)]

    assert silent == []


def test_the_changelog_speaks_of_this_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]

    assert "version" in project["dynamic"]
    assert f"## {stepwell.__version__}" in (ROOT / "CHANGELOG.md").read_text()


@pytest.mark.parametrize("room", sorted(path.parent.name for path in SOURCE.glob("*/__init__.py")))
def test_a_room_opens_with_its_sentence(room: str) -> None:
    first = (SOURCE / room / "__init__.py").read_text().split("\n", 1)[0]

    assert re.match(r'"""[A-Z][A-Z0-9 ]+\. \S', first), f"{room}/__init__.py opens with its sentence from the house's list"


def test_no_file_is_long() -> None:
    written = [path for path in SOURCE.rglob("*.py") if path.parent.name != "migrations"]  # Django writes those
    lengths = {path: len(path.read_text().splitlines()) for path in written}

    assert {str(path.relative_to(ROOT)): length for path, length in lengths.items() if length > LONGEST} == {}


def test_nothing_is_left_for_later() -> None:
    words = re.compile(r"\b(TODO|FIXME|XXX)\b")

    assert [str(path.relative_to(ROOT)) for path in SOURCE.rglob("*.py") if words.search(path.read_text())] == []


@pytest.mark.parametrize("name", ["run", ".ci/run"])
def test_a_command_of_the_project_can_be_executed(name: str) -> None:
    assert (ROOT / name).stat().st_mode & 0o111


def test_an_old_python_is_told_in_words(tmp_path: Path) -> None:
    """The version is checked before anything newer is imported, in words that Python 3 of any age can read."""
    before = (ROOT / "run").read_text().partition("import hashlib")[0]
    pretended = before.replace("import sys\n", "import sys\nsys.version_info = (3, 9, 2)\n", 1)
    (tmp_path / "run").write_text(pretended)

    ended = subprocess.run(["python3", tmp_path / "run"], capture_output=True, text=True, check=False)

    assert ended.returncode == 1
    assert ended.stderr.startswith("Stepwell needs Python 3.11 or newer; this is 3.9.")
