"""What "it hurts" never and always does to the next plan."""

from itertools import product

from hypothesis import assume, given
from hypothesis import strategies as st

from stepwell.engine.decision import DayPlan, Referral
from stepwell.engine.log import Hurt, Item, Session
from stepwell.engine.plan import plan_from
from stepwell.engine.tried import rests
from stepwell.engine.understanding import Understanding, advance
from tests.property.logs import KNOWLEDGE, Life, lives

FEELINGS = tuple(KNOWLEDGE.hurt.feelings)
PLACES = (None, "back", "thigh", "foot", *KNOWLEDGE.hurt.places)
DANGER = [
    Hurt(feeling=feeling, place=place, action="stop")  # type: ignore[arg-type]
    for feeling, place in product(FEELINGS, PLACES)
    if feeling in ("further_down", "numb", "weak") or place in KNOWLEDGE.hurt.places
]
ACTIONS = ("smaller", "swap", "stop")


@given(lives(calm=True, most_days=20), st.sampled_from(DANGER))
def test_danger_in_a_session_asks_before_any_more_exercise(life: Life, hurt: Hurt) -> None:
    """Whatever was done about it, the same day and the next."""
    plan = _plan(life)
    after = _felt(life, Item(exercise=plan.items[0].exercise, done="part", hurt=hurt))
    answer = plan_from(after, KNOWLEDGE, life.today)
    assert isinstance(answer, Referral)
    assert answer.ask


@given(lives(calm=True, most_days=20), st.sampled_from(ACTIONS))
def test_what_hurt_sharply_rests_whatever_was_done_about_it(life: Life, action: str) -> None:
    exercise = _plan(life).items[0].exercise
    after = _felt(life, Item(exercise=exercise, hurt=Hurt(feeling="sharp", place="back", action=action)))  # type: ignore[arg-type]
    assert rests(after.tried[exercise], life.today)


@given(lives(calm=True, most_days=20))
def test_what_was_made_smaller_is_never_a_reason_for_more(life: Life) -> None:
    """Beside the same session done in full, nothing is further on."""
    items = [Item(exercise=item.exercise, leg="eased", effort="easy") for item in _plan(life).items]
    full = _felt(life, *items)
    small = _felt(life, *(Item(exercise=item.exercise, leg="eased", effort="easy", smaller=True) for item in items))
    assert small.pending is not None
    assert not small.pending.clean
    for item in items:
        assert small.tried[item.exercise].greens <= full.tried[item.exercise].greens
        assert small.tried[item.exercise].factor <= full.tried[item.exercise].factor


def _felt(life: Life, *items: Item) -> Understanding:
    return advance(life.known, Session(on=life.today, items=items, leg_before=2), KNOWLEDGE)


def _plan(life: Life) -> DayPlan:
    assume(isinstance(life.answer, DayPlan) and life.answer.items)
    assert isinstance(life.answer, DayPlan)
    return life.answer
