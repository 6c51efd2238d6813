"""Write the pages of docs/ that are made from the program: python -m tests.generated_docs, or ./run docs."""

from collections.abc import Callable
from pathlib import Path

from stepwell.server import env
from tests import dependency_table, exercise_table, fhir_table, figure_table, lesson_table, measure_table, virtual_table
from tests.grade_table import with_table
from tests.scenario import book, rule_tables
from tests.shown_commands import with_outputs

DOCS = Path(__file__).parent.parent / "docs"

PAGES: dict[str, Callable[[], str]] = {
    "explanation/evidence.md": lambda: with_table(DOCS / "explanation/evidence.md"),
    "reference/dependencies.md": dependency_table.page,
    "reference/exercises.md": exercise_table.page,
    "reference/fhir.md": fhir_table.page,
    "reference/figure.md": figure_table.page,
    "reference/lessons.md": lesson_table.page,
    "reference/measures.md": measure_table.page,
    "tutorials/first-plan.md": lambda: with_outputs(DOCS / "tutorials/first-plan.md"),
    "reference/rules.md": rule_tables.rendered,
    "reference/scenarios.md": book.rendered,
    "reference/settings.md": env.reference,
    "reference/virtual-people.md": virtual_table.page,
}


def main() -> None:
    """Write every page anew."""
    written = {name: made() for name, made in PAGES.items()}  # all of them before the first is touched
    for name, text in written.items():
        page = DOCS / name
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(text)
        print(f"wrote docs/{name}")


if __name__ == "__main__":
    main()
