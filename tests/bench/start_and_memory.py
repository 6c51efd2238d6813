"""How long the site takes to its first answer, and how much memory its processes hold. Fails above the limits.

Linux only: memory is the proportional set size of every process, from /proc.
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

FIRST_ANSWER_S = 3.0
MEMORY_MB = 200.0
ASKED = 200


def main() -> int:
    """Measure a first and a second start; return 1 when a limit is passed."""
    with tempfile.TemporaryDirectory(prefix="sw-bench-") as home:
        measure("first start (makes the database and the static files)", home)
        seconds, memory = measure("second start", home)
    is_good = seconds <= FIRST_ANSWER_S and memory <= MEMORY_MB
    print(f"{'ok' if is_good else 'TOO MUCH'}: limits {FIRST_ANSWER_S} s and {MEMORY_MB:.0f} MB")
    return 0 if is_good else 1


def measure(name: str, home: str) -> tuple[float, float]:
    """Start, ask for the start page many times, stop; print and return the seconds and the megabytes."""
    port = _free_port()
    environment = {**os.environ, "STEPWELL_HOME": home, "PORT": str(port), "STEPWELL_DATABASE_URL": ""}
    begun = time.monotonic()
    site = subprocess.Popen(
        [sys.executable, "-m", "stepwell.cli", "serve"], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        status = _status(port, until=begun + 30)
        seconds = time.monotonic() - begun
        asked = time.monotonic()
        for _ in range(ASKED):
            _status(port, until=asked + 60)
        each = (time.monotonic() - asked) / ASKED
        memory = sum(_memory_mb(process) for process in _family(site.pid))
    finally:
        site.terminate()
        site.wait(30)
    print(f"{name}: answer {status} after {seconds:.2f} s; {memory:.0f} MB after {ASKED} pages, {each * 1000:.1f} ms each")
    return seconds, memory


def _status(port: int, until: float) -> int:
    while time.monotonic() < until:
        try:
            return int(urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10).status)
        except urllib.error.HTTPError as error:
            raise SystemExit(f"the start page answers {error.code}: mend that first") from None
        except OSError:
            time.sleep(0.02)
    raise SystemExit("the site did not answer")


def _family(pid: int) -> list[int]:
    children = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return [pid, *(process for child in children for process in _family(child))]


def _memory_mb(pid: int) -> float:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main())
