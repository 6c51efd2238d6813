"""What a person reads under "Why this?" has none of the program's own words."""

import re

from stepwell.knowledge.loader import load

JARGON = re.compile(r"fills the place|stands at|green week|\brows?\b|\bamber\b|ladder|relief dose|load dose")


def test_no_reason_uses_the_words_of_the_rule_book() -> None:
    told = {reason.id: f"{reason.text} {reason.rule}" for reason in load().reasons.values()}
    assert {key: words for key, words in told.items() if JARGON.search(words.replace("in a row", ""))} == {}
