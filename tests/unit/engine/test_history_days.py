"""A history says of each answer when it was told, what came later, and which answers do not fit together."""

from datetime import date, timedelta

import pytest

from stepwell.engine import history_days
from stepwell.engine.history import history
from stepwell.engine.history_days import Later
from stepwell.engine.log import Answer, Answers, CheckIn, Evaluation, Log, Measure, SafetyCheck
from stepwell.knowledge.loader import load
from stepwell.knowledge.schema import QuestionKind

FIRST = date(2026, 10, 12)


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def test_each_answer_has_the_day_of_its_latest() -> None:
    log = Log(
        facts=(
            SafetyCheck(on=FIRST, answers={"fever": "no", "rash": "no"}),
            Evaluation(on=FIRST, answers={"leg_now": 7, "worry": 5}),
            SafetyCheck(on=day(7), answers={"fever": "no"}),
            Evaluation(on=day(9), answers={"worry": 3}),
        )
    )
    told = history_days.told_on(log)
    assert told == {"fever": day(7), "rash": FIRST, "leg_now": FIRST, "worry": day(9)}
    assert history_days.main_day(told, load()) == day(9)  # the later of two with as many answers to the evaluation
    assert history_days.main_day({"fever": day(7)}, load()) == day(7)
    assert history_days.main_day({}, load()) is None


def test_what_was_told_of_the_same_thing_later_is_found() -> None:
    asked: Answers = {"leg_now": 9, "leg_worst_week": 10, "back_worst_week": 2, "worry": 5, "activity_1": "walk", "activity_1_now": 4}
    log = Log(
        facts=(
            Evaluation(on=FIRST, answers=asked),
            CheckIn(on=day(10), answers={"leg_waking": 3, "leg_worst": 9}),
            *(CheckIn(on=day(number), answers={"leg_waking": 3, "leg_worst": 5}) for number in range(18, 25)),
            Measure(on=day(20), measure="weekly", answers={"activity_1": 8}),
        )
    )
    assert history_days.later(log, load()) == {
        "leg_now": Later(on=day(24), says="about 3 of 10 on waking"),
        "leg_worst_week": Later(on=day(24), says="5 of 10 at worst in the week before"),
        "activity_1_now": Later(on=day(20), says="8 of 10"),
    }


def test_what_came_before_the_answer_is_not_later() -> None:
    log = Log(facts=(CheckIn(on=FIRST, answers={"leg_waking": 3}), Evaluation(on=day(1), answers={"leg_now": 9})))
    assert history_days.later(log, load()) == {}


@pytest.mark.parametrize(
    ("no", "said", "other", "yes"),
    [
        ("numbness", "none", "sensation", ("tingling",)),
        ("numbness", "none", "sensation", ("numbness",)),
        ("both_legs_pain", "no", "pain_places", ("left_thigh", "right_calf")),
        ("mild_weakness", "no", "conditions", ("foot_weakness",)),
        ("weak_bones", "no", "conditions", ("osteoporosis",)),
        ("artery_risk", "no", "conditions", ("high_blood_pressure",)),
        ("cough", "no", "worse_with", ("coughing",)),
        ("night_waking", "no", "pain_rest", "night_waking"),
    ],
)
def test_a_no_beside_a_yes_to_the_same_thing_is_not_told_as_no(no: str, said: str, other: str, yes: Answer) -> None:
    rows = {row.question: row for group in history({no: said, other: yes}, load()) for row in group.rows}
    assert rows[no].is_both_ways
    assert not rows[no].is_calm
    calm: Answer = "eases" if other == "pain_rest" else ("none",)
    rows = {row.question: row for group in history({no: said, other: calm}, load()) for row in group.rows}
    assert not rows[no].is_both_ways


def test_one_leg_is_not_both() -> None:
    answers: Answers = {"both_legs_pain": "no", "pain_places": ("left_thigh", "left_calf", "right_buttock")}
    assert history_days.both_ways(answers) == frozenset()


def test_every_question_and_choice_that_overlaps_exists() -> None:
    questions = load().questions
    for no, other, groups in history_days.OVERLAPS:
        chosen = questions[no].choice_ids
        assert questions[no].kind is QuestionKind.SIGN or set(chosen) & {"no", "none"}
        assert {one for group in groups for one in group} <= set(questions[other].choice_ids)
