"""Leg pain of four weeks in a line of words."""

from datetime import date

from django.utils.translation import override

from stepwell.engine.pain import Day
from stepwell.web.shared import sparkline


def test_one_rating_is_said_to_be_told_that_day() -> None:
    """Progress shows the trend: without the word the two would seem to disagree."""
    today = date(2026, 3, 4)
    with override("en-us"):
        assert sparkline.in_words([Day(on=today, waking=1)], None, today) == "told 1 of 10 on March 4"
