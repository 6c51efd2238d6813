"""Generated pages are those that the program makes now."""

import pytest

from tests.generated_docs import DOCS, PAGES


@pytest.mark.parametrize("name", PAGES)
def test_a_generated_page_is_up_to_date(name: str) -> None:
    assert (DOCS / name).read_text() == PAGES[name](), "run ./run docs and commit what it writes"
