"""What is always true of a timetable: it is the plan, no more and no less, and the minutes shown are its own."""

from collections import Counter
from itertools import pairwise

from hypothesis import assume, given
from hypothesis import strategies as st

from stepwell.engine import guiding, hurting, timetable
from stepwell.engine.decision import DayPlan, Prescription
from stepwell.engine.dose import Amount
from stepwell.engine.timetable import Phase
from stepwell.knowledge.schema import DoseRange
from tests.property.logs import KNOWLEDGE, Life, lives

PACE = KNOWLEDGE.pace
WORK = ("hold", "move", "timed")
POSITIONS = st.sampled_from(["supine", "prone", "standing"])
DOSES = st.builds(
    Prescription,
    exercise=st.just("cat_cow"),
    name=st.just("Cat-cow"),
    slot=st.just("loosen"),
    side=st.sampled_from(["both", "each", "alternating", "left", "right"]),
    first_side=st.sampled_from(["left", "right", None]),
    sets=st.integers(1, 6),
    repetitions=st.integers(1, 30),
    hold_s=st.integers(0, 300),
    minutes=st.just(0) | st.integers(1, 45),
    rest_s=st.integers(0, 90),
    tempo_s=st.integers(0, 15),
    per_day=st.just(1),
    total_s=st.just(0),
    effort=st.just("easy"),
)


@given(DOSES, POSITIONS, st.none() | POSITIONS)
def test_every_set_repetition_and_side_comes_exactly_once(item: Prescription, position: str, before: str | None) -> None:
    done = Counter((phase.set, phase.repetition, phase.side) for phase in _work(item, position, before))
    sides = {"both": [""], "left": ["left"], "right": ["right"]}.get(item.side, ["left", "right"])
    wanted = [(number, count, side) for number in range(1, item.sets + 1) for count in range(1, item.repetitions + 1) for side in sides]
    if item.minutes:
        wanted = [(0, 0, item.side if item.side in ("left", "right") else "")]
    assert done == Counter(wanted)


@given(DOSES, POSITIONS, st.none() | POSITIONS)
def test_a_hold_lasts_exactly_as_the_plan_says(item: Prescription, position: str, before: str | None) -> None:
    for phase in _work(item, position, before):
        assert phase.kind == ("timed" if item.minutes else "hold" if item.hold_s else "move")
        assert phase.seconds == {"timed": item.minutes * 60, "hold": item.hold_s, "move": max(item.tempo_s, PACE.least_move_s)}[phase.kind]


@given(DOSES, POSITIONS, st.none() | POSITIONS)
def test_the_easier_side_begins_and_the_sides_take_turns(item: Prescription, position: str, before: str | None) -> None:
    """One side after the other within each set, with a change between them; or from one repetition to the next."""
    work = _work(item, position, before)
    first = item.first_side or "left"
    if item.minutes or item.side in ("both", "left", "right"):
        assert len({phase.side for phase in work}) == 1
        return
    assert work[0].side == first
    changes = sum(one.side != next_.side for one, next_ in pairwise(work))
    if item.side == "alternating":
        assert changes == len(work) - 1
        return
    assert changes == 2 * item.sets - 1
    assert all(phase.side == first for phase in work if phase.repetition == 1 and phase is next(p for p in work if p.set == phase.set))
    assert sum(phase.kind == "switch" for phase in timetable.phases(item, position, before, PACE)) == item.sets


@given(DOSES, POSITIONS, st.none() | POSITIONS)
def test_between_work_there_is_rest_and_at_the_end_there_is_none(item: Prescription, position: str, before: str | None) -> None:
    """Getting ready once; between two holds an easing, between two sets the plan's rest; the last phase is work."""
    made = timetable.phases(item, position, before, PACE)
    kinds = [phase.kind for phase in made]
    assert kinds.count("ready") == 1
    assert kinds[0] == "ready"
    assert kinds[-1] in WORK
    assert all(phase.seconds >= 1 for phase in made)
    rests = [phase.seconds for phase in made if phase.kind == "rest"]
    assert rests == ([] if item.minutes else [max(item.rest_s, PACE.least_rest_s)] * (item.sets - 1))
    assert not any(one == next_ == "hold" for one, next_ in pairwise(kinds))


@given(DOSES, POSITIONS, st.none() | POSITIONS)
def test_getting_ready_takes_longer_where_the_position_changes(item: Prescription, position: str, before: str | None) -> None:
    changed = timetable.phases(item, position, before, PACE)[0].seconds
    stays = timetable.phases(item, position, position, PACE)[0].seconds
    assert (changed > stays) is (before != position)


@given(DOSES, POSITIONS, st.none() | POSITIONS)
def test_the_time_reckoned_at_once_is_the_sum_of_the_phases(item: Prescription, position: str, before: str | None) -> None:
    amount = Amount(sets=item.sets, repetitions=item.repetitions, hold_s=item.hold_s, minutes=item.minutes)
    at_once = timetable.ready_s(position, before, PACE) + timetable.work_s(amount, item.side, _range(item), PACE)
    assert at_once == timetable.seconds(timetable.phases(item, position, before, PACE), PACE)


@given(DOSES)
def test_a_smaller_form_is_smaller_and_never_nothing(item: Prescription) -> None:
    milder = hurting.smaller(item, KNOWLEDGE)
    if milder is None:
        assert item.minutes <= 1
        assert item.minutes or (item.sets == item.repetitions == 1 and item.hold_s < 15)
        return
    assert milder.rule in KNOWLEDGE.hurt.smaller
    assert all(getattr(milder.item, name) <= getattr(item, name) for name in ("sets", "repetitions", "hold_s", "minutes"))
    assert min(milder.item.sets, milder.item.repetitions) >= 1
    before, after = (sum(phase.seconds for phase in _work(one, "supine", None)) for one in (item, milder.item))
    assert after < before
    assert after >= before // 3


@given(lives(calm=True, most_days=20), st.booleans())
def test_the_minutes_shown_are_true(life: Life, short: bool) -> None:
    """Within a tenth of what the player will take, or half a minute for a session of less than five."""
    plan = _plan(life)
    session = guiding.guided(plan, life.known, KNOWLEDGE, short=short)
    takes_s, shown = guiding.seconds(session), plan.short_minutes if short else plan.minutes
    assert abs(shown * 60 - takes_s) <= max(30, takes_s / 10)
    if not short:
        assert [one.seconds for one in session] == [item.total_s for item in plan.items]


@given(lives(calm=True, most_days=20))
def test_what_stands_in_is_allowed_today_serves_the_same_purpose_and_has_its_dose(life: Life) -> None:
    """It is what the plan itself would prescribe after the swap, so nothing outside the safe set can come this way."""
    plan = _plan(life)
    held = {one.exercise for one in plan.held_back}
    for one in guiding.guided(plan, life.known, KNOWLEDGE):
        assert len(one.swaps) <= guiding.SWAPS_GUIDED
        for other in one.swaps:
            assert other.item.exercise in one.item.swaps
            assert other.item.exercise not in held | life.known.excluded.keys() | life.known.undecided.keys()
            assert KNOWLEDGE.exercises[other.item.exercise].purpose is KNOWLEDGE.exercises[one.item.exercise].purpose
            assert other.phases
            assert other.swaps == ()
            assert other.item.reasons


@given(lives(calm=True, most_days=20))
def test_what_loads_alike_is_of_this_session_and_still_to_come(life: Life) -> None:
    plan = _plan(life)
    session = guiding.guided(plan, life.known, KNOWLEDGE)
    for at, one in enumerate(session):
        later = {other.item.exercise for other in session[at + 1 :]}
        to_come = later | {swap.item.exercise for other in session[at:] for swap in other.swaps}
        assert set(one.linked) <= to_come - {one.item.exercise}


def _work(item: Prescription, position: str, before: str | None) -> list[Phase]:
    return [phase for phase in timetable.phases(item, position, before, PACE) if phase.kind in WORK]


def _range(item: Prescription) -> DoseRange:
    one = (1, 1)
    return DoseRange(
        hold_s=one, repetitions=one, sets=one, per_day=one, per_week=one, effort="easy", tempo_s=item.tempo_s, rest_s=item.rest_s
    )


def _plan(life: Life) -> DayPlan:
    assume(isinstance(life.answer, DayPlan))
    assert isinstance(life.answer, DayPlan)
    return life.answer
