"""Solved movements -> the files of ``baked/``."""

from pathlib import Path

from stepwell.figure import frames
from stepwell.figure.bake.solve import Solver
from stepwell.figure.frames import FOLDER, UNIT, Baked, FrameError, Movement
from stepwell.figure.skeleton import BUILDS, JOINTS, Build
from stepwell.figure.stamp import stamp
from stepwell.knowledge.schema import Exercise


def is_fresh(exercise: Exercise) -> bool:
    """Whether the file of an exercise was made from its present motion."""
    assert exercise.motion is not None
    try:
        return frames.read(exercise.id).made_from == stamp(exercise.motion)
    except FrameError:
        return False


def bake(exercise: Exercise, folder: Path = FOLDER, *, draft: bool = False) -> int:
    """Solve an exercise for every build and write its file; return its size in bytes.

    draft: solve the medium build alone and use it for all, to look at a motion while it is being written. It does not count as fresh.

    Raises:
        PoseError: its motion names something that is not there.
    """
    content = frames.written(baked(exercise, draft=draft))
    folder.mkdir(exist_ok=True)
    new = folder / f"{exercise.id}.json.new"
    new.write_bytes(content)
    new.replace(folder / f"{exercise.id}.json")
    return len(content)


def baked(exercise: Exercise, *, draft: bool = False) -> Baked:
    """Return an exercise solved for every build; as a draft, for one."""
    assert exercise.motion is not None
    first = Solver(exercise.motion, "medium").movement(exercise.id)
    steps = len(first.frames) - 1
    movements: dict[Build, Movement] = {
        build: first if draft or build == "medium" else Solver(exercise.motion, build).movement(exercise.id, steps) for build in BUILDS
    }
    return Baked(
        exercise=exercise.id,
        made_from="draft" if draft else stamp(exercise.motion),
        cycle=first.cycle,
        seconds=first.seconds,
        travel=first.travel,
        free=first.free,
        kept=first.kept,
        props={build: movement.props for build, movement in movements.items()},
        points={build: _steps(movement) for build, movement in movements.items()},
        belly=tuple(round(frame.belly / UNIT) for frame in first.frames),
    )


def _steps(movement: Movement) -> tuple[tuple[int, ...], ...]:
    """Return each frame's joints as whole numbers, but the first as differences."""
    whole = [[round(value / UNIT) for joint in JOINTS for value in frame[joint]] for frame in movement.frames]
    before = [[0] * len(whole[0]), *whole]
    return tuple(tuple(new - old for new, old in zip(now, then, strict=True)) for now, then in zip(whole, before, strict=False))
