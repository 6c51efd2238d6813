"""The list of orders that stand says the same as what the engine obeys; trying orders out changes nothing."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from stepwell.engine import orders as obeyed
from stepwell.engine.clinicians import OwnExercise
from stepwell.engine.in_force import in_force, planned_with
from stepwell.engine.log import Order
from stepwell.engine.understanding import understand
from stepwell.knowledge.loader import load
from stepwell.knowledge.schema import Direction
from tests.bench._made_log import made_log

ON = date(2026, 3, 2)
EXERCISES = ("cat_cow", "pelvic_tilt", "glute_bridge")


def _own(number: int) -> Order:
    return Order(on=ON, order="own", own=OwnExercise(id=f"own_{number}", name="Towel slide", steps=("Sit.",)))


one_order = st.one_of(
    st.builds(
        lambda kind, exercise: Order(on=ON, order=kind, exercise=exercise),
        st.sampled_from(("add", "pin", "remove")),
        st.sampled_from(EXERCISES),
    ),
    st.builds(
        lambda exercise, n: Order(on=ON, order="hold", exercise=exercise, until=ON + timedelta(days=n)),
        st.sampled_from(EXERCISES),
        st.integers(0, 9),
    ),
    st.builds(
        lambda exercise, n: Order(on=ON, order="dose", exercise=exercise, repetitions=n), st.sampled_from(EXERCISES), st.integers(1, 9)
    ),
    st.builds(lambda stage: Order(on=ON, order="stage", stage=stage), st.sampled_from(("calm", "build"))),
    st.builds(lambda way: Order(on=ON, order="direction", direction=way), st.sampled_from((Direction.FLEXION, Direction.EXTENSION))),
    st.builds(lambda words: Order(on=ON, order="note", reason=words), st.sampled_from(("", "Well done."))),
    st.builds(_own, st.integers(1, 3)),
    st.builds(lambda what: Order(on=ON, order="lift", exercise=what), st.sampled_from((*EXERCISES, "own_1", None))),
    st.sampled_from((Order(on=ON, order="lift", stage="calm"), Order(on=ON, order="lift", direction=Direction.FLEXION))),
)


@given(st.lists(one_order, max_size=14))
def test_the_list_of_orders_says_what_is_obeyed(given_orders: list[Order]) -> None:
    standing = obeyed.Orders()
    for order in given_orders:
        standing = obeyed.given(standing, order)
    listed = in_force(given_orders, ON)

    def about(kind: str) -> set[str | None]:
        return {order.exercise for order in listed if order.order == kind}

    assert about("add") == set(standing.added)
    assert about("pin") == set(standing.pinned)
    assert about("remove") == set(standing.removed)
    assert about("hold") == set(standing.held)
    assert about("dose") == set(standing.doses)
    assert [order.stage for order in listed if order.order == "stage"] == ([standing.stage] if standing.stage else [])
    assert [order.direction for order in listed if order.order == "direction"] == ([standing.direction] if standing.direction else [])
    assert [order.reason for order in listed if order.order == "note"] == ([standing.note] if standing.note else [])
    assert {order.own.id for order in listed if order.own} == set(standing.own)


def test_a_pause_that_is_over_stands_no_more() -> None:
    hold = Order(on=ON, order="hold", exercise="cat_cow", until=ON)
    assert in_force([hold], ON) == (hold,)
    assert in_force([hold], ON + timedelta(days=1)) == ()


def test_a_plan_with_orders_is_tried_out_without_a_trace() -> None:
    known, knowledge = understand(made_log(5, ON, load()), load()), load()
    on = ON + timedelta(days=4)
    before = planned_with(known, [], knowledge, on)
    tried = planned_with(known, [Order(on=ON, order="stage", stage="build")], knowledge, on)
    assert tried != before
    assert planned_with(known, [], knowledge, on) == before
