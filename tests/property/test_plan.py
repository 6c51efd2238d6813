"""What is never and always true of a plan, whatever a life brought."""

from datetime import timedelta

import msgspec
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from stepwell.engine import last_time, orders, tried, walking
from stepwell.engine.decision import DayPlan, Reason, Referral
from stepwell.engine.dose import COMFORT, STRENGTH, Amount, amount, work
from stepwell.engine.exercising import LOCKABLE
from stepwell.engine.log import Answer, CheckIn, SafetyCheck
from stepwell.engine.plan import DateError, plan_day, plan_from
from stepwell.engine.safe_set import rating_for
from stepwell.engine.screening import raised_flags, unanswered_hard
from stepwell.engine.telling import dose_of
from stepwell.engine.understanding import advance
from stepwell.knowledge.schema import Purpose, Question, QuestionKind, Rating, Tier
from tests.calm_answers import clarifiers, safety_questions
from tests.property.logs import KNOWLEDGE, Life, lives

RULES = KNOWLEDGE.response
LEAST = int(RULES["least_repetitions"].value)
WORSE = [
    question
    for question in safety_questions(KNOWLEDGE)
    if question.kind is not QuestionKind.CHOICES and question.id != "sex" and question.id not in clarifiers(KNOWLEDGE)
]


@given(lives(weekly=False))
def test_no_plan_while_a_hard_sign_is_up(life: Life) -> None:
    """Whatever else happened, a flag that pauses exercise, and that no clinician has looked at, leaves no plan."""
    raised = [flag for flag in raised_flags(life.known.answers, KNOWLEDGE) if flag.id not in life.known.safety.suppressed]
    worst = max((flag.tier for flag in raised if flag.tier), default=Tier.SELF_MANAGE)
    if not KNOWLEDGE.advice[worst].may_exercise:
        assert isinstance(life.answer, Referral)
        assert life.answer.tier >= worst


@given(lives(calm=True), st.data())
def test_a_hard_question_left_open_never_passes(life: Life, data: st.DataObject) -> None:
    """Take any one hard answer out of the log, and no plan is left."""
    hard = data.draw(st.sampled_from([question.id for question in KNOWLEDGE.questions.values() if question.hard]))
    facts = tuple(
        msgspec.structs.replace(fact, answers={key: value for key, value in fact.answers.items() if key != hard})
        if hasattr(fact, "answers")
        else fact
        for fact in life.log.facts
    )
    log = msgspec.structs.replace(life.log, facts=facts)
    answer = plan_day(log, KNOWLEDGE, life.today)
    known_answers = {key: value for key, value in life.known.answers.items() if key != hard}
    if hard in unanswered_hard(known_answers, KNOWLEDGE):
        assert isinstance(answer, Referral)
        assert hard in answer.ask or not KNOWLEDGE.advice[answer.tier].may_exercise


@given(lives(calm=True))
def test_only_what_is_allowed_is_prescribed(life: Life) -> None:
    """Nothing contraindicated, ordered off, unwished, resting, locked in its direction, or avoided by the pattern."""
    for item in _plan(life).items:
        exercise, known = KNOWLEDGE.exercises[item.exercise], life.known
        assert exercise.id not in known.excluded
        assert exercise.id not in known.undecided
        assert not orders.is_off(known.orders, exercise.id, life.today)
        assert not tried.rests(known.tried.get(exercise.id), life.today)
        assert known.wishes.get(exercise.id) != "never"
        assert not {direction for direction in exercise.load.spine if direction in LOCKABLE} & known.locks.keys()
        assert rating_for(exercise, known, KNOWLEDGE.stages[_plan(life).stage])[0] is not Rating.AVOID


@given(lives(calm=True))
def test_a_dose_stays_within_its_stage(life: Life) -> None:
    """Never above the stage's range, never below one; a therapist's own dose apart."""
    plan = _plan(life)
    for item in plan.items:
        dose = KNOWLEDGE.exercises[item.exercise].doses[KNOWLEDGE.stages[plan.stage].dose_stage]
        assert item.sets >= 1
        assert item.repetitions >= 1
        if item.exercise not in life.known.orders.doses:
            assert item.sets <= dose.sets[1]
            assert item.repetitions <= dose.repetitions[1]
            assert item.hold_s <= dose.hold_s[1]
        assert item.minutes <= dose.minutes[1]
        assert 1 <= item.per_day <= dose.per_day[1]


@given(lives(calm=True))
def test_a_session_keeps_to_its_limits(life: Life) -> None:
    """Exercises within the stage, minutes within what the person gave and 25, one nerve exercise, none twice."""
    plan = _plan(life)
    stage = KNOWLEDGE.stages[plan.stage]
    ids = [item.exercise for item in plan.items]
    assert len(ids) == len(set(ids))
    assert len(ids) <= max(stage.exercises[1], len(life.known.orders.pinned))
    nerve = [exercise for exercise in ids if KNOWLEDGE.exercises[exercise].purpose is Purpose.NERVE]
    assert len(nerve) - sum(exercise in (*life.known.orders.pinned, *life.known.orders.added) for exercise in nerve) <= 1
    given_minutes = life.known.answers.get("minutes_a_day", 15)
    assert isinstance(given_minutes, int)
    assert plan.minutes * plan.sessions_a_day <= min(given_minutes, RULES["most_minutes_a_day"].value)
    assert plan.sessions_a_day <= stage.sessions_a_day[1]


@given(lives(calm=True))
def test_the_short_version_is_part_of_the_session(life: Life) -> None:
    """Its exercises are of the session, in its order, and take five minutes at most."""
    plan = _plan(life)
    ids = [item.exercise for item in plan.items]
    assert list(plan.short) == [exercise for exercise in ids if exercise in plan.short]
    assert plan.short_minutes <= 5 or len(plan.short) == 1
    assert plan.short_minutes <= plan.minutes


@given(lives(calm=True))
def test_a_plan_always_says_why(life: Life) -> None:
    """Every exercise has its chain of reasons; every reason has words, a rule and sources that exist; no gap is left in them."""
    plan = _plan(life)
    for item in plan.items:
        assert len(item.reasons) >= 3
    for reason in _reasons(plan):
        assert reason.text
        assert "{" not in reason.text
        assert "None" not in reason.text
        assert set(reason.sources) <= KNOWLEDGE.sources.keys()
    words = [word for item in plan.items for word in (item.name, item.effort, item.note, item.change_text, *item.cautions)]
    assert not [word for word in words if "{" in word or "None" in word]


@given(lives(calm=True))
def test_what_is_held_back_is_not_prescribed(life: Life) -> None:
    """And what is offered as a swap has the same purpose and is not held back either."""
    plan = _plan(life)
    held = {one.exercise for one in plan.held_back}
    assert not held & {item.exercise for item in plan.items}
    for item in plan.items:
        for other in item.swaps:
            assert other not in held
            assert KNOWLEDGE.exercises[other].purpose is KNOWLEDGE.exercises[item.exercise].purpose


@given(lives(calm=True))
def test_a_swap_is_no_step_too_far(life: Life) -> None:
    """Where a gentler step of its ladder is offered or prescribed too, somebody has done well at one before a harder one is offered."""
    plan = _plan(life)
    least = KNOWLEDGE.response["mastered_greens"].value
    for item in plan.items:
        shown = {item.exercise, *item.swaps}
        for other in item.swaps:
            easier = [one for one in shown if other in KNOWLEDGE.exercises[one].progressions]
            if easier and KNOWLEDGE.exercises[other].purpose not in COMFORT:
                known = life.known.tried
                below = [
                    one.id
                    for one in KNOWLEDGE.exercises.values()
                    if other in one.progressions or one.id in KNOWLEDGE.exercises[other].regressions
                ]
                assert any(one in known and known[one].greens >= least for one in below), (item.exercise, other)


@given(lives(calm=True))
def test_the_safety_questions_come_again_within_a_week(life: Life) -> None:
    plan = _plan(life)
    assert life.today < plan.next_check <= life.today + timedelta(days=KNOWLEDGE.safety_rules.reask_after_days)


@given(lives(calm=True))
def test_a_walk_is_never_more_than_its_row(life: Life) -> None:
    walk = _plan(life).walk
    left = walking.afoot(life.known.walk, life.today)  # a walk that stands in for another way goes on where walking was left
    rows = KNOWLEDGE.walking.intervals if left.intervals else KNOWLEDGE.walking.steps
    if walk.exercise == "walking_programme" and walk.minutes:
        assert 1 <= walk.minutes <= rows[left.row or 0].minutes[1]


@given(lives(), st.sampled_from(WORSE), st.data())
def test_a_worse_safety_answer_never_lowers_the_tier(life: Life, question: Question, data: st.DataObject) -> None:
    """The choices stand from calm to worrying; the later of two, given on the same day, never leaves somebody nearer to exercise."""
    worse_at = data.draw(st.integers(1, len(question.choice_ids) - 1))
    calmer_at = data.draw(st.integers(0, worse_at - 1))
    calmer, worse = (
        advance(life.known, SafetyCheck(on=life.today, answers={question.id: question.choice_ids[at]}), KNOWLEDGE).safety.held
        for at in (calmer_at, worse_at)
    )
    assert worse >= calmer


@given(lives())
def test_the_same_log_always_gives_the_same_plan(life: Life) -> None:
    assert plan_day(life.log, KNOWLEDGE, life.today) == life.answer


@given(lives())
def test_a_day_before_the_last_fact_is_refused(life: Life) -> None:
    last = max(fact.on for fact in life.log.facts)
    with pytest.raises(DateError, match=str(last)):
        plan_day(life.log, KNOWLEDGE, last - timedelta(days=1))


@given(lives())
def test_a_plan_survives_being_written_and_read(life: Life) -> None:
    kind = type(life.answer)
    assert msgspec.json.decode(msgspec.json.encode(life.answer), type=kind) == life.answer


def _plan(life: Life) -> DayPlan:
    assume(isinstance(life.answer, DayPlan))
    assert isinstance(life.answer, DayPlan)
    return life.answer


def _reasons(plan: DayPlan) -> list[Reason]:
    of_items = [reason for item in plan.items for reason in item.reasons]
    held = [one.reason for one in plan.held_back]
    return [plan.why_today, *plan.changes, *plan.advice, *plan.walk.reasons, *of_items, *held]


def strong_pain() -> st.SearchStrategy[dict[str, Answer]]:
    """Draw a check-in with strong leg pain, and nothing new."""
    waking = st.integers(7, 10).map(lambda leg: {"leg_waking": leg, "anything_new": ("none",)})
    worst = st.integers(9, 10).map(lambda leg: {"leg_worst": leg, "anything_new": ("none",)})
    return st.one_of(waking, worst)


@given(lives(calm=True), strong_pain())
def test_strong_pain_never_meets_strength_work(life: Life, told: dict[str, Answer]) -> None:
    """Whatever was before, and whatever was ordered: leg pain of 7 on waking, or of 9 at its worst, makes the day a softer one."""
    known = advance(life.known, CheckIn(id=f"{life.today} strong", on=life.today, answers=told), KNOWLEDGE)
    plan = plan_from(known, KNOWLEDGE, life.today)
    if isinstance(plan, DayPlan):
        assert plan.stage == "calm"
        assert plan.why_today.id == "strong_day"
        assert not [item.exercise for item in plan.items if KNOWLEDGE.exercises[item.exercise].purpose in STRENGTH]


GROWTH = {"stage_up", "load_up", "relief_up", "walk_up", "way_up"}


@given(lives(calm=True), strong_pain())
def test_on_a_day_with_strong_pain_nothing_grows_and_nobody_is_asked_for_more_sessions_than_usual(
    life: Life, told: dict[str, Answer]
) -> None:
    """No stage, dose or walk goes up on that morning, no exercise is more than last time; only in Calm are short sessions done twice."""
    known = advance(life.known, CheckIn(id=f"{life.today} strong", on=life.today, answers=told), KNOWLEDGE)
    assert not [event.id for event in known.events if event not in life.known.events and event.id in GROWTH]
    plan = plan_from(known, KNOWLEDGE, life.today)
    if isinstance(plan, DayPlan):
        if (known.orders.stage or known.standing.stage) != "calm":
            assert plan.sessions_a_day == 1
            assert not [item.exercise for item in plan.items if item.per_day > 1]
        last = last_time.before(known.last_times, life.today)
        for item in (item for item in plan.items if KNOWLEDGE.exercises[item.exercise].purpose not in COMFORT):
            start = amount(KNOWLEDGE.exercises[item.exercise].doses[KNOWLEDGE.stages["calm"].dose_stage], 1.0)
            assert work(dose_of(item)) <= work(start)
            former = last.planned.get(item.exercise) if last is not None else None
            if former is not None:
                least = Amount(repetitions=LEAST, hold_s=item.hold_s)  # a movement makes sense four times at least
                assert work(dose_of(item)) <= max(work(former), work(least))
