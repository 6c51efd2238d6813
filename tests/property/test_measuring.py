"""What always holds of measures, whatever is answered."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from stepwell.engine.decision import DayPlan, Decision
from stepwell.engine.keeping_up import SURE_ITEM
from stepwell.engine.log import CheckIn, Evaluation, Fact, Measure
from stepwell.engine.measuring import series
from stepwell.engine.measuring_change import change
from stepwell.engine.measuring_dates import Measured, due, next_due, told
from stepwell.engine.measuring_scores import score_of, scores_of
from stepwell.engine.measuring_together import said
from stepwell.engine.plan import plan_day
from stepwell.engine.reading import read_fact
from stepwell.knowledge.loader import load
from stepwell.knowledge.schema import MeasureKind, MeasureScore
from tests.property.logs import Life, lives

KNOWLEDGE = load()
BEGAN = date(2026, 1, 31)
WITH_ITEMS = [measure for measure in KNOWLEDGE.measures.values() if measure.items]
SCORES = [score for measure in KNOWLEDGE.measures.values() for score in measure.scores]
kinds = st.sampled_from(WITH_ITEMS)
days = st.integers(0, 400).map(lambda day: BEGAN + timedelta(days=day))


def answers_to(measure: MeasureKind, *, all_of_them: bool = False) -> st.SearchStrategy[dict[str, int]]:
    """Any answers that the items may have, to some of the items or to all."""
    values = {item.id: st.sampled_from(measure.values_of(item)) for item in measure.items}
    return st.fixed_dictionaries(values) if all_of_them else st.fixed_dictionaries({}, optional=values)


answered = kinds.flatmap(lambda measure: st.tuples(st.just(measure), answers_to(measure)))


@st.composite
def facts(draw: st.DrawFn) -> Fact:
    on = draw(days)
    kind = draw(st.sampled_from(("measure", "check_in", "evaluation")))
    if kind == "check_in":
        return CheckIn(on=on, answers={"leg_worst": draw(st.integers(0, 10)), "back_worst": draw(st.integers(0, 10))})
    if kind == "evaluation":
        named = draw(st.sampled_from(("walk", "sit", "lift")))
        return Evaluation(
            on=on, answers={"activity_1": named, "activity_1_now": draw(st.integers(0, 10)), "worry": draw(st.integers(0, 10))}
        )
    measure, given_answers = draw(answered)
    return Measure(on=on, measure=measure.id, answers=dict(given_answers))


@given(answered)
def test_a_score_is_always_within_its_range(told_: tuple[MeasureKind, dict[str, int]]) -> None:
    measure, answers = told_
    limits = {score.id: score for score in measure.scores}
    for score, value in scores_of(measure, dict(answers)).items():
        assert limits[score].lowest <= value <= limits[score].highest


@given(kinds.flatmap(lambda measure: st.tuples(st.just(measure), answers_to(measure, all_of_them=True))))
def test_whoever_answers_everything_has_every_score(told_: tuple[MeasureKind, dict[str, int]]) -> None:
    measure, answers = told_
    assert set(scores_of(measure, dict(answers))) == {score.id for score in measure.scores}


@given(answered)
def test_a_missing_answer_never_counts_as_zero_unless_the_rule_says_so(told_: tuple[MeasureKind, dict[str, int]]) -> None:
    measure, answers = told_
    for score in measure.scores:
        missing = [item for item in score.items if item not in answers]
        value = score_of(score, measure, dict(answers))
        if missing and score.missing == "no_score":
            assert value is None
        if missing and score.missing == "left_out" and value is not None:
            only = {item: answers[item] for item in score.items if item in answers}
            assert len(missing) <= score.most_missing
            assert value == score_of(score, measure, {**only})


@given(st.sampled_from(SCORES), st.data())
def test_a_change_below_its_threshold_is_never_called_one(score: MeasureScore, data: st.DataObject) -> None:
    inside = st.floats(score.lowest, score.highest, allow_nan=False)
    first, now = data.draw(inside), data.draw(inside)
    found = change(score, first, now)
    if score.clear is None:
        is_noise = score.noise is not None and abs(found.gain) < score.noise.points
        assert found.verdict == ("no_clear_change" if is_noise else "not_known")
    elif found.verdict in ("better", "worse"):
        assert (found.gain > 0) == (found.verdict == "better")
        enough = abs(found.gain) >= score.clear.points - 1e-6
        share = found.percent is not None and score.clear.percent and abs(found.percent) >= score.clear.percent - 1e-6
        assert enough or (score.clear.needs == "either" and share)
        assert score.clear.needs == "either" or not score.clear.percent or found.percent is None or share


@given(st.sampled_from(SCORES), st.data())
def test_no_change_is_never_a_clear_change(score: MeasureScore, data: st.DataObject) -> None:
    if not score.says_change:
        value = data.draw(st.floats(score.lowest, score.highest, allow_nan=False))
        assert change(score, value, value).verdict in ("no_clear_change", "not_known")


@given(st.lists(facts(), max_size=25))
def test_the_story_is_in_order_within_range_and_in_words(some: list[Fact]) -> None:
    found = series(some, KNOWLEDGE)
    for each in found:
        assert [point.on for point in each.points] == sorted({point.on for point in each.points})
        assert all(each.lowest <= point.value <= each.highest for point in each.points)
        assert all(point.words.endswith(".") for point in each.points)
        assert all(("clear change for the better" in point.words) == (point.verdict == "better") for point in each.points)
        assert "{" not in each.name
    said(found, KNOWLEDGE)


@given(st.lists(days, max_size=8), days, st.booleans())
def test_what_is_due_is_due_for_a_reason(told_on: list[date], today: date, easy: bool) -> None:
    measured = Measured()
    for on in sorted(each for each in told_on if each <= today):
        measured = told(measured, Measure(on=on, measure="weekly", answers={"numbness": 1}))
    found = due(measured, BEGAN, today, KNOWLEDGE, easy=easy)
    cadence = KNOWLEDGE.measures["weekly"].cadence
    assert cadence is not None
    following = next_due(measured, BEGAN, today, cadence, "weekly")
    assert not (easy and found)
    assert following >= today
    assert easy or ("weekly" in found) == (following == today)
    assert "weekly" in due(measured, BEGAN, following, KNOWLEDGE)
    if "weekly" in found and "weekly" in measured.last:
        assert (today - measured.last["weekly"]).days >= cadence.every // 2


@given(answered, days)
def test_what_is_told_is_read_back_as_it_was(told_: tuple[MeasureKind, dict[str, int]], on: date) -> None:
    measure, answers = told_
    if answers:
        raw = {"kind": "measure", "on": on.isoformat(), "measure": measure.id, "answers": dict(answers)}
        assert read_fact(raw, KNOWLEDGE) == Measure(on=on, measure=measure.id, answers=dict(answers))


@given(lives(most_days=15), answered, st.integers(0, 30))
def test_a_measure_changes_nothing_of_a_plan_but_what_is_due(life: Life, told_: tuple[MeasureKind, dict[str, int]], back: int) -> None:
    """One answer does, and has its own tests: how sure somebody is to keep going."""
    measure, answers = told_[0], {item: answer for item, answer in told_[1].items() if (told_[0].id, item) != SURE_ITEM}
    on = max(life.log.facts[0].on, life.today - timedelta(days=back))
    fact = Measure(on=on, measure=measure.id, answers=dict(answers))
    with_it = plan_day(replace(life.log, facts=(*life.log.facts, fact)), KNOWLEDGE, life.today)

    assert _without_due(with_it) == _without_due(life.answer)


def _without_due(decision: Decision) -> Decision:
    """Leave out what is due, and the small lesson: that goes on by the days on which anything was told."""
    return replace(decision, measures_due=(), lesson=None) if isinstance(decision, DayPlan) else decision
