"""`stepwell simulate`: one programme, all of them, and charts; the same words always give the same answer."""

import json
from pathlib import Path

import pytest

from stepwell.cli import main

SMALL = ["--patients", "3", "--days", "30", "--processes", "1"]


def test_one_programme_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["simulate", *SMALL, "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["programmes"][0]["policy"] == "stepwell"
    assert answer["programmes"][0]["people"] == 3
    assert "do not exist" in answer["note"]


def test_the_same_seed_gives_the_same_bytes(capsys: pytest.CaptureFixture[str]) -> None:
    said = []
    for seed in ("4", "4", "5"):
        main(["simulate", *SMALL, "--policy", "sheet", "--seed", seed, "--json"])
        said.append(capsys.readouterr().out)
    assert said[0] == said[1] != said[2]


def test_every_programme_beside_each_other(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    charts = tmp_path / "charts.svg"
    assert main(["simulate", *SMALL, "--compare", "--charts", str(charts)]) == 0
    said = capsys.readouterr()
    assert all(policy in said.out for policy in ("advice", "stretches", "strength", "sheet", "stepwell", "oracle"))
    assert "not that any programme helps" in said.out
    assert not said.err
    assert charts.read_text().startswith("<svg")


def test_a_page_of_charts_fetches_nothing(tmp_path: Path) -> None:
    charts = tmp_path / "charts.html"
    assert main(["simulate", *SMALL, "--compare", "--charts", str(charts)]) == 0
    assert "<script" not in charts.read_text()
    assert "src=" not in charts.read_text()


def test_the_course_beside_what_was_published(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["simulate", *SMALL, "--calibration"]) == 0
    assert "konstantinou_2015" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (["--patients", "0"], "--patients"),
        (["--policy", "magic"], "--policy"),
        (["--scenario", "magic"], "--scenario"),
        (["--charts", "x.svg"], "--compare"),
        (["--compare", "--charts", "x.pdf"], ".svg"),
    ],
)
def test_what_cannot_be_used_is_said_in_one_line(words: list[str], names: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["simulate", *SMALL, *words]) == 2
    said = capsys.readouterr().err
    assert names in said
    assert said.count("\n") == 1
