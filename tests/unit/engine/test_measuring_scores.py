"""Scores worked out by hand: both ends, the middle, one answer missing, all missing."""

from datetime import date, timedelta

import pytest

from stepwell.engine.log import CheckIn
from stepwell.engine.measuring_scores import band_of, group_of, help_to_offer, score_of, scores_of, week_means
from stepwell.knowledge.loader import load
from stepwell.knowledge.schema import MeasureKind, MeasureScore, Method

KNOWLEDGE = load()
MONDAY = date(2026, 3, 2)


def kind(measure: str) -> MeasureKind:
    return KNOWLEDGE.measures[measure]


def score(measure: str, name: str) -> MeasureScore:
    return next(each for each in kind(measure).scores if each.id == name)


def numbered(prefix: str, values: tuple[int, ...]) -> dict[str, int]:
    return {f"{prefix}_{number:02d}": value for number, value in enumerate(values, 1)}


PHQ = {"depression_01": 1, "depression_02": 2, "anxiety_01": 3, "anxiety_02": 0}
ODI_NINE = numbered("odi", (2, 2, 2, 2, 2, 2, 2, 1, 1))
BY_HAND = [
    ("rmdq_24", "total", numbered("rmdq", (0,) * 24), 0),
    ("rmdq_24", "total", numbered("rmdq", (1,) * 24), 24),
    ("rmdq_24", "total", numbered("rmdq", (1, 0) * 12), 12),
    ("rmdq_24", "total", {"rmdq_01": 1, "rmdq_07": 1}, 2),  # what is not ticked counts as not ticked
    ("rmdq_24", "total", {}, None),
    ("rmdq_23", "total", numbered("rmdq23", (1,) * 23), 23),
    ("odi", "total", numbered("odi", (0,) * 10), 0),
    ("odi", "total", numbered("odi", (5,) * 10), 100),
    ("odi", "total", ODI_NINE, 100 * 16 / 45),  # the example of the source: one section left out
    ("odi", "total", numbered("odi", (2,) * 8), None),
    ("odi", "total", {}, None),
    ("start_back", "total", dict.fromkeys((item.id for item in kind("start_back").items), 0), 0),
    ("start_back", "total", {item.id: kind("start_back").values_of(item)[-1] for item in kind("start_back").items}, 9),
    ("start_back", "psychosocial", {item.id: kind("start_back").values_of(item)[-1] for item in kind("start_back").items}, 5),
    ("start_back", "psychosocial", {"fear": 1, "anxiety": 0, "catastrophising": 1, "low_mood": 0, "bothersomeness": 2}, 2),
    ("start_back", "psychosocial", {"fear": 1, "anxiety": 0, "catastrophising": 1, "low_mood": 0, "bothersomeness": 3}, 3),
    ("start_back", "psychosocial", {"fear": 1, "anxiety": 0, "catastrophising": 1, "low_mood": 0}, None),
    ("bothersomeness_index", "total", {"leg_pain": 6, "numbness_or_tingling": 6, "weakness": 6, "pain_sitting": 6}, 24),
    ("bothersomeness_index", "total", {"leg_pain": 4, "numbness_or_tingling": 3, "weakness": 0, "pain_sitting": 2}, 9),
    ("bothersomeness_index", "total", {"leg_pain": 4, "numbness_or_tingling": 3, "weakness": 0}, None),
    ("pseq_10", "total", numbered("pseq10", (6,) * 10), 60),
    ("pseq_10", "total", numbered("pseq10", (3,) * 10), 30),
    ("pseq_10", "total", numbered("pseq10", (3,) * 9), None),
    ("pseq_4", "total", numbered("pseq4", (1, 2, 3, 4)), 10),
    ("pseq_2", "total", numbered("pseq2", (6, 6)), 12),
    ("pseq_2", "total", numbered("pseq2", (6,)), None),
    ("phq_2", "depression", {"depression_01": 3, "depression_02": 3}, 6),
    ("phq_2", "depression", {"depression_01": 3}, None),
    ("gad_2", "anxiety", {"anxiety_01": 1, "anxiety_02": 1}, 2),
    ("phq_4", "total", PHQ, 6),
    ("phq_4", "depression", PHQ, 3),
    ("phq_4", "anxiety", PHQ, 3),
    ("phq_4", "depression", {"depression_01": 1, "depression_02": 2}, 3),
    ("phq_4", "total", {"depression_01": 1, "depression_02": 2}, None),
    ("peg", "mean", numbered("peg", (10, 10, 10)), 10),
    ("peg", "mean", numbered("peg", (3, 5, 8)), 16 / 3),
    ("peg", "mean", numbered("peg", (3, 5)), None),
    ("weekly", "activities", {"activity_1": 2, "activity_2": 4, "activity_3": 9}, 5),
    ("weekly", "activities", {"activity_1": 2, "activity_2": 4}, None),
    ("weekly", "in_the_way", {"in_the_way_of_the_day": 4, "in_the_way_of_joy": 5}, 4.5),
    ("weekly", "in_the_way", {"in_the_way_of_the_day": 4}, None),
    ("weekly", "numbness", {"numbness": 0}, 0),
    ("weekly", "numbness", {"weakness": 3}, None),
    ("monthly", "global_change", {"global_change": -5}, -5),
    ("monthly", "days_off", {"days_off": 28}, 28),
    ("monthly", "mood", {"joy": 2}, None),
]


@pytest.mark.parametrize(("measure", "name", "answers", "by_hand"), BY_HAND)
def test_a_score_is_what_it_is_by_hand(measure: str, name: str, answers: dict[str, int], by_hand: float | None) -> None:
    found = score_of(score(measure, name), kind(measure), dict(answers))

    assert found == (None if by_hand is None else pytest.approx(by_hand))


def test_every_measure_with_items_has_a_score_by_hand() -> None:
    with_items = {measure.id for measure in KNOWLEDGE.measures.values() if measure.items}

    assert {measure for measure, *_ in BY_HAND} == with_items


@pytest.mark.parametrize("measure", [measure.id for measure in KNOWLEDGE.measures.values()])
def test_nothing_told_gives_no_score(measure: str) -> None:
    assert scores_of(kind(measure), {}) == {}


def test_an_activity_that_nobody_named_is_not_missing() -> None:
    asked = {"activity_1", "activity_2", "numbness"}

    assert score_of(score("weekly", "activities"), kind("weekly"), {"activity_1": 2, "activity_2": 4}, asked) == 3
    assert score_of(score("weekly", "activities"), kind("weekly"), {"activity_1": 2}, asked) is None


def test_an_answer_of_an_older_release_that_fits_no_more_is_missing() -> None:
    assert scores_of(kind("peg"), {"peg_01": 3, "peg_02": 4, "peg_03": 99}) == {}
    assert score_of(score("start_back", "psychosocial"), kind("start_back"), {"fear": 7}) is None


def test_a_score_that_can_only_be_entered_is_never_worked_out() -> None:
    entered = [measure for measure in KNOWLEDGE.measures.values() if measure.scores[0].method is Method.ENTERED]

    assert {measure.id for measure in entered} >= {"ears", "tsk_11", "orebro_short", "s_lanss", "paindetect", "promis_t"}
    assert all(not measure.items for measure in entered)


@pytest.mark.parametrize(
    ("total", "psychosocial", "group"),
    [(0, 0, "low"), (3, 3, "low"), (4, 3, "medium"), (9, 3, "medium"), (4, 4, "high"), (9, 5, "high")],
)
def test_start_back_groups_by_total_and_sub_score(total: int, psychosocial: int, group: str) -> None:
    assert group_of(kind("start_back"), {"total": total, "psychosocial": psychosocial}) == group


def test_a_group_needs_both_of_its_scores() -> None:
    assert group_of(kind("start_back"), {"total": 2}) == ""
    assert group_of(kind("peg"), {"mean": 2}) == ""


@pytest.mark.parametrize(
    ("measure", "name", "value", "band"),
    [
        ("phq_4", "total", 2, "none"),
        ("phq_4", "total", 3, "mild"),
        ("phq_4", "total", 6, "moderate"),
        ("phq_4", "total", 9, "severe"),
        ("phq_2", "depression", 2, ""),
        ("phq_2", "depression", 3, "positive"),
        ("odi", "total", 20, "0 to 20"),
        ("odi", "total", 20.5, "21 to 40"),
        ("odi", "total", 100, "81 to 100"),
        ("pseq_10", "total", 40, "31 to 40"),
        ("rmdq_24", "total", 2, "recovered"),
        ("rmdq_24", "total", 3, ""),
        ("monthly", "work_ability", 5, "poor"),
        ("monthly", "work_ability", 8, "good"),
        ("paindetect", "total", 13, "13 to 18"),
    ],
)
def test_bands_take_in_both_of_their_ends(measure: str, name: str, value: float, band: str) -> None:
    assert band_of(score(measure, name), value) == band


@pytest.mark.parametrize(
    ("measure", "scores", "offered"),
    [
        ("phq_2", {"depression": 1}, None),
        ("phq_2", {"depression": 2}, "offer_talk"),
        ("phq_2", {"depression": 3}, "tell_therapist"),
        ("phq_4", {"total": 4, "depression": 2, "anxiety": 2}, "offer_talk"),
        ("phq_4", {"total": 3, "depression": 0, "anxiety": 3}, "tell_therapist"),
        ("phq_4", {"total": 6}, "tell_therapist"),
        ("monthly", {"mood": 4, "joy": 4}, None),
        ("monthly", {"mood": 9, "joy": 3}, "offer_talk"),
        ("monthly", {"mood": 1}, "tell_therapist"),
        ("weekly", {"keep_going": 0}, None),
    ],
)
def test_help_is_offered_from_the_level_on(measure: str, scores: dict[str, float], offered: str | None) -> None:
    assert help_to_offer(kind(measure), scores) == offered


def _days(*worst: int | None) -> list[CheckIn]:
    return [CheckIn(on=MONDAY + timedelta(days=n), answers={} if w is None else {"leg_worst": w}) for n, w in enumerate(worst)]


def test_a_week_counts_with_four_of_its_seven_days() -> None:
    leg = score("daily_pain", "leg")

    assert week_means(leg, _days(4, None, 6, 8, 2)) == {MONDAY: 5}
    assert week_means(leg, _days(4, None, 6, 8, None, None, None)) == {}


def test_a_second_check_in_replaces_the_first_of_its_day() -> None:
    days = [*_days(4, 4, 4, 4), CheckIn(on=MONDAY, answers={"leg_worst": 8})]

    assert week_means(score("daily_pain", "leg"), days) == {MONDAY: 5}


def test_leg_and_back_are_never_put_together() -> None:
    days = [CheckIn(on=MONDAY + timedelta(days=n), answers={"leg_worst": 2, "back_worst": 6}) for n in range(7)]

    assert week_means(score("daily_pain", "leg"), days) == {MONDAY: 2}
    assert week_means(score("daily_pain", "back"), days) == {MONDAY: 6}
