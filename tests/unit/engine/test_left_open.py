"""What a check-in asked and was left open: not told, which is neither good nor worse."""

from datetime import date, timedelta

import pytest

from stepwell.engine.diary import diary_of
from stepwell.engine.log import Answers, CheckIn, Evaluation, Item, Log, LogError, Session
from stepwell.engine.reading import read_log, written
from stepwell.engine.understanding import advance, begin
from stepwell.knowledge.loader import load

KNOWLEDGE = load()
MONDAY = date(2026, 3, 2)
CALM: Answers = {"leg_waking": 2, "leg_worst": 2, "lowest_place": "thigh", "anything_new": ("none",)}


def doses_after(*mornings: CheckIn, sessions: int = 6) -> tuple[float, float]:
    """Return the relief and load dose of somebody who exercises well each day, and the next morning tells what is given."""
    known = advance(begin(1), Evaluation(on=MONDAY, answers={"leg_now": 2}), KNOWLEDGE)
    done = (Item(exercise="supported_side_lying", leg="eased", effort="easy"),)
    for number in range(sessions):
        known = advance(known, Session(on=MONDAY + timedelta(days=number), items=done), KNOWLEDGE)
        for morning in mornings:
            known = advance(
                known, CheckIn(on=MONDAY + timedelta(days=number + 1), answers=morning.answers, left_open=morning.left_open), KNOWLEDGE
            )
    return known.doses.relief, known.doses.load


def morning(left_open: tuple[str, ...] = (), **answers: str | int) -> CheckIn:
    return CheckIn(on=MONDAY, answers=CALM | answers, left_open=left_open)


OPEN = morning(("after_session",))
BETTER, STILL_WORSE = morning(after_session="better"), morning(after_session="worse_still")


def test_nothing_goes_up_while_it_is_not_told_how_exercises_left_the_leg() -> None:
    assert doses_after(BETTER) > doses_after(OPEN) == doses_after(sessions=0)


def test_nothing_goes_down_either() -> None:
    assert doses_after(STILL_WORSE) < doses_after(OPEN)


def test_a_later_word_of_the_same_day_still_counts() -> None:
    assert doses_after(OPEN, BETTER, sessions=2) == doses_after(BETTER, sessions=2) > doses_after(sessions=0)
    assert doses_after(OPEN, STILL_WORSE, sessions=2) == doses_after(STILL_WORSE, sessions=2)


def test_a_sore_morning_counts_at_once_whatever_is_left_open() -> None:
    sore = CheckIn(on=MONDAY, answers=CALM | {"leg_waking": 8, "leg_worst": 8}, left_open=("after_session",))
    assert doses_after(sore, sessions=1) < doses_after(sessions=0)


def test_what_nobody_asked_is_judged_by_the_morning_alone() -> None:
    """Logs from before the check-in could stay open come out as they did."""
    assert doses_after(morning()) == doses_after(BETTER)


def test_a_longer_walk_waits_too() -> None:
    def row_after(told: CheckIn) -> int | None:
        known = advance(begin(1), Evaluation(on=MONDAY, answers={"leg_now": 2, "walking_minutes": 10}), KNOWLEDGE)
        for number in range(9):
            day = MONDAY + timedelta(days=number)
            known = advance(known, CheckIn(on=day, answers=told.answers | {"walked_minutes": 15}, left_open=told.left_open), KNOWLEDGE)
            known = advance(known, Session(on=day, items=(Item(exercise="supported_side_lying"),)), KNOWLEDGE)
        return known.walk.row

    open_row, told_row = row_after(OPEN), row_after(BETTER)
    assert open_row is not None
    assert told_row is not None
    assert told_row > open_row


def test_a_night_that_was_left_open_is_missing_in_the_diary_and_not_a_good_one() -> None:
    told = CheckIn(on=MONDAY, answers=CALM | {"exposures": ("heavy_lifting",)}, left_open=("sleep",))
    days = {day.on: day.exposures for day in diary_of([told], KNOWLEDGE)}
    assert "poor_sleep_last_night" not in days[MONDAY]
    assert days[MONDAY - timedelta(days=1)]["heavy_lifting"] == 1.0


def test_exposures_that_were_left_open_are_missing_in_the_diary_and_not_absent() -> None:
    days = diary_of([CheckIn(on=MONDAY, answers=CALM, left_open=("exposures",))], KNOWLEDGE)
    assert not any(day.exposures for day in days)


def test_it_is_read_as_it_was_written() -> None:
    log = Log(facts=(CheckIn(on=MONDAY, answers=CALM, left_open=("sleep",)),))
    assert read_log(written(log), KNOWLEDGE) == log


@pytest.mark.parametrize("left_open", [("no_such_question",), ("leg_waking",)])
def test_what_cannot_be_left_open_is_refused_with_its_place(left_open: tuple[str, ...]) -> None:
    with pytest.raises(LogError, match=r"facts\[0\]\.left_open\[0\]"):
        read_log(written(Log(facts=(CheckIn(on=MONDAY, answers=CALM, left_open=left_open),))), KNOWLEDGE)
