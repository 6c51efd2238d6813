"""What comes in: a file or standard input -> JSON -> a log, answers, a day. Every doubt is refused in one line."""

import json
import re
import sys
from argparse import ArgumentParser
from datetime import date
from math import isfinite
from pathlib import Path
from typing import Any

from stepwell.cli._errors import Refused
from stepwell.engine.log import Answers, Log, LogError
from stepwell.engine.reading import read_log
from stepwell.knowledge import loader
from stepwell.knowledge.errors import KnowledgeError
from stepwell.knowledge.questions import AnswerError, answered
from stepwell.knowledge.schema import Country, Knowledge

LARGEST = 8_000_000
"""Bytes. Twenty years of daily facts are about half of it."""
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)


def take_log_and_day(parser: ArgumentParser) -> None:
    """Take FILE, --on, --country and --json: what plan and explain need."""
    parser.add_argument("file", metavar="LOG", help='a log: {"format": "stepwell-log/1", "facts": [...]}; - reads it from the terminal')
    parser.add_argument("--on", metavar="DATE", help="the day, such as 2026-03-01; not before the log's latest fact (today, if left out)")
    take_country(parser)
    take_json(parser)


def take_country(parser: ArgumentParser) -> None:
    """Take --country: whose emergency numbers to name."""
    parser.add_argument("--country", metavar="ID", default="us", help="whose telephone numbers to name: us (if left out), gb, ca, au, ...")


def take_json(parser: ArgumentParser) -> None:
    """Take --json."""
    parser.add_argument("--json", action="store_true", help="answer in JSON, for programs")


def knowledge() -> Knowledge:
    """Return the knowledge that is installed."""
    try:
        return loader.load()
    except KnowledgeError as error:
        raise Refused(str(error)) from None


def country(country_id: str, known: Knowledge) -> Country:
    """Return a country by its two letters."""
    if country_id not in known.countries:
        raise Refused(f"--country: {country_id!r} is not known; use one of {', '.join(known.countries)}")
    return known.countries[country_id]


def day(written: str | None) -> date:
    """Return the day of --on; today's where it was left out."""
    if written is None:
        return date.today()
    try:
        found = date.fromisoformat(written) if re.fullmatch(r"\d{4}-\d\d-\d\d", written, re.ASCII) else None
    except ValueError:
        found = None
    if found is None or not FIRST_DAY <= found <= LAST_DAY:
        raise Refused(f"--on: {written!r} is not a day; write it as 2026-03-01, from {FIRST_DAY} to {LAST_DAY}")
    return found


def log(name: str, known: Knowledge) -> Log:
    """Return the log in a file."""
    raw = _parsed(name)
    if not isinstance(raw, dict):
        raise Refused(f'log: this is not an object; give {{"format": "{Log().format}", "facts": [...]}}')
    if raw.get("format", Log().format) != Log().format:
        raise Refused(f'format: {raw["format"]!r} is not a format that this version reads; give "{Log().format}"')
    try:
        found = read_log(raw, known)
    except LogError as error:
        raise Refused(str(error)) from None
    for index, fact in enumerate(found.facts):
        if not FIRST_DAY <= fact.on <= LAST_DAY:
            raise Refused(f"facts[{index}].on: {fact.on} is not a day that can be meant; give one from {FIRST_DAY} to {LAST_DAY}")
    return found


def answers(name: str, known: Knowledge) -> Answers:
    """Return the answers in a file."""
    raw = _parsed(name)
    if not isinstance(raw, dict):
        raise Refused('answers: this is not an object; give {"question_id": answer, ...}, with the ids of `stepwell questions`')
    try:
        return answered(raw, known)
    except AnswerError as error:
        raise Refused(str(error)) from None


def document(name: str) -> Any:
    """Return the JSON in a file, of whatever kind."""
    return _parsed(name)


def _parsed(name: str) -> Any:
    try:
        text = content(name).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(f"{name}: this is not UTF-8 text; save it as UTF-8 JSON") from None
    if not text.strip():
        raise Refused(f"{name}: it is empty; give JSON, see `stepwell schema log` and `stepwell schema triage-input`")
    try:
        return json.loads(text, object_pairs_hook=_object)
    except json.JSONDecodeError as error:
        raise Refused(f"{name}: this is not JSON ({error.msg}); mend line {error.lineno}, column {error.colno}") from None
    except RecursionError:
        raise Refused(f"{name}: lists stand too deep in each other; see `stepwell schema log` for the form") from None
    except ValueError:
        raise Refused(f"{name}: a number has too many digits; write a shorter one") from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise Refused(f"{key[:60]!r} stands twice in one object; keep one of them")
        if isinstance(value, float) and not isfinite(value):
            raise Refused(f"{key[:60]!r}: {value} is not a number; give a finite one, or leave it out")
        found[key] = value
    return found


def content(name: str, kind: str = "JSON") -> bytes:
    """Return what a file, or standard input for "-", holds. ``kind``: of file, for the message when it cannot be read."""
    try:
        if name == "-":
            found = sys.stdin.buffer.read(LARGEST + 1) if sys.stdin is not None else b""
        else:
            with Path(name).open("rb") as file:
                found = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "not a file name"
        raise Refused(f"{name}: it cannot be read ({why.lower()}); give the name of a {kind} file, or - for standard input") from None
    if len(found) > LARGEST:
        raise Refused(f"{name}: it is larger than {LARGEST // 1_000_000} MB; give a smaller file")
    return found
