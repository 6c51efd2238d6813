"""The strip of seven days on top of Today."""

from datetime import date

from django.utils.translation import override

from stepwell.web.shared import week

WEDNESDAY = date(2026, 3, 4)


def test_a_day_before_somebody_began_is_no_rest_day() -> None:
    """Nobody rested from what they had not begun; a day after it without a session is a rest day."""
    with override("en-us"):
        days = week.strip(WEDNESDAY, (), date(2026, 3, 3))
    assert [day.state for day in days[:4]] == ["before", "before", "rest", "today"]
    assert days[0].says.endswith("before you began")
