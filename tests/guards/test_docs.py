"""What the documentation says is there, is there."""

import re
import struct
import zlib
from importlib import import_module
from pathlib import Path

import pytest

from stepwell.cli import command_names
from stepwell.knowledge.loader import load
from tests._small_png import small_png

ROOT = Path(__file__).parent.parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
NAMES = [str(page.relative_to(ROOT)) for page in PAGES]
LARGEST_PICTURE = 120_000
MOST_PICTURES = 11
LINK = re.compile(r"(?<!`)\[[^\]]+\]\(([^)\s]+)\)|(?:src|href)=\"([^\"]+)\"")
RUN = re.compile(r"(?<![\w/])\./run(?: ([a-z]+))?")
STEPWELL = re.compile(r"(?:\./run |`|\$ )stepwell ([a-z]+)")
RULE_ROW = re.compile(r"^\| `([a-z_]+)` \| ([0-9.]+) \|", re.MULTILINE)


def heading_ids(page: Path) -> set[str]:
    titles = re.findall(r"^#+ (.+)$", page.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def commands_of_run() -> set[str]:
    script = (ROOT / "run").read_text()
    return set(re.findall(r'^        "([a-z]+)":', script, re.MULTILINE))


@pytest.mark.parametrize("name", NAMES)
def test_every_link_leads_somewhere(name: str) -> None:
    page = ROOT / name
    targets = [one or other for one, other in LINK.findall(page.read_text())]
    lost = []
    for target in targets:
        path, _, anchor = target.partition("#")
        if "://" in target or target.startswith("mailto:"):
            continue
        place = (page.parent / path).resolve() if path else page
        if not place.exists() or (anchor and anchor not in heading_ids(place)):
            lost.append(target)

    assert lost == []


@pytest.mark.parametrize("name", NAMES)
def test_every_command_that_is_named_exists(name: str) -> None:
    text = (ROOT / name).read_text()
    run = {word for word in RUN.findall(text) if word} - {"stepwell"}

    assert run <= commands_of_run()
    assert set(STEPWELL.findall(text)) <= set(command_names())


def test_every_command_can_be_started() -> None:
    for name in command_names():
        assert callable(import_module(f"stepwell.cli.{name}").run)


def test_the_readme_names_the_two_commands() -> None:
    lines = [line.strip() for line in (ROOT / "README.md").read_text().splitlines()]

    assert any(re.match(r"\./run( |$)(?!test)", line) for line in lines)
    assert any(line.startswith("./run test") for line in lines)


def test_the_readme_leads_to_every_page_of_learning_and_explanation() -> None:
    text = (ROOT / "README.md").read_text()
    pages = [f"docs/{kind}/{page.name}" for kind in ("tutorials", "explanation") for page in sorted((ROOT / "docs" / kind).glob("*.md"))]

    assert [page for page in pages if page not in text] == []


def test_the_number_of_movements_is_that_of_the_files() -> None:
    said = {int(count) for page in PAGES for count in re.findall(r"(\d+) movements", page.read_text())}

    assert said == {len(load().exercises)}


@pytest.mark.parametrize("name", ["docs/explanation/how-a-day-is-decided.md", "docs/explanation/learning.md"])
def test_a_number_in_a_table_of_rules_is_that_of_the_rules(name: str) -> None:
    rows = RULE_ROW.findall((ROOT / name).read_text())
    rules = load().response

    assert rows
    assert {rule: value for rule, value in rows if rule not in rules or float(value) != rules[rule].value} == {}


def test_the_stages_in_the_table_are_those_of_the_files() -> None:
    text = (ROOT / "docs/explanation/how-a-day-is-decided.md").read_text()

    for stage in load().stages.values():
        up = (
            f"{stage.up_at_most} | {stage.up_check_ins} | {stage.back_at_least} | {stage.back_check_ins}"
            if stage.up_at_most
            else "start | | |"
        )
        counts = f"{stage.exercises[0]}-{stage.exercises[1]} | {stage.minutes[0]}-{stage.minutes[1]}"
        assert re.search(rf"^\| {stage.name} \| {re.escape(up)}.* \| {re.escape(counts)} \|$", text, re.MULTILINE), stage.id


def test_the_patterns_in_the_table_are_those_of_the_files() -> None:
    text = (ROOT / "docs/explanation/patterns.md").read_text()
    said = [(float(least), sure) for least, sure in re.findall(r"^\| [^|]+ \| (\d\.\d) \| ([a-z ]+) \|$", text, re.MULTILINE)]
    are = [(pattern.needs_at_least, pattern.confidence) for pattern in load().patterns.values() if pattern.id != "non_specific"]

    assert sorted(said) == sorted(are)


def test_nobody_is_said_to_have_reviewed_what_nobody_reviewed() -> None:
    if load().release.reviewed_by:
        pytest.skip("the release has been reviewed: the pages may say so")

    assert "no clinician has reviewed" in (ROOT / "README.md").read_text()


def test_every_named_test_exists() -> None:
    named = {path for page in PAGES for path in re.findall(r"`(tests/[\w/.]+)`", page.read_text())}

    assert sorted(path for path in named if not (ROOT / path).exists()) == []


def test_pictures_are_few_and_small() -> None:
    pictures = sorted((ROOT / "docs" / "pictures").iterdir())

    assert len(pictures) <= MOST_PICTURES
    assert [picture.name for picture in pictures if picture.suffix != ".png" or picture.stat().st_size > LARGEST_PICTURE] == []


def test_decisions_are_numbered_without_a_gap() -> None:
    numbers = [int(page.name[:4]) for page in sorted((ROOT / "docs" / "decisions").glob("*.md"))]
    titles = [page.read_text().split("\n", 1)[0] for page in sorted((ROOT / "docs" / "decisions").glob("*.md"))]

    assert numbers == list(range(1, len(numbers) + 1))
    assert [title for number, title in zip(numbers, titles, strict=True) if not title.startswith(f"# {number}. ")] == []


def test_a_picture_keeps_its_colors_when_it_is_made_small() -> None:
    red, green, blue = b"\xff\x00\x00", b"\x00\xff\x00", b"\x00\x00\xff"
    rows = b"\x00" + red + green + b"\x02" + bytes(3) + b"\x00\x01\xff"  # the second row is told by its difference from the first
    header = struct.pack(">IIBBBBB", 2, 2, 8, 2, 0, 0, 0)
    parts = [(b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    png = b"\x89PNG\r\n\x1a\n" + b"".join(struct.pack(">I", len(data)) + name + data + bytes(4) for name, data in parts)

    small = small_png(png)
    palette = small[small.index(b"PLTE") + 4 :][:9]
    at = small.index(b"IDAT")
    pixels = zlib.decompress(small[at + 4 : at + 4 + struct.unpack(">I", small[at - 4 : at])[0]])
    colors = [palette[3 * index : 3 * index + 3] for index in (pixels[1], pixels[2], pixels[4], pixels[5])]

    assert colors == [red, green, red, blue]
