"""A lighter routine is offered only where all that speaks for it is known, and it promises nothing."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from stepwell.engine.flare import Flare
from stepwell.engine.graduating import why_less_is_enough
from stepwell.engine.pain import Day, Pain
from stepwell.engine.stage import LADDER, Standing
from stepwell.engine.understanding import Understanding
from tests.property.logs import DAY_1, KNOWLEDGE

TODAY = DAY_1 + timedelta(days=200)


def understood(stage: str, weeks: int, leg: float, told_ago: int, done_ago: int, flare_ago: int | None) -> Understanding:
    began = TODAY - timedelta(days=flare_ago) if flare_ago is not None else None
    over = began + timedelta(days=1) if began else None
    return Understanding(
        on=TODAY,
        standing=Standing(stage=stage, since=TODAY - timedelta(weeks=weeks)),
        pain=Pain(smoothed=leg, days=(Day(on=TODAY - timedelta(days=told_ago), waking=0),)),
        sessions=(TODAY - timedelta(days=done_ago),),
        session_count=99,
        flare=Flare(started_on=began, said_on=began, eased_from=began, over_on=over, is_end_said=True) if began else None,
    )


@given(
    st.sampled_from(LADDER),
    st.integers(0, 30),
    st.floats(0, 10),
    st.integers(0, 40),
    st.integers(0, 40),
    st.one_of(st.none(), st.integers(1, 60)),
)
def test_a_lighter_routine_needs_everything_at_once(
    stage: str, weeks: int, leg: float, told_ago: int, done_ago: int, flare_ago: int | None
) -> None:
    offered = why_less_is_enough(understood(stage, weeks, leg, told_ago, done_ago, flare_ago), TODAY, KNOWLEDGE)
    calm = flare_ago is None or flare_ago >= 28
    assert (offered is not None) == (stage == "maintain" and weeks >= 8 and leg <= 1.4 and told_ago <= 14 and done_ago <= 14 and calm)


def test_without_any_pain_told_nothing_is_offered() -> None:
    known = Understanding(on=TODAY, standing=Standing(stage="maintain", since=DAY_1), sessions=(TODAY,), session_count=99)
    assert why_less_is_enough(known, TODAY, KNOWLEDGE) is None


def test_it_promises_nothing() -> None:
    assert not any(word in KNOWLEDGE.reasons["graduated"].text.lower() for word in ("cured", "healed", "will ", "never", "free of"))
