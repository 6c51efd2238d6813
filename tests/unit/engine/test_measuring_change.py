"""What is called a change, and what is not."""

from datetime import date, timedelta

import pytest

from stepwell.engine.log import CheckIn, Evaluation, Fact, Measure
from stepwell.engine.measuring import Series, series
from stepwell.engine.measuring_change import change
from stepwell.engine.measuring_together import said
from stepwell.knowledge.loader import load
from stepwell.knowledge.schema import MeasureScore

KNOWLEDGE = load()
MONDAY = date(2026, 3, 2)


def score(measure: str, name: str) -> MeasureScore:
    return next(each for each in KNOWLEDGE.measures[measure].scores if each.id == name)


def days(count: int, worst: float, since: date = MONDAY) -> list[CheckIn]:
    return [CheckIn(on=since + timedelta(days=n), answers={"leg_worst": worst}) for n in range(count)]


def told(*facts: Fact) -> dict[str, Series]:
    return {f"{each.measure}.{each.score}": each for each in series(facts, KNOWLEDGE)}


@pytest.mark.parametrize(
    ("measure", "name", "first", "now", "verdict"),
    [
        ("daily_pain", "leg", 6, 4, "better"),  # 2 points and 33 percent
        ("daily_pain", "leg", 6, 4.25, "no_clear_change"),
        ("daily_pain", "leg", 8, 6, "no_clear_change"),  # 2 points, but 25 percent
        ("daily_pain", "leg", 3, 2, "no_clear_change"),  # 33 percent, but 1 point
        ("daily_pain", "leg", 0, 1.5, "no_clear_change"),
        ("daily_pain", "leg", 0, 2, "worse"),  # a percent of nothing is undefined: points alone
        ("rmdq_24", "total", 20, 15, "better"),  # 5 points
        ("rmdq_24", "total", 20, 16, "no_clear_change"),
        ("rmdq_24", "total", 10, 7, "better"),  # 30 percent
        ("rmdq_24", "total", 10, 8, "no_clear_change"),
        ("rmdq_24", "total", 5, 10, "worse"),
        ("odi", "total", 50, 40, "better"),
        ("odi", "total", 30, 21, "better"),
        ("weekly", "activities", 3, 5, "better"),
        ("weekly", "activities", 3, 4.9, "no_clear_change"),
        ("weekly", "activities", 5, 3, "worse"),
        ("weekly", "activity_1", 3, 6, "better"),
        ("weekly", "activity_1", 3, 5, "no_clear_change"),
        ("pseq_10", "total", 21, 28, "no_clear_change"),  # 7 points, but the same band
        ("pseq_10", "total", 28, 35, "better"),
        ("peg", "mean", 6, 4.25, "better"),
        ("peg", "mean", 6, 4.5, "no_clear_change"),
        ("ears", "total", 10, 15.5, "better"),
        ("phq_4", "total", 9, 2, "not_known"),
        ("bothersomeness_index", "total", 15, 10, "no_clear_change"),  # less than chance alone may change
        ("bothersomeness_index", "total", 15, 9, "not_known"),
        ("monthly", "global_change", 0, 3, "better"),
        ("monthly", "global_change", 5, 2, "no_clear_change"),
        ("monthly", "global_change", 0, -3, "worse"),
        ("monthly", "acceptable", 0, 1, "better"),
    ],
)
def test_a_change_is_clear_from_its_threshold_on(measure: str, name: str, first: float, now: float, verdict: str) -> None:
    assert change(score(measure, name), first, now).verdict == verdict


def test_the_threshold_for_radiculopathy_is_told_apart() -> None:
    found = change(score("daily_pain", "leg"), 7, 5.25)

    assert (found.verdict, found.sensitive) == ("no_clear_change", True)
    assert not change(score("daily_pain", "leg"), 8, 6.25).sensitive  # 1.75 points, but 22 percent


def test_percent_is_of_the_first_value_and_undefined_at_zero() -> None:
    leg = score("daily_pain", "leg")

    assert change(leg, 8, 6).percent == 25
    assert change(leg, 0, 3).percent is None


def test_the_first_value_is_a_starting_point_and_no_change() -> None:
    found = told(Measure(on=MONDAY, measure="weekly", answers={"numbness": 3}))["weekly.numbness"].latest

    assert (found.verdict, found.gain, found.percent) == ("first", None, None)
    assert found.words == "3. This is your starting point."


def test_an_activity_is_held_against_its_rating_in_the_evaluation() -> None:
    began = Evaluation(on=MONDAY, answers={"activity_1": "walk to the mailbox", "activity_1_now": 3})
    found = told(began, Measure(on=MONDAY + timedelta(days=29), measure="weekly", answers={"activity_1": 6}))["weekly.activity_1"]

    assert found.name == "walk to the mailbox"
    assert found.latest.words == "3 at first, now 6. That is a clear change for the better."
    assert found.latest.gain == 3


def test_another_activity_is_another_beginning() -> None:
    began = Evaluation(on=MONDAY, answers={"activity_1": "walk to the mailbox", "activity_1_now": 3})
    other = Evaluation(on=MONDAY + timedelta(days=20), answers={"activity_1": "lift my grandchild", "activity_1_now": 8})
    found = told(began, other)["weekly.activity_1"]

    assert [point.value for point in found.points] == [8]
    assert found.latest.verdict == "first"


def test_the_mean_of_the_activities_is_of_those_that_were_named() -> None:
    began = Evaluation(on=MONDAY, answers={"activity_1": "walk", "activity_1_now": 2, "activity_2": "sit", "activity_2_now": 4})
    after = Measure(on=MONDAY + timedelta(days=8), measure="weekly", answers={"activity_1": 5, "activity_2": 5})

    assert [point.value for point in told(began, after)["weekly.activities"].points] == [3, 5]


def test_one_more_activity_is_no_gain_of_the_others() -> None:
    began = Evaluation(on=MONDAY, answers={"activity_1": "walk", "activity_1_now": 2, "activity_2": "sit", "activity_2_now": 2})
    later = MONDAY + timedelta(days=14)
    one_more = Evaluation(on=later, answers={"activity_3": "read", "activity_3_now": 9})
    found = told(began, one_more, Measure(on=later, measure="weekly", answers={"activity_1": 2, "activity_2": 2, "activity_3": 9}))

    assert [point.verdict for point in found["weekly.activities"].points] == ["first"]
    assert [point.value for point in found["weekly.activity_1"].points] == [2, 2]


def test_a_score_from_paper_stands_beside_the_answers() -> None:
    paper = Measure(on=MONDAY, measure="rmdq_24", score=12, by="therapist")
    here = Measure(on=MONDAY + timedelta(days=30), measure="rmdq_24", answers={f"rmdq_{n:02d}": int(n <= 6) for n in range(1, 25)})
    found = told(paper, here)["rmdq_24.total"]

    assert [(point.value, point.by, point.verdict) for point in found.points] == [(12, "therapist", "first"), (6, "self", "better")]


def test_more_weakness_is_never_called_a_bad_spell() -> None:
    later = Measure(on=MONDAY + timedelta(days=7), measure="weekly", answers={"weakness": 4, "keep_going": 2})
    found = told(Measure(on=MONDAY, measure="weekly", answers={"weakness": 1, "keep_going": 8}), later)

    assert (
        found["weekly.weakness"].latest.words
        == "1 at first, now 4. That is clearly more than at first. Please answer the safety questions."
    )
    assert "One bad spell can do that" in found["weekly.keep_going"].latest.words


def test_a_group_stands_beside_the_total() -> None:
    answers = {item.id: KNOWLEDGE.measures["start_back"].values_of(item)[-1] for item in KNOWLEDGE.measures["start_back"].items}
    found = told(Measure(on=MONDAY, measure="start_back", answers=dict(answers)))

    assert (found["start_back.total"].latest.band, found["start_back.psychosocial"].latest.band) == ("high", "")


def test_from_a_very_low_score_it_is_said_that_little_more_can_show() -> None:
    first = Measure(on=MONDAY, measure="rmdq_24", score=3)
    found = told(first, Measure(on=MONDAY + timedelta(days=30), measure="rmdq_24", score=3))["rmdq_24.total"]

    assert "little more" in found.latest.words


def test_what_was_said_twice_on_a_day_counts_once() -> None:
    found = told(
        Measure(on=MONDAY, measure="weekly", answers={"numbness": 3, "weakness": 2}),
        Measure(on=MONDAY, measure="weekly", answers={"numbness": 5}),
    )

    assert [point.value for point in found["weekly.numbness"].points] == [5]
    assert [point.value for point in found["weekly.weakness"].points] == [2]


def test_pain_and_function_that_disagree_are_both_said() -> None:
    facts: list[Fact] = [*days(7, 8), *days(7, 3, MONDAY + timedelta(days=28))]
    facts += [Measure(on=MONDAY, measure="rmdq_24", score=12), Measure(on=MONDAY + timedelta(days=28), measure="rmdq_24", score=11)]
    found = said(series(facts, KNOWLEDGE), KNOWLEDGE)

    assert (found.pain, found.function, found.improved, found.agree) == ("better", "no_clear_change", True, False)
    assert found.words == "Pain is clearly less than at first. What you can do has not clearly changed yet."


def test_one_measure_of_function_is_enough_to_have_improved() -> None:
    facts: list[Fact] = [
        Measure(on=MONDAY, measure="rmdq_24", score=10),
        Measure(on=MONDAY + timedelta(days=28), measure="rmdq_24", score=7),
    ]
    found = said(series(facts, KNOWLEDGE), KNOWLEDGE)

    assert (found.pain, found.function, found.improved, found.agree) == (None, "better", True, True)


def test_a_person_who_scores_better_and_feels_worse_is_heard() -> None:
    later = MONDAY + timedelta(days=28)
    facts: list[Fact] = [Measure(on=MONDAY, measure="rmdq_24", score=12), Measure(on=later, measure="rmdq_24", score=4)]
    found = said(series([*facts, Measure(on=later, measure="monthly", answers={"global_change": -3})], KNOWLEDGE), KNOWLEDGE)

    assert not found.agree
    assert found.words == "You can clearly do more than at first. You yourself said that it is clearly worse, all in all."


@pytest.mark.parametrize("felt", ["numbness", "weakness"])
def test_less_pain_with_more_numbness_or_weakness_is_no_improvement(felt: str) -> None:
    facts: list[Fact] = [*days(7, 8), *days(7, 3, MONDAY + timedelta(days=28))]
    facts += [Measure(on=MONDAY + timedelta(days=day), measure="weekly", answers={felt: level}) for day, level in ((0, 1), (28, 3))]
    found = said(series(facts, KNOWLEDGE), KNOWLEDGE)

    assert (found.pain, found.asks_safety, found.improved) == ("better", True, False)
    assert "safety questions" in found.words


def test_nothing_to_compare_says_nothing() -> None:
    assert said(series(days(7, 5), KNOWLEDGE), KNOWLEDGE).words == ""
    assert said((), KNOWLEDGE).improved is False
