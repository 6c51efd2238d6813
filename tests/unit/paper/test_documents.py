"""What each document says: the words that must be there, at the beginning of a log and at the end of a long one."""

import re

import pytest
from msgspec.structs import replace

from stepwell.engine.decision import DayPlan, Referral
from stepwell.engine.log import Answers, CheckIn, Evaluation, Measure, SafetyCheck
from stepwell.knowledge import loader
from stepwell.paper import measured, press, words
from stepwell.paper.document import Exercise, Table, Text
from stepwell.paper.kinds import KINDS, NoPlanError
from stepwell.paper.record import Record
from tests.bench._made_log import PERSON
from tests.calm_answers import with_calm_answers
from tests.unit.paper import made


def said(kind: str, told: Record | None = None) -> str:
    return made.text(press.printed(KINDS[kind].write(told or made.whole())))


def test_the_home_program_has_each_dose_in_words_and_when_to_stop() -> None:
    plan, text = made.whole().decision, said("home-program")
    assert isinstance(plan, DayPlan)
    for item in plan.items:
        assert item.name in text
        assert words.dose(item) in text
        assert made.letters(loader.load().exercises[item.exercise].stop_signs)[:30] in made.letters(text)
    assert text.count("Stop and rest if:") == len(plan.items)
    assert "Call 911 or go to an emergency department now if" in text
    for sign in loader.load().help_signs.values():
        assert made.letters(sign.text) in made.letters(text)


def test_the_home_program_has_a_box_for_each_day_and_time() -> None:
    document = KINDS["home-program"].write(made.whole())
    boxes = [block for block in document.blocks if isinstance(block, Exercise)]
    assert all(block.days == ("M", "T", "W", "T", "F", "S", "S") for block in boxes)
    assert all(block.times >= 1 for block in boxes)


def test_the_therapists_words_stand_on_the_home_program() -> None:
    assert f"From your therapist: {made.WORDS}" in said("home-program")


def test_the_chart_note_says_that_there_is_no_exercise_today() -> None:
    assert "No exercise today." in said("chart-note", made.record(SafetyCheck(on=made.day(1), answers={"leak": "new"})))


def test_without_a_plan_there_is_no_home_program() -> None:
    told = made.record(SafetyCheck(on=made.day(1), answers={"leak": "new"}))
    assert isinstance(told.decision, Referral)
    with pytest.raises(NoPlanError):
        KINDS["home-program"].write(told)


def test_a_small_change_of_a_measure_is_called_no_clear_change() -> None:
    told = made.record(*(Measure(on=made.day(ago), measure="peg", score=score) for ago, score in ((60, 6), (1, 5.8))))
    assert "No clear change" in said("progress", told)
    much = made.record(*(Measure(on=made.day(ago), measure="peg", score=score) for ago, score in ((60, 8), (1, 2))))
    assert "Better" in said("progress", much)


def test_the_first_visit_summary_has_eleven_groups_and_what_to_ask() -> None:
    text = said("first-visit")
    for group in (
        "About", "This episode", "Where", "What it feels like", "How it behaves", "Safety questions", "Care so far", "Health", "Daily life",
        "Worries and aims", "Sharing", "What was tried, and how the leg answered", "Pelvic tilt", "Questions to ask", "What to bring",
    ):  # fmt: skip
        assert group in text
    assert f"{made.WORDS}: 3 of 10" in text


def test_a_danger_sign_stands_on_top_of_the_first_visit_summary() -> None:
    answers = {**with_calm_answers(PERSON, loader.load()), "leak": "new"}
    text = said("first-visit", made.record(SafetyCheck(on=made.day(1), answers=answers)))
    assert "To look at first: what the safety answers raise" in text
    assert text.index("To look at first") < text.index("This episode")


@pytest.mark.parametrize("kind", ["progress", "first-visit", "relapse-plan", "chart-note"])
def test_what_cannot_wait_stands_before_everything_else(kind: str) -> None:
    answers = {**with_calm_answers(PERSON, loader.load()), "leak": "new"}
    told = made.record(*made.days(3), SafetyCheck(on=made.TODAY, answers=answers))
    assert isinstance(told.decision, Referral)
    text = said(kind, told)
    heading = words.with_number(told.decision.heading, told)
    assert "911" in words.with_number(told.decision.what_to_do, told) + heading
    assert text.index(heading) < 200
    assert heading not in said(kind)[:300]


def test_open_safety_questions_are_said_to_be_open_and_never_calm() -> None:
    text = said("first-visit", made.record())
    assert "still open" in text
    assert "without a sign" not in text


def test_the_relapse_plan_has_own_words_and_prescribes_nothing_for_today() -> None:
    text = said("relapse-plan")
    assert "What helped me last time" in text
    assert made.WORDS in text
    assert "Pelvic tilt" in text  # it eased
    assert "The first three days" in text


def test_the_chart_note_says_what_was_found_done_and_set() -> None:
    text = said("chart-note")
    for expected in (
        "M54.31 Sciatica, right side", "Irritability moderate", "Straight-leg raise", "Nerve therapy", "Set by the clinic, and in force",
        "Left out: Bridge", "Measures", "Goals", "Tess, visit:", "Name and credentials", "Signature",
    ):  # fmt: skip
        assert expected in text


def test_the_chart_note_says_whose_words_the_reasons_are_and_cuts_none_of_them() -> None:
    text = said("chart-note")
    assert "Why, as the person is told" in text
    assert "The person is told: “" in text
    document = KINDS["chart-note"].write(made.whole())
    assert words.CUT not in repr(document)


def test_not_examined_is_not_called_normal() -> None:
    text = said("chart-note", made.record(*made.beginning()))
    assert "No examination is recorded." in text
    assert "ormal" not in text


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "home-program"])
def test_an_empty_log_is_printed(kind: str) -> None:
    assert len(said(kind, made.record(name=""))) > 100


@pytest.mark.parametrize("kind", list(KINDS))
def test_a_log_of_five_hundred_days_fits(kind: str) -> None:
    told = made.record(*made.days(500), *made.beginning(), *made.clinical())
    assert 1 <= press.pages(press.printed(KINDS[kind].write(told))) <= press.MOST_PAGES


def test_one_check_in_draws_no_line() -> None:
    text = said("progress", made.record(CheckIn(on=made.day(1), answers={"leg_waking": 4})))
    assert "Nothing was told" in text


@pytest.mark.parametrize("kind", list(KINDS))
def test_every_page_of_somebody_made_up_says_so(kind: str) -> None:
    told = made.whole()
    pdf = press.printed(KINDS[kind].write(replace(told, log=replace(told.log, made_up=True))))
    assert all(words.MADE_UP in page.extract_text() for page in made.reader(pdf).pages)
    assert words.MADE_UP not in said(kind)


def test_every_document_says_who_reviewed_it_and_that_it_is_no_diagnosis() -> None:
    for kind in KINDS:
        text = said(kind)
        assert words.NOT_REVIEWED in text
        assert "not a diagnosis" in text


def test_an_answer_is_told_in_the_group_a_clinician_looks_in() -> None:
    told = made.record(Evaluation(on=made.day(1), answers={"worse_with": ("sitting",)}))
    assert "Worse with: Sitting" in said("first-visit", told)


@pytest.mark.parametrize("size", press.SIZES)
@pytest.mark.parametrize("sign", ["leak", "saddle_feeling", "mental_crisis"])
def test_the_plan_for_a_flare_up_is_one_page_even_with_an_emergency(sign: str, size: press.Size) -> None:
    answers = {**with_calm_answers(PERSON, loader.load()), sign: "new" if sign == "leak" else "yes"}
    told = made.record(*made.beginning(), *made.days(30), SafetyCheck(on=made.TODAY, answers=answers))
    pdf = press.printed(KINDS["relapse-plan"].write(told), size)
    assert press.pages(pdf) == 1
    assert "usually no sign of harm" not in made.text(pdf)  # not beside "go to an emergency department now"


@pytest.mark.parametrize("size", press.SIZES)
@pytest.mark.parametrize("count", [1, 2])
def test_the_list_of_when_to_call_begins_on_the_page_of_a_short_program(count: int, size: press.Size) -> None:
    told = made.whole()
    assert isinstance(told.decision, DayPlan)
    short = replace(told, decision=replace(told.decision, items=told.decision.items[:count], own=(), note=""))
    first = made.reader(press.printed(KINDS["home-program"].write(short), size)).pages[0].extract_text()
    assert "Call 911 or go to an emergency department now if" in first


def test_no_measure_is_left_out_without_a_word() -> None:
    told = measured.series_of(made.record(*made.beginning(), *made.days(30), *made.measures(40, 12, 5)))
    assert len(told) > 14
    table, more = measured.measures(told, made.TODAY, 14)
    assert isinstance(table, Table)
    assert isinstance(more, Text)
    assert sum(map(int, re.findall(r"\d+", more.text))) == len(told) - 14
    named = {row[0].lower() for row in table.rows}
    clear = [each for each in told if each.latest.verdict in ("better", "worse")]
    assert [each.name for each in clear if each.name.lower() not in named] == []
    assert measured.measures(told[:14], made.TODAY, 14) == (measured.measures(told[:14], made.TODAY, 15))


def test_the_chart_note_has_room_for_every_measure_and_says_how_many_more_wait() -> None:
    told = made.record(*made.beginning(), *made.days(30), *made.measures(40, 12, 5))
    text = said("chart-note", told)
    for each in measured.series_of(told):
        assert f"{each.name[:1].upper()}{each.name[1:]}" in text
    plan = made.whole().decision
    assert isinstance(plan, DayPlan)
    waits = [replace(plan.held_back[0], name=f"Exercise {number}") for number in range(10)]
    assert "And 2 more." in said("chart-note", replace(made.whole(), decision=replace(plan, held_back=tuple(waits))))


def test_a_long_text_ends_with_a_sentence_where_it_can() -> None:
    assert words.cut("One two three four. Five six seven eight nine.", 30) == "One two three four. …"
    assert words.cut("One two three four five six seven eight nine", 20) == "One two three four…"


def test_the_history_says_when_it_was_told_and_what_was_told_of_the_same_since() -> None:
    old: Answers = {"leg_now": 9, "began": "weeks_2_6", "activity_1": "walk", "activity_1_now": 4, "sleep_quality": "fair"}
    mornings = [CheckIn(on=made.day(ago), answers={"leg_waking": 3}) for ago in range(5)]
    calm = SafetyCheck(on=made.day(2), answers=with_calm_answers(PERSON, loader.load()))
    week = Measure(on=made.day(3), measure="weekly", answers={"activity_1": 8})
    text = said("first-visit", made.record(Evaluation(on=made.day(42), answers=old), *mornings, calm, week))
    assert "History, as the person told it on October 12, 2026" in text
    assert "Began: 2 to 6 weeks before Oct 12" in text
    assert "Leg that day: 9 of 10; about 3 of 10 on waking (Nov 23)" in text
    assert "walk: 4 of 10; 8 of 10 (Nov 20)" in text
    assert "without a sign (Nov 21)" in text
    assert "Sleep: So-so" in text
    assert " now" not in text[text.index("This episode") : text.index("Course of")]
    fresh = said("first-visit", made.record(Evaluation(on=made.TODAY, answers=old)))
    assert "Began: 2 to 6 weeks ago" in fresh
    assert "Leg that day: 9 of 10" in fresh


def test_no_list_names_what_another_answer_says_yes_to() -> None:
    calm = with_calm_answers(PERSON, loader.load())
    told = made.record(SafetyCheck(on=made.TODAY, answers=calm), Evaluation(on=made.TODAY, answers={"sensation": ("tingling",)}))
    text = said("first-visit", told)
    assert "Felt in the leg or foot: Tingling" in text
    assert "Numbness or tingling: answered no, but yes elsewhere: ask again" in text
    assert "numbness or tingling" not in text
