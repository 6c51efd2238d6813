"""The audit of what is locked: a known weakness fails, silence of the network does not, and no acceptance lasts for ever."""

import json
import sys
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from msgspec import ValidationError

from tests import known_weaknesses
from tests.known_weaknesses import Accepted, Answer, Weakness

TODAY = date(2030, 3, 1)
HOLE = Weakness(package="sieve", version="1.0", names=("GHSA-1", "CVE-2030-1"), mended_in=("1.1",))
FOUND = Answer(asked=2, weaknesses=(HOLE,))


def until(day: date, named: str = "CVE-2030-1") -> list[Accepted]:
    return [Accepted(id=named, package="sieve", reason="We never pour.", until=day)]


def test_a_known_weakness_fails_and_says_what_to_do() -> None:
    verdict = known_weaknesses.judged(FOUND, [], TODAY)
    assert verdict.fails
    assert "sieve 1.0: GHSA-1, mended in 1.1. Run ./run lock --upgrade-package sieve." in verdict.lines


def test_an_accepted_weakness_passes_until_its_last_day_by_any_of_its_names() -> None:
    for named in HOLE.names:
        verdict = known_weaknesses.judged(FOUND, until(TODAY, named), TODAY)
        assert not verdict.fails
        assert verdict.lines == ("Known weaknesses: none in 2 packages, 1 accepted.",)


@pytest.mark.parametrize("answer", [FOUND, Answer(asked=2), None])
def test_an_acceptance_whose_day_has_passed_fails(answer: Answer | None) -> None:
    verdict = known_weaknesses.judged(answer, until(date(2030, 2, 28)), TODAY)
    assert verdict.fails
    assert "look at it again" in verdict.lines[0]


@pytest.mark.parametrize("answer", [None, Answer(asked=2, unknown=("one", "two"))])
def test_without_an_answer_it_says_so_and_does_not_fail(answer: Answer | None) -> None:
    verdict = known_weaknesses.judged(answer, [], TODAY)
    assert not verdict.fails
    assert verdict.lines == ("Known weaknesses: not checked, the list of them did not answer.",)


def test_what_nothing_is_known_about_is_named() -> None:
    (line,) = known_weaknesses.judged(Answer(asked=2, unknown=("two",)), [], TODAY).lines
    assert line == "Known weaknesses: none in 2 packages, 0 accepted, nothing is known about two."


@pytest.mark.parametrize("missing", ["reason", "until", "id", "package"])
def test_an_acceptance_without_its_reason_or_day_is_refused(missing: str) -> None:
    whole: dict[str, Any] = {"id": "CVE-2030-1", "package": "sieve", "reason": "We never pour.", "until": TODAY}
    whole.pop(missing)
    with pytest.raises(ValidationError):
        known_weaknesses.accepted({"tool": {"stepwell": {"accepted-weaknesses": [whole]}}})


def test_the_acceptances_of_this_project_can_be_read() -> None:
    known_weaknesses.accepted(tomllib.loads((known_weaknesses.ROOT / "pyproject.toml").read_text()))


def says(tmp_path: Path, out: str = "", error: str = "", wait_s: int = 0) -> list[str]:
    """Return a command that says something instead of pip-audit."""
    program = tmp_path / "says.py"
    program.write_text(f"import sys, time\ntime.sleep({wait_s})\nsys.stdout.write({out!r})\nsys.stderr.write({error!r})\nsys.exit(1)\n")
    return [sys.executable, str(program)]


def test_the_answer_of_pip_audit_is_read(tmp_path: Path) -> None:
    weak = {"name": "sieve", "version": "1.0", "vulns": [{"id": "GHSA-1", "aliases": ["CVE-2030-1"], "fix_versions": ["1.1"]}]}
    said = json.dumps({"dependencies": [weak, {"name": "one", "version": "2", "vulns": []}, {"name": "two", "skip_reason": "not found"}]})
    assert known_weaknesses.asked(says(tmp_path, said)) == Answer(asked=3, unknown=("two",), weaknesses=(HOLE,))


def test_a_network_that_does_not_answer_is_no_answer(tmp_path: Path) -> None:
    assert known_weaknesses.asked(says(tmp_path, error="requests.exceptions.ConnectionError: no route")) is None
    assert known_weaknesses.asked(says(tmp_path, wait_s=60), most_s=0.5) is None


def test_any_other_failure_is_never_taken_for_a_network_that_is_away(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="requirements without hashes"):
        known_weaknesses.asked(says(tmp_path, error="ERROR: requirements without hashes"))
