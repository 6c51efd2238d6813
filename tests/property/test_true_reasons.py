"""What a plan says of itself is so: told changes can be seen beside the last session, and nothing leaps or goes to and fro."""

from collections.abc import Iterator
from datetime import date

from hypothesis import assume, given
from msgspec.structs import replace

from stepwell.engine import exercising, last_time
from stepwell.engine.decision import DayPlan, Prescription
from stepwell.engine.dose import COMFORT, HOLD_STEP_S, LOAD, LONG_HOLD_S, Amount, amount, work
from stepwell.engine.last_time import LastTime
from stepwell.engine.log import CheckIn, Fact, Session
from stepwell.engine.plan import plan_from
from stepwell.engine.session import SETBACKS
from stepwell.engine.telling import dose_of
from stepwell.engine.tried import Zone, zone
from stepwell.engine.understanding import Understanding, advance, begin
from tests.property.logs import KNOWLEDGE, Life, lives

LEAST = int(KNOWLEDGE.response["least_repetitions"].value)
MOST = KNOWLEDGE.response["most_growth"].value
A_WEEK = 7
DIFFERENT = {"turns", "comes_back", "whole_again", "new_today"}


def planned(life: Life) -> tuple[DayPlan, LastTime]:
    """Return the plan of a life's day and the last session before it."""
    last = last_time.before(life.known.last_times, life.today)
    assume(isinstance(life.answer, DayPlan) and last is not None)
    assert isinstance(life.answer, DayPlan)
    assert last is not None
    return life.answer, last


def is_load(item: Prescription) -> bool:
    return KNOWLEDGE.exercises[item.exercise].purpose in LOAD


def is_changed(plan: DayPlan, last: LastTime) -> bool:
    return {item.exercise: dose_of(item) for item in plan.items} != last.planned


@given(lives(calm=True))
def test_the_plan_stays_as_it_was_means_that_it_does(life: Life) -> None:
    plan, last = planned(life)
    if plan.why_today.id == "steady":
        assert not is_changed(plan, last)


@given(lives(calm=True))
def test_what_is_said_to_differ_differs(life: Life) -> None:
    plan, last = planned(life)
    if plan.why_today.id in DIFFERENT:
        assert is_changed(plan, last)
    if plan.why_today.id == "comes_back":
        assert {item.exercise for item in plan.items} == last.planned.keys()
        assert all(work(dose_of(item)) >= work(last.planned[item.exercise]) for item in plan.items)


@given(lives(calm=True))
def test_every_step_that_is_told_can_be_seen(life: Life) -> None:
    plan, last = planned(life)
    told = {reason.id for reason in (*plan.changes, plan.why_today)}
    more = {is_load(item) for item in plan.items if item.change == "more"}
    less = {is_load(item) for item in plan.items if item.change == "less"}
    gone = last.planned.keys() - {item.exercise for item in plan.items}
    assert "load_up" not in told or True in more
    assert "relief_up" not in told or False in more
    assert "load_down" not in told or True in less
    assert "walk_up" not in told or plan.walk.change == "more"
    assert not told & {*SETBACKS, "welcome_back"} or less or gone
    for reason in plan.changes:
        if reason.id == "exercise_cut":
            (item,) = (item for item in plan.items if item.name == reason.numbers["exercise"])
            assert item.change == "less"
        if reason.id in ("stage_up", "stage_down", "stage_after_gap"):
            assert reason.numbers["stage"] == plan.stage_name


@given(lives(calm=True))
def test_a_change_chip_is_the_difference_from_the_last_session(life: Life) -> None:
    plan, last = planned(life)
    for item in plan.items:
        before = last.planned.get(item.exercise)
        if before is None or item.change in ("new", "back"):
            continue
        difference = work(dose_of(item)) - work(before)
        assert item.change == ("same" if dose_of(item) == before else "more" if difference > 0 else "less")


@given(lives(calm=True))
def test_what_is_less_after_it_made_the_leg_worse_says_so(life: Life) -> None:
    """Also when it comes back only days later, because it was not in the session between: in the plan's changes and at the exercise."""
    plan, _last = planned(life)
    told = {reason.numbers["exercise"] for reason in plan.changes if reason.id == "exercise_cut"}
    for item in plan.items:
        tried = life.known.tried.get(item.exercise)
        if item.change == "less" and tried and tried.ambers and tried.last_on and 0 < (life.today - tried.last_on).days < A_WEEK:
            assert item.exercise in life.known.orders.doses or item.name in told
            assert item.exercise in life.known.orders.doses or "exercise_cut" in {reason.id for reason in item.reasons}


@given(lives(calm=True))
def test_a_dose_is_told_as_the_share_of_its_start_that_it_is(life: Life) -> None:
    """Also on a softer day, after days away, and where it grows gently: what is told is what is asked for."""
    plan, _last = planned(life)
    for item in plan.items:
        start = amount(KNOWLEDGE.exercises[item.exercise].doses[KNOWLEDGE.stages[plan.stage].dose_stage], 1.0)
        for reason in item.reasons:
            if reason.id in {"dose_load", "dose_relief"}:
                assert reason.numbers["share"] == round(100 * work(dose_of(item)) / work(start))


@given(lives(calm=True))
def test_no_exercise_is_more_in_the_session_that_is_lighter_after_days_away(life: Life) -> None:
    """A therapist's own dose, and four times of a movement, apart."""
    plan, last = planned(life)
    if exercising.gap_factor(life.known, life.today, KNOWLEDGE) < 1.0:
        for item in plan.items:
            former = last.planned.get(item.exercise)
            least = Amount(repetitions=LEAST, hold_s=item.hold_s)
            is_own = KNOWLEDGE.exercises[item.exercise].purpose in COMFORT or item.exercise in life.known.orders.doses
            assert former is None or is_own or work(dose_of(item)) <= max(work(former), work(least))


@given(lives(calm=True))
def test_no_exercise_leaps(life: Life) -> None:
    """Not even into a new stage: a quarter more at most, or one small step. A therapist's own dose apart."""
    plan, last = planned(life)
    for item in plan.items:
        before, now = last.planned.get(item.exercise), dose_of(item)
        is_free = KNOWLEDGE.exercises[item.exercise].purpose in COMFORT or item.exercise in life.known.orders.doses
        if before is None or is_free or item.change in ("new", "back"):
            continue
        is_short = now.hold_s < LONG_HOLD_S and not now.minutes
        fair = replace(before, repetitions=max(before.repetitions, LEAST), hold_s=now.hold_s) if is_short else before
        assert work(now) <= MOST * work(fair) or is_one_step(now, fair), (item.exercise, before, now)


def is_one_step(now: Amount, before: Amount) -> bool:
    steps = (now.minutes - before.minutes, now.repetitions - before.repetitions, (now.hold_s - before.hold_s) / HOLD_STEP_S)
    return sum(max(0.0, step) for step in steps) <= 1 and now.sets <= before.sets + 1


@given(lives(calm=True))
def test_nothing_grows_after_a_setback_before_a_session_was_done(life: Life) -> None:
    plan, last = planned(life)
    if any(event.id in SETBACKS and event.on > last.on for event in life.known.events):
        own = [item for item in plan.items if item.change == "more" and item.exercise not in life.known.orders.doses]
        grown = [item for item in own if (before := last.planned.get(item.exercise)) and item.repetitions > max(LEAST, before.repetitions)]
        assert not grown


@given(lives(calm=True))
def test_a_movement_is_never_cut_to_a_twitch(life: Life) -> None:
    """Four repetitions at least where the range has as many and holds are short; minutes that do not suffice apart."""
    plan, _last = planned(life)
    for item in plan.items if len(plan.items) > 1 else ():
        allowed = KNOWLEDGE.exercises[item.exercise].doses[KNOWLEDGE.stages[plan.stage].dose_stage]
        is_own = item.exercise not in life.known.orders.doses and not allowed.minutes[1]
        if is_own and allowed.hold_s[0] < LONG_HOLD_S and item.exercise not in life.known.adapted:
            assert item.sets * item.repetitions >= min(LEAST, allowed.repetitions[0]), item


@given(lives(calm=True))
def test_no_step_of_a_ladder_is_climbed_to_and_fro(life: Life) -> None:
    """Down only after an answer of the leg, or when it is not allowed; and up again not within two weeks without one."""
    found: dict[str, list[tuple[date, str]]] = {}
    calls: list[date] = []
    for known, fact in steps(life):
        calls += [fact.on] if is_a_call_for_change(known, fact) else []
        if not isinstance(fact, Session):
            continue
        plan = plan_from(known, KNOWLEDGE, fact.on)
        alike = isinstance(plan, DayPlan) and {item.exercise for item in plan.items} == {item.exercise for item in fact.items}
        calls += [] if alike else [fact.on]
        for item in plan.items if isinstance(plan, DayPlan) and alike else ():
            purpose = KNOWLEDGE.exercises[item.exercise].purpose
            found.setdefault(purpose, []).append((fact.on, item.exercise))
    for line in found.values():
        days = [(on, {name for day, name in line if day == on}) for on in sorted({day for day, _ in line})]
        single = [(on, next(iter(names))) for on, names in days if len(names) == 1]
        for (first, one), (_, other), (last, again) in zip(single, single[1:], single[2:], strict=False):
            is_ladder = other in KNOWLEDGE.exercises[one].progressions or one in KNOWLEDGE.exercises[other].progressions
            if one == again != other and is_ladder and (last - first).days <= KNOWLEDGE.response["rung_days"].value:
                assert any(first <= day <= last for day in calls), (first, one, other, last)


def steps(life: Life) -> Iterator[tuple[Understanding, Fact]]:
    """Yield every fact of a life with what was understood before it."""
    known = begin(life.log.seed)
    for fact in sorted(life.log.facts, key=lambda fact: fact.on):
        yield known, fact
        known = advance(known, fact, KNOWLEDGE)


def is_a_call_for_change(known: Understanding, fact: Fact) -> bool:
    """Whether a fact is a reason to change a step: an answer of the leg, a stage, a flare-up, a wish, an order."""
    if isinstance(fact, Session):
        felt = [item for item in fact.items if item.was_felt]
        return any(item.was_made_smaller or zone(item, fact.leg_before, KNOWLEDGE) is not Zone.GREEN for item in felt)
    after = advance(known, fact, KNOWLEDGE)
    if isinstance(fact, CheckIn):
        return after.standing.stage != known.standing.stage or fact.answers.get("flare") == "yes"
    return after.answers != known.answers or type(fact).__name__ in ("Order", "Preference", "Probe")
