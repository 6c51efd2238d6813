"""What a sheet of paper is made of: a title, whose it is, and blocks in reading order. Texts are shown as they are, never as markup."""

from datetime import date

from msgspec import Struct


class Block(Struct, frozen=True, kw_only=True, tag_field="kind"):
    """One thing on the page."""


class Lead(Block, frozen=True, kw_only=True, tag="lead"):
    """The one sentence that matters most, in a tinted box. ``strong``: its first words."""

    strong: str = ""
    text: str


class Text(Block, frozen=True, kw_only=True, tag="text"):
    """A paragraph. ``strong``: its first words. ``is_small``: beside the point."""

    strong: str = ""
    text: str
    is_small: bool = False


class Bullets(Block, frozen=True, kw_only=True, tag="bullets"):
    """A list; an item is its strong first words and the rest.

    is_boxes: to tick instead of to read. is_two_columns: the second half beside the first.
    """

    items: tuple[tuple[str, str], ...]
    is_boxes: bool = False
    is_two_columns: bool = False


class Facts(Block, frozen=True, kw_only=True, tag="facts"):
    """Names and what belongs to each."""

    rows: tuple[tuple[str, str], ...]


class Told(Struct, frozen=True, kw_only=True):
    """One group of a history: its title, short names each with what was told, and a quiet sentence at the end."""

    title: str
    pairs: tuple[tuple[str, str], ...] = ()
    rest: str = ""


class History(Block, frozen=True, kw_only=True, tag="history"):
    """What somebody told, in groups."""

    groups: tuple[Told, ...]


class Table(Block, frozen=True, kw_only=True, tag="table"):
    """Rows under their heads; the first column names the row.

    wide: which column takes the room that is left. shares: of the width for each column instead, where several hold sentences.
    """

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    wide: int = 0
    shares: tuple[int, ...] = ()


class Lines(Block, frozen=True, kw_only=True, tag="lines"):
    """Room to write by hand."""

    count: int


class Exercise(Block, frozen=True, kw_only=True, tag="exercise"):
    """One exercise with its picture, its dose in words and boxes for a week.

    Attributes:
        svg, alt: the drawing, and what it shows; "" where there is none.
        chip: the dose in a few signs. dose: the same in words.
        cautions: for this person. stop: when to stop, in the words of the exercise.
        days: the letters above the boxes. times: rows of boxes, one for each time a day.
    """

    name: str
    svg: str = ""
    alt: str = ""
    chip: str = ""
    dose: str = ""
    steps: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()
    stop: str = ""
    set_by: str = ""
    days: tuple[str, ...] = ()
    times: int = 1


class Trend(Struct, frozen=True, kw_only=True):
    """One day of a line: its place on the axis 0-1, its level, and the usual band around it, 0-10. ``run``: days without a gap."""

    x: float
    level: float
    low: float
    high: float
    run: int


class Chart(Block, frozen=True, kw_only=True, tag="chart"):
    """A line of 0 to 10 over days, with its usual band, mornings as dots, and shaded stretches. Places on the axis are 0-1.

    Attributes:
        shaded: from, to. marks: numbered days. ends: the words under the first and the last day.
        is_low: drawn with less height, beside other things.
        legend: what is drawn: of line, band, dot, shaded, mark; with its words.
    """

    alt: str
    caption: str
    is_low: bool = False
    trend: tuple[Trend, ...]
    dots: tuple[tuple[float, float], ...] = ()
    shaded: tuple[tuple[float, float], ...] = ()
    marks: tuple[float, ...] = ()
    ends: tuple[str, str] = ("", "")
    legend: tuple[tuple[str, str], ...] = ()


class Bars(Block, frozen=True, kw_only=True, tag="bars"):
    """One bar a week with its day under it; None: nothing was said. The first and the last are bars."""

    alt: str
    caption: str
    values: tuple[int | None, ...]
    days: tuple[str, ...]
    most: int


class Signature(Block, frozen=True, kw_only=True, tag="signature"):
    """Lines to sign on, each with what stands under it."""

    fields: tuple[str, ...]


class Box(Block, frozen=True, kw_only=True, tag="box"):
    """Blocks that belong together, under a heading. ``tone``: plain, soft (a frame), heed (what to watch for)."""

    heading: str
    tone: str = "plain"
    blocks: tuple["AnyBlock", ...]


class Columns(Block, frozen=True, kw_only=True, tag="columns"):
    """Two columns of blocks side by side."""

    left: tuple["AnyBlock", ...]
    right: tuple["AnyBlock", ...]


AnyBlock = Lead | Text | Bullets | Facts | History | Table | Lines | Exercise | Chart | Bars | Signature | Box | Columns


class Document(Struct, frozen=True, kw_only=True):
    """One document.

    Attributes:
        title: its name, on the page and in the file. eyebrow: what stands above it. who: lines that say whose it is.
        name: whose it is, for the foot of each page; "" where nobody gave a name.
        on: the day it was made.
        largest: how large it is drawn at most; below 1 where that lets pages end in better places.
        is_one_page: drawn a little smaller where that keeps it on one page.
        foot: small lines at the very end: who reviewed what it says, and what it is not.
    """

    title: str
    eyebrow: str
    name: str = ""
    who: tuple[str, ...] = ()
    on: date
    largest: float = 1.0
    is_one_page: bool = False
    blocks: tuple[AnyBlock, ...]
    foot: tuple[str, ...] = ()
