"""A plan gets small for those who need it smaller, and for nobody else; it is never empty for that, and never blames."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from stepwell.engine.decision import DayPlan
from stepwell.engine.keeping_up import Sure, most_exercises, why_small
from stepwell.engine.stage import LADDER, Standing
from tests.property.logs import DAY_1, KNOWLEDGE, Life, lives

TODAY = DAY_1 + timedelta(days=60)
SESSIONS = st.sets(st.integers(1, 27)).map(lambda ago: tuple(sorted(TODAY - timedelta(days=each) for each in ago)))
SURE = st.one_of(st.none(), st.integers(0, 10)).map(lambda said: Sure(now=said, on=TODAY if said is not None else None))
BLAME = ("should", "failed", "missed", "only you", "must", "lazy", "too few")


@given(SESSIONS, SURE, st.sampled_from(LADDER))
def test_half_of_the_days_and_sure_is_always_a_whole_plan(sessions: tuple[date, ...], sure: Sure, stage: str) -> None:
    why = why_small(sessions, 99, sure, Standing(stage=stage), TODAY, KNOWLEDGE)
    if len([day for day in sessions if TODAY - day <= timedelta(days=14)]) >= 7:
        assert why != "few_sessions"
    if sure.now is None or sure.now >= 7:
        assert why != "not_sure"


@given(st.sampled_from(["few_sessions", "not_sure", ""]), st.integers(1, 8))
def test_a_small_plan_is_never_empty_and_never_longer(why: str, listed: int) -> None:
    most = most_exercises(why, listed, KNOWLEDGE)  # type: ignore[arg-type]
    assert most >= min(2, listed)
    assert min(most, listed) <= listed


@given(lives(calm=True, most_days=60))
def test_few_sessions_leave_at_most_three_exercises_beside_a_therapists(life: Life) -> None:
    known = life.known
    why = why_small(known.sessions, known.session_count, known.sure, known.standing, life.today, KNOWLEDGE, known.paused)
    if why != "few_sessions" or not isinstance(life.answer, DayPlan):
        return
    own = [item for item in life.answer.items if item.set_by == "programme"]
    assert len(own) <= 3


def test_the_words_of_a_small_plan_blame_nobody() -> None:
    for name, reason in KNOWLEDGE.reasons.items():
        if name.startswith(("small_", "stays_small_", "whole_plan", "welcome_back")):
            assert not any(word in reason.text.lower() for word in BLAME), name
