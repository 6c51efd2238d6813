"""stepwell figure: the drawn body in numbers, and every exercise on one sheet."""

import json
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pytest
from msgspec.structs import replace

from stepwell.cli import _input, figure
from stepwell.figure.checks.limits import LIMITS
from stepwell.figure.frames import FrameError, Movement, movement
from stepwell.figure.skeleton import Build, Skeleton
from stepwell.knowledge import loader
from tests.cli.conftest import Run


def test_an_exercise_is_measured_by_every_check(run: Run) -> None:
    ran = run("figure", "cat_cow")

    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith("Cat-cow: ")
    rows = [line.split() for line in ran.out.splitlines()[3:]]
    assert [row[0] for row in rows] == list(LIMITS)
    assert all(row[1] == "-" or float(row[1]) <= float(row[3]) for row in rows)


def test_frames_are_shown_one_on_a_line(run: Run) -> None:
    lines = run("figure", "cat_cow", "--frames").out.splitlines()
    head = lines.index(next(line for line in lines if line.startswith("frame ")))

    assert lines[head].split() == ["frame", *LIMITS]
    assert [line.split()[0] for line in lines[head + 1 :]] == [str(number) for number in range(len(movement("cat_cow").frames))]


def test_a_program_gets_every_frame_of_every_check(run: Run) -> None:
    found = json.loads(run("figure", "cat_cow", "--json").out)

    assert found["exercise"] == "cat_cow"
    assert [one["check"] for one in found["checks"]] == list(LIMITS)
    for one in found["checks"]:
        assert one["limit"] == LIMITS[one["check"]].most
        assert one["worst"] == max(one["frames"], default=None)


def test_another_build_is_another_body(run: Run) -> None:
    assert run("figure", "cat_cow", "--json", "--build", "slim").out != run("figure", "cat_cow", "--json", "--build", "broad").out


def test_all_have_a_line_each_then_the_middle_and_the_worst(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figure, "_measured", cache(figure._measured))  # for both ways to show it
    ran = run("figure", "--all")
    firsts = [line.split()[0] for line in ran.out.splitlines()[1:] if line]

    assert firsts[:-1] == [*loader.load().exercises, "median", "worst", "limit"]
    assert ran.out.rstrip().endswith("48 of 48 within every limit.")
    assert [one["exercise"] for one in json.loads(run("figure", "--all", "--json").out)] == list(loader.load().exercises)


def test_what_is_past_its_limit_is_marked_and_told_by_the_exit_status(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def sinking(exercise: str, build: Build) -> Movement:
        good = movement(exercise, build)
        lower = [{joint: (x, y - 0.05, z) for joint, (x, y, z) in frame.points.items()} for frame in good.frames]
        return replace(good, frames=tuple(Skeleton(points=points, build=build) for points in lower))

    three = {name: loader.load().exercises[name] for name in ("abdominal_bracing", "bird_dog", "cat_cow")}
    monkeypatch.setattr(_input, "knowledge", lambda: replace(loader.load(), exercises=three))
    monkeypatch.setattr(figure, "movement", sinking)
    ran = run("figure", "cat_cow")

    assert ran.status == 1
    marked = [line.split()[1] for line in ran.out.splitlines() if line.startswith("!")]
    assert marked == ["sunk"]
    assert "Not: abdominal_bracing, bird_dog, cat_cow." in run("figure", "--all").out


def test_the_sheet_shows_every_exercise(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "sheet.svg"
    ran = run("figure", "--sheet", str(file))

    assert (ran.status, ran.out, ran.err) == (0, "", "")
    assert ElementTree.parse(file).getroot().tag == "{http://www.w3.org/2000/svg}svg"
    assert all(exercise in file.read_text() for exercise in loader.load().exercises)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ([], "give an exercise, --all, or --sheet FILE"),
        (["cat_cow", "--all"], "one of the three"),
        (["catcow"], "did you mean cat_cow?"),
        (["???"], "see `stepwell exercises` for the ids"),
        (["--all", "--frames"], "--frames: give the exercise"),
        (["cat_cow", "--build", "tall"], "--build"),
        (["--sheet", "/nowhere/at/all.svg"], "--sheet: /nowhere/at/all.svg: it cannot be written"),
    ],
)
def test_what_cannot_be_used_is_refused_in_one_line(run: Run, words: list[str], says: str) -> None:
    ran = run("figure", *words)

    assert (ran.status, ran.out) == (2, "")
    assert says in ran.err
    assert ran.err.count("\n") == 1


def test_frames_that_are_not_there_are_said_in_one_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(exercise: str, build: Build) -> Movement:
        raise FrameError(f"{exercise}.json: no baked frames can be read")

    monkeypatch.setattr(figure, "movement", missing)

    assert run("figure", "cat_cow").err == "stepwell figure: cat_cow.json: no baked frames can be read\n"
