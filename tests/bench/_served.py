"""The site, started as shipped for a measurement, and what its processes use."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

IDLE_S, IDLE_SHARE = 3, 0.05
"""At rest the processes use less than this share of a core for so many seconds; work is looked for every two."""


class Served:
    """A running site: its port, and the processes that belong to it."""

    def __init__(self, pid: int, port: int, first_answer_s: float) -> None:
        self.pid = pid
        self.port = port
        self.first_answer_s = first_answer_s

    def memory_mb(self) -> float:
        """Return the proportional set size of every process, in megabytes (Linux)."""
        return sum(_memory_mb(process) for process in _family(self.pid))

    def processor_s(self) -> float:
        """Return the processor seconds that every process has used, in user and system mode (Linux)."""
        tick = os.sysconf("SC_CLK_TCK")
        return sum(
            sum(int(part) for part in Path(f"/proc/{process}/stat").read_text().rsplit(") ", 1)[1].split()[11:13]) / tick
            for process in _family(self.pid)
        )

    def wait_until_idle(self, at_most_s: float = 120) -> None:
        """Wait until the processes rest: what they do at a start is over."""
        until, used = time.monotonic() + at_most_s, self.processor_s()
        while time.monotonic() < until:
            time.sleep(IDLE_S)
            before, used = used, self.processor_s()
            if used - before < IDLE_S * IDLE_SHARE:
                return
        raise SystemExit("the site does not come to rest")


@contextmanager
def served(home: str, *command: str, **settings: str) -> Iterator[Served]:
    """Start the site on a free port with ``home`` as its data folder, by ``serve`` or another command; stop it at the end.

    settings: more of the environment, by name.
    """
    port = _free_port()
    environment = {**os.environ, "STEPWELL_HOME": home, "PORT": str(port), "STEPWELL_DATABASE_URL": "", **settings}
    begun = time.monotonic()
    site = subprocess.Popen(
        [sys.executable, "-m", "stepwell.cli", *(command or ("serve",))],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(port, begun + 60)
        yield Served(site.pid, port, time.monotonic() - begun)
    finally:
        site.terminate()
        site.wait(30)


def _wait(port: int, until: float) -> None:
    while time.monotonic() < until:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10)
        except urllib.error.HTTPError as error:
            raise SystemExit(f"the start page answers {error.code}: mend that first") from None
        except OSError:
            time.sleep(0.02)
        else:
            return
    raise SystemExit("the site did not answer")


def _family(pid: int) -> list[int]:
    # A child belongs to the thread that started it.
    children = [int(child) for thread in Path(f"/proc/{pid}/task").iterdir() for child in (thread / "children").read_text().split()]
    return [pid, *(process for child in children for process in _family(child))]


def _memory_mb(pid: int) -> float:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])
