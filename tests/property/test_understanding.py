"""What is understood of a life does not depend on how it was read, and does not grow with it."""

from datetime import timedelta
from random import Random

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from stepwell.engine.log import CheckIn, Fact, Item, Log, SafetyCheck, Session
from stepwell.engine.plan import plan_from
from stepwell.engine.understanding import Understanding, advance, begin, understand
from tests.calm_answers import with_calm_answers
from tests.property.logs import DAY_1, KNOWLEDGE, Life, lives

SNAPSHOT_BYTES = 60_000


@given(lives())
def test_step_by_step_is_the_same_as_at_once(life: Life) -> None:
    assert understand(life.log, KNOWLEDGE) == life.known


@given(lives(), st.randoms(use_true_random=False))
def test_the_order_in_which_days_arrive_plays_no_part(life: Life, random: Random) -> None:
    """Days may come in any order (a phone that was away); only the order within a day is kept."""
    days: dict[object, list[Fact]] = {}
    for fact in life.log.facts:
        days.setdefault(fact.on, []).append(fact)
    shuffled = list(days.values())
    random.shuffle(shuffled)
    log = msgspec.structs.replace(life.log, facts=tuple(fact for day in shuffled for fact in day))
    assert understand(log, KNOWLEDGE) == life.known


@given(lives())
def test_a_snapshot_reads_back_as_it_was(life: Life) -> None:
    read = msgspec.json.decode(msgspec.json.encode(life.known), type=Understanding)
    assert read == life.known
    assert plan_from(read, KNOWLEDGE, life.today) == life.answer


@given(lives())
def test_a_snapshot_stays_small(life: Life) -> None:
    assert len(msgspec.json.encode(life.known)) < SNAPSHOT_BYTES


def test_a_snapshot_is_no_larger_after_two_years_than_after_three_months() -> None:
    sizes = {}
    known = begin(0)
    calm = with_calm_answers({"age": 44, "sex": "male"}, KNOWLEDGE)
    exercises = sorted(KNOWLEDGE.exercises)
    for number in range(730):
        on = DAY_1 + timedelta(days=number)
        items = tuple(
            Item(exercise=exercises[(number + each) % len(exercises)], repetitions=8, leg="same", effort="right") for each in range(5)
        )
        for fact in (
            SafetyCheck(on=on, answers=calm),
            CheckIn(on=on, answers={"leg_waking": number % 4, "leg_worst": number % 5, "lowest_place": "calf", "walked_minutes": 20}),
            Session(on=on, items=items, leg_before=2, walked_minutes=10),
        ):
            known = advance(known, fact, KNOWLEDGE)
        sizes[number] = len(msgspec.json.encode(known))
    assert sizes[729] <= 1.05 * sizes[90]
    assert sizes[729] < SNAPSHOT_BYTES


def test_an_empty_log_is_nothing_known() -> None:
    assert understand(Log(), KNOWLEDGE) == begin(0)
