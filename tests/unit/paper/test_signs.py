"""The danger signs on paper are those of the pages, word for word."""

import re
from pathlib import Path

import pytest

import stepwell.web
from stepwell.paper.signs import NOW, TODAY

PARTS = Path(stepwell.web.__file__).parent / "templates" / "parts"


@pytest.mark.parametrize(("part", "signs"), [("signs_now.html", NOW), ("signs_today.html", TODAY)])
def test_paper_and_pages_name_the_same_signs(part: str, signs: tuple[str, ...]) -> None:
    assert tuple(re.findall(r'{% translate "([^"]+)" %}', (PARTS / part).read_text())) == signs
