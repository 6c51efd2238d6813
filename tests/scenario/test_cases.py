"""Every case of tests/scenario/cases comes out as it says. To add one, write a file there; nothing here changes."""

from pathlib import Path

import pytest

from stepwell.engine.decision import DayPlan, Decision, Prescription, Referral
from stepwell.engine.safe_set import Today, why_not
from stepwell.engine.understanding import understand
from stepwell.knowledge.loader import load
from stepwell.knowledge.schema import Tier
from tests.scenario.notes import CASES, Case, DoseNote, decided, log_of, people, read, understood

KNOWLEDGE = load()


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_case_comes_out_as_it_says(path: Path) -> None:
    case = read(path)
    answer = decided(case, KNOWLEDGE)
    kind = "plan" if isinstance(answer, DayPlan) else "ask" if answer.ask and answer.tier <= Tier.ROUTINE else "referral"
    assert kind == case.expect.kind, _said(answer)
    _agree(str(answer.tier), case.expect.tier, "tier")
    if isinstance(answer, DayPlan):
        _check_plan(case, answer)
        _check_held_back(case, answer)
    else:
        _check_referral(case, answer)
    missing = [words for words in case.expect.says if words not in _words(answer)]
    assert not missing, f"not said: {missing}\n{_words(answer)}"


@pytest.mark.parametrize("path", CASES[::7], ids=lambda path: path.stem)
def test_a_case_comes_out_the_same_from_its_whole_log(path: Path) -> None:
    case = read(path)
    assert understand(log_of(case, KNOWLEDGE), KNOWLEDGE) == understood(case, KNOWLEDGE)


def test_every_tier_and_stage_and_pattern_has_a_case() -> None:
    cases = [read(path) for path in CASES]
    assert {case.expect.tier for case in cases} >= {str(tier) for tier in Tier}
    assert {case.expect.stage for case in cases} >= set(KNOWLEDGE.stages)
    assert {case.expect.pattern for case in cases} >= {*KNOWLEDGE.patterns, "mixed"}


def test_every_order_has_a_case() -> None:
    given = {row.order["order"] for path in CASES for row in read(path).days if row.order}
    assert given >= {"add", "remove", "pin", "hold", "dose", "stage", "precaution", "diagnosis", "direction", "clear", "refer", "lift"}


def test_names_in_cases_exist() -> None:
    for case in map(read, CASES):
        named = {*case.expect.present, *case.expect.absent, *case.expect.doses, *case.expect.held_back, *case.expect.adapted}
        assert named <= {*KNOWLEDGE.exercises}, f"{case.name}: {named - {*KNOWLEDGE.exercises}}"
        reasons = {*case.expect.changes, *case.expect.no_change}
        assert reasons <= {*KNOWLEDGE.reasons}, f"{case.name}: {reasons - {*KNOWLEDGE.reasons}}"
        assert case.person.like in people()


def _check_plan(case: Case, plan: DayPlan) -> None:
    expect, ids = case.expect, [item.exercise for item in plan.items]
    _agree(plan.stage, expect.stage, "stage")
    _agree(plan.pattern, expect.pattern, "pattern")
    _agree(tuple(ids), expect.items, "items")
    _agree(plan.why_today.id, expect.why, "why_today")
    _agree(plan.short, expect.short, "short")
    _agree(plan.sessions_a_day, expect.sessions_a_day, "sessions_a_day")
    _agree(plan.session_number, expect.session_number, "session_number")
    _agree(plan.week, expect.week, "week")
    _agree(plan.measures_due, expect.measures, "measures_due")
    _agree(plan.graduated is not None, expect.graduated, "graduated")
    _agree(plan.next_check, expect.next_check, "next_check")
    assert not set(expect.present) - set(ids), f"not there: {set(expect.present) - set(ids)} in {ids}"
    assert not set(expect.absent) & set(ids), f"there, but should not be: {set(expect.absent) & set(ids)}"
    changes = [reason.id for reason in plan.changes]
    assert set(expect.changes) <= set(changes), changes
    assert not set(expect.no_change) & set(changes), changes
    advice = [reason.id for reason in plan.advice]
    assert set(expect.advice) <= set(advice), advice
    assert not set(expect.no_advice) & set(advice), advice
    _check_amounts(case, plan)
    for exercise, note in expect.doses.items():
        _check_dose(exercise, note, plan.items)
    for exercise in expect.adapted:
        assert next(item for item in plan.items if item.exercise == exercise).cautions, f"{exercise} is not adapted"


def _check_amounts(case: Case, plan: DayPlan) -> None:
    expect = case.expect
    assert expect.minutes_at_most is None or plan.minutes <= expect.minutes_at_most, plan.minutes
    assert expect.minutes_at_least is None or plan.minutes >= expect.minutes_at_least, plan.minutes
    assert expect.items_at_most is None or len(plan.items) <= expect.items_at_most, len(plan.items)
    assert expect.items_at_least is None or len(plan.items) >= expect.items_at_least, len(plan.items)
    if expect.walk is not None:
        for field in expect.walk.__struct_fields__:
            _agree(getattr(plan.walk, field), getattr(expect.walk, field), f"walk {field}")
    if expect.question is not None:
        assert (plan.asks_flare.id if plan.asks_flare else False) == expect.question
    if expect.flare is False:
        assert plan.flare is None
    elif expect.flare is not None:
        assert plan.flare is not None
        assert (plan.flare.day, plan.flare.easy_until, plan.flare.full_on) == (
            expect.flare.day,
            expect.flare.easy_until,
            expect.flare.full_on,
        )


def _check_held_back(case: Case, plan: DayPlan) -> None:
    """The reason that keeps an exercise out: from the list that is shown, or, where that is cut short, from the safe set."""
    shown = {held.exercise: held for held in plan.held_back}
    known = understood(case, KNOWLEDGE)
    easy = plan.flare is not None and plan.on <= plan.flare.easy_until
    day = Today(on=plan.on, stage=KNOWLEDGE.stages[plan.stage], easy=easy, flaring=plan.flare is not None)
    for exercise, wanted in case.expect.held_back.items():
        why = shown[exercise].reason if exercise in shown else why_not(KNOWLEDGE.exercises[exercise], known, day, KNOWLEDGE)
        assert why is not None, f"{exercise} is not held back"
        assert why.id == wanted, f"{exercise}: {why.id}, not {wanted}"
    for exercise, until in case.expect.until.items():
        assert exercise in shown, list(shown)
        assert shown[exercise].until == until, shown[exercise]


def _check_dose(exercise: str, note: DoseNote, items: tuple[Prescription, ...]) -> None:
    item = next((item for item in items if item.exercise == exercise), None)
    assert item is not None, f"{exercise} is not in {[other.exercise for other in items]}"
    for field in note.__struct_fields__:
        _agree(getattr(item, field), getattr(note, field), f"{exercise} {field}")


def _check_referral(case: Case, referral: Referral) -> None:
    expect = case.expect
    reasons = [reason.id for reason in referral.reasons]
    assert set(expect.reasons) <= set(reasons), reasons
    assert set(expect.ask) <= set(referral.ask), referral.ask
    _agree(referral.clean_days, expect.clean_days, "clean_days")


def _agree(found: object, wanted: object, what: str) -> None:
    assert wanted is None or found == wanted, f"{what}: {found!r}, not {wanted!r}"


def _said(answer: Decision) -> str:
    if isinstance(answer, Referral):
        return f"{answer.tier}: {[reason.id for reason in answer.reasons]}, asks {answer.ask[:3]}"
    return f"plan {answer.stage}: {[item.exercise for item in answer.items]}"


def _words(answer: Decision) -> str:
    if isinstance(answer, Referral):
        return " ".join([answer.heading, answer.what_to_do, answer.say_there, answer.paused, *(reason.text for reason in answer.reasons)])
    once_more = [answer.enough] if answer.enough else []
    reasons = [
        answer.why_today,
        *once_more,
        *answer.changes,
        *answer.advice,
        *(held.reason for held in answer.held_back),
        *answer.walk.reasons,
    ]
    own = [text for item in answer.items for text in (*item.cautions, item.note, item.change_text)]
    return " ".join(
        [answer.title, *own, *(reason.text for reason in (*reasons, *(reason for item in answer.items for reason in item.reasons)))]
    )
