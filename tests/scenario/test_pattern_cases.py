"""Stories in plain words, and the working pattern that each must come out as."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from stepwell.engine.pattern import picture
from stepwell.knowledge.loader import load
from stepwell.knowledge.questions import answered

CASES = sorted((Path(__file__).parent / "patterns").glob("*.toml"))
REFUSED = (
    "you have a",
    "diagnos",
    "slipped",
    "damage",
    "degenerat",
    "herniat",
    "instab",
    "trapped",
    "pinched",
    "serious",
    "chronic",
    "wear",
)


def read(path: Path) -> dict[str, Any]:
    """Return one story, and refuse a word in it that no test would look at."""
    case = tomllib.loads(path.read_text(encoding="utf-8"))
    assert case.keys() == {"name", "story", "answers", "expect"}, path.name
    assert case["expect"].keys() <= {"pattern", "keys", "by_clinician", "says"}, path.name
    return case


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_story_comes_out_as_its_pattern(path: Path) -> None:
    """The pattern, whose word it rests on, and what the person is told speaks for it."""
    case, knowledge = read(path), load()
    expect = case["expect"]
    seen = picture(answered(case["answers"], knowledge), knowledge)
    assert seen.pattern == expect["pattern"], f"{case['story']} -> {seen.pattern}, {seen.score:g}, next {seen.runner_up}"
    assert seen.by_clinician == expect.get("by_clinician", False)
    assert set(expect.get("keys", seen.keys)) == set(seen.keys)
    assert set(expect.get("says", ())) <= {reason.text for reason in seen.supports}


def test_every_pattern_has_a_story() -> None:
    """A pattern that nobody's story leads to would be dead knowledge."""
    told = {read(path)["expect"]["pattern"] for path in CASES}
    assert told >= {*load().patterns, "mixed"}


def test_a_pattern_is_never_said_as_a_diagnosis() -> None:
    """Words that name a disease as a fact, or frighten, stay out of what a person is told."""
    for pattern in load().patterns.values():
        told = " ".join((pattern.name, pattern.says, pattern.plan_does, pattern.holds_back, *(support.text for support in pattern.support)))
        assert not [word for word in REFUSED if word in told.lower()], pattern.id
        assert "pattern" in pattern.name
