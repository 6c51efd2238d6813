"""How long the drawings of Progress take: drawn anew, and from the data folder. python -m tests.bench.charts."""

import statistics
import tempfile
import time
from pathlib import Path

from django.conf import settings

from stepwell.web.charts import kept

LONGEST_KEPT_MS = 10.0
DATA: kept.Datasets = {
    "levels": [{"y": value, "says": str(value)} for value in (0, 5, 10)],
    "usual": [{"x": week, "low": 1, "high": 6} for week in range(0, 53, 2)],
    "own": [{"x": week, "level": 6 - week / 10, "run": "0"} for week in range(1, 53)],
    "days_left": [],
    "days_center": [],
    "days_right": [],
}


def main() -> int:
    """Print both; return 1 when a kept drawing is slow."""
    with tempfile.TemporaryDirectory(prefix="sw-charts-") as home:
        settings.configure(HOME=Path(home))
        wanted: list[kept.Wanted] = [("course", {"first": 0, "last": 52}, DATA)]
        began = time.perf_counter()
        (drawing,) = kept.drawings(wanted)
        anew = (time.perf_counter() - began) * 1000
        took = [_kept_ms(wanted) for _ in range(200)]
    slow = drawing is None or sorted(took)[189] > LONGEST_KEPT_MS
    print(f"drawn anew {anew:7.0f} ms")
    print(f"kept       {statistics.median(took):7.2f} ms (95 of 100 within {sorted(took)[189]:.2f}, wished at most {LONGEST_KEPT_MS:.0f})")
    return int(slow)


def _kept_ms(wanted: list[kept.Wanted]) -> float:
    began = time.perf_counter()
    kept.drawings(wanted)
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    raise SystemExit(main())
