"""What somebody sends along with a request for a visit, as its row keeps it; and which of it are their own words."""

from datetime import date

import msgspec

ASKED = "- "
"""How a line of the text begins that holds a question of ours."""


class Section(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Some questions with their answers, or a text of one's own."""

    title: str
    rows: tuple[tuple[str, str], ...] = ()
    text: str = ""


class Summary(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Everything that is sent along.

    Attributes:
        soon: the safety questions found something that should be seen within days; a section says so in words.
    """

    on: date
    soon: bool = False
    sections: tuple[Section, ...] = ()


def written(summary: Summary) -> str:
    """Return the summary as it is sent and kept."""
    return msgspec.json.encode(summary).decode()


def read(text: str) -> Summary | None:
    """Return the summary in what was sent; None for nothing."""
    return msgspec.json.decode(text, type=Summary) if text else None


def own_words(shared: str) -> str:
    """Return what somebody wrote themselves in what was sent along: our own questions, also in a summary that was pasted, are left out."""
    summary = read(shared)
    lines = [line for section in summary.sections for line in section.text.splitlines()] if summary else []
    return "\n".join(line for line in lines if not line.startswith(ASKED))


def asked_with(reason: str, preferred: str, shared: str) -> str:
    """Return every word of a request that whoever asked wrote themselves."""
    return "\n".join((reason, preferred, own_words(shared)))
