"""Conditions: small true-or-false statements about answers, written as data.

A leaf is a sentence of three words: ``"saddle_feeling = yes"``, ``"age >= 50"``,
``"conditions has osteoporosis"``, ``"inflammatory_signs count 4"``. Leaves are joined by
tables: ``{ all = [...] }``, ``{ any = [...] }``, ``{ none = [...] }``. A plain list means
``all``. ``"@id"`` names another rule of the same file, so that a combination can say
``"@past_cancer"`` instead of repeating what raises it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Operator(StrEnum):
    """How a leaf compares an answer: equal, unequal, number order, holds a choice, holds at least n choices."""

    IS = "="
    IS_NOT = "!="
    AT_LEAST = ">="
    AT_MOST = "<="
    MORE = ">"
    LESS = "<"
    HAS = "has"
    COUNT = "count"


class Condition:
    """A statement about answers: a Leaf, a Named rule, or All, AnyOf, NoneOf of other statements."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Leaf(Condition):
    """One comparison of one question's answer with one value."""

    question: str
    operator: Operator
    value: str | float


@dataclass(frozen=True, slots=True)
class Named(Condition):
    """A reference to another rule of the same file, true when that rule's own condition is."""

    rule: str


@dataclass(frozen=True, slots=True)
class All(Condition):
    """True when every part is true."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf(Condition):
    """True when at least one part is true."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class NoneOf(Condition):
    """True when no part is true."""

    parts: tuple[Condition, ...]


_JOINERS: dict[str, type[All] | type[AnyOf] | type[NoneOf]] = {"all": All, "any": AnyOf, "none": NoneOf}
_LEAF = re.compile(r"^(?P<question>[a-z][a-z0-9_]*) (?P<operator>=|!=|>=|<=|>|<|has|count) (?P<value>[a-z0-9_.]+)$")
_NUMERIC = frozenset({Operator.AT_LEAST, Operator.AT_MOST, Operator.MORE, Operator.LESS, Operator.COUNT})


def parsed(written: Any) -> Condition:
    """Return the condition that was written in a file.

    Args:
        written: a leaf sentence, a list (all of), or a table with exactly one of all, any, none.

    Raises:
        ValueError: the text is not a condition; says what to write.
    """
    if isinstance(written, str):
        return _leaf(written)
    if isinstance(written, Sequence) and written:
        return All(tuple(parsed(part) for part in written))
    if isinstance(written, Mapping) and len(written) == 1:
        ((joiner, parts),) = written.items()
        if joiner in _JOINERS and isinstance(parts, Sequence) and parts:
            return _JOINERS[joiner](tuple(parsed(part) for part in parts))
    raise ValueError(f"{written!r} is not a condition: write a sentence of three words, a list, or one of all, any, none with a list")


def leaves(condition: Condition) -> Iterator[Leaf]:
    """Yield every comparison inside a condition, in reading order."""
    match condition:
        case Leaf():
            yield condition
        case Named():
            return
        case All(parts) | AnyOf(parts) | NoneOf(parts):
            for part in parts:
                yield from leaves(part)


def names(condition: Condition) -> Iterator[str]:
    """Yield the id of every rule that a condition refers to."""
    match condition:
        case Named(rule):
            yield rule
        case All(parts) | AnyOf(parts) | NoneOf(parts):
            for part in parts:
                yield from names(part)


def _leaf(written: str) -> Condition:
    if written.startswith("@"):
        return Named(written[1:])
    found = _LEAF.match(written)
    if not found:
        raise ValueError(f'{written!r} is not a condition: write three words, such as "age >= 50" or "conditions has osteoporosis"')
    operator = Operator(found["operator"])
    if operator not in _NUMERIC:
        return Leaf(found["question"], operator, found["value"])
    try:
        return Leaf(found["question"], operator, float(found["value"]))
    except ValueError:
        raise ValueError(f"{written!r} compares with {found['value']!r}, which is not a number") from None
