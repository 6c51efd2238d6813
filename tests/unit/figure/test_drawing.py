"""The drawn body: every exercise draws in every frame for every build, whole, calm and small."""

import gzip
import itertools
import json
import math
import re
from functools import cache

import pytest

from stepwell.engine.log import Look
from stepwell.figure import depth, drawing, frames, outline
from stepwell.figure.camera import Camera
from stepwell.figure.draw import Person, person
from stepwell.figure.frames import Prop
from stepwell.figure.look import palette
from stepwell.figure.props import THINGS
from stepwell.figure.shape import Ball, Unit
from stepwell.figure.skeleton import BUILDS, SIDES, Build
from stepwell.figure.stage import HIGH, WIDE, Stage, mirrored, staged
from stepwell.knowledge import loader
from stepwell.knowledge.schema import Exercise

EXERCISES = [exercise for exercise in loader.load().exercises.values() if exercise.motion is not None]
MOST_BYTES = 6 * 1024
MOST_CHANGES = 0.34
"""How many of the steps from frame to frame may change the order, at most."""
FROM_ANYWHERE = [(around, above) for around in (0, 12, 45, 90, 135, 180, 270) for above in (0, 8, 45, 90)]
every_exercise = pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.id)


@cache
def stage_of(exercise_id: str, build: Build = "medium") -> Stage:
    return staged(loader.load().exercises[exercise_id], Look(build=build))


@cache
def data_of(exercise_id: str, side: drawing.Side = "right") -> dict[str, object]:
    read: dict[str, object] = json.loads(drawing.drawing(loader.load().exercises[exercise_id], side=side))
    return read


def steps_of(column: drawing.Column, count: int) -> list[int]:
    """Read a column as the browser does."""
    if isinstance(column, int):
        return [column] * count
    steps = [int(found[1:-1]) if found[0] == "~" else unsigned(ord(found)) for found in re.findall(r"~-?\d+;|.", column)]
    return list(itertools.accumulate(steps))


def unsigned(code: int) -> int:
    whole = code - 35 - (code > 92)
    return -(whole + 1) // 2 if whole % 2 else whole // 2


def rows_of(data: dict[str, object]) -> list[tuple[str, list[list[int]]]]:
    """Return every shape's kind and its values in each frame."""
    count = int(str(data["frames"]))
    found = []
    for unit in data["units"]:  # type: ignore[attr-defined]
        for _paint, kind, *columns in unit[1:]:
            found.append((kind, [list(row) for row in zip(*(steps_of(column, count) for column in columns), strict=True)]))
    return found


@every_exercise
@pytest.mark.parametrize("build", BUILDS)
def test_every_frame_draws_whole_outlines_for_every_build(exercise: Exercise, build: Build) -> None:
    stage = stage_of(exercise.id, build)

    for index in range(0, len(stage.figures), 1 if build == "medium" else 6):
        for unit in stage.units(index):
            for shape in unit.shapes:
                assert all(math.isfinite(value) for value in shape.values)
                written = outline.path(shape.kind, stage.fit.values(shape)) if shape.kind != "glow" else ""
                assert written.endswith("z") or shape.kind in {"edges", "line", "glow"} or written == ""
                assert "nan" not in written


@every_exercise
def test_the_person_is_in_the_picture_in_every_frame(exercise: Exercise) -> None:
    stage = stage_of(exercise.id)
    fit = stage.fit

    for index in range(0, len(stage.figures), 3):
        for unit in person(stage.figures[index], stage.camera, stage.person):
            for ball in unit.balls:
                x, y = fit.left + ball.at[0] * fit.scale, fit.top - ball.at[1] * fit.scale
                assert -10 <= x <= WIDE + 10
                assert -10 <= y <= HIGH + 10


@every_exercise
def test_every_frame_has_the_same_units_and_shapes(exercise: Exercise) -> None:
    stage = stage_of(exercise.id)
    first = [(unit.name, [(shape.paint, shape.kind, len(shape.values)) for shape in unit.shapes]) for unit in stage.units(0)]

    for index in range(1, len(stage.figures)):
        assert [
            (unit.name, [(shape.paint, shape.kind, len(shape.values)) for shape in unit.shapes]) for unit in stage.units(index)
        ] == first


@every_exercise
def test_order_is_calm_from_frame_to_frame(exercise: Exercise) -> None:
    data = data_of(exercise.id)

    changes = len(data["order"]) - 1  # type: ignore[arg-type]
    assert changes <= max(MOST_CHANGES * int(str(data["frames"])), 1)


@every_exercise
def test_moving_figure_is_small_and_says_the_movement(exercise: Exercise) -> None:
    made = drawing.drawing(exercise)

    assert len(gzip.compress(made, 6)) <= MOST_BYTES
    assert exercise.motion is not None
    assert json.loads(made)["title"] == f"{exercise.name}: {exercise.motion.moves}"


@every_exercise
def test_data_read_back_is_the_picture_that_was_drawn(exercise: Exercise) -> None:
    stage, data = stage_of(exercise.id), data_of(exercise.id)
    kept = drawing.shown(stage)
    last = [stage.fit.values(shape) for unit in stage.units(kept[-1]) for shape in unit.shapes if shape.kind != "edges"]

    read = [rows[-1] for kind, rows in rows_of(data) if kind != "edges"]
    assert read == [[round(value) for value in values] for values in last]


def test_left_is_the_mirror_image_of_right() -> None:
    right, left = rows_of(data_of("single_knee_to_chest")), rows_of(data_of("single_knee_to_chest", "left"))

    for (kind, one), (_, other) in zip(right, left, strict=True):
        for row, mirror in zip(one, other, strict=True):
            if kind in {"soft", "area"}:
                assert [a + b for a, b in zip(row[::2], mirror[::2], strict=True)] == pytest.approx([WIDE] * (len(row) // 2), abs=1)
                assert row[1::2] == mirror[1::2]


def test_done_in_turn_shows_the_one_side_and_then_the_other() -> None:
    stage = stage_of("bird_dog")
    half = len(stage.figures) // 2

    assert data_of("bird_dog")["mode"] == "turns"
    assert stage.figures[half + 3]["kneeL"] == mirrored(stage.figures[3])["kneeL"]
    assert stage.figures[half - 1]["ankleR"][1] > stage.figures[-1]["ankleR"][1] + 0.1


def test_walking_stays_in_the_middle_while_the_floor_passes_by() -> None:
    stage = stage_of("walking_programme")
    pelvis = [figure["pelvis"][0] for figure in stage.figures]
    marks = [next(unit for unit in stage.units(index) if unit.name == "marks") for index in (0, 3)]

    assert max(pelvis) - min(pelvis) < 0.1
    assert marks[0] != marks[1]


@pytest.mark.parametrize(("around", "above"), FROM_ANYWHERE)
def test_depth_is_right_from_anywhere(around: int, above: int) -> None:
    """What is nearer is drawn later: a hand before the belly it is held to, seen from the front; behind it from the back."""
    figure = frames.movement("standing_extension").frames[0]
    camera = Camera(around, above)
    units = {unit.name: unit for unit in person(figure, camera, Person())}
    order = depth.in_order(list(units.values()))
    place = {name: order.index(index) for index, name in enumerate(units)}

    for name in ("upper_armR", "upper_armL", "footR", "footL", "head"):
        told = depth.nearness(units[name].balls, units["trunk"].balls)
        if abs(told) > 0.05:
            assert (place[name] > place["trunk"]) == (told > 0)


def test_a_sure_depth_wins_over_rank_and_an_unsure_one_does_not() -> None:
    def unit(name: str, rank: float, z: float) -> Unit:
        return Unit(name, (), rank, (Ball((0.0, 0.0, z), 0.05),))

    assert depth.in_order([unit("a", 2, 0.0), unit("b", 1, 0.1)]) == [0, 1]
    assert depth.in_order([unit("a", 2, 0.0), unit("b", 1, 0.005)]) == [1, 0]


def test_order_of_the_frame_before_is_kept_while_it_is_not_clearly_wrong() -> None:
    units = [Unit("a", (), 1, (Ball((0.0, 0.0, 0.02), 0.05),)), Unit("b", (), 2, (Ball((0.0, 0.0, 0.0), 0.05),))]

    assert depth.in_order(units) == [1, 0]
    assert depth.in_order(units, [0, 1]) == [0, 1]


def test_top_of_a_table_covers_its_legs_from_wherever_one_looks() -> None:
    figure = frames.movement("standing_extension").frames[0]
    for around, above in FROM_ANYWHERE:
        units = THINGS["table"](Prop(kind="table", at=(0.3, 0.5, 0.0)), figure, Camera(around, above))
        order = [units[index].name for index in depth.in_order(units)]
        assert order[-1] == "table_top"


def test_every_thing_of_a_motion_can_be_drawn() -> None:
    kinds = {thing.kind for exercise in EXERCISES if exercise.motion for thing in exercise.motion.things}

    assert kinds <= THINGS.keys()


def test_every_paint_has_a_colour_in_every_look() -> None:
    painted = {shape.paint for exercise in EXERCISES for unit in stage_of(exercise.id).units(0) for shape in unit.shapes}

    for skin in ("light", "medium", "tan", "deep"):
        colours = palette(Look(skin=skin))
        assert painted <= colours.keys()
    assert painted <= palette(Look(), "pale").keys()


def test_looks_differ() -> None:
    exercise = EXERCISES[0]
    looks = [Look(), Look(skin="deep"), Look(build="broad"), Look(hair="bun"), Look(hair="long")]

    assert len({drawing.drawing(exercise, look=look) for look in looks}) == len(looks)


def test_edition_changes_with_the_motion() -> None:
    import msgspec

    exercise = EXERCISES[0]
    assert exercise.motion is not None
    other = msgspec.structs.replace(exercise, motion=msgspec.structs.replace(exercise.motion, camera=(3.0, 3.0)))

    assert drawing.edition(exercise) == drawing.edition(exercise)
    assert drawing.edition(exercise) != drawing.edition(other)


def test_large_steps_are_written_out_and_small_ones_are_a_sign() -> None:
    assert drawing.signs([0, 1, -1, 500]) == "#%$~500;"
    assert steps_of(drawing.signs([3, -44, 44, 900, -45]), 5) == [3, -41, 3, 903, 858]
    assert "\\" not in drawing.signs(range(-45, 46))
    assert '"' not in drawing.signs(range(-45, 46))


def test_both_sides_of_the_body_are_mirrored() -> None:
    figure = frames.movement("bird_dog").frames[-1]

    assert mirrored(mirrored(figure)) == figure
    assert all(mirrored(figure)["knee" + side][2] == -figure["knee" + other][2] for side, other in zip(SIDES, SIDES[::-1], strict=True))
