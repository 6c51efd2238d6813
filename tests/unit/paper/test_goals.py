"""Goals on paper and in order: the latest word about each, those on the way first."""

from datetime import date

from stepwell.engine.goals import MOST, free_name, standing
from stepwell.engine.log import Goal
from stepwell.paper import press
from stepwell.paper.kinds import KINDS
from tests.unit.paper import made

FIRST, LATER = date(2026, 3, 2), date(2026, 4, 6)
TOLD = (
    Goal(on=FIRST, goal="goal_1", words="Walk to the store"),
    Goal(on=FIRST, goal="goal_2", words="Sit through a movie", by=date(2026, 6, 1)),
    Goal(on=FIRST, goal="own_1", words="Garden for an hour"),
    Goal(on=LATER, goal="goal_1", words="Walk to the store and back", state="reached"),
    Goal(on=LATER, goal="own_1", words="Garden for an hour", state="dropped"),
)


def test_the_latest_word_stands_and_what_is_on_the_way_comes_first() -> None:
    assert [(goal.goal, goal.state) for goal in standing(TOLD)] == [("goal_2", "open"), ("goal_1", "reached"), ("own_1", "dropped")]


def test_a_new_goal_takes_no_ones_place_and_there_is_an_end() -> None:
    assert free_name(TOLD, "goal") == "goal_3"
    assert free_name(TOLD, "own") == "own_2"
    assert free_name([Goal(on=FIRST, goal=f"own_{n}", words="x") for n in range(1, MOST + 1)], "own") == ""


def test_the_progress_report_and_the_chart_note_say_how_each_goal_stands() -> None:
    record = made.record(*made.beginning(), *made.days(10), *TOLD)
    for kind in ("progress", "chart-note"):
        said = made.letters(made.text(press.printed(KINDS[kind].write(record))))
        for words in ("Walk to the store and back (reached", "Sit through a movie (on the way by", "Garden for an hour (no longer wanted"):
            assert made.letters(words) in said, (kind, words)
        assert made.letters("Walk to the store (") not in said


def test_a_progress_report_without_goals_has_no_heading_for_them() -> None:
    assert "Goals" not in made.text(press.printed(KINDS["progress"].write(made.record(*made.days(10)))))
