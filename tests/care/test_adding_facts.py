"""Adding facts: all or nothing, once, in any order of days, never from the future."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.care import edition, folding
from stepwell.care.actions import facts
from stepwell.care.errors import AlreadySaved, CareError, FutureFact, TooMuch
from stepwell.care.models import Fact, Person, Snapshot, StoredPlan
from stepwell.care.queries import days
from stepwell.care.queries import facts as facts_told
from stepwell.engine import log
from stepwell.engine.log import CheckIn, FlareNote, Log, Measure, Session
from stepwell.engine.plan import plan_day
from stepwell.engine.understanding import understand
from tests.care import made

pytestmark = pytest.mark.django_db
Rows = Callable[[], dict[str, list[tuple[Any, ...]]]]


def test_a_fact_is_kept_and_the_day_decided(owner: Person) -> None:
    decision = facts.add(person=owner, facts=[made.check_in(1)], now=made.noon(1))
    assert decision.on == made.day(1)
    assert facts_told.log(owner).facts == (msgspec.structs.replace(made.check_in(1)),)
    assert owner.version == 1
    assert days.decision(owner, made.day(1)) == decision


def test_calm_answers_give_a_plan(five_days: Person) -> None:
    assert StoredPlan.objects.filter(kind="plan").exists()


def test_a_session_left_undone_is_no_day_done(five_days: Person) -> None:
    left = log.Session(on=made.day(6), items=(log.Item(exercise="cat_cow", done="none"),))
    facts.add(person=five_days, facts=[left], now=made.noon(6))
    assert made.day(6) not in facts_told.days_done(five_days, made.day(1), made.day(6))[0]
    assert made.day(5) in facts_told.days_done(five_days, made.day(1), made.day(6))[0]


def test_the_decision_is_the_engines_own(five_days: Person) -> None:
    knowledge = edition.present().knowledge
    assert days.decision(five_days, made.day(6)) == plan_day(facts_told.log(five_days), knowledge, made.day(6))


def test_a_repeat_writes_nothing_and_answers_the_same(five_days: Person, everything: Rows) -> None:
    again: list[log.Fact] = [made.check_in(5, leg=5), made.session(5)]
    first = days.decision(five_days, made.day(5))
    before = everything()
    assert facts.add(person=five_days, facts=again, now=made.noon(5)) == first
    assert everything() == before


def test_a_fact_named_twice_in_one_post_is_added_once(owner: Person) -> None:
    facts.add(person=owner, facts=[made.session(1), made.session(1)], now=made.noon(1))
    assert Fact.objects.count() == 1


def test_only_the_new_ones_of_a_post_are_added(five_days: Person) -> None:
    facts.add(person=five_days, facts=[made.session(5), made.session(5, id="second")], now=made.noon(5))
    assert Fact.objects.count() == 12


def test_corrected_answers_are_never_lost(five_days: Person, everything: Rows) -> None:
    corrected = made.check_in(5, leg=9)
    facts.add(person=five_days, facts=[corrected], now=made.noon(5))
    told = facts_told.of_kind(five_days, "check_in", since=made.day(5))
    assert [fact.answers["leg_waking"] for fact in told if isinstance(fact, CheckIn)] == [5, 9]
    before = everything()
    facts.add(person=five_days, facts=[corrected], now=made.noon(5))
    facts.add(person=five_days, facts=[made.check_in(5, leg=5)], now=made.noon(5))
    assert everything() == before


def test_of_two_sessions_under_one_id_both_are_kept_once(five_days: Person, everything: Rows) -> None:
    """Two open pages sent the same session, each as it went on there: neither is lost, and a repeat adds nothing."""
    other = msgspec.structs.replace(made.session(5), walked_minutes=99)
    facts.add(person=five_days, facts=[other], now=made.noon(5))
    told = facts_told.of_kind(five_days, "session", since=made.day(5))
    assert sorted(fact.walked_minutes for fact in told if isinstance(fact, Session)) == [made.session(5).walked_minutes, 99]
    before = everything()
    facts.add(person=five_days, facts=[other, made.session(5)], now=made.noon(5))
    assert everything() == before


@pytest.mark.parametrize(
    ("told", "corrected"),
    [
        (FlareNote(on=made.day(5), id="note", words="moved house"), FlareNote(on=made.day(5), id="note", words="a long drive")),
        (Measure(on=made.day(5), id="week", measure="weekly", answers={"numbness": 8}),
         Measure(on=made.day(5), id="week", measure="weekly", answers={"numbness": 3})),
    ],
)  # fmt: skip
def test_a_note_or_measure_sent_again_from_the_page_before_is_a_correction(
    five_days: Person, everything: Rows, told: log.Fact, corrected: log.Fact
) -> None:
    facts.add(person=five_days, facts=[told], now=made.noon(5))
    facts.add(person=five_days, facts=[corrected], now=made.noon(5))
    kept = [msgspec.structs.replace(fact, id=told.id) for fact in facts_told.of_day(five_days, made.day(5))]
    assert kept[-2:] == [told, corrected]
    before = everything()
    facts.add(person=five_days, facts=[corrected], now=made.noon(5))
    assert everything() == before


def test_another_wish_under_the_same_id_is_refused(five_days: Person, everything: Rows) -> None:
    facts.add(person=five_days, facts=[msgspec.structs.replace(made.wish(5), id="wish")], now=made.noon(5))
    before = everything()
    with pytest.raises(AlreadySaved):
        facts.add(person=five_days, facts=[msgspec.structs.replace(made.wish(5), id="wish", wish="prefer")], now=made.noon(5))
    assert everything() == before


def test_tomorrow_is_refused(five_days: Person, everything: Rows) -> None:
    before = everything()
    with pytest.raises(FutureFact, match="has not come yet"):
        facts.add(person=five_days, facts=[made.check_in(5, id="today"), made.check_in(6)], now=made.noon(5))
    assert everything() == before


def test_a_day_begins_where_the_person_lives(owner: Person) -> None:
    late_evening = made.noon(1).replace(hour=3)  # 22:00 the day before, in New York
    with pytest.raises(FutureFact):
        facts.add(person=owner, facts=[made.check_in(1)], now=late_evening)


def test_a_fact_too_large_is_refused(owner: Person) -> None:
    with pytest.raises(TooMuch):
        facts.add(person=owner, facts=[CheckIn(on=made.day(1), id="x", answers={"words": "x" * 70_000})], now=made.noon(1))
    assert Fact.objects.count() == 0


def test_no_message_holds_an_answer(five_days: Person) -> None:
    secret = msgspec.structs.replace(made.wish(5), id="session-5", exercise="secret_exercise")
    with pytest.raises(CareError) as refused:
        facts.add(person=five_days, facts=[secret], now=made.noon(5))
    assert "secret" not in str(refused.value)


def test_a_day_that_was_forgotten_is_folded_in(five_days: Person) -> None:
    facts.add(person=five_days, facts=[made.session(2, id="remembered later")], now=made.noon(5))
    told = facts_told.log(five_days)
    assert [fact.on for fact in told.facts] == sorted(fact.on for fact in told.facts)
    assert days.understanding(five_days) == understand(told, edition.present().knowledge)


def test_after_travelling_west_the_plan_stays_on_the_later_day(five_days: Person) -> None:
    assert days.decision(five_days, made.day(4)).on == made.day(5)
    assert facts.add(person=five_days, facts=[made.check_in(4, id="late")], now=made.noon(4)).on == made.day(5)


def test_an_error_in_the_engine_writes_nothing(five_days: Person, everything: Rows, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    before = everything()
    monkeypatch.setattr("stepwell.care.planning.plan_from", broken)
    with pytest.raises(ZeroDivisionError):
        facts.add(person=five_days, facts=[made.check_in(5, id="new")], now=made.noon(5))
    assert everything() == before


@given(order=st.permutations(range(11)), cuts=st.sets(st.integers(1, 10), max_size=4))
def test_the_order_of_arrival_changes_nothing_that_is_understood(order: list[int], cuts: set[int]) -> None:
    """In whatever order, and in whatever portions, days come in: the fold is that of the whole log."""
    person = Person.objects.create(seed=7)
    told = made.days(5)
    edges = [0, *sorted(cuts), len(order)]
    for start, end in pairwise(edges):
        facts.add(person=person, facts=[told[index] for index in order[start:end]], now=made.noon(5))
    kept = folding.log_of(person)
    assert sorted(str(fact.id) for fact in kept.facts) == sorted(str(fact.id) for fact in told)
    assert days.understanding(person) == understand(Log(seed=7, facts=kept.facts), edition.present().knowledge)
    assert Snapshot.objects.get(person=person).head == person.head


def test_positions_count_up_and_the_head_names_the_whole_log(five_days: Person) -> None:
    from stepwell.care import written

    rows = list(Fact.objects.filter(person=five_days).order_by("position").values_list("position", "body"))
    assert [position for position, _ in rows] == list(range(1, 12))
    assert written.chain(body for _, body in rows) == (five_days.version, five_days.head)


def test_two_people_may_use_the_same_ids(five_days: Person) -> None:
    other = Person.objects.create()
    facts.add(person=other, facts=[made.check_in(1)], now=made.noon(1))
    assert len(facts_told.log(other).facts) == 1
    assert len(facts_told.log(five_days).facts) == 11


def test_each_change_of_the_day_keeps_its_plan(five_days: Person) -> None:
    facts.add(person=five_days, facts=[made.check_in(5, id="again", leg=8)], now=made.noon(5))
    assert StoredPlan.objects.filter(on=made.day(5)).count() == 2


def test_a_fact_that_an_older_release_wrote_with_fewer_fields_is_the_same_fact(five_days: Person, everything: Rows) -> None:
    """A field that came later, at its default, makes no second fact of an old one when a log is brought in again."""
    row = Fact.objects.get(key="session-5")
    old = {name: value for name, value in msgspec.json.decode(row.body).items() if name != "stopped_early"}
    row.pk, row.key, row.position = None, "old", row.position + 1
    row.body = msgspec.json.encode({**old, "id": "old"}, order="deterministic").decode()
    row.save(force_insert=True)
    before = everything()
    facts.add(person=five_days, facts=[made.session(5, id="old")], now=made.noon(5))
    assert everything() == before
