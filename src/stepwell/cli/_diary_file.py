"""A diary as a table in a text file (CSV) -> days. Every doubt is refused in one line: which row, which column, what to do."""

import csv
import re
from collections.abc import Mapping
from datetime import date

from stepwell.cli import _input
from stepwell.cli._errors import Refused
from stepwell.engine.diary import BAD_SLEEP
from stepwell.engine.trigger_findings import DiaryDay

RATINGS = ("leg_waking", "leg_worst")
SLEEP = "sleep"
HIGHEST = 10.0
MOST_ROWS, MOST_COLUMNS = 10_000, 100
_NAME = re.compile(r"[^\x00-\x1f]{1,64}")
_OURS = ("date", *RATINGS, SLEEP)
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)", re.ASCII)
FORM = "the first line names the columns: date,leg_waking,leg_worst,sleep and any things that may set pain off"


def read(name: str) -> tuple[tuple[str, ...], tuple[DiaryDay, ...]]:
    """Return the ids of the exposures, and the days of a diary file, oldest first.

    Columns are parted by commas, semicolons or tabs; where it is not commas, a number may hold a decimal comma.
    """
    lines = _lines(name)
    mark = max(",;\t", key=lines[0][1].count)
    header = [_column(cell) for cell in _cells(*lines[0], mark)]
    _check_header(name, header)
    days: dict[date, DiaryDay] = {}
    for number, line in lines[1:]:
        day = _day(number, _cells(number, line, mark), header, comma=mark != ",")
        if day.on in days:
            raise Refused(f"row {number}, column date: {day.on} is there twice; keep one row for each day")
        days[day.on] = day
    exposures = tuple(dict.fromkeys(_exposure(column) for column in header if column not in ("date", *RATINGS)))
    return exposures, tuple(days[on] for on in sorted(days))


def _lines(name: str) -> list[tuple[int, str]]:
    """Return the lines that hold anything, each with its number in the file."""
    try:
        text = _input.content(name, "CSV").decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(f"{name}: this is not UTF-8 text; save it as CSV in UTF-8") from None
    if "\0" in text:
        raise Refused(f"{name}: this is not UTF-8 text; save it as CSV in UTF-8")
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip(' \t,;"')]
    if not lines:
        raise Refused(f"{name}: it is empty; {FORM}")
    if len(lines) > MOST_ROWS + 1:
        raise Refused(f"{name}: it has more than {MOST_ROWS} rows; give fewer days")
    return lines


def _cells(number: int, line: str, mark: str) -> list[str]:
    try:
        return [cell.strip() for cell in next(csv.reader([line], delimiter=mark))]
    except csv.Error:
        raise Refused(f"row {number}: it cannot be parted into cells; take quotes and very long cells out") from None


def _column(cell: str) -> str:
    """Return a column's name: our own in small letters, the others as they were written."""
    return cell.lower() if cell.lower() in _OURS else cell


def _exposure(column: str) -> str:
    return BAD_SLEEP if column == SLEEP else column


def _check_header(name: str, header: list[str]) -> None:
    if "date" not in header:
        raise Refused(f"{name}: there is no column date; {FORM}")
    for column in header:
        if not _NAME.fullmatch(column):
            raise Refused(f"column {column[:40]!r}: name it with 1 to 64 characters that can be shown, such as long_drive")
        if header.count(column) > 1:
            raise Refused(f"column {column}: it is there twice; keep one of them")
    if not set(RATINGS) & set(header):
        raise Refused(f"{name}: there is no column leg_waking or leg_worst; without pain ratings nothing can be found")
    if len(header) > MOST_COLUMNS:
        raise Refused(f"{name}: it has more than {MOST_COLUMNS} columns; leave some out")


def _day(number: int, cells: list[str], header: list[str], *, comma: bool) -> DiaryDay:
    if len(cells) > len(header) and any(cells[len(header) :]):
        raise Refused(f"row {number}: it has {len(cells)} cells, but there are {len(header)} columns; take the extra cells out")
    row = dict(zip(header, [*cells, *[""] * len(header)], strict=False))
    values = {column: _value(number, column, cell, comma=comma) for column, cell in row.items() if column != "date"}
    return DiaryDay(
        on=_date(number, row["date"]),
        leg_waking=values.get("leg_waking"),
        leg_worst=values.get("leg_worst"),
        exposures=_exposures(values),
    )


def _exposures(values: Mapping[str, float | None]) -> dict[str, float]:
    """Return what was told. Where a bad night has a column of its own too, that one counts, and ``sleep`` fills its gaps."""
    told = {column: value for column, value in values.items() if column not in RATINGS and value is not None}
    return {_exposure(column): told.get(_exposure(column), value) for column, value in told.items()}


def _date(number: int, cell: str) -> date:
    try:
        found = date.fromisoformat(cell) if re.fullmatch(r"\d{4}-\d\d-\d\d", cell, re.ASCII) else None
    except ValueError:
        found = None
    if found is None or not _input.FIRST_DAY <= found <= _input.LAST_DAY:
        raise Refused(f"row {number}, column date: {cell[:40]!r} is not a day; write it as 2026-03-01")
    return found


def _value(number: int, column: str, cell: str, *, comma: bool) -> float | None:
    """Return a number, or None for an empty cell. Pain is 0 to 10, all else 0 to 1."""
    if not cell:
        return None
    written = cell.replace(",", ".") if comma else cell
    highest = HIGHEST if column in RATINGS else 1.0
    value = float(written) if _NUMBER.fullmatch(written) else -1.0
    if not 0 <= value <= highest:
        allowed = "0 to 10" if column in RATINGS else "0 (no) to 1 (yes)"
        raise Refused(f"row {number}, column {column}: {cell[:40]!r} is not a number from {allowed}; mend it, or leave the cell empty")
    return value
