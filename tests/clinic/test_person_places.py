"""The way between the pages about one person: in a row, and on a phone in a menu that names the open one."""

from collections.abc import Callable

import pytest
from django.test import Client

from stepwell.care.models import Account

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_the_menu_says_which_page_is_open_and_leads_to_every_other_without_a_script(
    signed_in: Callable[..., Client], tess: Account, ana: Account
) -> None:
    page = signed_in(tess).get(f"/therapist/{ana.person_id}/treatments/").content.decode()
    menu = page[page.index('<details class="record-menu">') :].partition("</details>")[0]
    assert "Treatments</span>" in menu.partition("</summary>")[0]
    assert menu.count('aria-current="page"') == 1
    assert menu.count("<a href") == page.partition('<details class="record-menu">')[0].rpartition("<nav")[2].count("<a href") == 10
