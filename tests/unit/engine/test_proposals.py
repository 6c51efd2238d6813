"""What differs between two plans, as a therapist reads it."""

from itertools import pairwise

from msgspec.structs import replace

from stepwell.engine.decision import DayPlan
from stepwell.engine.proposals import ORDER, Change, changes, dose_words
from stepwell.knowledge.loader import load
from tests.scenario.notes import CASES, decided, read

KNOWLEDGE = load()


def _plan(case: str) -> DayPlan:
    plan = decided(read(next(path for path in CASES if path.stem == case)), KNOWLEDGE)
    assert isinstance(plan, DayPlan)
    return plan


PLAN = _plan("stage_starts_restore")


def _named(found: tuple[Change, ...], exercise: str) -> Change:
    return next(change for change in found if change.exercise == exercise)


def test_the_same_plan_has_no_changes() -> None:
    """Nothing is proposed where nothing is different."""
    assert changes(PLAN, PLAN) == ()


def test_a_first_plan_is_new_as_a_whole() -> None:
    """Its stage and every exercise of it are to be looked at."""
    found = changes(None, PLAN)
    assert {change.exercise for change in found if change.kind == "added"} == {item.exercise for item in PLAN.items}
    assert found[0].kind == "stage"
    assert found[0].now == PLAN.stage_name


def test_a_smaller_dose_says_from_what_to_what() -> None:
    """Fewer repetitions is less, and the words show both doses."""
    first = PLAN.items[0]
    before = replace(PLAN, items=(replace(first, repetitions=first.repetitions + 4), *PLAN.items[1:]))
    change = _named(changes(before, PLAN), first.exercise)
    assert (change.kind, change.was, change.now) == ("less", dose_words(before.items[0]), dose_words(first))
    assert change.was != change.now
    assert change.reasons


def test_an_exercise_that_is_gone_says_what_holds_it_back() -> None:
    """Where the plan holds it back, with that reason; otherwise that it is not its turn."""
    plan = _plan("order_remove")
    held = next(one for one in plan.held_back if one.reason.id == "ordered_off")
    before = replace(plan, items=(*plan.items, replace(plan.items[0], exercise=str(held.exercise), name=held.name)))
    change = _named(changes(before, plan), str(held.exercise))
    assert (change.kind, change.set_by, change.reasons[0].id) == ("held", "therapist", "ordered_off")
    missing = replace(plan, items=plan.items[1:])
    gone = _named(changes(plan, missing), plan.items[0].exercise)
    assert gone.kind == "removed"
    assert gone.reasons


def test_every_change_has_a_reason_and_a_place() -> None:
    """Whatever two plans of the case book are compared: nothing changes without a rule, and a decision about it can be named."""
    plans = [plan for path in CASES[::7] if isinstance(plan := decided(read(path), KNOWLEDGE), DayPlan)]
    for before, after in pairwise(plans):
        found = changes(before, after)
        assert all(change.reasons for change in found if change.kind != "pattern" or after.items)
        assert [ORDER.index(change.kind) for change in found] == sorted(ORDER.index(change.kind) for change in found)
        assert len({change.key for change in found}) == len(found)
