"""stepwell explain: the reasoning behind a day."""

import json
import re
from pathlib import Path

from stepwell.knowledge import loader
from tests.cli.conftest import Run, Write, log

GOLDEN = Path(__file__).parent / "explain.txt"
ONE_FACT = {"format": "stepwell-log/1", "facts": [{"kind": "safety_check", "on": "2026-03-01", "answers": {"leak": "new", "age": 51}}]}
FLARE = {"kind": "check_in", "on": "2026-03-02", "answers": {"leg_waking": 7, "leg_worst": 8, "flare": "yes", "anything_new": ["none"]}}
SESSION = {"kind": "session", "on": "2026-03-01", "items": [{"exercise": "cat_cow", "repetitions": 5, "leg": "same"}]}


def test_a_short_page_reads_as_it_should(run: Run, write: Write) -> None:
    page = run("explain", write(ONE_FACT), "--on", "2026-03-01").out

    assert page == GOLDEN.read_text(), f"if the new page reads well, keep it in {GOLDEN.name}"


def test_the_page_tells_what_was_understood_what_acted_and_from_where(run: Run, write: Write) -> None:
    ran = run("explain", write(log(SESSION, FLARE)), "--on", "2026-03-02")
    flowing = " ".join(ran.out.split())

    assert (ran.status, ran.err) == (0, "")
    for told in ("Pattern: ", "Stage: ", "Leg pain on waking, smoothed: ", "relief x", "Flare-up: day 1", "Safety: self_manage"):
        assert told in flowing
    assert "Which rules acted in the last two weeks" in flowing
    assert "2026-03-02: " in flowing
    assert "Grade of what rests on it here: " in flowing


def test_every_item_has_its_chain_and_every_mark_its_source(run: Run, write: Write) -> None:
    file = write(log(SESSION, FLARE))
    found = json.loads(run("explain", file, "--on", "2026-03-02", "--json").out)
    page = run("explain", file, "--on", "2026-03-02").out
    flowing = " ".join(page.split())

    assert found["decision"]["items"]
    for item in found["decision"]["items"]:
        assert item["name"] in page
        assert all(reason["text"] in flowing for reason in item["reasons"])
    marks = {int(mark) for mark in re.findall(r"\[(\d+)\]", page)}
    assert marks == set(range(1, len(found["sources"]) + 1))
    for source in found["sources"]:
        assert loader.load().sources[source["id"]].citation.rstrip(".") in flowing


def test_the_decision_in_it_is_that_of_the_plan(run: Run, write: Write) -> None:
    file = write(log(SESSION, FLARE))
    explained = json.loads(run("explain", file, "--on", "2026-03-02", "--json").out)

    assert explained["decision"] == json.loads(run("plan", file, "--on", "2026-03-02", "--json").out)


def test_a_day_before_the_latest_fact_is_refused(run: Run, write: Write) -> None:
    ran = run("explain", write(log()), "--on", "2026-02-01")

    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("stepwell explain: --on: ")
