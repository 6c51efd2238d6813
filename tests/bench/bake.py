"""How long it takes to solve and bake all figures, on all cores, and what they weigh."""

import os
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from time import perf_counter

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from stepwell.figure.bake.oven import bake
from stepwell.knowledge import loader
from tests.bench._table import machine, row


def main() -> int:
    """Bake everything into a folder that is thrown away; return 1 when a target is missed."""
    exercises = [exercise for exercise in loader.load().exercises.values() if exercise.motion is not None]
    print(f"baking {len(exercises)} exercises for three builds, on {machine()}")
    with tempfile.TemporaryDirectory(prefix="sw-bench-") as folder, ProcessPoolExecutor() as pool:
        started = perf_counter()
        sizes = list(pool.map(bake, exercises, [Path(folder)] * len(exercises)))
        results = [
            row("all figures baked", perf_counter() - started, "s", at_most=180),
            row("all baked files", sum(sizes) / 1e6, "MB", at_most=1.5),
        ]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
