"""Finding lessons by words: in titles, texts and other words for the same, whatever the case, in singular or plural.

js/shelf.js finds by the same rules while one types; a change here is a change there.
"""

import re
from collections.abc import Iterable
from functools import cache

from stepwell.knowledge.schema import Lesson
from stepwell.web.shared.lesson_blocks import spoken

_LITTLE = "a an and are at can do for how i in is it me my of on or the to what when with"
LITTLE = frozenset(_LITTLE.split())
"""Words that say nothing in a question."""
_WORD = re.compile(r"[^\W_]+")
_ENDINGS = 2
"""By so many letters a word that is looked for may be longer than the one that stands there."""


def words_of(lesson: Lesson) -> tuple[str, ...]:
    """Return every word by which a lesson is found, once each, without its ending."""
    return _words(" ".join((lesson.title, spoken(lesson.text), lesson.today, *lesson.keywords)))


def found(lessons: Iterable[Lesson], asked: str) -> list[Lesson]:
    """Return the lessons that hold every word that was asked for, in their order; all of them where nothing was asked."""
    wanted = asked_for(asked)
    return [lesson for lesson in lessons if all(_holds(words_of(lesson), word) for word in wanted)]


def asked_for(asked: str) -> list[str]:
    """Return the words of a question that say something; all of them where none does."""
    wanted = stems(asked)
    return [word for word in wanted if word not in LITTLE] or wanted


def stems(text: str) -> list[str]:
    """Return the words of a text in lower case, without the endings of plurals and of "-ing"."""
    return [_stem(word) for word in _WORD.findall(text.lower().replace("’", "").replace("'", ""))]


def _stem(word: str) -> str:
    if word.endswith("ing") and len(word) > 5:
        return word[:-3]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word


def _holds(words: tuple[str, ...], asked: str) -> bool:
    return any(
        word.startswith(asked) or (len(word) > 2 and asked.startswith(word) and len(asked) - len(word) <= _ENDINGS) for word in words
    )


@cache
def _words(text: str) -> tuple[str, ...]:
    return tuple(sorted(set(stems(text)) - LITTLE))
