"""Who needs a therapist: each rule on its number, what can wait at most once a week, and what can never be silenced."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.engine.case import Case, Changed, Concern, case_of, usual_band
from stepwell.engine.flare import Flare
from stepwell.engine.log import CheckIn, Examination, Hurt, Item, Log, Order, SafetyCheck, Session
from stepwell.engine.needs import Around, PutOff, needs
from stepwell.engine.pain import Day, Pain
from stepwell.engine.understanding import understand
from stepwell.knowledge.loader import load
from stepwell.knowledge.schema import Tier
from tests.calm_answers import with_calm_answers

TODAY = date(2026, 6, 30)
KNOWN = load()
LONG_AGO = Around(since=TODAY - timedelta(days=200))
CALM = Case(told_on=TODAY)


def day(ago: int) -> date:
    """Return the day so many days before today."""
    return TODAY - timedelta(days=ago)


def told(case: Case, around: Around = LONG_AGO, today: date = TODAY) -> list[str]:
    return [need.id for need in needs(case, around, today, KNOWN)]


def answered(**answers: object) -> Case:
    """Return the case of somebody who answered the safety check so, calmly otherwise."""
    check = SafetyCheck(on=TODAY, answers=with_calm_answers({"age": 45, "sex": "female", **answers}, KNOWN))
    return case_of(understand(Log(facts=(check,)), KNOWN), KNOWN)


def test_whoever_told_something_today_and_calmly_needs_nobody() -> None:
    assert told(CALM) == []
    assert told(answered()) == []


@pytest.mark.parametrize(("ago", "reasons"), [(6, []), (7, ["silent"]), (40, ["silent"])])
def test_silence_counts_from_seven_days_on(ago: int, reasons: list[str]) -> None:
    assert told(Case(told_on=day(ago))) == reasons


def test_whoever_never_told_anything_is_silent_since_care_began() -> None:
    assert told(Case(), Around(since=day(6))) == []
    assert told(Case(), Around(since=day(7))) == ["silent"]


def test_numbness_between_the_legs_is_a_danger_sign_in_its_own_words() -> None:
    found = needs(answered(saddle_feeling="yes"), LONG_AGO, TODAY, KNOWN)
    assert found[0].id == "danger"
    assert "saddle" in found[0].text
    assert "June 30" in found[0].text


def test_a_danger_sign_says_whether_it_was_answered_or_found() -> None:
    """What a therapist found is not the person's answer."""
    check = SafetyCheck(on=TODAY, answers=with_calm_answers({"age": 45, "sex": "female"}, KNOWN))
    found = Examination(on=TODAY, by="therapist", answers={"exam_saddle": "changed"})
    told_of = needs(case_of(understand(Log(facts=(check, found)), KNOWN), KNOWN), LONG_AGO, TODAY, KNOWN)
    assert told_of[0].text.startswith("A danger sign was found on examination on June 30.")
    assert needs(answered(saddle_feeling="yes"), LONG_AGO, TODAY, KNOWN)[0].text.startswith("A danger sign was answered on June 30.")


def test_what_a_clinician_sent_on_is_not_said_to_be_answered() -> None:
    check = SafetyCheck(on=TODAY, answers=with_calm_answers({"age": 45, "sex": "female"}, KNOWN))
    sent = Order(on=TODAY, by="doctor", order="refer", tier=Tier.SAME_DAY)
    told_of = needs(case_of(understand(Log(facts=(check, sent)), KNOWN), KNOWN), LONG_AGO, TODAY, KNOWN)
    assert told_of[0].text.startswith("A danger sign was named by a clinician on June 30.")


@pytest.mark.parametrize(
    ("answers", "reasons"),
    [
        ({"mild_weakness": "yes"}, ["weakness"]),
        ({"foot_drop": "yes"}, ["danger", "weakness"]),
        ({"both_legs_weak": "yes"}, ["danger", "weakness"]),
        ({"mild_weakness": "old_checked"}, []),
    ],
)
def test_weakness_is_a_reason_at_whatever_tier(answers: dict[str, str], reasons: list[str]) -> None:
    assert told(answered(**answers)) == reasons


def test_leg_pain_that_stays_worse_for_three_days_after_easing_is_a_reason_of_its_own() -> None:
    facts = [SafetyCheck(on=day(20), answers=with_calm_answers({"age": 45, "sex": "female"}, KNOWN))]
    for ago in range(20, -1, -1):
        leg = 2 if ago > 4 else 6
        after = "worse" if ago == 4 else "same"
        facts.append(CheckIn(on=day(ago), answers={"leg_waking": leg, "leg_worst": leg, "after_session": after}))  # type: ignore[arg-type]
        facts.append(Session(on=day(ago), items=(Item(exercise="pelvic_tilt", repetitions=8, effort="right", leg="same"),)))  # type: ignore[arg-type]
    case = case_of(understand(Log(facts=tuple(facts)), KNOWN), KNOWN)
    assert "refer_worse" in {concern.id for concern in case.concerns}
    found = needs(case, LONG_AGO, TODAY, KNOWN)
    assert found[0].id == "worse"
    assert "3 days" in found[0].text


def test_a_pause_for_another_reason_says_which() -> None:
    case = Case(told_on=TODAY, tier=Tier.WITHIN_DAYS, held_on=TODAY, concerns=(Concern(id="refer_strong", text="Strong for a week."),))
    assert [(need.id, "Strong for a week." in need.text) for need in needs(case, LONG_AGO, TODAY, KNOWN)] == [("paused", True)]


def test_weakness_felt_in_a_session_calls_until_the_questions_are_answered() -> None:
    check = SafetyCheck(on=day(1), answers=with_calm_answers({"age": 45, "sex": "female"}, KNOWN))
    hurt = Item(exercise="pelvic_tilt", done="part", hurt=Hurt(feeling="weak", place="calf", action="stop"))
    known = understand(Log(facts=(check, Session(on=TODAY, items=(hurt,)))), KNOWN)
    assert told(case_of(known, KNOWN)) == ["questions_open"]
    again = understand(Log(facts=(check, Session(on=TODAY, items=(hurt,)), SafetyCheck(on=TODAY, answers=check.answers))), KNOWN)
    assert told(case_of(again, KNOWN)) == []


def test_what_a_clinician_has_cleared_calls_no_more() -> None:
    check = SafetyCheck(on=TODAY, answers=with_calm_answers({"age": 45, "sex": "female", "mild_weakness": "yes"}, KNOWN))
    cleared = Order(on=TODAY, order="clear", tier=Tier.SELF_MANAGE)
    assert told(case_of(understand(Log(facts=(check, cleared)), KNOWN), KNOWN)) == []


def changed(ago: int) -> Changed:
    return Changed(on=day(ago), id="stage_up", says="Up.")


def test_a_change_that_nobody_looked_at_waits_and_one_that_was_looked_at_does_not() -> None:
    case = Case(told_on=TODAY, changes=(changed(9),))
    assert told(case) == ["proposal"]
    assert told(case, Around(since=day(200), reviewed_on=day(9), answered_on=day(9))) == []
    newer = Case(told_on=TODAY, changes=(changed(9), changed(8)))
    assert told(newer, Around(since=day(200), reviewed_on=day(9), answered_on=day(9))) == ["proposal"]


def test_what_changed_before_care_began_waits_for_nobody() -> None:
    assert told(Case(told_on=TODAY, changes=(changed(9),)), Around(since=day(3))) == []


@pytest.mark.parametrize(("ago", "reasons"), [(6, []), (7, ["silent"])])
def test_after_one_reason_that_could_wait_the_next_comes_a_week_later(ago: int, reasons: list[str]) -> None:
    assert told(Case(told_on=day(10)), Around(since=day(200), answered_on=day(ago))) == reasons


def test_a_silence_that_ended_by_itself_was_the_reason_of_that_week() -> None:
    days = tuple(Day(on=day(ago), waking=3) for ago in (12, 3, 2, 1, 0))
    case = Case(told_on=TODAY, pain=Pain(days=days), changes=(changed(1),))
    assert told(case) == []
    assert told(case, today=TODAY + timedelta(days=2)) == ["proposal"]


def test_a_message_and_a_request_are_never_held_back() -> None:
    around = Around(since=day(200), answered_on=TODAY, message_on=TODAY, request_on=TODAY)
    assert told(CALM, around) == ["message", "request"]


def test_danger_words_in_a_request_stand_in_the_place_of_the_request_and_above_an_answered_weakness() -> None:
    around = Around(since=day(200), request_on=day(3), alarming_request_on=day(1), asked_with=("a change in peeing",))
    (first, *others) = needs(CALM, around, TODAY, KNOWN)
    assert (first.id, others) == ("danger_request", [])
    assert "a change in peeing" in first.text
    assert first.order < KNOWN.needs["weakness"].order


def test_a_long_flare_up_is_a_reason_that_can_wait() -> None:
    case = Case(told_on=TODAY, flare=Flare(started_on=day(9), said_on=TODAY, eased_from=day(2)))
    assert told(case) == ["flare"]


def test_what_was_put_off_comes_back_with_something_newer() -> None:
    case = answered(mild_weakness="yes")
    before = Around(since=day(200), put_off={"weakness": PutOff(on=day(1), until=TODAY)})
    same_day = Around(since=day(200), put_off={"weakness": PutOff(on=TODAY, until=TODAY)})
    assert told(case, before) == ["weakness"]
    assert told(case, same_day) == []


CONCERNS = st.sampled_from(["saddle_feeling", "mild_weakness", "refer_worse", "refer_strong", "foot_drop"])
SOME_DAY = st.none() | st.integers(0, 60).map(day)
CASES = st.builds(
    Case,
    told_on=SOME_DAY,
    tier=st.sampled_from(list(Tier)),
    held_on=SOME_DAY,
    concerns=st.lists(CONCERNS, max_size=3).map(lambda ids: tuple(Concern(id=one, text="Said so.") for one in ids)),
    asked_again_on=SOME_DAY,
    changes=st.lists(st.integers(0, 13), max_size=4).map(lambda ago: tuple(changed(each) for each in sorted(ago, reverse=True))),
    sessions=st.lists(st.integers(0, 27), max_size=6).map(lambda ago: tuple(day(each) for each in sorted(set(ago), reverse=True))),
)
HOW = st.tuples(st.integers(0, 20), st.integers(0, 14)).map(lambda put: PutOff(on=day(put[0]), until=day(put[0] - put[1])))
PUT_OFF = st.dictionaries(st.sampled_from(list(KNOWN.needs)), HOW)
AROUND = st.builds(
    Around,
    since=st.integers(0, 200).map(day),
    reviewed_on=SOME_DAY,
    answered_on=SOME_DAY,
    message_on=SOME_DAY,
    request_on=SOME_DAY,
    put_off=PUT_OFF,
)


@given(CASES, AROUND)
def test_at_most_one_reason_that_can_wait_is_told_and_none_within_a_week_of_the_last(case: Case, around: Around) -> None:
    weekly = [need for need in needs(case, around, TODAY, KNOWN) if need.is_weekly]
    assert len(weekly) <= 1
    if around.answered_on is not None and (TODAY - around.answered_on).days < 7:
        assert not weekly


@given(CASES, AROUND)
def test_a_danger_sign_is_told_first_whatever_else_there_is_unless_put_off_for_a_day(case: Case, around: Around) -> None:
    if case.tier < Tier.SAME_DAY:
        return
    put_off = around.put_off.get("danger")
    on = case.held_on or TODAY
    if put_off is None or put_off.until < TODAY or on > put_off.on:
        assert told(case, around)[0] == "danger"


@given(CASES, AROUND)
def test_messages_and_requests_are_always_told(case: Case, around: Around) -> None:
    found = set(told(case, around))
    assert (around.message_on is not None) == ("message" in found)
    assert (around.request_on is not None) == ("request" in found)


@given(st.lists(st.none() | st.integers(0, 10), max_size=28))
def test_the_usual_band_stays_on_the_scale_and_needs_enough_days(ratings: list[int | None]) -> None:
    days = tuple(Day(on=day(len(ratings) - place), waking=value) for place, value in enumerate(ratings))
    band = usual_band(Pain(days=days), KNOWN)
    assert (band is None) == (sum(value is not None for value in ratings) < 8)
    if band is not None:
        assert 0 <= band.low <= band.high <= 10


def test_the_newest_days_are_not_in_the_band_that_they_are_held_against() -> None:
    days = tuple(Day(on=day(10 - place), waking=2 if place < 7 else 9) for place in range(10))
    band = usual_band(Pain(days=days), KNOWN)
    assert band is not None
    assert (band.low, band.high) == (2, 2)


def test_every_reason_says_its_rule_and_its_grade() -> None:
    orders = [need.order for need in KNOWN.needs.values()]
    assert orders == sorted(set(orders))
    assert all(need.rule and need.grade for need in KNOWN.needs.values())
    assert {need.id for need in KNOWN.needs.values() if not need.put_off_days} == {"danger_message", "danger_request", "message", "request"}
