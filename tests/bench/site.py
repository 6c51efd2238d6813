"""How fast the site is over HTTP, as shipped: the Today page, with a log of 5 and of 180 days, and what a first visit brings.

The load comes from processes on the same machine, so it takes its share of the same cores. What is saved has its own measurement
(``saving``).
"""

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from urllib.parse import urljoin

from stepwell.engine.reading import written
from stepwell.knowledge.loader import load
from tests.bench._made_log import made_log
from tests.bench._served import Served, served
from tests.bench._table import machine, row
from tests.bench._wire import fetched

CLIENTS = 8
SECONDS = 3.0
ROUNDS = 5
WARM_UP_S = 1.5


def main() -> int:
    """Print the table; return 1 when a target is missed."""
    print(f"site on SQLite, {CLIENTS} clients, medians of {ROUNDS} rounds of {SECONDS:.0f} s, on {machine()}")
    results = []
    for days in (5, 180):
        with tempfile.TemporaryDirectory(prefix="sw-bench-") as home:
            _fill(home, days)
            with served(home) as site:
                results += _today(site, days)
                results += _weight(site) if days == 5 else []
    return 0 if all(results) else 1


def _fill(home: str, days: int) -> None:
    """Put a log that ends today into a fresh data folder."""
    log = Path(home) / "log.json"
    log.write_bytes(written(made_log(days, date.today() - timedelta(days=days - 1), load())))
    environment = {**os.environ, "STEPWELL_HOME": home, "STEPWELL_DATABASE_URL": ""}
    subprocess.run([sys.executable, "-m", "stepwell.cli", "import", str(log)], check=True, env=environment, stdout=subprocess.DEVNULL)


def _today(site: Served, days: int) -> list[bool]:
    _loaded(site, _get_today, WARM_UP_S)
    rate, cpu_ms = _median_loaded(site, _get_today)
    return [
        row(f"Today page, log of {days} days", rate, "req/s", at_least=400),
        row(f"Today page, log of {days} days, processor time", cpu_ms, "ms/req", at_most=6),
    ]


def _weight(site: Served) -> list[bool]:
    """Measure what a first visit to Today brings over the wire: the page, its styles, scripts and letters."""
    page, body = fetched(site.port, "/today/")
    found = sorted(set(re.findall(r'(?:href|src)="(/static/[^"]+)"', body)))
    styles = [fetched(site.port, path) for path in found]
    inside = {
        match
        for path, (_, text) in zip(found, styles, strict=True)
        if path.endswith(".css")
        for match in re.findall(r'url\("?(/static/[^")]+|[^")]+)"?\)', text)
    }
    letters = [fetched(site.port, urljoin("/static/stepwell/css/", path))[0] for path in sorted(inside) if "data:" not in path]
    total = page + sum(size for size, _ in styles) + sum(letters)
    return [
        row("first load of Today, over the wire", total / 1024, "KB", at_most=90),
        row("first load of Today, requests", 1 + len(styles) + len(letters), "", at_most=12),
    ]


def _median_loaded(site: Served, work: Callable[[int, float], int]) -> tuple[float, float]:
    """Return the medians over the rounds: requests a second, and processor milliseconds for each."""
    rounds = [_loaded(site, work, SECONDS) for _ in range(ROUNDS)]
    return median(rate for rate, _ in rounds), median(cpu_ms for _, cpu_ms in rounds)


def _loaded(site: Served, work: Callable[[int, float], int], seconds: float) -> tuple[float, float]:
    """Return requests a second, and the server's processor milliseconds for each."""
    before = site.processor_s()
    begun = time.perf_counter()
    with ProcessPoolExecutor(CLIENTS) as pool:
        counts: list[int] = list(pool.map(work, [site.port] * CLIENTS, [seconds] * CLIENTS))
    took = time.perf_counter() - begun
    return sum(counts) / max(took - 0.1, seconds), (site.processor_s() - before) / max(1, sum(counts)) * 1000


def _get_today(port: int, seconds: float) -> int:
    """Ask for Today again and again over one connection, with as little work of our own as possible."""
    request = f"GET /today/ HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept-Encoding: gzip\r\n\r\n".encode()
    count, end = 0, time.perf_counter() + seconds
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        while time.perf_counter() < end:
            connection.sendall(request)
            head, _, body = connection.recv(65536).partition(b"\r\n\r\n")
            if not head.startswith(b"HTTP/1.1 200"):
                raise SystemExit(f"Today answers {head[:30]!r}")
            left = int(re.search(rb"(?i)content-length: (\d+)", head)[1]) - len(body)  # type: ignore[index]
            while left > 0:
                left -= len(connection.recv(65536))
            count += 1
    return count


if __name__ == "__main__":
    sys.exit(main())
