"""The words of our own measures and of their pages: easy, calm, and never a diagnosis."""

import re
import warnings
from pathlib import Path

import pytest

from stepwell.knowledge.loader import load
from stepwell.knowledge.schema import MeasureKind
from stepwell.web import patient

with warnings.catch_warnings():
    # It still finds its data by a module that is to go: nothing of ours can change that.
    warnings.filterwarnings("ignore", message="pkg_resources is deprecated", category=UserWarning)
    import textstat

TEMPLATES = Path(str(patient.__path__[0])).parent / "templates" / "patient"
PAGES = [*sorted(TEMPLATES.glob("measure*.html")), TEMPLATES / "today_measures.html"]
OWN = [measure for measure in load().measures.values() if measure.is_own and measure.items]
HARDEST_GRADE = 6.0
"""Flesch-Kincaid: six years of school, so about eleven years old."""
NOT_SAID = (
    "diagnosis of",
    "depressi",
    "suicid",
    "disorder",
    "abnormal",
    "severe",
    "failed",
    "you must",
    "worrying",
    "damage",
    "chronic",
    "relapse",
)


def said_on(page: Path) -> str:
    """Return the sentences that a page may show."""
    found = re.findall(r"""translate (?:"([^"]+)"|'([^']+)')""", page.read_text())
    longer = re.findall(r"{% blocktranslate[^%]*%}(.*?){%", page.read_text())
    sentences = [one or other for one, other in found] + longer
    return " ".join(f"{sentence.rstrip('.?!:')}." for sentence in sentences)


@pytest.mark.parametrize("measure", OWN, ids=lambda measure: measure.id)
def test_a_reader_of_eleven_can_read_our_questions(measure: MeasureKind) -> None:
    items = measure.items
    text = " ".join(f"{item.text} {item.help}".replace("{activity}", "walk to the mailbox").replace("{since}", "March 3") for item in items)

    assert textstat.flesch_kincaid_grade(text) <= HARDEST_GRADE


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_reader_of_eleven_can_read_the_pages(page: Path) -> None:
    assert textstat.flesch_kincaid_grade(said_on(page)) <= HARDEST_GRADE


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_no_page_frightens_blames_or_calls_anything_by_a_name(page: Path) -> None:
    assert not [word for word in NOT_SAID if word in said_on(page).lower()]


def test_the_kind_page_says_what_happens_with_the_answer() -> None:
    kind = said_on(TEMPLATES / "measure_talk.html")

    for words in ("Nobody is told", "It is no diagnosis", "Talk with someone you trust", "call the help line or the emergency number"):
        assert words in kind
