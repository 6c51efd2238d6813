"""Flare-ups as the log holds them: the cases that go wrong where pain alone is asked."""

from datetime import date, timedelta
from typing import Any

from stepwell.engine.episodes import episodes
from stepwell.engine.log import CheckIn, Fact, FlareNote, Item, Order, Session
from stepwell.knowledge.loader import load

KNOWLEDGE = load()
ON = date(2026, 3, 10)


def check_in(day: int, waking: int, flare: str | None = None, **more: Any) -> CheckIn:
    return CheckIn(on=ON + timedelta(days=day), answers={"leg_waking": waking, **({"flare": flare} if flare else {}), **more})


def calm_weeks() -> list[Fact]:
    """Return ten days at 2 before the first day."""
    return [check_in(day, 2) for day in range(-10, 0)]


def test_a_flare_up_without_a_rise_of_pain_is_one() -> None:
    """Two of three days that people call a flare-up are not above their average pain."""
    (one,) = episodes([*calm_weeks(), check_in(0, 2, "yes"), check_in(1, 2, "no"), check_in(2, 2, "no")], KNOWLEDGE)
    assert (one.started_on, one.last_on, one.peak, one.rise) == (ON, ON, 2, 0.0)


def test_a_rise_of_pain_without_a_word_is_none() -> None:
    assert episodes([*calm_weeks(), check_in(0, 8), check_in(1, 8, "no")], KNOWLEDGE) == ()


def test_a_gap_in_the_diary_neither_ends_a_flare_up_nor_makes_two() -> None:
    (one,) = episodes([*calm_weeks(), check_in(0, 6, "yes"), check_in(5, 5, "yes"), check_in(9, 2, "no"), check_in(12, 2, "no")], KNOWLEDGE)
    assert (one.started_on, one.last_on, one.peak, one.rise, one.is_end_said) == (ON, ON + timedelta(days=8), 6, 4.0, True)
    assert one.length(ON + timedelta(days=30)) == 9


def test_a_silent_end_is_told_as_such() -> None:
    (one,) = episodes([check_in(0, 6, "yes")], KNOWLEDGE, today=ON + timedelta(days=40))
    assert (one.last_on, one.is_end_said) == (ON, False)


def test_one_that_goes_on_has_no_last_day() -> None:
    (one,) = episodes([check_in(0, 6, "yes")], KNOWLEDGE, today=ON + timedelta(days=2))
    assert one.last_on is None
    assert one.length(ON + timedelta(days=2)) == 3


def test_a_change_of_the_plan_in_the_middle_changes_nothing() -> None:
    stage = Order(on=ON + timedelta(days=2), order="stage", stage="build")
    told: list[Fact] = [check_in(0, 6, "yes"), stage, check_in(3, 5, "yes"), check_in(4, 2, "no"), check_in(5, 2, "no")]
    (one,) = episodes([*calm_weeks(), *told], KNOWLEDGE)
    assert (one.started_on, one.last_on) == (ON, ON + timedelta(days=3))


def test_the_sessions_kept_are_counted_by_day_and_only_where_something_was_done() -> None:
    done = [Session(on=ON + timedelta(days=day), items=(Item(exercise="prone_lying"),)) for day in (-1, 0, 0, 2, 6)]
    left = Session(on=ON + timedelta(days=1), items=(Item(exercise="prone_lying", done="none"),))
    (one,) = episodes([check_in(0, 6, "yes"), *done, left, check_in(5, 2, "no"), check_in(6, 2, "no")], KNOWLEDGE)
    assert one.sessions == 2


def test_the_latest_suspicion_counts_and_a_skip_takes_none_away() -> None:
    notes = [
        FlareNote(on=ON, suspected=("prolonged_sitting",)),
        FlareNote(on=ON + timedelta(days=1), suspected=("long_drive",), words="moved house"),
        FlareNote(on=ON + timedelta(days=2)),
    ]
    (one,) = episodes([check_in(0, 6, "yes"), *notes], KNOWLEDGE)
    assert (one.suspected, one.words) == (("long_drive",), "moved house")


def test_what_was_suspected_while_it_eased_is_kept() -> None:
    """The question stays open for a week; a short flare-up is over by then."""
    note = FlareNote(on=ON + timedelta(days=2), words="moved house")
    (eased,) = episodes([check_in(0, 6, "yes"), check_in(1, 3, "no"), check_in(2, 2, "no"), note], KNOWLEDGE)
    (silent,) = episodes([check_in(0, 6, "yes"), note], KNOWLEDGE, today=ON + timedelta(days=40))
    assert (eased.last_on, eased.words) == (ON, "moved house")
    assert (silent.last_on, silent.words) == (ON, "moved house")


def test_a_flare_up_that_was_taken_back_is_none_and_leaves_the_one_before() -> None:
    before = [check_in(0, 6, "yes"), check_in(1, 2, "no"), check_in(2, 2, "no")]
    assert episodes([*before, check_in(8, 3, "yes"), check_in(8, 3, "no")], KNOWLEDGE) == episodes([*before, check_in(8, 3)], KNOWLEDGE)


def test_it_ends_on_the_day_before_it_was_called_over() -> None:
    (one,) = episodes([check_in(0, 6, "yes"), FlareNote(on=ON + timedelta(days=3), over=True)], KNOWLEDGE)
    assert (one.last_on, one.is_end_said) == (ON + timedelta(days=2), True)


def test_two_flare_ups_are_two() -> None:
    told = [check_in(0, 6, "yes"), check_in(1, 2, "no"), check_in(2, 2, "no"), check_in(9, 7, "yes")]
    assert [one.started_on for one in episodes(told, KNOWLEDGE)] == [ON, ON + timedelta(days=9)]
