"""Generated pages are those that the program makes now."""

import pytest

from tests.generated_docs import DOCS, PAGES

MEASURED = pytest.mark.xdist_group("measured")  # tests/unit/figure/test_baked.py measures the same in this process


@pytest.mark.parametrize("name", [pytest.param(name, marks=MEASURED) if name == "reference/figure.md" else name for name in PAGES])
def test_a_generated_page_is_up_to_date(name: str) -> None:
    assert (DOCS / name).read_text() == PAGES[name](), "run ./run docs and commit what it writes"
