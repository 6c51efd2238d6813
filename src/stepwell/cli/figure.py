"""How an exercise is drawn, measured: bones, joint angles, contacts, holds, overlaps, balance and flow; or all drawn on one sheet."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from statistics import median
from typing import Any

from stepwell.cli import _input
from stepwell.cli._errors import Refused
from stepwell.cli._output import print_json
from stepwell.figure.checks.limits import LIMITS
from stepwell.figure.checks.measure import Measured, measured
from stepwell.figure.frames import FrameError, movement
from stepwell.figure.sheet import sheet
from stepwell.figure.skeleton import BUILDS, Build

Measures = Sequence[Measured]


def arguments(parser: ArgumentParser) -> None:
    """Take which exercise, or all of them, and what to show."""
    parser.add_argument("id", nargs="?", help="one exercise, such as cat_cow")
    parser.add_argument("--all", action="store_true", help="every exercise on one line, and the middle and worst of each check")
    parser.add_argument("--frames", action="store_true", help="every frame of the exercise as well")
    parser.add_argument("--build", choices=list(BUILDS), default="medium", help="of which body (medium, if left out)")
    parser.add_argument("--sheet", metavar="FILE", help="write a picture of every exercise into this SVG file")
    _input.take_json(parser)


def run(arguments: Namespace) -> int:
    """Print measurements or draw the sheet; the exit status is 1 when something is past its limit."""
    if [arguments.id is not None, arguments.all, arguments.sheet is not None].count(True) != 1:
        raise Refused("give an exercise, --all, or --sheet FILE: one of the three")
    if arguments.frames and arguments.id is None:
        raise Refused("--frames: give the exercise whose frames it should show")
    if arguments.sheet is not None:
        return _draw(arguments.sheet)
    known = _input.knowledge().exercises
    names = list(known) if arguments.all else [_known(arguments.id, known)]
    found = {name: _measured(name, arguments.build) for name in names}
    if arguments.json:
        print_json([_plain(name, measures) for name, measures in found.items()] if arguments.all else _plain(*next(iter(found.items()))))
    elif arguments.all:
        _print_all(found)
    else:
        _print_one(known[names[0]].name, found[names[0]], frames=arguments.frames)
    return int(not all(one.good for measures in found.values() for one in measures))


def _draw(name: str) -> int:
    try:
        Path(name).open("a").close()  # a file that cannot be written is refused before the drawing, which takes seconds
        Path(name).write_text(sheet(list(_input.knowledge().exercises.values())), encoding="utf-8")
    except FrameError as error:
        raise Refused(str(error)) from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "not a file name"
        raise Refused(f"--sheet: {name}: it cannot be written ({why.lower()}); give a file in a folder that is there") from None
    return 0


def _known(exercise_id: str, known: Iterable[str]) -> str:
    if exercise_id in known:
        return exercise_id
    near = get_close_matches(exercise_id[:60], known, n=1)
    mend = f"did you mean {near[0]}?" if near else "see `stepwell exercises` for the ids"
    raise Refused(f"ID: {exercise_id!r} is not a known exercise; {mend}")


def _measured(exercise_id: str, build: Build) -> Measures:
    try:
        return measured(movement(exercise_id, build))
    except FrameError as error:
        raise Refused(str(error)) from None


def _print_one(name: str, measures: Measures, *, frames: bool) -> None:
    print(f"{name}: {max(len(one.frames) for one in measures)} frames")
    print(f"\n  {'check':<8} {'worst':>6}     {'limit':>6}     where")
    for one in measures:
        limit = LIMITS[one.check]
        print(
            f"{_mark(one)} {one.check:<8} {_value(one.worst):>6} {limit.unit:<4}{limit.most:>6.1f} {limit.unit:<2}  {_where(one)}".rstrip()
        )
    if frames:
        _print_frames(measures)


def _print_frames(measures: Measures) -> None:
    print("\nframe " + " ".join(f"{one.check:>7}" for one in measures))
    for number in range(max(len(one.frames) for one in measures)):
        values = (one.frames[number].value if one.frames else None for one in measures)
        print(f"{number:>5} " + " ".join(f"{_value(value):>7}" for value in values))


def _print_all(found: Mapping[str, Measures]) -> None:
    widest = max(len(name) for name in found)
    print(" " * (widest + 1) + "".join(f"{check:>8}" for check in LIMITS))
    for name, measures in found.items():
        print(f"{name:<{widest}} " + "".join(f"{_value(one.worst):>7}{_mark(one)}" for one in measures))
    columns = list(zip(*found.values(), strict=True))
    values = [[one.worst for one in column if one.worst is not None] for column in columns]
    print(f"\n{'median':<{widest}} " + "".join(f"{_value(median(column) if column else None):>7} " for column in values))
    print(f"{'worst':<{widest}} " + "".join(f"{_value(max(column, default=None)):>7} " for column in values))
    print(f"{'limit':<{widest}} " + "".join(f"{_value(limit.most):>7} " for limit in LIMITS.values()))
    bad = [name for name, measures in found.items() if not all(one.good for one in measures)]
    print(f"\n{len(found) - len(bad)} of {len(found)} within every limit." + (f" Not: {', '.join(bad)}." if bad else ""))


def _mark(one: Measured) -> str:
    return " " if one.good else "!"


def _value(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"


def _where(one: Measured) -> str:
    return f"frame {one.frame}, {one.where}" if one.where else ""


def _plain(exercise_id: str, measures: Measures) -> dict[str, Any]:
    return {"exercise": exercise_id, "checks": [_plain_check(one) for one in measures]}


def _plain_check(one: Measured) -> dict[str, Any]:
    limit = LIMITS[one.check]
    head = {"check": one.check, "unit": limit.unit, "limit": limit.most, "worst": one.worst, "good": one.good}
    return head | {"frame": one.frame, "where": one.where, "frames": [found.value for found in one.frames]}
