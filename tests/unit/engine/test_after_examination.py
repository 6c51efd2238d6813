"""What a person is told after a therapist examined them: by whom and why exercise goes on, and nothing of an absence that was none."""

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from stepwell.engine import pausing
from stepwell.engine.decision import DayPlan, Reason
from stepwell.engine.exercising import back_from, gap_factor
from stepwell.engine.keeping_up import Sure, why_small
from stepwell.engine.log import Examination, Order
from stepwell.engine.pausing import Pause
from stepwell.engine.plan import plan_from
from stepwell.engine.stage import Standing
from stepwell.engine.understanding import Understanding, advance
from stepwell.knowledge.loader import load
from stepwell.knowledge.schema import Direction, Tier
from tests.scenario.notes import CASES, read, understood

KNOWLEDGE = load()
ON = date(2026, 3, 2)
WORDS = "Strength and reflexes are as before."


def _known(case: str = "gap_three_days") -> Understanding:
    return understood(read(next(path for path in CASES if path.stem == case)), KNOWLEDGE)


def _paused_and_cleared(tier: Tier, days: int = 4) -> tuple[Understanding, date]:
    """Return somebody whose exercise was paused the day after a session, and let go on after so many days."""
    known = _known()
    paused_on = known.sessions[-1] + timedelta(days=1)
    known = replace(known, on=paused_on, events=())
    paused = advance(known, Order(on=paused_on, order="refer", tier=Tier.WITHIN_DAYS), KNOWLEDGE)
    cleared_on = paused_on + timedelta(days=days)
    return advance(paused, Order(on=cleared_on, order="clear", tier=tier, reason=WORDS), KNOWLEDGE), cleared_on


def _plan(known: Understanding, today: date) -> DayPlan:
    answered = replace(known.safety, answered_on=dict.fromkeys(known.safety.answered_on, today))
    plan = plan_from(replace(known, safety=answered), KNOWLEDGE, today)
    assert isinstance(plan, DayPlan)
    return plan


def test_gentle_exercise_after_an_examination_says_by_whom_and_why() -> None:
    plan = _plan(*_paused_and_cleared(Tier.ROUTINE))
    assert plan.why_today.text == "Your therapist has examined you: exercise goes on, gently for now."
    assert f"They wrote: “{WORDS}”" in plan.advice[0].text
    assert plan.advice[0].text.startswith("Your therapist examined you on ")


def test_the_reason_stays_for_as_long_as_exercise_is_gentle() -> None:
    known, on = _paused_and_cleared(Tier.ROUTINE)
    assert WORDS in _plan(known, on + timedelta(days=5)).advice[0].text


def test_exercise_that_goes_on_fully_is_told_once() -> None:
    plan = _plan(*_paused_and_cleared(Tier.SELF_MANAGE))
    assert plan.why_today.id == "cleared"
    assert not any(WORDS in reason.text for reason in plan.advice)


def test_days_of_a_pause_are_no_absence_and_the_dose_is_as_careful() -> None:
    known, on = _paused_and_cleared(Tier.ROUTINE)
    plan = _plan(known, on)
    assert "Welcome back" not in " ".join(reason.text for reason in plan.changes)
    (told,) = [reason for reason in plan.changes if reason.id.startswith("after_pause")]
    assert "paused for 4 days" in told.text
    assert gap_factor(known, on, KNOWLEDGE) == KNOWLEDGE.response["gap_short_dose"].value


def test_days_away_before_a_pause_are_the_persons_own() -> None:
    known = Understanding(
        sessions=(ON,), session_count=1, paused=(Pause(began_on=ON + timedelta(days=6), ended_on=ON + timedelta(days=8)),)
    )
    assert back_from(known, ON + timedelta(days=8), KNOWLEDGE) == ("welcome_back", 5)


def test_after_weeks_of_a_pause_the_questions_come_back_and_name_the_pause() -> None:
    known, on = _paused_and_cleared(Tier.ROUTINE, days=22)
    found = plan_from(known, KNOWLEDGE, on)
    assert not isinstance(found, DayPlan)
    assert "Exercise was paused for 22 days." in found.what_to_do


@pytest.mark.parametrize(("paused", "why"), [((), "few_sessions"), ((Pause(began_on=ON - timedelta(days=12), ended_on=ON),), "")])
def test_a_pause_makes_no_small_plan(paused: pausing.Pauses, why: str) -> None:
    sessions = tuple(ON - timedelta(days=days) for days in (20, 18, 16, 14, 13))
    assert why_small(sessions, 99, Sure(), Standing(stage="restore"), ON, KNOWLEDGE, paused) == why


def test_pauses_that_are_over_are_forgotten_after_four_weeks_and_one_within_a_day_counts_nothing() -> None:
    pauses = pausing.kept_up((), ON, is_paused=True)
    assert pausing.kept_up(pauses, ON, is_paused=False) == ()
    over = pausing.kept_up(pauses, ON + timedelta(days=3), is_paused=False)
    assert pausing.days_between(over, ON - timedelta(days=9), ON + timedelta(days=9)) == 3
    assert len(pausing.kept_up(over, ON + timedelta(days=40), is_paused=True)) == 1


def _why_direction(known: Understanding) -> Reason:
    today = known.on or ON
    plan = _plan(known, today)
    return next(item.reasons[0] for item in plan.items if item.slot == "direction" or "direction" in item.reasons[0].id)


def _with(*facts: Examination | Order) -> Understanding:
    known = _known("stage_starts_restore")
    for fact in facts:
        known = advance(known, fact, KNOWLEDGE)
    return known


TESTED = Examination(on=ON, answers={"exam_repeated_extension": "better", "exam_direction": "extension"})
TRIED = replace(_known("stage_starts_restore"), likes={Direction.EXTENSION: "better"})


def test_a_direction_that_only_the_therapist_tested_is_told_as_theirs() -> None:
    assert _why_direction(_with(TESTED)).text.startswith("Your therapist tested ")
    assert _why_direction(_with(replace(TESTED, by="doctor"))).text.startswith("Your doctor tested ")
    assert _why_direction(advance(TRIED, TESTED, KNOWLEDGE)).text.startswith("You tried ")
    assert _why_direction(_with(Order(on=ON, order="direction", direction=Direction.EXTENSION))).text.startswith("Your therapist chose ")
