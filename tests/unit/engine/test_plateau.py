"""A plateau: what is remembered of the activities, and what is no plateau."""

from datetime import date, timedelta

from stepwell.engine import plateau
from stepwell.engine.log import Measure
from stepwell.engine.plateau import MOST_KEPT, Rated
from stepwell.engine.stage import Standing
from stepwell.knowledge.loader import load

KNOWLEDGE = load()
TODAY = date(2026, 3, 31)
SESSIONS = tuple(TODAY - timedelta(days=ago) for ago in range(25, 0, -1))
RESTORE = Standing(stage="restore")


def rated(*told: tuple[int, float, int]) -> tuple[Rated, ...]:
    """Return ratings: how many days ago, the mean, and of how many activities."""
    return tuple(Rated(on=TODAY - timedelta(days=ago), mean=mean, of=of) for ago, mean, of in told)


def reached(told: tuple[Rated, ...], sessions: tuple[date, ...] = SESSIONS, standing: Standing = RESTORE) -> bool:
    return plateau.is_reached(told, sessions, standing, TODAY, KNOWLEDGE)


def test_three_weeks_of_keeping_at_it_without_a_clear_change() -> None:
    assert reached(rated((22, 4, 2), (1, 5, 2)))


def test_what_is_no_plateau() -> None:
    assert not reached(())
    assert not reached(rated((22, 4, 2), (1, 6, 2))), "a clear change"
    assert not reached(rated((21, 4, 2), (1, 5, 2))), "twenty days"
    assert not reached(rated((22, 4, 3), (1, 5, 2))), "other activities"
    assert not reached(rated((33, 4, 2), (12, 5, 2))), "an old rating"
    assert not reached(rated((22, 9, 2), (1, 9, 2))), "no room"
    assert not reached(rated((22, 8, 2), (1, 9, 2))), "no room left by now"
    assert not reached(rated((22, 4, 2), (1, 5, 2)), SESSIONS[::2]), "few sessions"
    assert not reached(rated((22, 4, 2), (1, 5, 2)), standing=Standing(stage="maintain")), "staying the same is what is wished for"


def test_what_is_remembered_does_not_grow_and_a_later_word_of_a_day_counts() -> None:
    kept: tuple[Rated, ...] = ()
    for ago in range(30, -1, -1):
        for value in (3, 6):
            fact = Measure(on=TODAY - timedelta(days=ago), measure="weekly", answers={"activity_1": value, "activity_2": 2, "numbness": 1})
            kept = plateau.taken_in(kept, fact)
    assert len(kept) == MOST_KEPT
    assert kept[-1] == Rated(on=TODAY, mean=4.0, of=2)
    assert plateau.taken_in((), Measure(on=TODAY, measure="weekly", answers={"numbness": 1})) == ()
