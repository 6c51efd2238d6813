"""What is new about a person is told so that no two lines contradict each other."""

from collections.abc import Sequence
from datetime import date

from stepwell.engine import measuring
from stepwell.engine.decision import FlareDay
from stepwell.engine.episodes import Episode
from stepwell.engine.log import Fact, Measure
from stepwell.engine.plan_changes import PlanChange
from stepwell.engine.since import Since
from stepwell.knowledge.loader import load
from stepwell.web.therapist import measure_rows, since_words

DAY = date(2026, 11, 9)
UP = PlanChange(on=DAY, kind="stage", stage="restore", says="UP", event="stage_up")
SORER = PlanChange(on=DAY, kind="eased", stage="restore", says="LESS", event="morning_worse")


def told(new: Since, flare: FlareDay | None = None) -> str:
    return "\n".join(since_words.sentences(new, flare, sees_days=True))


def flare_day() -> FlareDay:
    return FlareDay(started_on=DAY, day=12, easy_until=date(2026, 11, 11), full_on=date(2026, 11, 25), episode_on=DAY)


def measured(*scores: tuple[date, int]) -> Sequence[Fact]:
    return [Measure(on=on, measure="monthly", answers={"global_change": score}) for on, score in scores]


def test_a_stage_that_rose_while_the_dose_fell_is_one_line_that_says_both() -> None:
    """ "Asks less" and "you move up" stood there for the same day, as if the plan did not know what it did."""
    said = told(Since(on=DAY, changes=(SORER, UP)))
    assert "LESS" not in said
    assert "UP" not in said
    assert "up to Restore" in said
    assert "the doses were kept low" in said
    assert "the leg was clearly worse the morning after the last session" in said


def test_changes_of_different_days_stay_as_they_were_told() -> None:
    later = PlanChange(on=date(2026, 11, 12), kind="eased", stage="restore", says="LESS", event="morning_worse")
    said = told(Since(on=DAY, changes=(UP, later)))
    assert "“UP”" in said
    assert "“LESS”" in said


def test_a_flare_up_that_is_built_back_from_says_so() -> None:
    over = Episode(started_on=DAY, last_on=DAY)
    assert "A flare-up on November 9. The plan builds back from it until November 25." in told(Since(on=DAY, began=(over,)), flare_day())
    assert "A flare-up on November 9.\n" in told(Since(on=DAY, began=(over,))) + "\n", "nothing is built back from any more"
    longer = Episode(started_on=DAY, last_on=date(2026, 11, 11))
    assert "A flare-up from November 9 until November 11." in told(Since(on=DAY, began=(longer,)))
    assert "A flare-up since November 9; nobody said that it is over." in told(Since(on=DAY, began=(Episode(started_on=DAY),)))


def test_a_measure_that_asks_for_the_change_itself_is_compared_with_nothing() -> None:
    facts, knowledge = measured((DAY, 5)), load()
    new = told(Since(on=DAY, measures=measuring.series(facts, knowledge)))
    assert "clearly better than at first" not in new
    assert "All in all, since the start: +5 of 5, in their own view better." in new
    (row,) = measure_rows.rows(facts, knowledge)
    assert (row.first, row.latest, row.verdict) == (None, "+5", "Better, they say")


def test_a_single_value_is_a_first_and_no_change() -> None:
    facts = [Measure(on=DAY, measure="monthly", answers={"acceptable": 1})]
    (row,) = measure_rows.rows(facts, load())
    assert row.first is not None
    assert (row.first.shown, row.latest, row.verdict) == ("Yes", "", "First answer")
