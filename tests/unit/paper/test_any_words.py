"""Whatever somebody writes, a document is printed, on at most two pages, with those very letters: text never becomes markup."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stepwell.paper import letters, press
from stepwell.paper.kinds import KINDS
from tests.unit.paper import made

MARKUP = (
    "#panic(1) & <b> </b> $x$ @you [a](b) `c` \\ \" ' *d* _e_ =f -g +h /i ~j //k /*l*/ \\u{41}",
    '#import "document.typ": * #read("/etc/passwd") #set page(width: 1pt)',
    "</svg><script>alert(1)</script> {{ x }} {% y %} %PDF-1.7 endobj",
    "https://example.org/a?b=c#d e@f.gh",
)
SCRIPTS = (
    "Łódź Привет Ελλάδα",
    "שלום עולם",
    "مرحبا بالعالم",
    "日本語 漢字",
    "😀 👩‍🚀 🏳️‍🌈",
    "a\u0301 e\u0308\u20dd ﷺ \u202ereversed\u202c \x00\x07\x1b",
)
SLOW = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def documents(words: str) -> list[bytes]:
    told = made.record(*made.beginning(words), *made.days(3), *made.clinical(words), name=words, chart=(made.note(words),))
    return [press.printed(kind.write(told)) for kind in KINDS.values()]


@pytest.mark.parametrize("words", MARKUP)
def test_markup_is_printed_as_it_was_written(words: str) -> None:
    for pdf in documents(words):
        assert made.letters(words)[:20] in made.letters(made.text(pdf))


@pytest.mark.parametrize("words", SCRIPTS)
def test_letters_of_any_script_are_printed_or_marked(words: str) -> None:
    for pdf in documents(words):
        assert 1 <= press.pages(pdf) <= press.MOST_PAGES


def test_what_no_font_has_is_marked_and_the_rest_stays() -> None:
    assert letters.shown(["日本 tea", {"a": "😀ok"}]) == ["\ufffd\ufffd tea", {"a": "\ufffdok"}]
    assert letters.shown("שלום Łódź – “½”") == "שלום Łódź – “½”"
    assert letters.shown("a\x00b\u202ec") == "a b c"


@SLOW
@given(st.text(max_size=80))
def test_any_text_is_printed(words: str) -> None:
    for pdf in documents(words):
        assert 1 <= press.pages(pdf) <= press.MOST_PAGES


@pytest.mark.parametrize("words", ["W" * 500, "word " * 100, "a-" * 250, "\u00ad".join("hyphenated" * 40)])
def test_long_words_and_names_stay_on_two_pages(words: str) -> None:
    for pdf in documents(words[:500]):
        assert 1 <= press.pages(pdf) <= press.MOST_PAGES
