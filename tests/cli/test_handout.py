"""Paper from a log in the terminal."""

import io
from pathlib import Path

import pytest
from pypdf import PdfReader

from stepwell.engine.reading import written
from stepwell.paper.kinds import KINDS
from tests.cli.conftest import Run, Write
from tests.unit.paper import made

ON = made.TODAY.isoformat()


@pytest.fixture
def log(write: Write) -> str:
    """Return the name of a file with a log of some days."""
    return write(written(made.record(*made.beginning(), *made.days(5)).log))


def read(path: Path) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(path.read_bytes())).pages).split())


@pytest.mark.parametrize("kind", list(KINDS))
def test_every_kind_is_written(run: Run, log: str, tmp_path: Path, kind: str) -> None:
    ran = run("handout", log, "--kind", kind, "--on", ON, "--name", "Maya & Co", "-o", str(tmp_path / "one.pdf"))
    assert (ran.status, ran.err) == (0, "")
    assert "Maya & Co" in read(tmp_path / "one.pdf")


def test_without_a_kind_it_is_the_home_program_on_us_letter(run: Run, log: str, tmp_path: Path) -> None:
    run("handout", log, "--on", ON, "-o", str(tmp_path / "one.pdf"))
    assert "Your home program" in read(tmp_path / "one.pdf")
    assert round(float(PdfReader(tmp_path / "one.pdf").pages[0].mediabox.width)) == 612


def test_the_same_log_gives_the_same_bytes(run: Run, log: str, tmp_path: Path) -> None:
    for name in ("one", "two"):
        run("handout", log, "--on", ON, "--paper", "a4", "-o", str(tmp_path / name))
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_without_a_plan_nothing_is_written_and_it_says_where_to_look(run: Run, write: Write, tmp_path: Path) -> None:
    ran = run("handout", write({"format": "stepwell-log/1", "facts": []}), "--on", ON, "-o", str(tmp_path / "one.pdf"))
    assert ran.status == 1
    assert "stepwell plan" in ran.err
    assert not (tmp_path / "one.pdf").exists()


def test_the_country_names_its_emergency_number(run: Run, log: str, tmp_path: Path) -> None:
    run("handout", log, "--on", ON, "--country", "gb", "-o", str(tmp_path / "one.pdf"))
    assert "Call 999" in read(tmp_path / "one.pdf")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--kind", "poster"), "--kind"),
        (("--paper", "a3"), "--paper"),
        (("-o", "/nowhere/one.pdf"), "--output: /nowhere/one.pdf: it cannot be written"),
    ],
)
def test_what_cannot_be_used_is_refused_in_one_line(run: Run, log: str, tmp_path: Path, words: tuple[str, ...], says: str) -> None:
    ran = run("handout", log, "--on", ON, "-o", str(tmp_path / "one.pdf"), *words)
    assert ran.status == 2
    assert says in ran.err
    assert ran.err.count("\n") == 1
