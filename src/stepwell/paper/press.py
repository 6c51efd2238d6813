"""From a document to a PDF that a screen reader can read (PDF/UA-1), on US Letter or A4; or to pictures of its pages.

typst takes 30 MB of memory: it is loaded when the first page is printed, and not before.
"""

import re
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any, Literal

import msgspec

from stepwell.paper import letters
from stepwell.paper.document import Document
from stepwell.paper.fonts import fonts

Size = Literal["letter", "a4"]
SIZES: tuple[Size, ...] = ("letter", "a4")
MOST_PAGES = 2
SCALES = (1.0, 0.93, 0.86, 0.8)
"""How large everything is drawn: the first at which a document fits on two pages."""
ONE_PAGE_SCALE = 0.88
"""How large a document is drawn that would need a second page for a few lines, and is meant for one."""

_TEMPLATES = Path(__file__).parent / "templates"
_PAGES = re.compile(rb"<xmpTPg:NPages>(\d+)</xmpTPg:NPages>")


class PressError(RuntimeError):
    """A document does not fit on two pages at the smallest size that can be read: the module that wrote it must say less."""


def printed(document: Document, size: Size = "letter") -> bytes:
    """Return a document as PDF. The same document always gives the same bytes.

    Raises:
        PressError: it needs more than two pages.
    """
    return _fitted(document, size)[1]


def pages(pdf: bytes) -> int:
    """Return how many pages a PDF of ours has."""
    found = _PAGES.search(pdf)
    return int(found[1]) if found else 0


def pictures(document: Document, size: Size = "letter", pixels_per_inch: int = 144) -> list[bytes]:
    """Return each page as PNG, as ``printed`` lays it out."""
    scale, _pdf = _fitted(document, size)
    made = _made(document, size, scale, format="png", ppi=float(pixels_per_inch))
    return made if isinstance(made, list) else [made]


def _fitted(document: Document, size: Size) -> tuple[float, bytes]:
    """Return the scale at which a document fits, and its PDF: mostly the first that is tried, as each try takes its time."""
    for scale in (each for each in SCALES if each <= document.largest):
        pdf = _pdf(document, size, scale)
        if document.is_one_page and pages(pdf) == MOST_PAGES and scale > ONE_PAGE_SCALE:
            smaller = _pdf(document, size, ONE_PAGE_SCALE)
            return (ONE_PAGE_SCALE, smaller) if pages(smaller) == 1 else (scale, pdf)
        if pages(pdf) <= MOST_PAGES:
            return scale, pdf
    raise PressError(f"{document.title}: more than {MOST_PAGES} pages")


def _pdf(document: Document, size: Size, scale: float) -> bytes:
    made: bytes = _made(document, size, scale, format="pdf", pdf_standards="ua-1")
    return made


def _made(document: Document, size: Size, scale: float, **options: Any) -> Any:
    import typst

    day = datetime.combine(document.on, time(12), UTC)
    content = msgspec.json.encode(letters.shown(msgspec.to_builtins(document))).decode()
    return typst.compile(
        str(_TEMPLATES / "document.typ"),
        root=str(_TEMPLATES),
        font_paths=fonts(),
        sys_inputs={"document": content, "size": size, "scale": str(scale)},
        timestamp=day,
        **options,
    )
