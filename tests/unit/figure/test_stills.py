"""The still pictures: every exercise draws, small, valid, safe under a strict policy, and with words for who does not see it."""

import re
import time
from xml.etree import ElementTree

import pytest

from stepwell.figure import scenes, stills
from stepwell.figure.sheet import sheet
from stepwell.knowledge import loader
from stepwell.knowledge.schema import Exercise

EXERCISES = [exercise for exercise in loader.load().exercises.values() if exercise.pose is not None]
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
    assert len(picture.encode()) <= 3072


@every_exercise
def test_picture_has_no_style_script_or_link(exercise: Exercise) -> None:
    for picture in (stills.still(exercise), *stills.frames(exercise)):
        root = ElementTree.fromstring(picture)
        assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {"svg", "title", "g", "path"}
        attributes = {name for element in root.iter() for name in element.attrib}
        assert not {name for name in attributes if name == "style" or name.startswith("on") or "href" in name or name == "id"}


@every_exercise
def test_every_colour_has_a_class_and_a_plain_hex_value(exercise: Exercise) -> None:
    root = ElementTree.fromstring(stills.still(exercise))

    for element in root.iter():
        colours = {element.get(name) for name in ("fill", "stroke")} - {None, "none"}
        assert all(re.fullmatch(r"#[0-9a-f]{6}", colour or "") for colour in colours)
        assert not colours or (element.get("class") or "").startswith("fig-")


@every_exercise
def test_nothing_is_cut_off(exercise: Exercise) -> None:
    """Every path starts inside the picture, and its pieces stay there."""
    for x, y in _path_points(stills.still(exercise)):
        assert -1 <= x <= stills.WIDE + 1
        assert -1 <= y <= stills.HIGH + 1


@every_exercise
def test_start_and_end_are_two_pictures_of_one_size(exercise: Exercise) -> None:
    start, end = stills.frames(exercise)

    assert ElementTree.fromstring(start).get("viewBox") == ElementTree.fromstring(end).get("viewBox") == "0 0 200 150"
    assert "fig-ghost" not in start + end
    assert "fig-arrow" not in start + end


@every_exercise
def test_every_exercise_has_a_scene_of_its_own(exercise: Exercise) -> None:
    assert scenes.scene_of(exercise) is not scenes._ANY


def test_no_scene_without_an_exercise() -> None:
    assert scenes._scenes().keys() <= loader.load().exercises.keys()


def test_same_exercise_gives_the_same_picture() -> None:
    assert stills.still(EXERCISES[0]) == stills.still(EXERCISES[0])


def test_dark_tone_keeps_the_shapes_and_changes_the_colours() -> None:
    light, pale = stills.still(EXERCISES[0]), stills.still(EXERCISES[0], tone="pale")

    assert light != pale
    assert re.findall(r' d="[^"]*"', light) == re.findall(r' d="[^"]*"', pale)


def test_exercise_without_a_pose_says_what_to_do() -> None:
    import msgspec

    with pytest.raises(ValueError, match=r"add a \[pose\] table"):
        stills.still(msgspec.structs.replace(EXERCISES[0], pose=None))


def test_sheet_holds_every_picture() -> None:
    root = ElementTree.fromstring(sheet(EXERCISES))

    assert len(root.findall(f"{SVG}g")) == len(EXERCISES)


def test_one_picture_takes_two_milliseconds_at_most() -> None:
    stills.still(EXERCISES[0])
    started = time.process_time()
    for exercise in EXERCISES:
        stills.still(exercise)
    assert (time.process_time() - started) / len(EXERCISES) < 0.002


def _path_points(picture: str) -> list[tuple[float, float]]:
    found = []
    for outline in re.findall(r' d="([^"]*)"', picture):
        at = (0.0, 0.0)
        for command, written in re.findall(r"([MLlqQaz])([^MLlqQaz]*)", outline):
            numbers = [float(number) for number in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", written)]
            if command == "z":
                continue
            x, y = numbers[-2:]
            at = (x, y) if command.isupper() else (at[0] + x, at[1] + y)
            found.append(at)
    return found
