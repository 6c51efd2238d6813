"""stepwell plan: a log and a day in, a plan or a referral out."""

import json
from typing import Any

import pytest

from tests.cli.conftest import Run, Write, log

DAY = ("--on", "2026-03-02")
CHECK_IN = {"kind": "check_in", "on": "2026-03-02", "answers": {"leg_waking": 3}}


def planned(run: Run, name: str, *more: str) -> Any:
    ran = run("plan", name, "--json", *(more or DAY))
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.endswith("}\n")
    return json.loads(ran.out)


def test_a_plan_has_every_field_with_its_default(run: Run, write: Write) -> None:
    plan = planned(run, write(log()))

    assert (plan["kind"], plan["on"]) == ("plan", "2026-03-02")
    assert plan["flare"] is None
    assert plan["reviewed_by"] == []
    assert all(item["cautions"] is not None and item["change"] and item["reasons"] for item in plan["items"])


def test_a_referral_says_whom_to_call(run: Run, write: Write) -> None:
    found = planned(run, write(log(leak="new")), *DAY, "--country", "gb")

    assert (found["kind"], found["tier"]) == ("referral", "emergency_now")
    assert "999" in found["heading"]


def test_an_empty_log_asks_first(run: Run, write: Write) -> None:
    found = planned(run, write({"format": "stepwell-log/1", "facts": []}))

    assert found["kind"] == "referral"
    assert "bladder_change" in found["ask"]


def test_the_same_log_gives_the_same_bytes_in_whatever_order_its_days_stand(run: Run, write: Write) -> None:
    in_order = log(CHECK_IN)
    first, second, third = in_order["facts"]
    mixed = in_order | {"facts": [third, first, second]}

    assert run("plan", write(in_order), "--json", *DAY) == run("plan", write(mixed), "--json", *DAY)


def test_the_page_holds_everything_of_the_plan(run: Run, write: Write) -> None:
    file = write(log(CHECK_IN))
    plan = planned(run, file)
    page = run("plan", file, *DAY).out
    flowing = " ".join(page.split())

    assert page.startswith(f"{plan['title']}\n===")
    assert "Monday, March 2, 2026" in page
    assert max(map(len, page.splitlines())) <= 80
    for item in plan["items"]:
        assert f"{item['name']}" in page
        assert item["reasons"][0]["text"] in flowing
    for held in plan["held_back"]:
        assert f"{held['name']}" in flowing
        assert held["reason"]["text"] in flowing
    assert f"{plan['walk']['minutes']} minutes" in page
    assert f"About {plan['minutes']} minutes" in page
    assert "Next safety questions" in page


def test_the_page_of_a_referral_holds_the_reason_and_the_questions(run: Run, write: Write) -> None:
    page = run("plan", write(log(fever="yes")), *DAY).out

    assert "Why" in page
    assert "What to do" in page
    assert "Say there: " in page
    assert "{emergency}" not in page


def test_a_narrow_terminal_is_respected(run: Run, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "50")

    assert max(map(len, run("plan", write(log()), *DAY).out.splitlines())) <= 50


def test_words_of_a_log_cannot_steer_the_terminal(run: Run, write: Write) -> None:
    order = {"kind": "order", "on": "2026-03-02", "order": "dose", "exercise": "walking_programme", "reason": "\x1b[2Jgone\udcff"}

    ran = run("plan", write(log(order)), *DAY)

    assert ran.status == 0
    assert "gone" in ran.out
    assert "\x1b" not in ran.out


@pytest.mark.parametrize("day", ["tomorrow", "20260302", "2026-02-30", "2026-3-2", "0001-01-01", "9999-12-31", "", "2026-03-02T10:00"])
def test_a_day_that_is_none_is_refused(run: Run, write: Write, day: str) -> None:
    ran = run("plan", write(log()), "--on", day)

    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("stepwell plan: --on: ")
    assert "2026-03-01" in ran.err


def test_a_day_before_the_latest_fact_is_refused_with_the_first_possible_one(run: Run, write: Write) -> None:
    ran = run("plan", write(log()), "--on", "2026-02-28")

    assert ran.status == 2
    assert "ask for 2026-03-01 or later" in ran.err


def test_without_a_day_it_is_today(run: Run, write: Write) -> None:
    assert run("plan", write(log()), "--json").status == 0


def fact(**fields: Any) -> dict[str, Any]:
    return {"kind": "check_in", "on": "2026-03-01", "answers": {}, **fields}


@pytest.mark.parametrize(
    ("content", "field"),
    [
        ({"format": "stepwell-log/2", "facts": []}, "format"),
        ({"format": ["stepwell-log/1"], "facts": []}, "format"),
        ({"facts": {}}, "facts"),
        ({"facts": [1]}, "facts[0]"),
        ({"facts": [{"on": "2026-03-01"}]}, "facts[0]"),
        ({"facts": [fact(kind="dream")]}, "facts[0].kind"),
        ({"facts": [fact(on="yesterday")]}, "facts[0].on"),
        ({"facts": [fact(on=20260301)]}, "facts[0].on"),
        ({"facts": [fact(on="0001-01-01")]}, "facts[0].on"),
        ({"facts": [fact(on="9999-12-31")]}, "facts[0].on"),
        ({"facts": [fact(answers={"leg_waking": 11})]}, "facts[0].answers.leg_waking"),
        ({"facts": [fact(), {"kind": "session", "on": "2026-03-01", "walked_minutes": -1}]}, "facts[1].walked_minutes"),
        ({"facts": [{"kind": "session", "on": "2026-03-01", "items": [{"exercise": "fly"}]}]}, "facts[0].items[0].exercise"),
        ({"seed": -1}, "seed"),
        ({"colour": "red"}, "log"),
        ([], "log: this is not an object"),
        ("leg pain", "log: this is not an object"),
    ],
)
def test_a_log_with_a_mistake_is_refused_with_its_field(run: Run, write: Write, content: Any, field: str) -> None:
    ran = run("plan", write(json.dumps(content)), "--json", *DAY)

    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith(f"stepwell plan: {field}")
    assert ran.err.count("\n") == 1
