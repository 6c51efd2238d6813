"""What a therapist is warned of before an order is given."""

from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from stepwell.engine.clinicians import OwnExercise
from stepwell.engine.held_back import GRAVEST_FIRST
from stepwell.engine.log import Order, Probe, Reading
from stepwell.engine.order_cautions import OrderWarning, overriding, warnings
from stepwell.engine.plan import plan_from
from stepwell.engine.understanding import Understanding, advance
from stepwell.knowledge.loader import load
from stepwell.knowledge.schema import Direction, Rating, Severity, Tier
from tests.scenario.notes import CASES, read, understood

KNOWLEDGE = load()


def _known(case: str) -> tuple[Understanding, Any]:
    found = read(next(path for path in CASES if path.stem == case))
    return understood(found, KNOWLEDGE), found.today


RESTORE, TODAY = _known("stage_starts_restore")


def _warned(known: Understanding, *orders: Order) -> list[tuple[str, str]]:
    return [(one.caution, one.exercise or "") for one in warnings(orders, known, TODAY, KNOWLEDGE)]


def _order(**fields: Any) -> Order:
    return Order(on=TODAY, **fields)


@pytest.mark.parametrize("reason", [one for one in GRAVEST_FIRST if one != "ordered_off"])
def test_everything_that_holds_an_exercise_back_has_a_warning(reason: str) -> None:
    """The engine would keep an ordered exercise out for it, so the therapist is told so first."""
    assert reason in KNOWLEDGE.order_cautions or reason.startswith("rests_") or reason == "second_amber"


@pytest.mark.parametrize("rating", Rating)
def test_every_rating_has_words_even_one_that_only_an_order_brings(rating: Rating) -> None:
    """A plan with an exercise that is rated avoid, ordered with a reason, could not be made: its reason had no words."""
    assert f"suits_{rating.value}" in KNOWLEDGE.reasons


def test_a_plain_order_has_no_warning() -> None:
    """Nobody reads warnings that are always there."""
    item = plan_from(RESTORE, KNOWLEDGE, TODAY).items[0]  # type: ignore[union-attr]
    assert _warned(RESTORE, _order(order="pin", exercise=item.exercise)) == []
    assert _warned(RESTORE, _order(order="remove", exercise=item.exercise)) == []


def test_one_caution_that_holds_beside_one_that_cannot_be_told_yet() -> None:
    """Both are said, and the exercise waits for the answer: an override of the one says nothing about the other."""
    cautions = next(one for one in KNOWLEDGE.exercises.values() if len(one.cautions) > 1)
    known = replace(RESTORE, excluded={cautions.id: (0,)}, undecided={cautions.id: (1,)})
    found = warnings([_order(order="pin", exercise=cautions.id)], known, TODAY, KNOWLEDGE)
    assert [(one.caution, one.may_override) for one in found][:2] == [("contraindicated", True), ("undecided", False)]


def test_all_that_speaks_against_an_exercise_is_said_and_can_be_overridden_at_once() -> None:
    """Not one warning after the other: thin bones, and the pattern too; overridden together, the exercise is in."""
    known = advance(RESTORE, _order(order="precaution", precaution="osteoporosis"), KNOWLEDGE)
    pinned = _order(order="pin", exercise="mcgill_curl_up", reason="Bone density is normal again.")
    found = warnings([pinned], known, TODAY, KNOWLEDGE)
    assert found[0].severity is Severity.SERIOUS
    assert all(one.needs_reason for one in found if one.severity is not Severity.NOTE)
    given = overriding(pinned, 0, found)
    if all(one.may_override for one in found if one.needs_reason):
        plan = plan_from(advance(known, given, KNOWLEDGE), KNOWLEDGE, TODAY)
        assert "mcgill_curl_up" in [item.exercise for item in plan.items]  # type: ignore[union-attr]


def test_a_dose_above_the_stage_is_said_with_both_numbers() -> None:
    """The range is the stage's own."""
    item = plan_from(RESTORE, KNOWLEDGE, TODAY).items[0]  # type: ignore[union-attr]
    found = [one for one in _all(_order(order="dose", exercise=item.exercise, repetitions=90)) if one.caution == "dose_above"]
    assert found[0].reason.numbers["given"] == "90 repetitions"


def test_a_dose_above_every_range_is_said_before_the_exercise_has_its_stage() -> None:
    """What waits for a later stage is given there as it was ordered, so it is weighed now: against the highest range."""
    assert KNOWLEDGE.stages[RESTORE.standing.stage].dose_stage not in KNOWLEDGE.exercises["side_plank_full"].doses
    found = [one.caution for one in _all(_order(order="dose", exercise="side_plank_full", sets=10, repetitions=100))]
    assert "dose_above" in found


def test_a_stage_ahead_and_a_clearing_need_words() -> None:
    """Going further than the person stands, and letting a tier fall, are decisions to be accounted for."""
    assert _warned(RESTORE, _order(order="stage", stage="maintain")) == [("stage_ahead", "")]
    referred = advance(RESTORE, _order(order="refer", tier=Tier.WITHIN_DAYS), KNOWLEDGE)
    assert _warned(referred, _order(order="clear", tier=Tier.SELF_MANAGE)) == [("clears_concern", "")]
    assert _warned(referred, _order(order="clear", tier=Tier.SAME_DAY)) == []


def test_a_direction_that_sent_pain_down_the_leg_is_not_overridden() -> None:
    """It comes back after good sessions; an order for it is kept, and waits."""
    worse = Probe(
        on=TODAY, direction=Direction.EXTENSION, before=Reading(place="thigh", leg=2), after=Reading(place="foot", leg=5), lasting=True
    )
    known = advance(RESTORE, worse, KNOWLEDGE)
    found = warnings([_order(order="direction", direction="extension")], known, TODAY, KNOWLEDGE)
    assert [(one.caution, one.may_override) for one in found] == [("direction_locked", False)]


def test_an_own_exercise_names_the_conditions_that_nobody_checked_it_against() -> None:
    """For information: the engine knows nothing of it."""
    known = advance(RESTORE, _order(order="precaution", precaution="glaucoma"), KNOWLEDGE)
    own = _order(order="own", own=OwnExercise(id="own_towel", name="Towel pull", steps=("Pull.",)))
    (only,) = warnings([own], known, TODAY, KNOWLEDGE)
    assert (only.caution, only.needs_reason) == ("own_unchecked", False)
    assert "Glaucoma" in only.advice


def test_the_day_after_nothing_is_different() -> None:
    """A warning is about the person and not about the hour: the same order tomorrow is warned of as well."""
    known = advance(RESTORE, _order(order="precaution", precaution="osteoporosis"), KNOWLEDGE)
    pinned = _order(order="pin", exercise="mcgill_curl_up")
    later = warnings([pinned], known, TODAY + timedelta(days=1), KNOWLEDGE)
    assert [one.caution for one in later] == [one.caution for one in warnings([pinned], known, TODAY, KNOWLEDGE)]


def _all(*orders: Order) -> tuple[OrderWarning, ...]:
    return warnings(orders, RESTORE, TODAY, KNOWLEDGE)
