"""One line a measurement, beside its target; and the machine it was measured on."""

import os
import platform
from pathlib import Path


def machine() -> str:
    """Return the machine in a line: processor, cores, memory, Python."""
    cpu = next((line.split(":", 1)[1].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")), platform.processor())
    memory = next((int(line.split()[1]) / 2**20 for line in _lines("/proc/meminfo") if line.startswith("MemTotal")), 0.0)
    return f"{cpu or platform.machine()}, {os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()}, Python {platform.python_version()}"


def row(name: str, value: float, unit: str, *, at_most: float | None = None, at_least: float | None = None) -> bool:
    """Print a measurement beside its target; return whether the target is met."""
    good = (at_most is None or value <= at_most) and (at_least is None or value >= at_least)
    target = f"<= {at_most:g}" if at_most is not None else f">= {at_least:g}"
    print(f"{'ok    ' if good else 'MISSED'} {name:<58} {value:>9.2f} {unit:<8} target {target}", flush=True)
    return good


def _lines(path: str) -> list[str]:
    try:
        return Path(path).read_text().splitlines()
    except OSError:
        return []
