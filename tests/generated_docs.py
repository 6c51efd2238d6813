"""Write the pages of docs/ that are made from the program: python -m tests.generated_docs, or ./run docs."""

from collections.abc import Callable
from pathlib import Path

from stepwell.server import env
from tests import exercise_table
from tests.shown_commands import with_outputs

DOCS = Path(__file__).parent.parent / "docs"

PAGES: dict[str, Callable[[], str]] = {
    "reference/exercises.md": exercise_table.page,
    "tutorials/first-plan.md": lambda: with_outputs(DOCS / "tutorials/first-plan.md"),
    "reference/settings.md": env.reference,
}


def main() -> None:
    """Write every page anew."""
    for name, made in PAGES.items():
        page = DOCS / name
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(made())
        print(f"wrote docs/{name}")


if __name__ == "__main__":
    main()
