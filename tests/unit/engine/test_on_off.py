"""On/off tests on oneself: which day is which, when they pause and end, who may start one, and what is said at the end."""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from msgspec.structs import replace

from stepwell.engine import on_off
from stepwell.engine.decision import DayPlan, OnOffDay
from stepwell.engine.known import Understanding
from stepwell.engine.log import CheckIn, Evaluation, Fact, OnOffTest, Order, SafetyCheck
from stepwell.engine.on_off import Pause, Trial
from stepwell.engine.on_off_result import TrialResult, analysed
from stepwell.engine.plan import plan_from
from stepwell.engine.trigger_findings import DiaryDay
from stepwell.engine.understanding import advance, begin
from stepwell.knowledge.loader import load
from tests.bench._made_log import EVALUATION, PERSON
from tests.calm_answers import with_calm_answers

KNOWLEDGE = load()
SITTING = "prolonged_sitting"
START = date(2026, 3, 2)
CALM: dict[str, Any] = {"leg_waking": 2, "leg_worst": 3, "flare": "no", "anything_new": ("none",), "exposures": ("none",)}


def on(number: int) -> date:
    """Return a day; day 0 is the one on which the test is asked for, day 1 its first."""
    return START + timedelta(days=number)


def told(known: Understanding, *facts: Fact) -> Understanding:
    for fact in facts:
        known = advance(known, fact, KNOWLEDGE)
    return known


def check_in(number: int, **answers: Any) -> CheckIn:
    return CheckIn(on=on(number), answers={**CALM, **answers})


def settled(stage: Any = "restore", seed: int = 7) -> Understanding:
    """Return what is understood of somebody with nothing to worry about, whose therapist set a stage."""
    return told(
        begin(seed),
        SafetyCheck(on=START, answers=with_calm_answers(PERSON, KNOWLEDGE)),
        Evaluation(on=START, answers=EVALUATION),
        Order(on=START, order="stage", stage=stage),
    )


def started(exposure: str = SITTING, stage: str = "restore", seed: int = 7) -> Understanding:
    return told(settled(stage, seed), OnOffTest(on=START, exposure=exposure, wish="start"))


def asks(known: Understanding, number: int) -> OnOffDay | None:
    return on_off.of_day(known, on(number), KNOWLEDGE)


# --- which day is which ---------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(40))
def test_each_block_of_four_days_has_two_of_each_kind_and_no_day_is_left_out(seed: int) -> None:
    planned = on_off.days(Trial(exposure=SITTING, asked_on=START), seed, KNOWLEDGE)
    assert [day.on for day in planned] == [on(number) for number in range(1, 29)]
    for first in range(0, 28, 4):
        assert Counter(day.kind for day in planned[first : first + 4]) == {"usual": 2, "less": 2}


def test_every_order_of_a_block_is_drawn_about_as_often() -> None:
    planned = (on_off.days(Trial(exposure=SITTING, asked_on=START), seed, KNOWLEDGE) for seed in range(600))
    orders = Counter("".join(day.kind[0] for day in each[:4]) for each in planned)
    assert len(orders) == 6
    assert all(70 <= count <= 130 for count in orders.values()), orders


def test_the_same_person_and_start_draw_the_same_days_and_others_draw_others() -> None:
    trial = Trial(exposure=SITTING, asked_on=START)
    once = [day.kind for day in on_off.days(trial, 7, KNOWLEDGE)]
    assert once == [day.kind for day in on_off.days(trial, 7, KNOWLEDGE)]
    assert once != [day.kind for day in on_off.days(trial, 8, KNOWLEDGE)]
    assert once != [day.kind for day in on_off.days(replace(trial, asked_on=on(1)), 7, KNOWLEDGE)]


def test_a_plan_says_what_today_is_and_what_tomorrow_is() -> None:
    known = started()
    planned = on_off.days(known.trials[-1], known.seed, KNOWLEDGE)
    assert asks(known, 0) == OnOffDay(exposure=SITTING, name=KNOWLEDGE.triggers[SITTING].name, kind="begins", tomorrow=planned[0].kind)
    for number, (day, after) in enumerate(pairwise(planned), start=1):
        said = asks(known, number)
        assert said is not None
        assert (said.kind, said.tomorrow, said.day, said.of) == (day.kind, after.kind, number, 28)
        assert said.what == (KNOWLEDGE.triggers[SITTING].less_day if day.kind == "less" else "")
    plan = plan_from(known, KNOWLEDGE, on(1))
    assert isinstance(plan, DayPlan)
    assert plan.test == asks(known, 1)


def test_it_ends_by_itself_and_says_so_for_some_days() -> None:
    known = started()
    last, over = asks(known, 28), asks(known, 29)
    assert last is not None
    assert over is not None
    assert (last.tomorrow, over.kind, over.day) == (None, "done", 0)
    assert asks(known, 32) is None
    known = told(known, *(check_in(number) for number in range(1, 30)))
    assert (known.trials[-1].ended_by, known.trials[-1].ended_on) == ("done", on(29))
    assert len(on_off.days(known.trials[-1], known.seed, KNOWLEDGE)) == 28
    assert on_off.why_not(known, SITTING, on(29), KNOWLEDGE) == ""


# --- who may start one ----------------------------------------------------------------------------


def test_no_test_in_the_calm_stage() -> None:
    assert on_off.why_not(settled("calm"), SITTING, START, KNOWLEDGE) == "calm"
    assert started(stage="calm").trials == ()


def test_no_test_in_a_flare_up() -> None:
    known = told(settled(), check_in(0, flare="yes"))
    assert on_off.why_not(known, SITTING, on(1), KNOWLEDGE) == "flare"
    assert told(known, OnOffTest(on=on(1), exposure=SITTING, wish="start")).trials == ()


def test_no_test_while_something_urgent_is_held() -> None:
    known = told(settled(), Order(on=START, order="refer", tier="within_days"))  # type: ignore[arg-type]
    assert on_off.why_not(known, SITTING, START, KNOWLEDGE) == "held"
    assert told(known, OnOffTest(on=START, exposure=SITTING, wish="start")).trials == ()


def test_one_test_at_a_time() -> None:
    known = started()
    assert on_off.why_not(known, "heavy_lifting", on(1), KNOWLEDGE) == "running"
    assert told(known, OnOffTest(on=on(1), exposure="heavy_lifting", wish="start")).trials == known.trials


@pytest.mark.parametrize(
    "exposure",
    [
        "poor_sleep_last_night",
        "sleep_posture_prone_or_odd",
        "stressful_day",
        "weather",
        "menstruation",
        "missed_exercise_day",
        "alcohol",
        "sex",
        "sudden_twist_or_awkward",
    ],
)
def test_what_nobody_can_or_should_turn_down_at_will_is_not_tested(exposure: str) -> None:
    assert on_off.why_not(settled(), exposure, START, KNOWLEDGE) == "not_testable"
    assert started(exposure).trials == ()


def test_no_day_ever_asks_for_more_of_it() -> None:
    for trigger in KNOWLEDGE.triggers.values():
        assert not {"more", "longer", "harder"} & set(trigger.less_day.lower().replace(".", "").replace(",", "").split()), trigger.id
    kinds = {day.kind for seed in range(50) for day in on_off.days(Trial(exposure=SITTING, asked_on=START), seed, KNOWLEDGE)}
    assert kinds == {"usual", "less"}


# --- stop, pause, end -----------------------------------------------------------------------------


def test_it_can_be_stopped_at_any_time_and_started_again() -> None:
    known = told(started(), OnOffTest(on=on(5), exposure=SITTING, wish="stop"))
    assert (known.trials[-1].ended_by, asks(known, 5)) == ("stopped", None)
    assert [day.on for day in on_off.days(known.trials[-1], known.seed, KNOWLEDGE)] == [on(number) for number in range(1, 5)]
    again = told(known, OnOffTest(on=on(5), exposure="heavy_lifting", wish="start"))
    assert [trial.exposure for trial in again.trials] == [SITTING, "heavy_lifting"]


def test_the_next_one_can_begin_when_the_last_is_over_though_nothing_was_told_since() -> None:
    known = told(started(), OnOffTest(on=on(28), exposure="heavy_lifting", wish="start"))
    assert len(known.trials) == 1
    known = told(known, OnOffTest(on=on(29), exposure="heavy_lifting", wish="start"))
    assert [(trial.exposure, trial.ended_by) for trial in known.trials] == [(SITTING, "done"), ("heavy_lifting", "")]


def test_to_stop_what_does_not_run_changes_nothing() -> None:
    assert told(started(), OnOffTest(on=on(5), exposure="heavy_lifting", wish="stop")).trials == started().trials


def test_a_flare_up_pauses_it_and_a_new_block_begins_afterwards() -> None:
    known = told(started(), check_in(7, flare="yes", leg_worst=7))
    (pause,) = known.trials[-1].pauses
    assert pause.first == on(7)
    said = asks(known, 7)
    assert said is not None
    assert (said.kind, said.back_on, said.tomorrow) == ("paused", pause.back_on, None)
    planned = on_off.days(known.trials[-1], known.seed, KNOWLEDGE)
    assert not any(pause.first <= day.on < pause.back_on for day in planned)
    whole = [count for count in Counter(day.block for day in planned).values() if count == 4]
    assert len(whole) == 7
    after = [day for day in planned if day.on >= pause.back_on]
    assert after[0].on == pause.back_on
    assert Counter(day.kind for day in after[:4]) == {"usual": 2, "less": 2}
    assert [day for day in planned if day.on < on(7)] == list(on_off.days(started().trials[-1], known.seed, KNOWLEDGE)[:6])


def test_a_flare_up_that_is_taken_back_on_its_day_changes_nothing() -> None:
    known = told(started(), check_in(7, flare="yes"), check_in(7))
    assert known.trials == started().trials


def test_one_flare_up_too_many_ends_it() -> None:
    known = started()
    for first in (3, 22, 41):
        known = told(known, check_in(first, flare="yes", leg_worst=7), *(check_in(first + day) for day in range(1, 18)))
    assert known.trials[-1].ended_by == "flares"
    assert len(known.trials[-1].pauses) == 2


def test_back_in_the_calm_stage_or_something_urgent_ends_it() -> None:
    calm = told(started(), Order(on=on(4), order="stage", stage="calm"))
    held = told(started(), Order(on=on(4), order="refer", tier="within_days"))  # type: ignore[arg-type]
    assert (calm.trials[-1].ended_by, held.trials[-1].ended_by) == ("calm", "held")
    assert asks(calm, 4) is None
    assert len(on_off.days(held.trials[-1], held.seed, KNOWLEDGE)) == 3


def test_only_a_few_tests_are_remembered() -> None:
    known = settled()
    for number in range(20):
        known = told(
            known, OnOffTest(on=on(number), exposure=SITTING, wish="start"), OnOffTest(on=on(number), exposure=SITTING, wish="stop")
        )
    assert len(known.trials) == on_off.MOST_KEPT


# --- what is said at the end ----------------------------------------------------------------------


def said_after(seed: int, effect: float, *, missing: float = 0.1, kept: float = 1.0, days: int = 28) -> TrialResult:
    """Return what a made-up person's test says: pain that wanders and lingers, rated in whole points, with days left out."""
    chance, trial = Random(seed), Trial(exposure=SITTING, asked_on=START, ended_on=on(days + 1), ended_by="done")
    pain, diary = chance.gauss(0, 1.1), []
    for day in on_off.days(trial, seed, KNOWLEDGE):
        done = day.kind == "usual" or chance.random() > kept
        waking, worst = 3 + pain + chance.gauss(0, 0.5), 4 + pain + effect * done + chance.gauss(0, 0.7)
        exposures = {SITTING: float(done and day.kind == "less")}
        is_told = chance.random() > missing
        diary.append(
            DiaryDay(
                on=day.on,
                leg_waking=max(0, round(waking)) if chance.random() > missing else None,
                leg_worst=max(0, round(worst)) if is_told else None,
                exposures=exposures if is_told else {},
            )
        )
        pain = 0.45 * (pain + 0.7 * effect * done) + chance.gauss(0, 1.0)
    return analysed(trial, seed, diary, KNOWLEDGE)


def shares(effect: float, people: int = 120, **how: float) -> Counter[str]:
    return Counter(said_after(seed, effect, **how).verdict for seed in range(people))  # type: ignore[arg-type]


def test_nobody_is_told_that_it_is_worse_more_often_than_luck_allows() -> None:
    assert shares(0.0)["worse"] <= 120 * 0.09  # one in twenty, and what chance adds to 120 people
    assert shares(0.0, missing=0.25)["worse"] <= 120 * 0.09


def test_a_large_difference_is_found_and_not_called_none() -> None:
    found = shares(1.5)
    assert found["worse"] >= 120 * 0.85
    assert found["no_difference"] <= 120 * 0.02


def test_where_there_is_none_it_is_often_said_so() -> None:
    assert shares(0.0)["no_difference"] >= 120 * 0.4


def test_the_effect_is_near_the_truth_and_the_range_holds_it_as_often_as_it_says() -> None:
    found = [said_after(seed, 1.0) for seed in range(150)]
    effects = [result.effect_points for result in found if result.effect_points is not None]
    held = [result.interval[0] <= 1.0 <= result.interval[1] for result in found if result.interval is not None]
    assert sum(effects) / len(effects) == pytest.approx(1.0, abs=0.12)
    assert 0.7 <= sum(held) / len(held) <= 0.92


@pytest.mark.parametrize("days", [0, 4, 8, 12, 15])
def test_from_too_few_days_nothing_is_claimed(days: int) -> None:
    for seed in range(20):
        result = said_after(seed, 3.0, missing=0.0, days=days)
        assert (result.verdict, result.because, result.effect_points, result.interval) == ("cannot_tell", "few_days", None, None)


def test_none_is_not_claimed_when_the_days_with_less_were_not_kept() -> None:
    for seed in range(60):
        result = said_after(seed, 0.0, missing=0.0, kept=0.3)
        assert result.verdict != "no_difference" or result.less_kept >= 0.75 * result.less_told


def test_days_count_as_they_were_drawn_whatever_was_done() -> None:
    result = said_after(3, 1.0, missing=0.0, kept=0.5)
    assert (result.days_usual, result.days_less, result.of_usual, result.of_less) == (14, 14, 14, 14)
    assert result.less_kept < result.less_told == 14


def test_a_diary_without_ups_and_downs_shows_no_difference() -> None:
    trial = Trial(exposure=SITTING, asked_on=START, ended_on=on(29), ended_by="done")
    diary = [DiaryDay(on=on(number), leg_waking=2, leg_worst=3, exposures={SITTING: 0.0}) for number in range(1, 29)]
    result = analysed(trial, 7, diary, KNOWLEDGE)
    assert (result.verdict, result.effect_points) == ("no_difference", 0.0)


def test_days_of_a_pause_are_not_counted() -> None:
    trial = Trial(exposure=SITTING, asked_on=START, pauses=(Pause(first=on(7), back_on=on(20)),))
    diary = [DiaryDay(on=on(number), leg_waking=2, leg_worst=3) for number in range(1, 60)]
    result = analysed(trial, 7, diary, KNOWLEDGE)
    assert result.of_usual + result.of_less == len(on_off.days(trial, 7, KNOWLEDGE)) == 30
