"""Virtual lives: the same for everybody who makes them again, and nothing in them that cannot be."""

import math
from datetime import date

import msgspec
import pytest
from msgspec.structs import replace

from stepwell.engine.decision import Decision, Referral
from stepwell.engine.flare import day_of, is_easy
from stepwell.engine.plan import plan_from
from stepwell.engine.safe_set import Today, why_not
from stepwell.engine.understanding import Understanding
from stepwell.knowledge.loader import load
from stepwell.knowledge.schema import Knowledge
from stepwell.simulator import stepwell_programme
from stepwell.simulator.cohort import cohort
from stepwell.simulator.comparing import difference, estimate, summary
from stepwell.simulator.fixed import Advice
from stepwell.simulator.living import POLICIES, life_of, lived, stepwell, world
from stepwell.simulator.outcome import Outcome
from stepwell.simulator.scenario import MODELS, SCENARIOS, Model, Scenario

KNOWLEDGE = load()
PEOPLE, DAYS = 12, 60


def lives(
    policy: str, model: Model = "first", *, people: int = PEOPLE, days: int = DAYS, scenario: Scenario | None = None
) -> list[Outcome]:
    return cohort(policy, people, days, 5, replace(scenario or Scenario(), model=model), KNOWLEDGE, processes=1)


@pytest.mark.parametrize("model", MODELS)
def test_the_number_of_processes_changes_no_byte(model: Model) -> None:
    scenario = Scenario(model=model)
    one, two = (cohort("stepwell", 22, 25, 5, scenario, KNOWLEDGE, processes=processes) for processes in (1, 2))
    assert msgspec.json.encode(one) == msgspec.json.encode(two)


@pytest.mark.parametrize("model", MODELS)
def test_a_person_is_the_same_whoever_else_is_there(model: Model) -> None:
    shared = world(5, DAYS, Scenario(model=model), KNOWLEDGE)
    assert lived(7, "sheet", shared) == lives("sheet", model)[7]


@pytest.mark.parametrize("model", MODELS)
def test_every_programme_meets_the_same_person_with_the_same_luck(model: Model) -> None:
    shared = world(5, DAYS, Scenario(model=model), KNOWLEDGE)
    told = []
    for policy in ("advice", "stepwell"):
        life = life_of(3, shared)
        first = life.body.waking
        life.under(stepwell(life) if policy == "stepwell" else Advice())
        told.append((life.who, first))
    assert told[0] == told[1]


@pytest.mark.parametrize("model", MODELS)
def test_whoever_does_nothing_has_the_course_of_advice(model: Model) -> None:
    shared = world(5, DAYS, Scenario(model=model), KNOWLEDGE)
    idle = life_of(3, shared)
    idle.who = replace(idle.who, does=(False,) * DAYS)
    advised = life_of(3, shared)
    nothing = stepwell_programme.Stepwell(idle.who, idle.body, idle.chance, date(2026, 1, 5), KNOWLEDGE, shared.movements)
    assert idle.under(nothing).waking == advised.under(Advice()).waking


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("policy", POLICIES)
def test_pain_and_capacity_stay_within_what_can_be(model: Model, policy: str) -> None:
    for one in lives(policy, model):
        assert all(0 <= pain <= 10 for pain in (one.pain, *one.weeks))
        assert 0 <= one.capacity <= 1
        assert one.severe <= one.unsafe <= one.sessions
        assert all(math.isfinite(value) for value in msgspec.structs.astuple(one) if isinstance(value, float))


@pytest.mark.parametrize("model", MODELS)
def test_the_engine_never_plans_what_its_own_safe_set_refuses(model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at = 0

    def planned(known: Understanding, knowledge: Knowledge, on: date) -> Decision:
        nonlocal looked_at
        plan = plan_from(known, knowledge, on)
        if isinstance(plan, Referral):
            return plan
        for item in plan.items:
            flare = day_of(known.flare, on, knowledge)
            day = Today(on=on, stage=knowledge.stages[plan.stage], easy=is_easy(flare, on), flaring=flare is not None)
            assert why_not(knowledge.exercises[item.exercise], known, day, knowledge) is None
            looked_at += 1
        return plan

    monkeypatch.setattr(stepwell_programme, "plan_from", planned)
    lives("stepwell", model, people=4)
    assert looked_at > 100


def test_the_course_without_exercise_is_roughly_that_of_people() -> None:
    outcomes = lives("advice", people=300, days=182)
    made = summary("advice", outcomes, 182)
    assert made.weeks[0] == pytest.approx(5.7, abs=0.5)
    assert made.weeks[11] == pytest.approx(3.0, abs=0.5)
    assert made.weeks[25] == pytest.approx(2.8, abs=0.5)
    assert made.recovered.mean == pytest.approx(0.5, abs=0.12)
    assert 5 < made.flare_days.mean < 18


def test_the_second_model_starts_and_ends_near_the_first() -> None:
    made = summary("advice", lives("advice", "second", people=300, days=182), 182)
    assert made.weeks[0] == pytest.approx(5.7, abs=0.5)
    assert made.weeks[25] == pytest.approx(2.4, abs=0.6)


def test_no_programme_beats_the_one_that_knows_everything() -> None:
    best = summary("oracle", lives("oracle", people=60, days=120), 120).pain.mean
    for policy in ("advice", "stretches", "strength", "sheet"):
        assert summary(policy, lives(policy, people=60, days=120), 120).pain.mean > best


@pytest.mark.parametrize("name", SCENARIOS)
@pytest.mark.parametrize("model", MODELS)
def test_every_world_can_be_lived_in(name: str, model: Model) -> None:
    assert len(lives("stepwell", model, people=2, days=20, scenario=SCENARIOS[name])) == 2


def test_an_interval_gets_smaller_with_more_people() -> None:
    few, many = estimate([1.0, 2.0, 3.0]), estimate([1.0, 2.0, 3.0] * 20)
    assert few.mean == many.mean == 2.0
    assert many.high - many.low < few.high - few.low


def test_a_difference_is_taken_person_by_person() -> None:
    sheet = lives("sheet")
    assert difference("sheet", sheet, "sheet", sheet).pain.high == 0.0


@pytest.mark.night
@pytest.mark.parametrize("model", MODELS)
def test_safety_rules_earn_their_place(model: Model) -> None:
    engine, sheet = (summary(policy, lives(policy, model, people=200, days=182), 182) for policy in ("stepwell", "sheet"))
    assert engine.unsafe.mean < sheet.unsafe.mean
    assert engine.severe.mean <= 0.02
