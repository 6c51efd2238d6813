"""Exercises of the clinic's own, and words for the person: shown beside the session, and no more than that."""

from typing import Any

import msgspec

from stepwell.engine.decision import DayPlan
from stepwell.engine.orders import OWN_MOST
from stepwell.engine.plan import plan_from
from stepwell.engine.reading import read_fact
from stepwell.engine.understanding import Understanding, advance
from stepwell.knowledge.loader import load
from tests.scenario.notes import CASES, read, understood

KNOWLEDGE = load()
CASE = read(next(path for path in CASES if path.stem == "stage_starts_restore"))
KNOWN, TODAY = understood(CASE, KNOWLEDGE), CASE.today
TOWEL: dict[str, Any] = {"id": "own_towel", "name": "Towel pull", "steps": ["Sit tall.", "Pull the towel."], "dose": "10 times"}


def _after(known: Understanding, *facts: dict[str, Any]) -> Understanding:
    for fact in facts:
        known = advance(known, read_fact({"on": TODAY, **fact}, KNOWLEDGE), KNOWLEDGE)
    return known


def _plan(known: Understanding) -> DayPlan:
    plan = plan_from(known, KNOWLEDGE, TODAY)
    assert isinstance(plan, DayPlan)
    return plan


def _set(own: dict[str, Any]) -> dict[str, Any]:
    return {"kind": "order", "order": "own", "own": own}


def test_an_own_exercise_stands_beside_the_session_and_changes_nothing_of_it() -> None:
    """The engine knows nothing of it, so no dose, no slot and no minute depends on it."""
    before, after = _plan(KNOWN), _plan(_after(KNOWN, _set(TOWEL)))
    assert [one.name for one in after.own] == ["Towel pull"]
    assert (after.items, after.minutes, after.walk) == (before.items, before.minutes, before.walk)


def test_a_tick_counts_for_its_day_only_and_only_for_what_is_set() -> None:
    """Tomorrow it is to be done again; a tick for something that was never set is no tick."""
    ticked = _after(KNOWN, _set(TOWEL), {"kind": "preference", "wish": "did", "own": "own_towel"})
    assert [one.is_done for one in _plan(ticked).own] == [True]
    later = plan_from(ticked, KNOWLEDGE, TODAY.replace(day=TODAY.day + 1))
    assert [one.is_done for one in later.own] == [False]  # type: ignore[union-attr]
    assert _after(KNOWN, {"kind": "preference", "wish": "did", "own": "own_towel"}).ticked is None


def test_it_is_lifted_by_its_id_and_words_are_taken_back_by_empty_ones() -> None:
    set_by = _after(KNOWN, _set(TOWEL), {"kind": "order", "order": "note", "reason": "Slow is fine."})
    assert _plan(set_by).note == "Slow is fine."
    lifted = _after(set_by, {"kind": "order", "order": "lift", "exercise": "own_towel"}, {"kind": "order", "order": "note"})
    assert (_plan(lifted).own, _plan(lifted).note) == ((), "")


def test_what_is_remembered_does_not_grow_without_end() -> None:
    """The newest stay; the same one again takes its own place."""
    many = [_set(TOWEL | {"id": f"own_{number}"}) for number in range(OWN_MOST + 5)]
    assert len(_after(KNOWN, *many, *many).orders.own) == OWN_MOST


def test_a_plan_without_them_says_nothing_of_them() -> None:
    """So a plan of before, made again, is the same to the last byte."""
    assert not {"own", "note"} & msgspec.to_builtins(_plan(KNOWN)).keys()
