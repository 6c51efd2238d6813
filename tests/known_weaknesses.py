"""Whether anything that is locked has a known weakness: python -m tests.known_weaknesses, a part of ./run lint.

What was looked at and may stay for a while stands in pyproject.toml under [tool.stepwell], each with a reason and a last day:

    accepted-weaknesses = [{ id = "CVE-2030-1234", package = "name", reason = "We never call that part.", until = 2030-06-30 }]

A weakness that is not accepted fails, and so does an acceptance whose day has passed. Without a network nothing is known, which
is said and does not fail: the linters work on a train.
"""

import json
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from msgspec import Struct, convert

ROOT = Path(__file__).parent.parent
LOCKS = ("requirements.lock", "requirements-dev.lock")
ONE_ANSWER_S = 5
ALL_S = 90
NO_ANSWER = ("ConnectionError", "Timeout", "timed out", "Could not connect", "ServiceError", "resolve")
"""What an error says when the network or the list of weaknesses did not answer."""


class Accepted(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A weakness that may stay until a day, and why."""

    id: str
    package: str
    reason: str
    until: date


class Weakness(Struct, frozen=True, kw_only=True):
    """A known weakness of something that is locked. names: all that it is called. mended_in: releases without it."""

    package: str
    version: str
    names: tuple[str, ...]
    mended_in: tuple[str, ...]


class Answer(Struct, frozen=True, kw_only=True):
    """What is known. asked: how many packages there are. unknown: those about which nothing was answered."""

    asked: int = 0
    unknown: tuple[str, ...] = ()
    weaknesses: tuple[Weakness, ...] = ()


class Verdict(Struct, frozen=True, kw_only=True):
    """What is printed, and whether the linters fail."""

    lines: tuple[str, ...]
    fails: bool


def accepted(project: dict[str, Any]) -> list[Accepted]:
    """Return what pyproject.toml accepts. Raises msgspec.ValidationError: one lacks its reason or its day."""
    return convert(project.get("tool", {}).get("stepwell", {}).get("accepted-weaknesses", []), list[Accepted])


def judged(answer: Answer | None, accepted: Iterable[Accepted], today: date) -> Verdict:
    """Return what to say. answer: None when nobody answered."""
    kept = tuple(accepted)
    over = [f"{one.id} of {one.package} was accepted until {one.until}: look at it again." for one in kept if one.until < today]
    if answer is None or (answer.asked and len(answer.unknown) == answer.asked):
        return Verdict(lines=(*over, "Known weaknesses: not checked, the list of them did not answer."), fails=bool(over))
    open_ones = [found for found in answer.weaknesses if not _is_accepted(found, kept)]
    unknown = f", nothing is known about {', '.join(answer.unknown)}" if answer.unknown else ""
    counts = f"{len(open_ones) or 'none'} in {answer.asked} packages, {len(answer.weaknesses) - len(open_ones)} accepted"
    said = f"Known weaknesses: {counts}{unknown}."
    return Verdict(lines=(*over, *map(_words, open_ones), said), fails=bool(over or open_ones))


def _is_accepted(found: Weakness, kept: Sequence[Accepted]) -> bool:
    return any(one.package == found.package and one.id in found.names for one in kept)


def _words(found: Weakness) -> str:
    mended = f"mended in {', '.join(found.mended_in)}" if found.mended_in else "not mended yet"
    return f"{found.package} {found.version}: {found.names[0]}, {mended}. Run ./run lock --upgrade-package {found.package}."


def asked(command: Sequence[str], *, most_s: float = ALL_S) -> Answer | None:
    """Ask pip-audit; None when nobody answered in time.

    Raises:
        RuntimeError: it failed for another reason than the network.
    """
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=most_s, cwd=ROOT, check=False)
    except subprocess.TimeoutExpired:
        return None
    try:
        found = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        if any(sign in done.stderr for sign in NO_ANSWER):
            return None
        raise RuntimeError(f"pip-audit failed: {(done.stderr.strip() or 'without a word').splitlines()[-1]}") from None
    return _read(found)


def _read(found: list[dict[str, Any]]) -> Answer:
    weaknesses = tuple(
        Weakness(
            package=each["name"],
            version=each["version"],
            names=(weak["id"], *weak.get("aliases", ())),
            mended_in=tuple(weak.get("fix_versions", ())),
        )
        for each in found
        for weak in each.get("vulns", ())
    )
    unknown = tuple(each["name"] for each in found if "skip_reason" in each)
    return Answer(asked=len(found), unknown=unknown, weaknesses=weaknesses)


def _command() -> list[str]:
    files = [word for name in LOCKS for word in ("--requirement", name)]
    # What is locked is exact and hashed, so nothing is downloaded, installed or resolved.
    how = ["--require-hashes", "--disable-pip", "--format", "json", "--progress-spinner", "off", "--timeout", str(ONE_ANSWER_S)]
    return [sys.executable, "-m", "pip_audit", *files, *how]


def main() -> int:
    """Print the outcome; return the exit status."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    verdict = judged(asked(_command()), accepted(project), date.today())
    print("\n".join(verdict.lines))
    return int(verdict.fails)


if __name__ == "__main__":
    sys.exit(main())
