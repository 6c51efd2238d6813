"""What may be walked on a good or a hard day: never more than a fifth beyond the plan, and two minutes are always fine."""

from hypothesis import given

from stepwell.engine.decision import DayPlan
from tests.property.logs import Life, lives


@given(lives(calm=True))
def test_a_good_day_goes_no_more_than_a_fifth_beyond_the_plan(life: Life) -> None:
    if not isinstance(life.answer, DayPlan):
        return
    walk = life.answer.walk
    told = [reason for reason in walk.reasons if reason.id == "walk_bounds"]
    assert bool(told) == (walk.minutes > 2)
    for reason in told:
        assert reason.numbers["least"] == 2
        assert walk.minutes <= int(reason.numbers["most"]) <= 1.2 * walk.minutes
