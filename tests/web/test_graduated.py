"""A lighter routine on the pages: for those it fits on Today, open to everybody, and without a promise."""

import pytest
from django.template.loader import render_to_string
from django.test import Client

from stepwell.engine.because import because
from stepwell.knowledge.loader import load

pytestmark = pytest.mark.one_database


def test_somebody_at_the_beginning_reads_that_it_is_for_later(settled: Client) -> None:
    page = settled.get("/graduated/").content.decode()
    assert "This is for later" in page
    assert "Nobody can promise" in page
    assert "/relapse-plan/" in page
    assert "/settings/reminders/" in page
    assert "/graduated/" not in settled.get("/today/").content.decode()


def test_the_card_on_today_says_why_and_leads_to_it() -> None:
    reason = because(load(), "graduated", weeks=9, leg="0.4")
    card = render_to_string("patient/today_graduated.html", {"plan": {"graduated": reason}})
    assert "9 weeks" in card
    assert 'href="/graduated/"' in card
