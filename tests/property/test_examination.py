"""What is never and always true of an examination, and of an order in spite of a warning, whatever a life brought."""

from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from stepwell.engine import examining, flare
from stepwell.engine.decision import DayPlan
from stepwell.engine.log import Examination, Order
from stepwell.engine.order_cautions import overriding, warnings
from stepwell.engine.plan import circumstances, plan_from
from stepwell.engine.reading import read_fact
from stepwell.engine.safe_set import Today, why_not
from stepwell.engine.stage import LADDER
from stepwell.engine.understanding import Understanding, advance
from stepwell.knowledge.schema import AskedWhen, Direction
from tests.property.logs import KNOWLEDGE, Life, lives, some_answers

CODES = sorted(KNOWLEDGE.codes)
SETS = (examining.DIRECTION, *examining.REPEATED)


def _found(life: Life, seed: int, *, steers: bool = False, **fields: Any) -> Examination:
    """Return any examination; ``steers``: with what sets or rests a direction."""
    answers = some_answers(AskedWhen.EXAMINATION, Random(seed).choice([0.05, 0.3, 0.9]), Random(seed))
    kept = answers if steers else {key: value for key, value in answers.items() if key not in SETS}
    if any(kept.get(question) == "worse" for question in examining.REPEATED):
        kept.pop(examining.DIRECTION, None)
    fact = read_fact({"kind": "examination", "on": life.today, "answers": kept, **fields}, KNOWLEDGE)
    assert isinstance(fact, Examination)
    return fact


def _day(known: Understanding, life: Life) -> Today:
    return circumstances(known, KNOWLEDGE, flare.day_of(known.flare, life.today, KNOWLEDGE), life.today)


def _allowed(known: Understanding, day: Today) -> set[str]:
    return {exercise.id for exercise in KNOWLEDGE.exercises.values() if why_not(exercise, known, day, KNOWLEDGE) is None}


@given(lives(), st.integers(0, 2**20), st.sampled_from(["low", "moderate", "high", None]))
def test_an_examination_never_lowers_a_tier(life: Life, seed: int, irritability: str | None) -> None:
    """Whatever was found or was normal: only the order "clear" lowers."""
    after = advance(life.known, _found(life, seed, steers=True, irritability=irritability), KNOWLEDGE)
    assert after.safety.held >= life.known.safety.held
    assert after.safety.floor >= life.known.safety.floor
    if not isinstance(life.answer, DayPlan):
        assert not isinstance(plan_from(after, KNOWLEDGE, life.today), DayPlan)


@given(lives(), st.integers(0, 2**20))
def test_findings_never_widen_the_safe_set(life: Life, seed: int) -> None:
    """Looked at on the same day and stage, nothing is allowed that was not."""
    day = _day(life.known, life)
    after = advance(life.known, _found(life, seed), KNOWLEDGE)
    assert _allowed(after, day) <= _allowed(life.known, day)


@given(lives(), st.integers(0, 2**20))
def test_a_direction_that_was_found_opens_no_other(life: Life, seed: int) -> None:
    """It is used as an order for it would be; what is new in the safe set moves that way."""
    day = _day(life.known, life)
    fact = _found(life, seed, steers=True)
    way = fact.answers.get(examining.DIRECTION)
    opened = _allowed(advance(life.known, fact, KNOWLEDGE), day) - _allowed(life.known, day)
    assert all(Direction(str(way)) in KNOWLEDGE.exercises[exercise].load.spine for exercise in opened)
    if way not in (None, "none"):
        ordered = advance(life.known, Order(on=life.today, order="direction", direction=Direction(str(way))), KNOWLEDGE)
        assert opened <= _allowed(ordered, day)


@given(lives(), st.sampled_from(CODES))
def test_a_code_does_what_the_order_of_its_diagnosis_does(life: Life, code: str) -> None:
    """No more and no less; and one without a diagnosis changes no exercise."""
    day = _day(life.known, life)
    found = advance(life.known, Examination(on=life.today, codes=(code,)), KNOWLEDGE)
    named = KNOWLEDGE.codes[code].diagnosis
    ordered = advance(life.known, Order(on=life.today, order="diagnosis", diagnosis=named), KNOWLEDGE) if named else life.known
    assert _allowed(found, day) == _allowed(ordered, day)


@given(lives(), st.sampled_from(["low", "moderate", "high"]))
def test_irritability_never_begins_higher(life: Life, irritability: str) -> None:
    """Neither stage nor dose is more than before."""
    after = advance(life.known, Examination(on=life.today, irritability=irritability), KNOWLEDGE)  # type: ignore[arg-type]
    assert LADDER.index(after.standing.stage) <= LADDER.index(life.known.standing.stage)
    assert after.doses.relief <= life.known.doses.relief
    assert after.doses.load <= life.known.doses.load


@given(lives(calm=True), st.sampled_from(sorted(KNOWLEDGE.exercises)))
def test_an_override_opens_its_own_exercise_and_no_other(life: Life, exercise: str) -> None:
    """And without an override an order never widens the safe set at all."""
    day = _day(life.known, life)
    pinned = Order(on=life.today, order="pin", exercise=exercise, reason="Seen, and fine.")
    before = _allowed(replace(life.known, orders=replace(life.known.orders, removed=(), held={})), day)
    plain = advance(life.known, pinned, KNOWLEDGE)
    assert _allowed(plain, day) <= before
    found = warnings([pinned], life.known, life.today, KNOWLEDGE)
    assert _allowed(advance(life.known, overriding(pinned, 0, found), KNOWLEDGE), day) <= before | {exercise}


@given(lives(), st.sampled_from(sorted(KNOWLEDGE.exercises)))
def test_no_override_opens_the_gate(life: Life, exercise: str) -> None:
    """Somebody who must be seen first gets no exercise, whatever is ordered with whatever reason."""
    pinned = Order(on=life.today, order="pin", exercise=exercise, reason="Seen, and fine.")
    given_it = overriding(pinned, 0, warnings([pinned], life.known, life.today, KNOWLEDGE))
    if not isinstance(life.answer, DayPlan):
        assert not isinstance(plan_from(advance(life.known, given_it, KNOWLEDGE), KNOWLEDGE, life.today), DayPlan)


@given(lives(), st.integers(0, 2**20))
def test_what_speaks_against_an_order_tells_whether_it_will_hold(life: Life, seed: int) -> None:
    """Overridden as the warnings say, the exercise is allowed, unless one of them said that it waits."""
    exercise = Random(seed).choice(sorted(KNOWLEDGE.exercises))
    pinned = Order(on=life.today, order="pin", exercise=exercise, reason="Seen, and fine.")
    found = warnings([pinned], life.known, life.today, KNOWLEDGE)
    waits = any(one.needs_reason and not one.may_override for one in found)
    after = advance(life.known, overriding(pinned, 0, found), KNOWLEDGE)
    assert (exercise in _allowed(after, _day(after, life))) is not waits
