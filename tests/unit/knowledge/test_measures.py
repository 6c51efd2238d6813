"""The measures as shipped: our own in our own words, those of others without a word; and each mistake in a file is refused."""

import shutil
import tomllib
from pathlib import Path
from typing import Any

import pytest

from stepwell.knowledge.errors import KnowledgeError
from stepwell.knowledge.loader import DATA, load, load_from
from stepwell.knowledge.schema import Grade, Method

KNOWLEDGE = load()
MEASURES = list(KNOWLEDGE.measures.values())
OF_OTHERS = [measure for measure in MEASURES if not measure.is_own]
WORDS_OF_ITEMS = {"text", "help", "labels", "ends", "page"}
NEVER_SAID = (
    "damage",
    "degenerat",
    "wear and tear",
    "slipped",
    "crumbl",
    "trapped",
    "pinched",
    "instab",
    "red flag",
    "failure",
    "relapse",
    "chronic",
)


def test_our_own_and_those_of_others_are_all_there() -> None:
    named = {measure.id for measure in OF_OTHERS}

    assert {measure.id for measure in MEASURES if measure.is_own} == {"weekly", "monthly", "daily_pain"}
    assert named >= {"rmdq_24", "rmdq_23", "odi", "start_back", "bothersomeness_index", "pseq_2", "pseq_4", "pseq_10", "phq_2", "gad_2"}
    assert named >= {"phq_4", "promis_t", "impact_score", "peg", "ears", "tsk_11", "fabq_physical", "fabq_work", "orebro_short"}
    assert named >= {"s_lanss", "paindetect", "eq5d_vas", "eq5d_index"}


@pytest.mark.parametrize("measure", [measure.id for measure in OF_OTHERS])
def test_no_word_of_somebody_elses_items_is_here(measure: str) -> None:
    """Item ids, answers and scoring are facts; the wording belongs to its holder."""
    raw = tomllib.loads((DATA / "measures" / f"{measure}.toml").read_text())

    assert not [key for item in raw.get("items", []) for key in item if key in WORDS_OF_ITEMS]
    assert "pages" not in raw
    assert "intro" not in raw
    assert all(len(item["id"]) <= 24 and item["id"].count("_") <= 3 for item in raw.get("items", []))
    assert raw["holder"]["licence"]


@pytest.mark.parametrize("measure", [measure.id for measure in MEASURES if measure.is_own])
def test_our_own_words_are_short_and_frighten_nobody(measure: str) -> None:
    for item in KNOWLEDGE.measures[measure].items:
        said = " ".join((item.text, item.help, *item.labels, *item.ends)).lower()
        assert not [word for word in NEVER_SAID if word in said], item.id
        assert len(item.text.split()) <= 22, item.id


def test_nobody_is_asked_about_self_harm_where_nobody_reads_the_answer() -> None:
    assert "phq_9" not in KNOWLEDGE.measures
    for item in (item for measure in MEASURES if measure.is_own for item in measure.items):
        assert not [word for word in ("harm", "suicid", "dead", "hurt yourself") if word in item.text.lower()], item.id


def test_our_own_mood_questions_claim_no_studied_cut_off() -> None:
    mood = [score for score in KNOWLEDGE.measures["monthly"].scores if score.id in ("mood", "joy")]

    assert [heed.grade for score in mood for heed in score.heed] == [Grade.DESIGN] * 4


def test_start_back_is_known_by_names_and_never_by_positions() -> None:
    ids = [item.id for item in KNOWLEDGE.measures["start_back"].items]

    assert not [item for item in ids if any(letter.isdigit() for letter in item)]


def test_every_threshold_says_how_well_it_is_known() -> None:
    for measure in MEASURES:
        for score in measure.scores:
            for part in (score.clear, score.variant, score.noise):
                assert part is None or part.grade is not Grade.READ or part.sources, f"{measure.id}: {score.id}"


def test_a_week_is_asked_in_at_most_four_items_a_page() -> None:
    for measure in MEASURES:
        pages = [item.page for item in measure.items if measure.is_own]
        assert all(pages.count(page) <= 4 for page in pages), measure.id


def test_a_score_that_is_entered_has_no_items() -> None:
    assert all(not measure.items for measure in MEASURES if measure.scores[0].method is Method.ENTERED)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "data"
    shutil.copytree(DATA, copy)
    return copy


MISTAKES: tuple[tuple[str, str, str, str], ...] = (
    ("peg.toml", '{ id = "peg_01" }', '{ id = "peg_01", text = "How much?" }', "holds words that belong to somebody else"),
    ("weekly.toml", 'text = "How is the program for you just now?"\n', "", "our own item has no words"),
    ("peg.toml", '"peg_03"]', '"peg_04"]', "the item 'peg_04' does not exist"),
    ("peg.toml", "points = 1.75", "points = 17.5", "a change of 17.5 is not possible"),
    ("peg.toml", '{ id = "peg_02" }', '{ id = "peg_01" }', "the id 'peg_01' stands twice"),
    ("start_back.toml", "points = [0, 0, 0, 1, 1]", "points = [0, 0, 1]", "3 points for 5 answers"),
    ("start_back.toml", 'part = "psychosocial"', 'part = "mood"', "the score 'mood' does not exist"),
    ("weekly.toml", 'labels = ["Too easy", "About right", "Too hard"]', 'labels = ["Too easy"]', "1 labels for 3 answers"),
    ("weekly.toml", 'page = "going_on"', 'page = "going_off"', "the page 'going_off' has no heading"),
    ("weekly.toml", 'activity = "activity_1"', 'activity = "activity_9"', "the question 'activity_9' does not exist"),
    ("odi.toml", "most_missing = 1", "most_missing = 10", "all of its items may be missing"),
    ("phq_4.toml", "highest = 12, grade", "highest = 13, grade", "lies outside the limits"),
    ("ears.toml", 'method = "entered"', 'method = "sum"', "0 items do not fit the method 'sum'"),
    ("ears.toml", 'sources = ["ears_change_2020"]', 'sources = ["nobody_1999"]', "the source 'nobody_1999' is not in sources.toml"),
)


@pytest.mark.parametrize(("file", "good", "bad", "message"), MISTAKES)
def test_a_mistake_in_a_file_is_refused(folder: Path, file: str, good: str, bad: str, message: str) -> None:
    path = folder / "measures" / file
    text = path.read_text()
    assert good in text
    path.write_text(text.replace(good, bad, 1))

    with pytest.raises(KnowledgeError) as refused:
        load_from(folder)

    assert message in str(refused.value)
    assert _named(refused.value, file)


def _named(error: Any, file: str) -> bool:
    return file in str(error) or file.removesuffix(".toml") in str(error)
