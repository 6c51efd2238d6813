"""How a tier lives on: it rises by itself, falls only after a clinician or clean days, and its questions come back."""

from datetime import date, timedelta
from typing import Any

from stepwell.engine import safety
from stepwell.engine.because import because
from stepwell.engine.log import Answers
from stepwell.engine.safety import Safety
from stepwell.knowledge.loader import load
from stepwell.knowledge.schema import Tier
from tests.calm_answers import with_calm_answers

KNOWLEDGE = load()
ON = date(2026, 3, 2)
CALM = with_calm_answers({"age": 44, "sex": "male"}, KNOWLEDGE)


def after(number: int) -> date:
    """Return so many days later."""
    return ON + timedelta(days=number)


def told(before: Safety, on: date, *, was: Answers = CALM, **changed: Any) -> Safety:
    """Return the state after a whole check, calm but for ``changed``."""
    answers = CALM | changed
    return safety.answered(before, was, answers, set(answers), on, KNOWLEDGE)


def test_a_tier_rises_at_once() -> None:
    assert told(told(Safety(), ON), after(1), foot_drop="yes").held is Tier.SAME_DAY


def test_a_tier_falls_only_after_seven_clean_days() -> None:
    state = told(Safety(), ON, mild_weakness="yes")
    assert state.held is Tier.WITHIN_DAYS
    state = told(state, after(1), was=CALM | {"mild_weakness": "yes"})
    for number in range(2, 7):
        state = safety.clean_day(state, after(number), KNOWLEDGE)
        assert state.held is Tier.WITHIN_DAYS
    assert safety.clean_day(state, after(7), KNOWLEDGE).held is Tier.SELF_MANAGE


def test_a_day_counts_once_and_the_day_of_the_tier_not_at_all() -> None:
    state = told(Safety(), ON, mild_weakness="yes")
    state = told(state, after(1), was=CALM | {"mild_weakness": "yes"})
    assert len(state.clean) == 1
    assert len(safety.clean_day(state, after(1), KNOWLEDGE).clean) == 1
    assert safety.clean_day(state, ON, KNOWLEDGE) == state


def test_no_day_is_clean_while_the_sign_itself_stands() -> None:
    state = told(Safety(), ON, mild_weakness="yes")
    for number in range(1, 20):
        state = safety.clean_day(state, after(number), KNOWLEDGE)
    assert state.held is Tier.WITHIN_DAYS


def test_a_new_sign_starts_the_count_again() -> None:
    state = told(Safety(), ON, mild_weakness="yes")
    state = told(state, after(1), was=CALM | {"mild_weakness": "yes"})
    state = told(state, after(2), weight_loss="yes")
    assert (state.held_on, state.clean) == (after(2), ())


def test_a_worse_day_below_the_tier_is_no_clean_day() -> None:
    state = told(told(Safety(), ON, foot_drop="yes"), after(1), was=CALM | {"foot_drop": "yes"})
    assert len(told(state, after(2), hip_signs="groin").clean) == 1


def test_a_clinician_lets_it_fall_at_once_and_the_same_answer_does_not_raise_it_again() -> None:
    weak = CALM | {"mild_weakness": "old_checked", "leak": "old_unchanged"}
    state = safety.answered(Safety(), {}, weak, set(weak), ON, KNOWLEDGE)
    cleared = safety.cleared(state, Tier.SELF_MANAGE, weak, after(1), KNOWLEDGE)
    assert cleared.held is Tier.SELF_MANAGE
    assert "leak_old" in cleared.suppressed


def test_a_cleared_sign_that_is_said_anew_counts_anew() -> None:
    drop = CALM | {"foot_drop": "yes"}
    state = safety.answered(Safety(), {}, drop, set(drop), ON, KNOWLEDGE)
    cleared = safety.cleared(state, Tier.SELF_MANAGE, drop, after(1), KNOWLEDGE)
    again = safety.answered(cleared, drop, drop, set(drop), after(8), KNOWLEDGE)
    assert again.held is Tier.SAME_DAY


def test_a_concern_of_the_log_raises_the_tier_but_never_lowers_it() -> None:
    reason = because(KNOWLEDGE, "refer_strong")
    assert safety.concern(Safety(), reason, Tier.WITHIN_DAYS, ON).held is Tier.WITHIN_DAYS
    urgent = Safety(held=Tier.EMERGENCY_NOW, held_on=ON)
    assert safety.concern(urgent, reason, Tier.WITHIN_DAYS, ON) == urgent


def test_the_hard_questions_are_due_on_the_seventh_day() -> None:
    state = told(Safety(), ON)
    assert safety.due(state, CALM, after(6), KNOWLEDGE) == ()
    asked = safety.due(state, CALM, after(7), KNOWLEDGE)
    assert "saddle_feeling" in asked
    assert "age" not in asked
    assert safety.next_due(state, CALM, after(1), KNOWLEDGE) == after(7)


def test_after_three_weeks_the_softer_questions_are_due_too() -> None:
    state = told(Safety(), ON)
    assert "weight_loss" not in safety.due(state, CALM, after(22), KNOWLEDGE)
    assert "weight_loss" in safety.due(state, CALM, after(22), KNOWLEDGE, whole=True)
    again = told(state, after(22))
    assert safety.due(again, CALM, after(22), KNOWLEDGE, whole=True) == ()


def test_asking_again_makes_every_hard_question_due_until_all_are_answered() -> None:
    state = safety.ask_again(told(Safety(), ON))
    assert state.asked_again
    assert len(safety.due(state, CALM, ON, KNOWLEDGE)) > 15
    part = safety.answered(state, CALM, CALM, {"saddle_feeling"}, after(1), KNOWLEDGE)
    assert part.asked_again
    assert "saddle_feeling" not in safety.due(part, CALM, after(1), KNOWLEDGE)
    assert not told(part, after(1)).asked_again


def test_a_question_that_does_not_apply_is_never_due() -> None:
    """Pregnancy is not asked of a man, nor bleeding of somebody without a blood thinner."""
    asked = safety.due(Safety(), {"sex": "male", "blood_thinner": "no"}, ON, KNOWLEDGE)
    assert "pregnancy_warning" not in asked
    assert "bleed_signs" not in asked
