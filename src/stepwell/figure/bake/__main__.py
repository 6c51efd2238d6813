"""Bake the movements: ``python -m stepwell.figure.bake [--draft] [ID ...]`` solves what has changed (or the named ones).

--draft solves the medium build alone, to look at a motion while it is being written.
"""

import sys
from concurrent.futures import ProcessPoolExecutor
from functools import partial

from stepwell.figure.bake.naming import PoseError
from stepwell.figure.bake.oven import bake, is_fresh
from stepwell.knowledge import loader
from stepwell.knowledge.schema import Exercise


def main(words: list[str]) -> int:
    """Bake the named exercises, or all whose motion has changed since; return the exit status."""
    names = [word for word in words if word != "--draft"]
    exercises = loader.load().exercises
    if unknown := [name for name in names if name not in exercises or exercises[name].motion is None]:
        print(f"There is no exercise with a motion named {', '.join(unknown)}. `stepwell exercises` lists them all.", file=sys.stderr)
        return 2
    due = names or [name for name, exercise in exercises.items() if exercise.motion is not None and not is_fresh(exercise)]
    with ProcessPoolExecutor() as pool:
        told = list(pool.map(partial(_baked, draft="--draft" in words), [exercises[name] for name in due]))
    for line in told:
        print(line)
    print(f"{len(due)} baked.")
    return 1 if any("could not" in line for line in told) else 0


def _baked(exercise: Exercise, *, draft: bool) -> str:
    try:
        size = bake(exercise, draft=draft)
    except PoseError as problem:
        return f"{exercise.id} could not be baked: {problem}"
    return f"{exercise.id}: {size / 1000:.1f} kB"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
