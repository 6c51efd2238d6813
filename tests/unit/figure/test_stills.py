"""The still pictures: every exercise draws, small, valid, safe under a strict policy, and with words for who does not see it."""

import re
from pathlib import Path
from typing import get_args
from xml.etree import ElementTree

import pytest

from stepwell import web
from stepwell.figure import look, stills, svg
from stepwell.figure.person.glow import glows
from stepwell.figure.sheet import sheet
from stepwell.figure.stage import HIGH, WIDE, staged
from stepwell.knowledge import loader
from stepwell.knowledge.schema import Exercise
from stepwell.knowledge.schema.motion import Region

EXERCISES = [exercise for exercise in loader.load().exercises.values() if exercise.motion is not None]
every_exercise = pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.id)
SVG = "{http://www.w3.org/2000/svg}"


@every_exercise
def test_picture_is_valid_small_and_has_its_words(exercise: Exercise) -> None:
    picture = stills.still(exercise)

    root = ElementTree.fromstring(picture)
    title = root.find(f"{SVG}title")
    assert root.get("role") == "img"
    assert title is not None
    assert (title.text or "").startswith(f"{exercise.name}: ")
    assert len(picture.encode()) <= 6800


@every_exercise
def test_picture_has_no_style_script_or_link(exercise: Exercise) -> None:
    for picture in (stills.still(exercise), *stills.frames(exercise)):
        root = ElementTree.fromstring(picture)
        assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {"svg", "title", "path", "ellipse", "radialGradient", "stop"}
        attributes = {name for element in root.iter() for name in element.attrib}
        assert not {name for name in attributes if name == "style" or name.startswith("on") or "href" in name}


def test_no_two_pictures_share_the_id_of_a_gradient() -> None:
    pictures = [stills.still(exercise, tone=tone) for exercise in EXERCISES for tone in ("auto", "pale")]
    pictures += [frame for exercise in EXERCISES for frame in stills.frames(exercise)]
    ids = [name for picture in pictures for name in re.findall(r' id="([^"]*)"', picture)]

    assert len(ids) == len(set(ids))


@every_exercise
def test_every_colour_is_plain_hex_and_has_a_class_where_the_dark_scheme_has_another(exercise: Exercise) -> None:
    colours = look.palette(look.USUAL)

    for element in ElementTree.fromstring(stills.still(exercise)).iter():
        used = {element.get(name, "none") for name in ("fill", "stroke")} - {"none", f"url(#glow-{exercise.id}-auto)"}
        assert all(re.fullmatch(r"#[0-9a-f]{6}", colour) for colour in used)
        if element.get("class", "").startswith("f-"):
            assert used <= {colours[element.get("class", "")[2:].replace("-", "_")]}


def test_every_class_of_the_dark_scheme_has_its_colour_in_the_style_sheet() -> None:
    sheet_of_styles = (Path(web.__file__).parent / "static/stepwell/css/components.css").read_text(encoding="utf-8")

    for paint in svg.SCHEMED:
        assert f".f-{paint.replace('_', '-')} {{ --ink: light-dark(" in sheet_of_styles


@every_exercise
def test_nothing_is_cut_off(exercise: Exercise) -> None:
    """Every path starts inside the picture, and its pieces stay there."""
    for x, y in _path_points(stills.still(exercise)):
        assert 0 <= x <= WIDE
        assert 0 <= y <= HIGH


@every_exercise
def test_start_and_end_are_two_pictures_of_one_size(exercise: Exercise) -> None:
    start, end = stills.frames(exercise)

    assert ElementTree.fromstring(start).get("viewBox") == ElementTree.fromstring(end).get("viewBox") == f"0 0 {WIDE} {HIGH}"
    assert "f-ghost" not in start + end
    assert "f-arrow" not in start + end


def test_same_exercise_gives_the_same_picture() -> None:
    assert stills.still(EXERCISES[0]) == stills.still(EXERCISES[0])


def test_dark_tone_keeps_the_shapes_and_changes_the_colours() -> None:
    light, pale = stills.still(EXERCISES[0]), stills.still(EXERCISES[0], tone="pale")

    assert light != pale
    assert re.findall(r' d="[^"]*"', light) == re.findall(r' d="[^"]*"', pale)


def test_exercise_without_a_motion_says_what_to_do() -> None:
    import msgspec

    with pytest.raises(ValueError, match=r"add a \[motion\] table"):
        stills.still(msgspec.structs.replace(EXERCISES[0], motion=None))


def test_sheet_holds_every_picture() -> None:
    root = ElementTree.fromstring(sheet(EXERCISES))

    assert [group.findtext(f"{SVG}text") for group in root.findall(f"{SVG}g")] == [exercise.id for exercise in EXERCISES]


def _path_points(picture: str) -> list[tuple[float, float]]:
    found = []
    for outline in re.findall(r' d="([^"]*)"', picture):
        at = (0.0, 0.0)
        for command, written in re.findall(r"([MLlqQtaz])([^MLlqQtaz]*)", outline):
            plain = re.sub(r"^(\d+ \d+ 0 [01][01])", r"\1 ", written) if command == "a" else written
            numbers = [float(number) for number in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", plain)]
            size = {"M": 2, "L": 2, "l": 2, "t": 2, "q": 4, "Q": 4, "a": 6, "z": 0}[command]
            for first in range(0, len(numbers), size or 1):
                x, y = numbers[first + size - 2 : first + size]
                at = (x, y) if command.isupper() else (at[0] + x, at[1] + y)
                found.append(at)
    return found


@every_exercise
def test_glow_is_largest_at_the_end_of_a_movement(exercise: Exercise) -> None:
    stage = staged(exercise)
    start, end = (
        [shape.values[4] for unit in stage.units(index) for shape in unit.shapes if shape.paint == "glow"] for index in (0, stage.last)
    )
    still_or_round = exercise.motion is not None and (exercise.motion.cycle or len(exercise.motion.keys) == 1)

    assert all(first == last if still_or_round else first < last for first, last in zip(start, end, strict=True))


@pytest.mark.parametrize("region", get_args(Region))
def test_every_region_glows_on_a_part_that_is_drawn(region: Region) -> None:
    stage = staged(EXERCISES[0])
    drawn = {unit.name for unit in stage.units(0)}

    found = glows(stage.camera.view(stage.figures[0]), (region,))

    assert found
    assert all(set(names) & drawn for _, names in found)
