"""How fast the engine is: loading the knowledge, folding a log, planning a day, and the triage command from cold."""

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import msgspec

from stepwell.engine.plan import plan_from
from stepwell.engine.understanding import understand
from stepwell.knowledge.loader import DATA, load_from
from tests.bench._made_log import PERSON, lived, made_log
from tests.bench._table import machine, row
from tests.calm_answers import with_calm_answers

FIRST = date(2026, 1, 5)


def main() -> int:
    """Print the table; return 1 when a target is missed."""
    print(f"engine, medians, on {machine()}")
    knowledge = load_from(DATA)
    results = [row("knowledge load", _median_ms(lambda: load_from(DATA), 7), "ms", at_most=150)]
    for days in (5, 180, 500):
        known = [after for _, after in lived(days, FIRST, knowledge)][-1]
        today = known.on or FIRST
        results.append(
            row(
                f"plan_day from the understanding so far, {days} days",
                _median_ms(partial(plan_from, known, knowledge, today), 200),
                "ms",
                at_most=1,
            )
        )
        print(f"       the understanding after {days} days: {len(msgspec.json.encode(known)):,} bytes, {known.facts} facts")
    log = made_log(180, FIRST, knowledge)
    results.append(
        row(
            "180-day log folded from nothing, and planned",
            _median_ms(lambda: plan_from(understand(log, knowledge), knowledge, FIRST + timedelta(days=180)), 9),
            "ms",
            at_most=40,
        )
    )
    with tempfile.TemporaryDirectory(prefix="sw-bench-") as folder:
        answers = Path(folder) / "answers.json"
        answers.write_text(json.dumps(with_calm_answers(PERSON, knowledge)))
        command = [sys.executable, "-m", "stepwell.cli", "triage", str(answers), "--json"]
        results.append(
            row(
                "stepwell triage, a fresh process",
                _median_ms(lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL), 7) / 1000,
                "s",
                at_most=0.5,
            )
        )
    return 0 if all(results) else 1


def _median_ms(work: Callable[[], object], times: int) -> float:
    took = []
    for _ in range(times + 1):
        begun = time.perf_counter()
        work()
        took.append(time.perf_counter() - begun)
    return statistics.median(took[1:]) * 1000


if __name__ == "__main__":
    sys.exit(main())
