"""The frame of a document that keeps to one page."""

from collections.abc import Iterable
from datetime import date

from stepwell.paper import words
from stepwell.paper.document import AnyBlock, Document
from stepwell.paper.record import Record


def one_page(record: Record, title: str, blocks: Iterable[AnyBlock], *, on: date | None = None) -> Document:
    """Return a document about one person. on: the day it was made; that of the record where none is given."""
    return Document(
        title=title,
        eyebrow=words.eyebrow(record),
        name=words.cut(record.name, 60),
        who=words.who(record),
        on=on or record.today,
        is_one_page=True,
        blocks=tuple(blocks),
        foot=words.foot(record),
    )
