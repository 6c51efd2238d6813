"""The program itself: versions that are still looked after, and whether a clinician has read what it knows."""

import platform
import sys
from collections.abc import Iterator
from datetime import date

import django

from stepwell.knowledge import loader
from stepwell.server.doctor.findings import Finding

PYTHON_UNTIL = {
    (3, 11): date(2027, 10, 31),
    (3, 12): date(2028, 10, 31),
    (3, 13): date(2029, 10, 31),
    (3, 14): date(2030, 10, 31),
}
"""The last month in which each Python gets mends of weaknesses. Source: devguide.python.org/versions."""
DJANGO_UNTIL = {(5, 2): date(2028, 4, 30)}
"""The same for Django's long-term releases. Source: djangoproject.com/download."""


Version = tuple[int, int]


def versions(today: date, python: Version = sys.version_info[:2], framework: Version = django.VERSION[:2]) -> Iterator[Finding]:
    """A Python or a Django that gets no mends any more, or whose end is not known here."""
    kinds = (
        ("python", "Python", python, PYTHON_UNTIL, "Install a newer Python, remove the folder .venv, and start ./run again."),
        ("django", "Django", framework, DJANGO_UNTIL, "Upgrade Stepwell: docs/how-to/upgrade.md says how."),
    )
    for name, title, version, until, mend in kinds:
        written = ".".join(str(part) for part in version)
        end = until.get(version)
        if end is None and version < min(until):
            end = date.min
        if end is not None and today > end:
            yield Finding(
                id=f"old_{name}",
                weight="unsafe",
                what=f"{title} {written} gets no mends of weaknesses any more.",
                why="What becomes known about it stays open.",
                mend=mend,
            )
        elif end is None:
            yield Finding(
                id=f"unknown_{name}",
                weight="note",
                what=f"Until when {title} {written} gets mends is not known here.",
                why="It is newer than this release of Stepwell, which was not tried with it.",
                mend=f"Use {title} {'.'.join(str(part) for part in max(until))}, or look the date up.",
            )


def not_reviewed() -> Iterator[Finding]:
    """Clinical content that no clinician has signed."""
    release = loader.load().release
    if not release.reviewed_by:
        yield Finding(
            id="not_reviewed",
            weight="note",
            what=f"No clinician has reviewed the knowledge release {release.version}.",
            why="It is for trying out, not for care.",
            mend="Have a named clinician review src/stepwell/knowledge/data, and write the name into release.toml as reviewed_by.",
        )


def where() -> str:
    """Return what the program runs on, for the head of a report."""
    return f"Python {platform.python_version()}, Django {django.get_version()}"
