"""From a diary to the rows of regressions: what a day added to the pain it began with, and what the night left behind.

Each step is conditioned on the pain that was there before it. Pain changes what people do; a comparison of days would blame what was
done for the pain that came first.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from stepwell.engine.diary import NIGHTLY
from stepwell.engine.trigger_findings import DiaryDay

Array = NDArray[np.float64]
HIGHEST = 10.0
DAYS_OF_TREND = 90.0
FEWEST_ROWS = 10
"""A step with fewer rows is left out: its own noise could not be told."""


class Table(NamedTuple):
    """A diary in columns, oldest day first. NaN: missing.

    Attributes:
        day: days since the first.
        before, after: for each row, the row of the day before and of the day after; -1 where the diary has none.
        exposures: one column for each id in ``ids``; the mean of the column taken off, 0 where missing. A missing cell so says nothing of
            its exposure; nothing is guessed from the days around it.
    """

    ids: tuple[str, ...]
    day: Array
    before: NDArray[np.int64]
    after: NDArray[np.int64]
    waking: Array
    worst: Array
    exposures: Array


class Step(NamedTuple):
    """One regression: pain at the end of a step, on what was there before and on what was done.

    Attributes:
        end: pain at its end.
        known: pain before it (missing: the mean, with a column that says so) and the trend, one column each.
        carries: for each column of ``known``, whether it is a pain before (True) or something else.
        first, second: what each exposure can add through the first and through the second part of its effect.
    """

    end: Array
    known: Array
    carries: NDArray[np.bool_]
    first: Array
    second: Array


def table_of(diary: Sequence[DiaryDay], ids: Sequence[str]) -> Table:
    """Return a diary in columns."""
    ordinals = [day.on.toordinal() for day in diary]
    place = {ordinal: row for row, ordinal in enumerate(ordinals)}
    exposures = np.array([[_number(day.exposures.get(one)) for one in ids] for day in diary], dtype=float).reshape(len(diary), len(ids))
    return Table(
        ids=tuple(ids),
        day=np.array(ordinals, dtype=float) - (ordinals[0] if ordinals else 0),
        before=np.array([place.get(ordinal - 1, -1) for ordinal in ordinals], dtype=np.int64),
        after=np.array([place.get(ordinal + 1, -1) for ordinal in ordinals], dtype=np.int64),
        waking=np.array([_number(day.leg_waking) for day in diary], dtype=float),
        worst=np.array([_number(day.leg_worst) for day in diary], dtype=float),
        exposures=_centered(exposures),
    )


def steps_of(table: Table, carried_share: float) -> list[Step]:
    """Return the steps that a diary has enough rows for.

    Day and night where both ratings of a day are known. Where a person rates only once a day, the whole day from one rating to the
    next is one step, in which the part of an effect that came first has faded to ``carried_share`` by its end.
    """
    rows = np.arange(len(table.day))
    waking_before, worst_before = _at(table.waking, table.before), _at(table.worst, table.before)
    waking_after = _at(table.waking, table.after)
    has_waking, has_worst = ~np.isnan(table.waking), ~np.isnan(table.worst)
    nightly = np.array([one in NIGHTLY for one in table.ids], dtype=bool)
    today, tonight = table.exposures, _rows_at(table.exposures, table.after)
    yesterday = _rows_at(table.exposures, table.before)
    # An effect of the day comes first by day, then at night; an effect of the night comes first in the night, then by day.
    night = np.where(nightly, tonight, 0.0), np.where(nightly, 0.0, today)
    day = np.where(nightly, 0.0, today), np.where(nightly, today, 0.0)
    fade = carried_share
    found = [
        _step(table, rows[has_worst & _open(table.waking)], table.worst, (table.waking, worst_before), day),
        _step(table, rows[~np.isnan(waking_after) & has_worst & _open(table.worst)], waking_after, (table.worst, table.waking), night),
        _step(
            table,
            rows[has_worst & ~has_waking & _open(worst_before)],
            table.worst,
            (worst_before, waking_before),
            (np.where(nightly, fade * today, today), np.where(nightly, today, fade * yesterday)),
        ),
        _step(
            table,
            rows[~np.isnan(waking_after) & ~has_worst & _open(table.waking)],
            waking_after,
            (table.waking, worst_before),
            (np.where(nightly, tonight, fade * today), np.where(nightly, fade * today, today)),
        ),
    ]
    return [step for step in found if len(step.end) >= FEWEST_ROWS]


def counted(diary: Sequence[DiaryDay], ids: Sequence[str]) -> Mapping[str, tuple[int, int]]:
    """Return for each exposure the days with a pain rating on which it was there, and was not."""
    rated = [day for day in diary if is_rated(day)]
    return {
        one: (
            sum(day.exposures.get(one, 0.0) > 0 for day in rated),
            sum(day.exposures.get(one, 1.0) == 0 for day in rated),
        )
        for one in ids
    }


def inseparable(diary: Sequence[DiaryDay], ids: Sequence[str], least: float) -> frozenset[str]:
    """Return the exposures that come (or stay away) with another one so regularly that no diary can tell which of them it is.

    Args:
        least: the smallest correlation, of either sign, over the days that tell of both.
    """
    value = np.array([[_number(day.exposures.get(one)) for one in ids] for day in diary], dtype=float).reshape(len(diary), len(ids))
    known = (~np.isnan(value)).astype(float)
    value = np.nan_to_num(value)
    days = np.maximum(known.T @ known, 1.0)
    total, square = value.T @ known, (value**2).T @ known
    both = value.T @ value - total * total.T / days
    spread = np.maximum(square - total**2 / days, 0.0)
    together = np.abs(both) >= least * np.sqrt(spread * spread.T)
    varied = np.minimum(spread, spread.T) > 1e-9
    np.fill_diagonal(varied, False)
    return frozenset(one for one, is_so in zip(ids, (together & varied).any(axis=1), strict=True) if is_so)


def is_rated(day: DiaryDay) -> bool:
    """Whether a day has a pain rating."""
    return day.leg_waking is not None or day.leg_worst is not None


def _step(table: Table, rows: NDArray[np.int64], end: Array, pains: tuple[Array, Array], parts: tuple[Array, Array]) -> Step:
    columns, carries = [], []
    for pain in pains:
        at = pain[rows]
        missing = np.isnan(at)
        columns += [np.where(missing, 0.0, at - _mean(at)), missing.astype(float)]
        carries += [True, False]
    day = table.day[rows] / DAYS_OF_TREND
    columns += [day - _mean(day)]
    return Step(
        end=end[rows],
        known=np.stack(columns, axis=1),
        carries=np.array([*carries, False], dtype=bool),
        first=parts[0][rows],
        second=parts[1][rows],
    )


def _open(pain: Array) -> NDArray[np.bool_]:
    """Whether pain before a step is known and can still rise: a step that begins at 10 can show no worsening, so it clears nothing."""
    return np.less(pain, HIGHEST, where=~np.isnan(pain), out=np.zeros(len(pain), dtype=bool))


def _at(values: Array, rows: NDArray[np.int64]) -> Array:
    return np.where(rows >= 0, values[rows], np.nan) if len(values) else values


def _rows_at(values: Array, rows: NDArray[np.int64]) -> Array:
    return np.where((rows >= 0)[:, None], values[rows], 0.0) if len(values) else values


def _centered(values: Array) -> Array:
    there = ~np.isnan(values)
    count = there.sum(axis=0)
    mean = np.where(there, values, 0.0).sum(axis=0) / np.maximum(count, 1)
    return np.where(there, values - mean, 0.0)


def _mean(values: Array) -> float:
    there = values[~np.isnan(values)]
    return float(there.mean()) if len(there) else 0.0


def _number(value: float | None) -> float:
    return np.nan if value is None else float(value)
