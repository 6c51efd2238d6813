"""stepwell triggers: a diary in, verdicts out; and what comes in broken is refused in one line."""

import json
from datetime import date, timedelta

import pytest

from tests.cli.conftest import Run, Write

HEAD = "date,leg_waking,leg_worst,sleep,long_drive,my_thing"
FIELDS = {
    "id", "verdict", "probability", "probability_helps", "effect_points", "interval", "days_exposed", "days_unexposed", "needs",
}  # fmt: skip


def table(days: int = 40) -> str:
    rows = [f"{date(2026, 1, 5) + timedelta(day)},{day % 4},{day % 4 + 2},{day % 2},{day % 3 == 0:d}," for day in range(days)]
    return "\n".join([HEAD, *rows])


def test_each_column_has_its_verdict(run: Run, write: Write) -> None:
    ran = run("triggers", write(table()), "--json")
    told = {one["id"]: one for one in json.loads(ran.out)}

    assert (ran.status, ran.err) == (0, "")
    assert set(told) == {"poor_sleep_last_night", "long_drive", "my_thing"}
    assert all(set(one) == FIELDS for one in told.values())
    assert (told["long_drive"]["days_exposed"], told["long_drive"]["days_unexposed"]) == (14, 26)
    assert (told["my_thing"]["verdict"], told["my_thing"]["needs"] > 0) == ("not_enough", True)


def test_order_marks_spaces_and_signatures_do_not_matter(run: Run, write: Write) -> None:
    head, *rows = table().split("\n")
    turned = "\ufeff" + "\r\n".join([head, *reversed(rows), ""]).replace(",", " ; ")

    assert run("triggers", write(turned), "--json").out == run("triggers", write(table()), "--json").out


def test_the_page_is_words(run: Run, write: Write) -> None:
    ran = run("triggers", write(table()))

    assert "A long drive" in ran.out
    assert "not damage" in ran.out


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "it is empty"),
        ("leg_worst,a\n3,1", "no column date"),
        ("date,long_drive\n2026-01-01,1", "no column leg_waking or leg_worst"),
        ("date,leg_worst,leg_worst\n2026-01-01,1,1", "twice"),
        ("date,leg_worst,\n2026-01-01,1,1", "name it"),
        (f"{HEAD}\n2026-02-30,1,1,0,0,0", "row 2, column date"),
        (f"{HEAD}\n01/05/2026,1,1,0,0,0", "row 2, column date"),
        (f"{HEAD}\n2026-01-01,1,1,0,0,0\n2026-01-01,1,1,0,0,0", "row 3, column date"),
        (f"{HEAD}\n2026-01-01,11,1,0,0,0", "row 2, column leg_waking"),
        (f"{HEAD}\n2026-01-01,1,nan,0,0,0", "row 2, column leg_worst"),
        (f"{HEAD}\n2026-01-01,1,1,2,0,0", "row 2, column sleep"),
        (f"{HEAD}\n2026-01-01,1,1,0,yes,0", "row 2, column long_drive"),
        (f"{HEAD}\n2026-01-01,1,1,0,0,0,7", "row 2"),
        (b"date,leg_worst\n2026-01-01,\xff", "UTF-8"),
        ("date,leg_worst\n2026-01-01,3".encode("utf-16"), "UTF-8"),
    ],
)
def test_what_cannot_be_used_is_refused_in_one_line(run: Run, write: Write, content: str | bytes, says: str) -> None:
    ran = run("triggers", write(content))

    assert (ran.status, ran.out) == (2, "")
    assert says in ran.err
    assert ran.err.count("\n") == 1


def test_a_table_without_rows_is_a_diary_without_days(run: Run, write: Write) -> None:
    assert all(one["verdict"] == "not_enough" for one in json.loads(run("triggers", write(HEAD), "--json").out))


def test_a_thing_keeps_the_name_that_its_column_has(run: Run, write: Write) -> None:
    ran = run("triggers", write("Date,leg_worst,Long drive!\n2026-01-01,1,1"), "--json")

    assert [told["id"] for told in json.loads(ran.out)] == ["Long drive!"]


def test_a_bad_night_told_in_two_columns_is_one_thing(run: Run, write: Write) -> None:
    two = "date,leg_worst,sleep,poor_sleep_last_night\n2026-01-01,1,1,\n2026-01-02,1,1,0"
    (told,) = json.loads(run("triggers", write(two), "--json").out)

    assert (told["id"], told["days_exposed"], told["days_unexposed"]) == ("poor_sleep_last_night", 1, 1)
