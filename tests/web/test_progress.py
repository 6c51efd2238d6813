"""Progress: pictures with the same in words and tables, and every session told."""

import re
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from stepwell.care.actions import facts as actions
from stepwell.care.queries import people
from stepwell.engine.log import Answers, CheckIn, Evaluation, Fact, Item, Measure, Session
from stepwell.web.charts import kept

pytestmark = pytest.mark.one_database

A_DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Keep what would be drawn; the process itself is tried in test_charts.py."""
    asked: list[Any] = []

    def drawings(wanted: list[Any]) -> list[str | None]:
        asked.extend(wanted)
        return ["<svg></svg>" for _ in wanted]

    monkeypatch.setattr(kept, "drawings", drawings)
    return asked


def lived(newcomer: Client) -> date:
    """Tell six weeks in which the leg goes from 8 to 3, and two sessions today."""
    newcomer.get("/progress/")
    today = timezone.localdate()
    mornings = [CheckIn(on=today - A_DAY * ago, answers={"leg_waking": 3 + ago // 8}) for ago in range(41, -1, -1)]
    done = [Session(on=today, items=(Item(exercise="pelvic_tilt", repetitions=8),) * number) for number in (2, 3)]
    actions.add(person=people.owner(), facts=[*mornings, *done], now=timezone.now())
    return today


def test_the_words_of_the_picture_tell_the_trend(newcomer: Client) -> None:
    lived(newcomer)
    page = unescape(newcomer.get("/progress/").content.decode())
    labels = re.findall(r'class="chart" role="img" aria-label="([^"]+)"', page)
    assert len(labels) == 2
    assert "trend over some days: about 8 of 10" in labels[0]
    assert "(trend over some days)" in page
    assert "It has gone down." in labels[0]
    assert "not a target" in page
    assert "Many take longer" in page
    assert "style=" not in page.split("<main", 1)[1].split("</main>", 1)[0]


def test_the_table_says_what_the_picture_shows(newcomer: Client, drawn: list[Any]) -> None:
    lived(newcomer)
    drawn.clear()
    page = newcomer.get("/progress/").content.decode()
    own = drawn[1][2]["own"]
    assert len(own) == 6
    for week in own:
        assert f'<tr><th scope="row">{week["x"]}</th><td>{week["level"]:.1f}</td></tr>' in page
    assert len(drawn[0][2]["mornings"]) == 42


def test_both_sessions_of_a_day_are_told(newcomer: Client) -> None:
    lived(newcomer)
    page = newcomer.get("/progress/").content.decode()
    assert "2 sessions" in page


def test_without_a_picture_the_words_and_tables_stay(newcomer: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    lived(newcomer)
    monkeypatch.setattr(kept, "drawings", lambda wanted: [None for _ in wanted])
    page = newcomer.get("/progress/").content.decode()
    assert 'role="img"' not in page.split("<main", 1)[1].split("</main>", 1)[0]
    assert "It has gone down." in page
    assert "Week by week" in page


def told(*facts: Fact) -> None:
    actions.add(person=people.owner(), facts=list(facts), now=timezone.now())


def main_of(client: Client, address: str = "/progress/") -> str:
    return unescape(client.get(address).content.decode().split("<main", 1)[1].split("</main>", 1)[0])


def by_design(drawn: list[Any], design: str) -> list[Any]:
    """Return the data of each picture of a design; the same again for a wide page is left out."""
    return [each[2] for each in drawn if each[0] == design and "width" not in each[1]]


def test_twelve_weeks_or_everything_is_a_choice_once_there_is_more(newcomer: Client, drawn: list[Any]) -> None:
    lived(newcomer)
    assert "Everything" not in main_of(newcomer)
    today = timezone.localdate()
    told(*(CheckIn(on=today - A_DAY * ago, id=f"old-{ago}", answers={"leg_waking": 9}) for ago in range(100, 88, -1)))
    drawn.clear()
    short, whole = main_of(newcomer), main_of(newcomer, "/progress/?all")
    assert "Everything" in short
    shown = [{morning["x"] for morning in each["mornings"]} for each in by_design(drawn, "leg")]
    assert (len(shown[0]), len(shown[1])) == (42, 54)
    assert whole.count("<tr>") > short.count("<tr>")


def test_the_line_is_smoothed_from_the_first_day_on_whatever_is_shown(newcomer: Client, drawn: list[Any]) -> None:
    lived(newcomer)
    today = timezone.localdate()
    told(*(CheckIn(on=today - A_DAY * ago, id=f"old-{ago}", answers={"leg_waking": 0}) for ago in range(100, 84, -1)))
    drawn.clear()
    main_of(newcomer)
    main_of(newcomer, "/progress/?all")
    short, whole = by_design(drawn, "leg")
    levels = [point["level"] for point in whole["trend"]]
    assert [point["level"] for point in short["trend"]] == levels[-len(short["trend"]) :]


def test_every_number_of_the_leg_picture_is_in_its_table(newcomer: Client, drawn: list[Any]) -> None:
    lived(newcomer)
    drawn.clear()
    page = main_of(newcomer)
    table = page.split("Table of leg pain by day", 1)[1].split("</table>", 1)[0]
    rows = re.findall(r"<td>(\d+)</td><td>([\d.]+)</td><td>([\d.]+)–([\d.]+)", table)[::-1]
    (picture,) = by_design(drawn, "leg")
    assert [float(row[0]) for row in rows] == [morning["y"] for morning in picture["mornings"]]
    for row, point in zip(rows, picture["trend"], strict=True):
        assert [float(each) for each in row[1:]] == pytest.approx([point["level"], point["low"], point["high"]], abs=0.06)


def test_minutes_have_a_bar_only_in_weeks_that_told_them(newcomer: Client, drawn: list[Any]) -> None:
    newcomer.get("/progress/")
    monday = timezone.localdate() - A_DAY * (timezone.localdate().weekday() + 35)
    for week, minutes in ((0, 10), (1, 15), (4, 32)):
        told(CheckIn(on=monday + A_DAY * 7 * week, answers={"walked_minutes": minutes, "leg_waking": 3}))
    drawn.clear()
    page = main_of(newcomer)
    (picture,) = by_design(drawn, "weekly")
    assert [(round(bar["from"] + 0.36), bar["value"]) for bar in picture["weeks"]] == [(0, 10), (1, 15), (4, 32)]
    assert "10 minutes in the week of" in page
    assert "the longest was 32" in page
    for minutes in (10, 15, 32):
        assert f"<td>{minutes} min</td>" in page


def test_an_activity_is_told_from_its_first_rating_on_in_words_of_change(newcomer: Client, drawn: list[Any]) -> None:
    newcomer.get("/progress/")
    today = timezone.localdate()
    told(
        Evaluation(on=today - A_DAY * 20, answers={"activity_1": "walk to the mailbox", "activity_1_now": 2}),
        Measure(on=today - A_DAY * 6, measure="weekly", answers={"activity_1": 7}),
    )
    drawn.clear()
    page = main_of(newcomer)
    (picture,) = by_design(drawn, "rating")
    assert [(each["x"], each["y"]) for each in picture["ratings"]] == [(0, 2), (14, 7)]
    assert "Walk to the mailbox: 2 of 10 on" in page
    assert "7 of 10 on" in page
    assert "a clear change" in page


def test_a_leg_that_takes_its_time_is_met_with_help_and_never_called_behind(newcomer: Client) -> None:
    newcomer.get("/progress/")
    today = timezone.localdate()
    told(*(CheckIn(on=today - A_DAY * ago, answers={"leg_waking": 6}) for ago in range(70, -1, -1)))
    page = main_of(newcomer)
    assert "Your leg is taking its time. That is common" in page
    assert "/help/" in page
    assert not re.search(r"\bbehind\b|\bfail|\bshould\b|too slow|worse than", page, re.IGNORECASE)


def test_each_day_leads_to_its_story(newcomer: Client) -> None:
    today = lived(newcomer)
    assert f'href="/progress/{today}/"' in main_of(newcomer)


def test_the_first_days_show_no_empty_axes(newcomer: Client, drawn: list[Any]) -> None:
    assert "After check-ins on two days a line begins here." in main_of(newcomer)
    assert drawn == []


def test_a_desktop_has_the_same_pictures_with_more_room(newcomer: Client, drawn: list[Any]) -> None:
    lived(newcomer)
    drawn.clear()
    page = main_of(newcomer)
    narrow = {design: data for design, params, data in drawn if "width" not in params}
    wide = {design: data for design, params, data in drawn if params.get("width", 0) > 400}
    assert wide == narrow
    assert page.count("<svg></svg><svg></svg></div>") == len(wide) == 2


def test_every_rating_of_the_picture_is_in_its_table(newcomer: Client, drawn: list[Any]) -> None:
    newcomer.get("/progress/")
    today = timezone.localdate()
    told(Evaluation(on=today - A_DAY * 70, answers={"activity_1": "walk to the mailbox", "activity_1_now": 1}))
    told(*(Measure(on=today - A_DAY * 7 * ago, measure="weekly", answers={"activity_1": 9 - ago}) for ago in range(7)))
    drawn.clear()
    page = main_of(newcomer)
    table = page.split('aria-label="Walk to the mailbox"', 1)[1].split("</table>", 1)[0]
    (picture,) = by_design(drawn, "rating")
    assert [float(each) for each in re.findall(r"<td>([\d.]+)</td>", table)] == [each["y"] for each in picture["ratings"]][::-1]
    assert (len(picture["below"]), len(picture["above"])) == (0, 2), "a 1 has no room below it"


def test_a_first_rating_stands_out_of_the_way_of_a_line_that_rises(newcomer: Client, drawn: list[Any]) -> None:
    newcomer.get("/progress/")
    today = timezone.localdate()
    told(Evaluation(on=today - A_DAY * 20, answers={"activity_1": "walk to the mailbox", "activity_1_now": 3}))
    told(Measure(on=today - A_DAY * 6, measure="weekly", answers={"activity_1": 7}))
    drawn.clear()
    main_of(newcomer)
    (picture,) = by_design(drawn, "rating")
    assert [[each["y"] for each in picture[where]] for where in ("below", "above")] == [[3], [7]]


def test_the_plan_for_a_flare_up_is_found_by_somebody_who_is_well(newcomer: Client) -> None:
    lived(newcomer)
    page = main_of(newcomer)
    assert 'href="/relapse-plan/"' in page
    assert 'href="/flare-ups/"' not in page, "there was none"
    told(CheckIn(on=timezone.localdate() - A_DAY * 100, id="bad", answers={"flare": "yes"}))
    assert 'href="/flare-ups/"' in main_of(newcomer)


def test_nobody_is_said_to_suspect_nothing_who_was_not_asked(newcomer: Client) -> None:
    newcomer.get("/progress/")
    told(CheckIn(on=timezone.localdate(), answers={"flare": "yes"}))
    page = main_of(newcomer, "/flare-ups/")
    assert "<dt>You suspected</dt><dd>not said</dd>" in page


def test_nobody_who_has_just_begun_is_told_to_start_again(newcomer: Client) -> None:
    newcomer.get("/progress/")
    assert "Start again" not in main_of(newcomer)
    today = timezone.localdate()
    told(*(Session(on=today - A_DAY * ago, id=f"s{ago}", items=(Item(exercise="pelvic_tilt", repetitions=8),)) for ago in range(3)))
    page = main_of(newcomer)
    assert "You are at the beginning." in page
    assert "Start again" not in page
    told(CheckIn(on=today - A_DAY * 7, answers={"leg_waking": 5}))
    assert "Start again from wherever you are." in main_of(newcomer)


def test_minutes_of_one_week_are_told_once(newcomer: Client) -> None:
    newcomer.get("/progress/")
    told(CheckIn(on=timezone.localdate(), answers={"walked_minutes": 12}))
    page = main_of(newcomer)
    assert "12 minutes in the week of" in page
    assert "the longest was" not in page


def test_the_four_weekly_answers_are_told_as_better_worse_or_no_clear_change(newcomer: Client, drawn: list[Any]) -> None:
    newcomer.get("/progress/")
    today = timezone.localdate()
    first: Answers = {"work_ability": 4, "worry": 2, "sleep": 5, "days_off": 6}
    now: Answers = {"work_ability": 8, "worry": 8, "sleep": 5, "days_off": 6}
    told(Measure(on=today - A_DAY * 28, measure="monthly", answers=first), Measure(on=today, measure="monthly", answers=now))
    page = unescape(newcomer.get("/progress/").content.decode())
    table = page.split('id="monthly-title"')[1].split("</table>")[0]
    rows = {row.split("<th")[1].split(">", 1)[1].split("<br>")[0]: row for row in table.split("<tr>")[2:]}
    assert "Better" in rows["Work or usual tasks"]
    assert "Worse" in rows["Worry about moving"]
    assert "No clear change" in rows["Sleep"]
    assert "<td>4</td><td>8</td>" in rows["Work or usual tasks"]
    shown = [design for design, params, _data in drawn if design == "rating" and "width" not in params]
    assert len(shown) == 3, "what is no scale of 0 to 10 has a table and no picture"


def test_one_four_weekly_answer_is_a_beginning_and_has_no_picture(newcomer: Client, drawn: list[Any]) -> None:
    newcomer.get("/progress/")
    told(Measure(on=timezone.localdate(), measure="monthly", answers={"work_ability": 4}))
    page = unescape(newcomer.get("/progress/").content.decode())
    assert "First answer" in page.split('id="monthly-title"')[1].split("</table>")[0]
    assert not drawn


def test_without_four_weekly_answers_nothing_is_said_of_them(newcomer: Client) -> None:
    lived(newcomer)
    assert "monthly-title" not in newcomer.get("/progress/").content.decode()


def test_a_flare_up_after_the_last_rating_is_in_the_picture_and_that_rating_is_not_now(newcomer: Client, drawn: list[Any]) -> None:
    newcomer.get("/progress/")
    today = timezone.localdate()
    told(*(CheckIn(on=today - A_DAY * ago, answers={"leg_waking": 2}) for ago in range(9, 1, -1)))
    told(CheckIn(on=today, id="bad", answers={"flare": "yes"}))
    drawn.clear()
    page = main_of(newcomer)
    (picture,) = by_design(drawn, "leg")
    assert [each["from"] for each in picture["flares"]] == [8.5]
    assert [each["x"] for each in picture["days_right"]] == [9]
    assert "of 10 now" not in page
    told(CheckIn(on=today, id="later", answers={"leg_waking": 6, "flare": "yes"}))
    assert "of 10 now" in main_of(newcomer)


def test_a_last_rating_stands_out_of_the_way_of_a_line_that_falls(newcomer: Client, drawn: list[Any]) -> None:
    newcomer.get("/progress/")
    today = timezone.localdate()
    told(Evaluation(on=today - A_DAY * 20, answers={"activity_1": "walk to the mailbox", "activity_1_now": 8}))
    told(Measure(on=today - A_DAY * 6, measure="weekly", answers={"activity_1": 4}))
    drawn.clear()
    main_of(newcomer)
    (picture,) = by_design(drawn, "rating")
    assert [[each["y"] for each in picture[where]] for where in ("below", "above")] == [[4], [8]]
