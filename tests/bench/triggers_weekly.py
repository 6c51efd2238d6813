"""What does judging every week do? Verdicts over 26 Mondays with and without hysteresis, beside one fit at the end.

./run bench triggers_weekly       a few minutes
"""

import os

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # many small matrices: threads would only get in each other's way

import argparse
import sys
from concurrent.futures import ProcessPoolExecutor
from datetime import timedelta
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from msgspec.structs import replace

from stepwell.engine.trigger_findings import Findings, Verdict
from stepwell.engine.triggers import refit
from stepwell.knowledge.loader import load
from stepwell.knowledge.schema import Knowledge
from tests.bench import _diaries
from tests.bench._diaries import FIRST, SCENARIOS, WORTH, Scenario
from tests.bench._table import machine

WEEKS = 26
STRONG, NOTHING = np.log(2), 0.05
TOLD: tuple[Verdict, ...] = ("likely", "helps", "probably_not")
WAYS = ("each week, kept", "each week, not kept", "once, at the end")


class Course(NamedTuple):
    """The verdicts of one exposure of one person, Monday by Monday, and the truth behind them."""

    person: int
    truth: float
    verdicts: tuple[Verdict, ...]


class Cell(NamedTuple):
    """One line of the table."""

    generator: str
    scenario: Scenario
    way: str
    people: int
    seed: int


def courses(cell: Cell) -> list[Course]:
    """Return the verdicts on everything of everybody of a cell."""
    known = load()
    keeping = _without_keeping(known) if cell.way == "each week, not kept" else known
    found = []
    for person in range(cell.people):
        chance = np.random.default_rng([cell.seed, person, WEEKS])
        made = getattr(_diaries, cell.generator)(cell.scenario, WEEKS * 7, known, chance)
        before: Findings | None = None
        weeks: list[dict[str, Verdict]] = []
        for week in range(WEEKS, WEEKS + 1) if cell.way == WAYS[2] else range(1, WEEKS + 1):
            before = refit(before, made.diary, keeping, FIRST + timedelta(weeks=week))
            weeks.append({one.exposure: one.verdict for one in before.found})
        found += [Course(person, truth, tuple(week.get(one, "not_enough") for week in weeks)) for one, truth in made.truth.items()]
    return found


def _without_keeping(known: Knowledge) -> Knowledge:
    rules = dict(known.trigger_rules)
    rules["keep_within"] = replace(rules["keep_within"], value=0.0)
    return replace(known, trigger_rules=rules)


def changes(verdicts: tuple[Verdict, ...]) -> int:
    """Return how often a verdict changed once something had been said."""
    said = [one for one in verdicts if one != "not_enough"]
    return sum(one != other for one, other in pairwise(said))


def flips_back(verdicts: tuple[Verdict, ...]) -> int:
    """Return how often a verdict came back that had been left for another one."""
    runs = [one for at, one in enumerate(verdicts) if at == 0 or verdicts[at - 1] != one]
    return sum(one in runs[:at] for at, one in enumerate(runs) if one != "not_enough")


def line(found: list[Course], people: int) -> tuple[float, ...]:
    """Return a person's changes and flips back, the share of told verdicts that were taken back, who was ever and is at the end told
    a false trigger, and the share of strong triggers that was ever and is at the end called likely."""
    ever = [(course, verdict) for course in found for verdict in TOLD if verdict in course.verdicts]
    false = [course for course in found if abs(course.truth) < NOTHING and "likely" in course.verdicts]
    strong = [course for course in found if course.truth >= STRONG]
    cleared = [course for course in found if course.verdicts[-1] == "probably_not"]
    return (
        sum(changes(course.verdicts) for course in found) / people,
        sum(flips_back(course.verdicts) for course in found) / people,
        sum(course.verdicts[-1] != verdict for course, verdict in ever) / max(len(ever), 1),
        len({course.person for course in false}) / people,
        len({course.person for course in false if course.verdicts[-1] == "likely"}) / people,
        sum("likely" in course.verdicts for course in strong) / max(len(strong), 1),
        sum(course.verdicts[-1] == "likely" for course in strong) / max(len(strong), 1),
        sum(course.truth >= WORTH for course in cleared) / max(len(cleared), 1),
    )


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=100, help="diaries a cell (100)")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    print(f"triggers, {WEEKS} weeks, {given.people} diaries a cell, seed {given.seed}, on {machine()}")
    heads = ("changes", "flips", "taken b.", "misled", "at end", "power", "at end", "wrongly c.")
    print(f"{'generator':<13}{'scenario':<19}{'judged':<21}" + "".join(f"{head:>11}" for head in heads))
    cells = [
        Cell(generator, scenario, way, given.people, given.seed)
        for generator in ("two_steps", "hidden_state")
        for scenario in SCENARIOS
        if scenario.name in ("independent truth", "null")
        for way in WAYS
    ]
    with ProcessPoolExecutor() as pool:
        for cell, found in zip(cells, pool.map(courses, cells), strict=True):
            values = "".join(f"{value:>11.2f}" for value in line(found, cell.people))
            print(f"{cell.generator:<13}{cell.scenario.name:<19}{cell.way:<21}{values}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
