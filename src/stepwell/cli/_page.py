"""A page of text for a terminal: a title, headings, paragraphs and lists, wrapped to its width."""

import shutil
import textwrap
from datetime import date

WIDEST = 80
NARROWEST = 40


class Page:
    """Lines that are gathered and then printed together.

    Args:
        emergency: the number that stands in the place of "{emergency}" in any text.
    """

    def __init__(self, emergency: str = "{emergency}") -> None:
        self.emergency = emergency
        self.width = max(NARROWEST, min(WIDEST, shutil.get_terminal_size((WIDEST, 24)).columns))
        self.lines: list[str] = []

    def title(self, text: str) -> None:
        """Add the page's title."""
        self.say(text)
        self.lines.append("=" * min(self.width, max(len(line) for line in self.lines)))

    def heading(self, text: str) -> None:
        """Add a heading, with room above it."""
        self.gap()
        self.say(text)
        self.lines.append("-" * len(self.lines[-1]))

    def say(self, text: str, indent: int = 0, mark: str = "") -> None:
        """Add a paragraph; nothing where the text is empty.

        Args:
            text: one paragraph.
            indent: columns before it.
            mark: what its first line begins with, such as "- "; the others are set in as far.
        """
        text = _shown(text.replace("{emergency}", self.emergency))
        if text:
            first = " " * indent + mark
            self.lines += textwrap.wrap(text, self.width, initial_indent=first, subsequent_indent=" " * len(first), break_on_hyphens=False)

    def gap(self) -> None:
        """Add an empty line, never two."""
        if self.lines and self.lines[-1]:
            self.lines.append("")

    def print(self) -> None:
        """Print the page."""
        print("\n".join(self.lines).rstrip("\n"))


def spoken(day: date) -> str:
    """Return a day as a person says it: Tuesday, March 3, 2026."""
    return f"{day:%A, %B} {day.day}, {day.year}"


def counted(number: int, one: str, more: str = "") -> str:
    """Return a number with its noun: 1 minute, 2 minutes."""
    return f"{number} {one if number == 1 else more or one + 's'}"


def _shown(text: str) -> str:
    """Leave out what would steer a terminal: a log's own words may hold anything."""
    return "".join(letter if letter.isprintable() else " " for letter in text).strip()
