"""The danger signs on paper are those of the pages, in the same order."""

import html

import pytest
from django.template.loader import render_to_string

from stepwell.knowledge.loader import load
from stepwell.knowledge.schema import Tier
from stepwell.paper import signs
from stepwell.paper.document import Bullets
from tests.unit.paper import made


@pytest.mark.parametrize(("part", "tier"), [("signs_now.html", Tier.EMERGENCY_NOW), ("signs_today.html", Tier.SAME_DAY)])
def test_paper_and_pages_name_the_same_signs(part: str, tier: Tier) -> None:
    now, today = signs.signs(made.record())
    box = now if tier is Tier.EMERGENCY_NOW else today
    on_paper = [text for block in box.blocks if isinstance(block, Bullets) for _, text in block.items]
    page = html.unescape(render_to_string(f"parts/{part}"))
    assert on_paper == [sign.text for sign in load().help_signs.values() if sign.tier is tier]
    assert [line for line in on_paper if f"<li>{line}</li>" not in page] == []
