"""What every PDF of ours is: one or two pages, on the paper that was asked for, tagged, titled, and readable without seeing."""

from typing import Any

import pytest

from stepwell.engine.decision import DayPlan
from stepwell.engine.log import CheckIn
from stepwell.paper import measured, press
from stepwell.paper.kinds import KINDS
from tests.unit.paper import made

PAPERS = {"letter": (612, 792), "a4": (595, 842)}
Printed = dict[tuple[str, str], bytes]
KIND = pytest.mark.parametrize("kind", list(KINDS))


@pytest.fixture(scope="module")
def printed() -> Printed:
    """Return every document of somebody with much to tell, on both papers."""
    found: Printed = {}
    for kind in KINDS.values():
        document = kind.write(made.whole())
        found |= {(kind.id, size): press.printed(document, size) for size in press.SIZES}
    return found


def tags(pdf: bytes) -> list[dict[str, Any]]:
    """Return every element of the structure tree."""
    found: list[dict[str, Any]] = []

    def walk(node: Any) -> None:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for each in node:
                walk(each)
        elif isinstance(node, dict):
            found.append(node)
            walk(node.get("/K", []))

    walk(made.reader(pdf).trailer["/Root"]["/StructTreeRoot"]["/K"])  # type: ignore[index]
    return found


def named(pdf: bytes, name: str) -> list[dict[str, Any]]:
    return [tag for tag in tags(pdf) if tag.get("/S") == name]


@pytest.mark.parametrize("size", press.SIZES)
@KIND
def test_a_document_has_one_or_two_pages_of_the_paper_asked_for(printed: Printed, kind: str, size: str) -> None:
    pdf = printed[kind, size]
    pages = made.reader(pdf).pages
    assert 1 <= len(pages) <= 2
    assert press.pages(pdf) == len(pages)
    for page in pages:
        assert (round(float(page.mediabox.width)), round(float(page.mediabox.height))) == PAPERS[size]


@KIND
def test_a_document_is_tagged_titled_in_english_and_marked_as_pdf_ua(printed: Printed, kind: str) -> None:
    pdf = printed[kind, "letter"]
    read = made.reader(pdf)
    root: Any = read.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"]
    assert root["/Lang"] == "en-US"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert read.metadata is not None
    assert read.metadata.title == KINDS[kind].write(made.whole()).title
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf


@KIND
def test_headings_begin_with_the_title_and_skip_no_level(printed: Printed, kind: str) -> None:
    levels = [int(tag["/S"][2:]) for tag in tags(printed[kind, "letter"]) if tag.get("/S") in ("/H1", "/H2", "/H3")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert set(levels) == {1, 2}


def test_every_picture_says_what_it_shows(printed: Printed) -> None:
    plan = made.whole().decision
    assert isinstance(plan, DayPlan)
    told = [str(tag.get("/Alt", "")) for tag in named(printed["home-program", "letter"], "/Figure")]
    assert len(told) == len(plan.items) + 1
    for item in plan.items:
        assert any(words.startswith(f"{item.name}: ") for words in told)
    (chart, bars) = named(printed["progress", "letter"], "/Figure")
    assert "Leg pain on waking, trend over some days: about" in chart["/Alt"]
    assert "Most walked in a day of the week" in bars["/Alt"]


def test_tables_have_heads_and_lists_are_lists(printed: Printed) -> None:
    assert len(named(printed["progress", "letter"], "/TH")) == 4 + 6
    assert len(named(printed["relapse-plan", "letter"], "/LI")) >= 12 + 4


def test_the_same_document_gives_the_same_bytes() -> None:
    document = KINDS["relapse-plan"].write(made.whole())
    assert press.printed(document) == press.printed(document)


def test_the_letters_are_in_the_file(printed: Printed) -> None:
    for page in made.reader(printed["home-program", "letter"]).pages:
        fonts: Any = page["/Resources"]["/Font"]  # type: ignore[index]
        for font in fonts.values():
            assert "HankenGrotesk" in font["/BaseFont"]


def test_pages_can_be_looked_at_as_pictures() -> None:
    (picture,) = press.pictures(KINDS["relapse-plan"].write(made.whole()), "a4", 50)
    assert picture.startswith(b"\x89PNG")


@pytest.mark.parametrize("agos", [(7, 0), (70, 7, 0), (77, 42, 35, 14, 0), (84, 77, 0)])
def test_the_first_and_the_last_day_stand_under_their_own_bars(agos: tuple[int, ...]) -> None:
    """Each number above a bar has another value, so that it can be found again; a week that told nothing is a gap."""
    told = [CheckIn(on=made.day(ago), answers={"walked_minutes": 41 + number}) for number, ago in enumerate(agos)]
    pdf = press.printed(KINDS["progress"].write(made.record(*told, CheckIn(on=made.day(84), answers={"leg_waking": 4}))))
    places: dict[str, float] = {}

    def placed(text: str, _user: Any, place: Any, _font: Any, _size: Any) -> None:
        places.setdefault(text.strip(), float(place[4]))

    made.reader(pdf).pages[0].extract_text(visitor_text=placed)
    bars = measured.walk_bars(measured.weeks_of(made.record(*told), 12))
    assert bars is not None
    assert len(bars.days) == len(bars.values) == max(ago for ago in agos if ago < 84) // 7 + 1
    for number in (0, -1):
        assert abs(places[bars.days[number]] - places[str(bars.values[number])]) < 14


@KIND
def test_nothing_is_smaller_than_can_be_read(kind: str) -> None:
    """At most notes and words in pictures are smaller than 8.5 points, however much has to fit."""
    much = made.record(*made.beginning(), *made.days(60), *made.measures(40, 12, 5), *made.clinical("a word and another, " * 24))
    small: list[str] = []

    def sized(text: str, _user: Any, place: Any, _font: Any, size: float) -> None:
        assert not text.strip() or size * place[0] > 7.7
        small.extend([text] if size * place[0] < 8.4 else [])

    pdf = press.printed(KINDS[kind].write(much))
    for page in made.reader(pdf).pages:
        page.extract_text(visitor_text=sized)
    assert len("".join(small)) < len(made.text(pdf)) / 3
