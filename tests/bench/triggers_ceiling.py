"""How well could anybody do? Somebody who is told all about a person but the effects, beside the finder, on the same days.

./run bench triggers_ceiling       a few minutes

The knower has the true pain (not rounded), what was truly done (not what was ticked), how pain carries over, its noise, how each effect is
split over day and night, and how often effects of which size come. No method that has only the diary can do better; none can do as well.
"""

import os

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # many small matrices: threads would only get in each other's way

import argparse
import sys
from concurrent.futures import ProcessPoolExecutor
from typing import NamedTuple

import numpy as np

from stepwell.engine.trigger_findings import DiaryDay
from stepwell.knowledge.loader import load
from tests.bench import _diaries
from tests.bench._diaries import FIRST, GRID, GRID_SHARE, SCENARIOS, Behind
from tests.bench._table import machine
from tests.bench.triggers import LENGTHS, Array, Claim, finder, score

SURE = 0.80
CHAINS, BURNT, SWEEPS = 16, 30, 60
SIZES = np.array([0.0, *GRID])
LOG_CHANCES = np.log([1 - GRID_SHARE, *[GRID_SHARE / len(GRID)] * len(GRID)])


class Cell(NamedTuple):
    """Some people of one length of diary."""

    days: int
    people: range
    seed: int


def known_steps(behind: Behind, diary: tuple[DiaryDay, ...]) -> tuple[Array, Array]:
    """Return what is left of pain at the end of each step of the diary that has both its ends, and what each log-odds would add."""
    there = {(day.on - FIRST).days for day in diary}
    done = behind.done - 0.2
    by_day = np.where(behind.night, behind.second, behind.first) * done
    in_the_night = np.where(behind.night, behind.first * done[1:], behind.second * done[:-1])
    days = sorted(there)
    nights = [day for day in days if day - 1 in there]
    left = [(behind.worst - behind.expected_worst)[days], (behind.waking - behind.expected_waking)[nights]]
    return np.concatenate(left), np.concatenate([by_day[days], in_the_night[np.array(nights, dtype=int) - 1]])


def knower(left: Array, adds: Array, scale: float) -> Array:
    """Return for each exposure how sure somebody is who knows all else: Gibbs sampling over the true sizes."""
    chance = np.random.default_rng(1)
    effects = adds.shape[1]
    value = chance.choice(SIZES, (CHAINS, effects), p=np.exp(LOG_CHANCES))
    rest = left - value @ adds.T
    sure = np.zeros(effects)
    for sweep in range(BURNT + SWEEPS):
        for one in range(effects):
            without = rest + value[:, [one]] * adds[:, one]
            fit = np.stack([_log_logistic(without - size * adds[:, one], scale) for size in SIZES], axis=1) + LOG_CHANCES
            weight = np.exp(fit - fit.max(axis=1, keepdims=True))
            weight /= weight.sum(axis=1, keepdims=True)
            value[:, one] = SIZES[np.minimum((weight.cumsum(axis=1) < chance.random((CHAINS, 1))).sum(axis=1), len(SIZES) - 1)]
            rest = without - value[:, [one]] * adds[:, one]
            if sweep >= BURNT:
                sure[one] += weight[:, 1:].sum() / (CHAINS * SWEEPS)
    return sure


def _log_logistic(left: Array, scale: float) -> Array:
    size = np.abs(left) / scale
    return np.asarray((-size - 2 * np.log1p(np.exp(-size))).sum(axis=1))


def claims(cell: Cell) -> tuple[list[Claim], list[Claim]]:
    """Return what the knower and the finder say of the people of a cell."""
    known, best, found = load(), [], []
    for person in cell.people:
        made = _diaries.two_steps(SCENARIOS[0], cell.days, known, np.random.default_rng([cell.seed, person, cell.days]))
        assert made.behind is not None
        sure = knower(*known_steps(made.behind, made.diary), made.behind.scale)
        best += [Claim(person, truth, float(one), bool(one >= SURE)) for truth, one in zip(made.truth.values(), sure, strict=True)]
        said = finder(made.diary, list(made.truth))
        found += [Claim(person, truth, one, told) for truth, (one, told) in zip(made.truth.values(), said, strict=True)]
    return best, found


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=60, help="diaries a length (60)")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    print(f"triggers, {given.people} diaries a length, independent truth, seed {given.seed}, on {machine()}")
    print(f"{'days':>5}  {'who':<8}" + "".join(f"{head:>8}" for head in ("AUC", "FDR", "told", "misled", "power")))
    cells = [Cell(days, range(start, given.people, 2), given.seed) for days in LENGTHS for start in (0, 1)]
    with ProcessPoolExecutor() as pool:
        halves = list(pool.map(claims, cells))
    for at, days in enumerate(LENGTHS):
        for who, name in enumerate(("knower", "finder")):
            one = score(halves[2 * at][who] + halves[2 * at + 1][who], given.people, 0.0)
            print(f"{days:>5}  {name:<8}{one.auc:>8.2f}{one.false_share:>8.2f}{one.told:>8}{one.people_misled:>8.2f}{one.power:>8.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
