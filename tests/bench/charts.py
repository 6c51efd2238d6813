"""How long the drawings of Progress take, anew and kept; how fast its pages are with a long log; and the memory while it draws (Linux)."""

import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings

from stepwell.engine.reading import written
from stepwell.knowledge.loader import load
from stepwell.web.charts import kept
from tests.bench._made_log import made_log
from tests.bench._served import Served, served
from tests.bench._table import machine, row

ASKED = 200
PAGES = 15
DATA: kept.Datasets = {
    "levels": [{"y": value, "says": str(value)} for value in (0, 5, 10)],
    "usual": [{"x": week, "low": 1, "high": 6} for week in range(0, 53, 2)],
    "own": [{"x": week, "level": 6 - week / 10, "run": "0"} for week in range(1, 53)],
}


def main() -> int:
    """Print the table; return 1 when a target is missed."""
    print(f"charts, on {machine()}")
    results = _drawings()
    for days in (180, 500):
        with tempfile.TemporaryDirectory(prefix="sw-charts-") as home:
            _fill(home, days)
            with served(home) as site:
                results += _pages(site, days)
    return 0 if all(results) else 1


def _drawings() -> list[bool]:
    with tempfile.TemporaryDirectory(prefix="sw-charts-") as home:
        settings.configure(HOME=Path(home), SECRET_KEY="only for this measurement")
        wanted: list[kept.Wanted] = [("course", {"first": 0, "last": 52}, DATA)]
        anew = _ms(wanted)
        took = sorted(_ms(wanted) for _ in range(ASKED))
    return [
        row("a chart drawn anew, with the start of its process", anew, "ms", at_most=2000),
        row("a chart from what is kept, median", statistics.median(took), "ms", at_most=10),
        row("a chart from what is kept, 95 of 100", took[int(ASKED * 0.95)], "ms", at_most=10),
    ]


def _pages(site: Served, days: int) -> list[bool]:
    """Measure Progress when everything has to be drawn, and when all of it is kept: in the time the server's processors worked."""
    quiet = site.memory_mb()
    most = [quiet]
    ended = threading.Event()
    watcher = threading.Thread(target=_watched, args=(site, most, ended))
    watcher.start()
    began = time.perf_counter()
    _page(site, "/progress/")
    first = (time.perf_counter() - began) * 1000
    ended.set()
    watcher.join()
    results = [row(f"Progress, log of {days} days, with all its drawings made", first, "ms", at_most=3000)]
    for name, address in (("twelve weeks", "/progress/"), ("everything", "/progress/?all")):
        for _ in range(4):
            _page(site, address)
        before = site.processor_s()
        for _ in range(PAGES):
            _page(site, address)
        cost = (site.processor_s() - before) / PAGES * 1000
        results.append(row(f"Progress, log of {days} days, {name}, kept: processor time", cost, "ms", at_most=100))
    results.append(row(f"whole server, log of {days} days, after Progress", site.memory_mb(), "MB PSS", at_most=200))
    print(f"       whole server before {quiet:.0f} MB PSS, most while it drew {max(most):.0f} MB, for about a second")
    return results


def _watched(site: Served, most: list[float], ended: threading.Event) -> None:
    while not ended.wait(0.03):
        try:
            most.append(site.memory_mb())
        except (OSError, StopIteration):
            continue  # a process ended while it was looked at


def _page(site: Served, address: str) -> None:
    urllib.request.urlopen(f"http://127.0.0.1:{site.port}{address}", timeout=60).read()


def _fill(home: str, days: int) -> None:
    """Put a log that ends today into a fresh data folder."""
    log = Path(home) / "log.json"
    log.write_bytes(written(made_log(days, date.today() - timedelta(days=days - 1), load())))
    environment = {**os.environ, "STEPWELL_HOME": home, "STEPWELL_DATABASE_URL": ""}
    subprocess.run([sys.executable, "-m", "stepwell.cli", "import", str(log)], check=True, env=environment, stdout=subprocess.DEVNULL)


def _ms(wanted: list[kept.Wanted]) -> float:
    began = time.perf_counter()
    kept.drawings(wanted)
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    sys.exit(main())
