"""What the calendar of a person holds."""

from datetime import date, datetime, time, timedelta

import pytest
from msgspec.structs import replace

from stepwell.engine.flare import Flare, day_of, is_easy
from stepwell.engine.measuring_dates import Measured, due
from stepwell.engine.reminding import DAYS_AHEAD, Times, reminders
from stepwell.engine.safety import Safety
from stepwell.engine.stage import Standing
from stepwell.engine.understanding import START, Understanding
from stepwell.knowledge.loader import load
from stepwell.knowledge.schema import Tier

KNOWLEDGE = load()
WEDNESDAY = date(2026, 3, 11)
MONDAY = date(2026, 3, 9)
TIMES = Times(session_at=time(18), check_in_at=time(9), quiet_from=time(21), quiet_to=time(8))


def known(*, last: int = 0, stage: str = "restore", tier: Tier = Tier.SELF_MANAGE) -> Understanding:
    """Return somebody who began on a Friday weeks ago and told something ``last`` days before Wednesday."""
    standing, safety = Standing(stage=stage), Safety(held=tier)
    return replace(START, on=WEDNESDAY - timedelta(days=last), began_on=date(2026, 2, 6), standing=standing, safety=safety)


def held(person: Understanding, times: Times = TIMES, today: date = WEDNESDAY) -> dict[str, object]:
    return {each.kind: each for each in reminders(person, times, KNOWLEDGE, today)}


def test_every_day_has_its_session_and_its_check_in() -> None:
    session, check_in, *_measures = reminders(known(), TIMES, KNOWLEDGE, WEDNESDAY)
    assert (session.kind, session.starts, session.weekdays, session.until) == ("session", datetime(2026, 3, 9, 18), tuple(range(7)), None)
    assert (check_in.kind, check_in.starts, check_in.sounds) == ("check_in", datetime(2026, 3, 9, 9), True)


def test_who_tells_something_once_a_week_in_maintain_keeps_the_reminders() -> None:
    assert "still_here" not in held(known(last=7, stage="maintain"))
    assert "still_here" in held(known(last=8, stage="maintain"))
    assert "still_here" in held(known(last=7))


def test_the_calendar_begins_with_this_week_so_it_lists_nothing_missed() -> None:
    assert {each.on >= MONDAY for each in reminders(known(), TIMES, KNOWLEDGE, WEDNESDAY)} == {True}


def question_days(person: Understanding, today: date = WEDNESDAY) -> list[date]:
    return [each.on for each in reminders(person, TIMES, KNOWLEDGE, today) if each.kind == "measures"]


def test_the_days_with_questions_are_those_on_which_a_plan_begins_to_ask_them() -> None:
    """Day by day, as Today would say it: whoever answers nothing is asked on these days and on no other for the first time."""
    person = replace(known(), measured=Measured(last={"weekly": date(2026, 3, 6), "monthly": date(2026, 2, 9)}))
    asked, begins, before = [], person.began_on, set[str]()
    assert begins is not None
    for day in (MONDAY - timedelta(days=1) + timedelta(days=ahead) for ahead in range(DAYS_AHEAD + 1)):
        now = set(due(person.measured, begins, day, KNOWLEDGE))
        if day >= MONDAY and now - before:
            asked.append(day)
        before = now
    assert question_days(person) == asked
    assert asked[:2] == [date(2026, 3, 13), date(2026, 3, 20)]
    assert all(each.at is None and not each.sounds for each in reminders(person, TIMES, KNOWLEDGE, WEDNESDAY) if each.kind == "measures")


def test_what_is_answered_is_not_marked_again() -> None:
    person = replace(known(), on=date(2026, 3, 13), measured=Measured(last={"weekly": date(2026, 3, 13), "monthly": date(2026, 3, 9)}))
    assert question_days(person, date(2026, 3, 13))[0] == date(2026, 3, 20)


def test_on_the_softer_days_of_a_flare_up_no_questions_are_marked() -> None:
    person = replace(
        known(), on=date(2026, 3, 12), flare=Flare(started_on=date(2026, 3, 12), said_on=date(2026, 3, 12), eased_from=date(2026, 3, 12))
    )
    days = question_days(person, date(2026, 3, 12))
    assert days
    assert all(not is_easy(day_of(person.flare, day, KNOWLEDGE), day) for day in days)


def test_questions_wait_for_the_day_after_the_first() -> None:
    assert question_days(replace(known(), began_on=WEDNESDAY))[0] > WEDNESDAY


def test_the_last_stage_has_fewer_sessions_and_rest_between_them() -> None:
    session = held(known(stage="maintain"))["session"]
    assert session.weekdays == (0, 2, 4)  # type: ignore[attr-defined]


@pytest.mark.parametrize("tier", [tier for tier in Tier if not KNOWLEDGE.advice[tier].may_exercise])
def test_nobody_is_reminded_of_exercise_while_it_is_paused(tier: Tier) -> None:
    assert set(held(known(tier=tier))) == {"check_in", "measures"}


@pytest.mark.parametrize("silent", [0, 1, 2])
def test_a_short_silence_changes_nothing(silent: int) -> None:
    assert reminders(known(last=silent), TIMES, KNOWLEDGE, WEDNESDAY) == reminders(known(), TIMES, KNOWLEDGE, WEDNESDAY)


@pytest.mark.parametrize("silent", [3, 4, 10, 400])
def test_after_silent_days_one_kind_word_stands_there_once_and_all_else_rests(silent: int) -> None:
    entries = reminders(known(last=silent), TIMES, KNOWLEDGE, WEDNESDAY)
    (word,) = [each for each in entries if each.kind == "still_here"]
    assert (word.on, word.weekdays) == (WEDNESDAY - timedelta(days=silent - 4), ())
    assert all(each.until is not None and each.until < word.on for each in entries if each is not word)


def test_the_kind_word_is_the_same_at_every_later_look() -> None:
    gone = known(last=5)
    looks = {held(gone, today=WEDNESDAY + timedelta(days=later))["still_here"] for later in range(60)}
    assert len(looks) == 1


def test_somebody_who_comes_back_is_reminded_again() -> None:
    assert "still_here" not in held(replace(known(last=30), on=WEDNESDAY))


def test_what_was_not_chosen_is_not_there() -> None:
    assert set(held(known(), Times(check_in_at=time(9), with_measures=False))) == {"check_in"}
    assert reminders(known(last=9), Times(with_measures=False), KNOWLEDGE, WEDNESDAY) == ()


def test_somebody_who_has_told_nothing_yet_is_reminded_without_a_word_about_silence() -> None:
    assert set(held(START)) == {"session", "check_in"}
