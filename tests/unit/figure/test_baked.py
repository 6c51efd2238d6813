"""Every exercise, as it ships: its frames are made from its present motion, and nothing that is measured is past its limit."""

import subprocess
import sys

import pytest

from stepwell.figure.checks.limits import LIMITS
from stepwell.figure.frames import FOLDER, FrameError, movement, read
from stepwell.figure.skeleton import BUILDS, Build
from stepwell.figure.stamp import stamp
from stepwell.knowledge import loader
from tests.figure_table import found_in

EXERCISES = loader.load().exercises


@pytest.mark.xdist_group("measured")  # with the page that shows the same measurements
@pytest.mark.parametrize("build", list(BUILDS))
@pytest.mark.parametrize("exercise", list(EXERCISES))
def test_every_movement_is_within_every_limit(exercise: str, build: Build) -> None:
    found = found_in(exercise, build)

    past = {one.check: f"{one.worst:.2f} {LIMITS[one.check].unit} in frame {one.frame}: {one.where}" for one in found if not one.good}
    assert past == {}


@pytest.mark.parametrize("exercise", list(EXERCISES))
def test_frames_are_made_from_the_present_motion_of_their_exercise(exercise: str) -> None:
    motion = EXERCISES[exercise].motion

    assert motion is not None
    assert read(exercise).made_from == stamp(motion), "run ./run figures"


def test_there_are_frames_for_every_exercise_and_for_no_other() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.json")) == sorted(EXERCISES)


def test_frames_that_are_not_there_are_named() -> None:
    with pytest.raises(FrameError, match=r"handstand\.json"):
        movement("handstand")


def test_whoever_stands_or_walks_alone_is_weighed() -> None:
    """The check of balance would be empty if no exercise said that it stands free."""
    free = [exercise for exercise in EXERCISES if movement(exercise).free]

    assert len(free) >= 3


def test_measuring_needs_no_array_library() -> None:
    code = "import sys, stepwell.figure.checks.measure, stepwell.cli.figure; print(sorted({'numpy', 'scipy'} & set(sys.modules)))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert ran.stdout == "[]\n"
