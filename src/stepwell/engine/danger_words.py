"""Words in a message that may mean danger. It looks for words and understands nothing: what it finds is a reason to ask."""

import re
from difflib import SequenceMatcher
from functools import cache, lru_cache

from stepwell.engine.letters import bare
from stepwell.knowledge.schema import Knowledge
from stepwell.knowledge.schema.messaging import DangerWords

LONG_ENOUGH = 6
"""Letters from which on a word may be misspelled: shorter ones are too near to others."""
CLOSE = 0.84
"""How near a misspelled word must be, from 0 to 1: about one letter in seven."""


def found(text: str, knowledge: Knowledge) -> tuple[DangerWords, ...]:
    """Return what a message may be about, the most urgent first; () for nothing.

    Args:
        text: as it was written; case, accents, punctuation and small misspellings do not matter.
    """
    words = plain(text)
    sounds = [danger for danger in knowledge.danger_words.values() if all(_any(group, words) for group in danger.together)]
    return tuple(sorted(sounds, key=lambda danger: -danger.tier.rank))


def plain(text: str) -> tuple[str, ...]:
    """Return the words of a text in their simplest form: no case, accent, apostrophe or punctuation."""
    return tuple(re.findall(r"[a-z0-9]+", re.sub(r"['’`´ʼ]", "", bare(text))))


def _any(group: tuple[str, ...], words: tuple[str, ...]) -> bool:
    return any(_stands(_phrase(phrase), words) for phrase in group)


@cache
def _phrase(phrase: str) -> tuple[str, ...]:
    return plain(phrase)


def _stands(phrase: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Whether the words of a phrase follow each other, each as the beginning of a word."""
    return any(
        all(_begins(word, part) for word, part in zip(words[start:], phrase, strict=False)) for start in range(len(words) - len(phrase) + 1)
    )


def _begins(word: str, part: str) -> bool:
    if len(part) <= 3:
        return word in (part, part + "s")
    if word.startswith(part):
        return True
    return len(part) >= LONG_ENOUGH and word[:1] == part[:1] and len(word) >= len(part) - 1 and _is_close(word[: len(part) + 1], part)


@lru_cache(maxsize=20_000)
def _is_close(word: str, part: str) -> bool:
    """Whether a word is a misspelling. The first letter must fit: hardly anybody mistypes that one, and most are then left at once."""
    return SequenceMatcher(None, word, part, autojunk=False).ratio() >= CLOSE
