"""The summary that a person was given when their care at a clinic ended: the therapist's words, as they were written."""

from stepwell.paper import words
from stepwell.paper.document import Document, Text
from stepwell.paper.record import ChartEntry, Record
from stepwell.paper.sheet import one_page

TITLE = "Summary of your care"


def summary(record: Record, given: ChartEntry) -> Document:
    """Return one summary. Record: whose it is; given: the words, a paragraph between empty lines."""
    parts = [" ".join(part.split()) for part in given.words.splitlines() if part.strip()]
    by = f"Written by {words.cut(given.by, 60)} on {words.day(given.on)}." if given.by else f"Written on {words.day(given.on)}."
    return one_page(record, TITLE, (*(Text(text=part) for part in parts), Text(text=by, is_small=True)), on=given.on)
