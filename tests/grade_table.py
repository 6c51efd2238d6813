"""How well the knowledge is known: the table of grades inside docs/explanation/evidence.md."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from stepwell.knowledge.loader import load
from stepwell.knowledge.schema import Grade

MARKS = re.compile(r"(?<=<!-- made: grades -->\n).*?(?=<!-- end -->)", re.DOTALL)
PARTS = {
    "warning signs and their counts": ("red_flags", "scores"),
    "questions": ("questions",),
    "patterns and their signs": ("patterns",),
    "exercises and their cautions": ("exercises",),
    "rules of the plan": ("response", "stages", "pace", "hurt"),
    "reasons on a therapist's list": ("needs", "caseload"),
}


def with_table(page: Path) -> str:
    """Return a page's text with the table between its marks made anew."""
    return MARKS.sub(lambda _: _table(), page.read_text())


def _table() -> str:
    knowledge = load()
    counts = {
        part: Counter(grade for name in names for grade in _grades(msgspec.to_builtins(getattr(knowledge, name))))
        for part, names in PARTS.items()
    }
    total = sum(counts.values(), Counter[str]())
    rows = [_row(part, found) for part, found in {**counts, "**together**": total}.items()]
    head = f"| | {' | '.join(f'`{grade}`' for grade in Grade)} |\n| --- |{' ---: |' * len(Grade)}"
    share = f"Of {total.total()} graded statements {_percent(total, Grade.READ)} are `read` and {_percent(total, Grade.DESIGN)} `design`."
    return "\n".join([head, *rows, "", f"{share} {len(knowledge.sources)} sources are named.", ""])


def _row(part: str, found: Counter[str]) -> str:
    return f"| {part} | {' | '.join(str(found[grade.value]) for grade in Grade)} |"


def _percent(found: Counter[str], grade: Grade) -> str:
    return f"{round(100 * found[grade.value] / found.total())} %"


def _grades(value: Any) -> Iterator[str]:
    """Yield every grade inside an entry, its own and those of its parts."""
    if isinstance(value, dict):
        if "grade" in value:
            yield value["grade"]
        for part in value.values():
            yield from _grades(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _grades(part)
