"""What a person sees when a page is not there."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.one_database


def test_a_wrong_address_says_so_in_plain_words(desktop: Page, accessible: Callable[[Page], None]) -> None:
    answer = desktop.goto("/no/such/page/")

    assert answer is not None
    assert answer.status == 404
    expect(desktop.get_by_role("heading", level=1)).to_have_text("There is no such page")
    accessible(desktop)
