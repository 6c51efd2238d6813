"""How long a processor works on each document, from a person's record to the finished PDF; and the memory that it takes (Linux)."""

import statistics
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

from msgspec.structs import replace

from stepwell.knowledge.loader import load
from stepwell.paper import press
from stepwell.paper.kinds import KINDS, Kind
from stepwell.paper.record import Record
from tests.bench._made_log import made_log
from tests.bench._table import machine, row
from tests.unit.paper import made

DAYS = 180
ROUNDS = 15
AT_MOST = 100
TODAY = made.TODAY


def main() -> int:
    """Print the table; return 1 when a target is missed."""
    if "--first" in sys.argv:
        return _first(_record(), KINDS["home-program"])
    print(f"paper, on {machine()}; a log of {DAYS} days, medians of {ROUNDS}")
    record = _record()
    before = _memory_mb()
    results = [_measured(record, kind, size) for kind in KINDS.values() for size in press.SIZES]
    print(f"       memory that printing took, shared with no other process: {_memory_mb() - before:.0f} MB")
    first = float(subprocess.run([sys.executable, "-m", "tests.bench.paper", "--first"], check=True, capture_output=True, text=True).stdout)
    results.append(row("the first document of a process, typst and its letters read", first, "ms", at_most=300))
    return 0 if all(results) else 1


def _record() -> Record:
    return made.record(*made_log(DAYS, TODAY - timedelta(days=DAYS - 1), load()).facts)


def _measured(record: Record, kind: Kind, size: press.Size) -> bool:
    """Measure the median of some rounds; each for another name, as typst remembers what it has drawn."""
    _ms(record, kind, size, "warm")
    took = [_ms(record, kind, size, f"Person {number}") for number in range(ROUNDS)]
    return row(f"{kind.title}, {size}, processor time", statistics.median(took), "ms", at_most=AT_MOST)


def _ms(record: Record, kind: Kind, size: press.Size, name: str) -> float:
    began = time.process_time()
    press.printed(kind.write(replace(record, name=name)), size)
    return (time.process_time() - began) * 1000


def _first(record: Record, kind: Kind) -> int:
    print(_ms(record, kind, "letter", "First"))
    return 0


def _memory_mb() -> float:
    """Return the memory that this process shares with no other."""
    rows = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return next(int(row.split()[1]) for row in rows if row.startswith("Pss_Anon:")) / 1024


if __name__ == "__main__":
    sys.exit(main())
