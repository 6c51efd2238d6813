"""What the curves are drawn from."""

import msgspec
import pytest

from stepwell.care.actions import facts
from stepwell.care.models import Person
from stepwell.care.queries import facts as told
from stepwell.care.queries import progress
from stepwell.engine.log import CheckIn
from tests.care import made

pytestmark = pytest.mark.django_db


def test_a_day_shows_its_pain_its_walk_and_its_sessions(five_days: Person) -> None:
    series = progress.series(five_days, made.day(1), made.day(9))
    assert [day.on for day in series] == [made.day(number) for number in range(1, 6)]
    assert series[1] == progress.Day(on=made.day(2), leg_waking=2.0, leg_worst=3.0, walked_minutes=20.0, sessions=1)


def test_what_was_not_said_stays_unknown(owner: Person) -> None:
    facts.add(person=owner, facts=[CheckIn(on=made.day(1), id="a", answers={"leg_worst": 4})], now=made.noon(1))
    assert progress.series(owner, made.day(1), made.day(1)) == [progress.Day(on=made.day(1), leg_worst=4.0)]


def test_the_last_check_in_of_a_day_counts(five_days: Person) -> None:
    facts.add(person=five_days, facts=[made.check_in(5, id="evening", leg=1)], now=made.noon(5))
    assert progress.series(five_days, made.day(5), made.day(5))[0].leg_waking == 1


def test_sessions_walks_add_up_where_they_are_more(five_days: Person) -> None:
    long_walk = msgspec.structs.replace(made.session(5, id="second"), walked_minutes=25)
    facts.add(person=five_days, facts=[long_walk], now=made.noon(5))
    day = progress.series(five_days, made.day(5), made.day(5))[0]
    assert (day.walked_minutes, day.sessions) == (35.0, 2)


def test_days_done_are_those_with_a_session(five_days: Person) -> None:
    facts.add(person=five_days, facts=[made.check_in(6)], now=made.noon(6))
    assert told.days_done(five_days, made.day(3), made.day(6)) == {made.day(3), made.day(4), made.day(5)}


def test_facts_of_a_kind_come_by_day(five_days: Person) -> None:
    assert [fact.on for fact in told.of_kind(five_days, "session", since=made.day(4))] == [made.day(4), made.day(5)]
    assert len(told.of_kind(five_days, "safety_check")) == 1
    assert told.of_kind(five_days, "probe") == []
