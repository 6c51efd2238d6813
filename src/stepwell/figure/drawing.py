"""A moving figure for the browser: every shape once, with how each of its values changes from frame to frame.

``js/figure.js`` plays it. Values are whole picture units (``stage.WIDE`` by ``stage.HIGH``, y down). A value that never changes is a
number; any other is a string, one sign for each frame: how far it is from the frame before (``signs``).
"""

import hashlib
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

import msgspec

from stepwell.engine.log import Look
from stepwell.figure.frames import FOLDER, FrameError
from stepwell.figure.look import USUAL, classes, palette
from stepwell.figure.person.trunk import SHIRT
from stepwell.figure.shape import Shape, Unit
from stepwell.figure.stage import HIGH, WIDE, Picture, Stage, staged
from stepwell.figure.svg import SHEER
from stepwell.knowledge.schema import Exercise

Side = Literal["right", "left"]
Column = int | str
MOST_FRAMES = 26
"""Frames from start to end, or of one round, that are sent: the browser fills in between them."""
_FIRST_SIGN, _ESCAPE, _BACKSLASH = 35, 126, 92


def drawing(exercise: Exercise, *, side: Side = "right", look: Look = USUAL) -> bytes:
    """Return the moving figure of an exercise as JSON.

    Args:
        exercise: must have a motion.
        side: the working side; "left" is the mirror image.
        look: of the person.
    """
    stage = staged(exercise, look)
    pictures = _pictures(stage)
    units = pictures[0].units
    colours = palette(look)
    paints = {shape.paint for unit in units for shape in unit.shapes} | {"arrow"}
    inks = {paint: colours[paint] for paint in sorted(paints)}
    edges = {f"{shape.paint}_line": colours[f"{shape.paint}_line"] for unit in units for shape in unit.shapes if shape.kind == "edges"}
    flip = WIDE if side == "left" else 0
    content: dict[str, Any] = {
        "title": f"{exercise.name}: {stage.motion.moves}",
        "size": [WIDE, HIGH],
        "css": classes(look),
        "mode": _mode(stage),
        "seconds": stage.seconds,
        "frames": len(pictures),
        "inks": inks | dict(sorted(edges.items())),
        "sheer": {paint: SHEER[paint] for paint in sorted(paints & SHEER.keys())},
        "units": [[unit.fixed, *_shapes(stage, pictures, place, flip)] for place, unit in enumerate(units)],
        "order": _changes(pictures),
        "breath": _breath(stage, units),
        "arrows": [[[*map(round, _mirrored(spot, flip))] for spot in stage.fit.bow(bow)] for bow in stage.arrows],
        "both": [int(arrow.both) for arrow in stage.motion.arrows],
    }
    return msgspec.json.encode(content)


def _pictures(stage: Stage) -> list[Picture]:
    found: list[Picture] = []
    for index in shown(stage):
        found.append(stage.picture(index, found[-1].order if found else None))
    return found


def shown(stage: Stage) -> list[int]:
    """Return the frames that are sent: few enough, with every start and end among them."""
    count = len(stage.figures)
    parts = 2 if _mode(stage) == "turns" else 1
    long = count // parts
    if long <= MOST_FRAMES:
        return list(range(count))
    steps = MOST_FRAMES if stage.motion.cycle else MOST_FRAMES - 1
    whole = long if stage.motion.cycle else long - 1
    kept = [round(step * whole / steps) for step in range(MOST_FRAMES)]
    return [part * long + index for part in range(parts) for index in kept]


def _mode(stage: Stage) -> str:
    """Return how the frames are played: there and back, round, or there and back with one side and then with the other."""
    if stage.motion.cycle:
        return "round"
    return "turns" if stage.cycle else "there"


def _shapes(stage: Stage, pictures: Sequence[Picture], place: int, flip: int) -> list[list[Any]]:
    """Return every shape of a unit: paint, kind, and its columns. Edges have none: they are those of the shape before."""
    found: list[list[Any]] = []
    for number, first in enumerate(pictures[0].units[place].shapes):
        if first.kind == "edges":
            found.append([first.paint, first.kind])
            continue
        rows = [_row(stage, picture.units[place].shapes[number], flip) for picture in pictures]
        found.append([first.paint, first.kind, *map(column, zip(*rows, strict=True))])
    return found


def _row(stage: Stage, shape: Shape, flip: int) -> list[int]:
    values = stage.fit.values(shape)
    if flip:
        for index in shape.xs:
            values[index] = flip - values[index]
    return [round(value) for value in values]


def _mirrored(spot: tuple[float, float], flip: int) -> tuple[float, float]:
    return (flip - spot[0], spot[1]) if flip else spot


def column(values: Sequence[int]) -> Column:
    """Return how one value changes: a number when it does not."""
    first = values[0]
    if all(value == first for value in values):
        return first
    return signs([first, *(b - a for a, b in pairwise(values))])


def signs(steps: Iterable[int]) -> str:
    """Write steps as signs: small ones as one sign each, without quote and backslash; a larger one as "~", the number and ";"."""
    found = []
    for step in steps:
        code = _FIRST_SIGN + (2 * step if step >= 0 else -2 * step - 1)
        code += code >= _BACKSLASH
        found.append(chr(code) if code < _ESCAPE else f"~{step};")
    return "".join(found)


def _changes(pictures: Sequence[Picture]) -> list[list[Any]]:
    """Return the order of the units from each frame on in which it is another one than before."""
    found: list[list[Any]] = []
    for index, picture in enumerate(pictures):
        if not found or picture.order != found[-1][1]:
            found.append([index, picture.order])
    return found


def _breath(stage: Stage, units: Sequence[Unit]) -> list[Any]:
    """Return which points of the shirt rise with a breath: the unit, the shape, and each point with the one across it and how much."""
    place = next(index for index, unit in enumerate(units) if unit.name == "trunk")
    return [place, SHIRT, [list(point) for point in stage.breathing]]


def edition(exercise: Exercise) -> str:
    """Return a short name of everything that the figure of an exercise is made from; it changes when the figure may look different.

    Raises:
        FrameError: nothing is baked for it.
    """
    made = hashlib.sha256(_code() + msgspec.json.encode(exercise.motion) + exercise.name.encode())
    try:
        made.update((FOLDER / f"{exercise.id}.json").read_bytes())
    except OSError as problem:
        raise FrameError(f"{exercise.id}: no baked frames can be read ({problem}). Run ./run figures to make them again.") from None
    return made.hexdigest()[:12]


@cache
def _code() -> bytes:
    here = Path(__file__).parent
    made = hashlib.sha256()
    for path in (*sorted(here.glob("*.py")), *sorted(here.glob("person/*.py")), *sorted(here.glob("things/*.py"))):
        made.update(path.read_bytes())
    return made.digest()
