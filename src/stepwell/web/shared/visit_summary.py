"""What somebody sends along with a request for a visit: the one value that is shown before, sent, printed and kept."""

from django.utils import formats
from django.utils.translation import gettext as _

from stepwell.care.sent_along import ASKED, Section, Summary


def asked_before(outcome: str) -> Section:
    """Return the section that says what came of the safety questions."""
    return Section(title=_("Answered before asking"), rows=((_("Safety questions"), outcome),))


def as_text(summary: Summary, name: str) -> str:
    """Return the summary as plain text, for a file or a letter."""
    heading = _("Summary for a first visit")
    lines = [heading, ", ".join(part for part in (name, formats.date_format(summary.on, "F j, Y")) if part)]
    lines += [_("Answers given at home about back and leg pain. Not a diagnosis.")]
    for section in summary.sections:
        lines += ["", section.title.upper(), *(f"{ASKED}{question} {answer}" for question, answer in section.rows)]
        lines += [section.text] if section.text else []
    return "\n".join(lines) + "\n"
