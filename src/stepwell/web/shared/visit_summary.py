"""What somebody sends along with a request for a visit: the one value that is shown before, sent, printed and kept."""

from datetime import date

import msgspec
from django.utils import formats
from django.utils.translation import gettext as _

_ASKED = "- "
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


def asked_before(outcome: str) -> Section:
    """Return the section that says what came of the safety questions."""
    return Section(title=_("Answered before asking"), rows=((_("Safety questions"), outcome),))


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
    return "\n".join(line for line in lines if not line.startswith(_ASKED))


def as_text(summary: Summary, name: str) -> str:
    """Return the summary as plain text, for a file or a letter."""
    heading = _("Summary for a first visit")
    lines = [heading, ", ".join(part for part in (name, formats.date_format(summary.on, "F j, Y")) if part)]
    lines += [_("Answers given at home about back and leg pain. Not a diagnosis.")]
    for section in summary.sections:
        lines += ["", section.title.upper(), *(f"{_ASKED}{question} {answer}" for question, answer in section.rows)]
        lines += [section.text] if section.text else []
    return "\n".join(lines) + "\n"
