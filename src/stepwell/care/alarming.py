"""Which dangers words may be about, told at once for words that were looked through before."""

from hashlib import sha256

from stepwell.care import edition
from stepwell.engine import danger_words

_looked_through: dict[bytes, tuple[str, ...]] = {}
"""Hash of some words -> what they may be about: looking through a message takes longer than all the rest of a row of the list, and it
never changes. Of the words themselves nothing stays in memory."""
LOOKED_THROUGH_MOST = 10_000


def alarming(words: str) -> tuple[str, ...]:
    """Return what words may be about, the most urgent first; () for nothing."""
    of = sha256(words.encode()).digest()
    if of not in _looked_through:
        if len(_looked_through) >= LOOKED_THROUGH_MOST:
            _looked_through.clear()
        _looked_through[of] = tuple(danger.says for danger in danger_words.found(words, edition.present().knowledge))
    return _looked_through[of]
