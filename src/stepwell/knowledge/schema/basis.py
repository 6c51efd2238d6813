"""What every entry has: an id, its sources, how well it is known; and the release they belong to.

Numbers in a pair are ``(lowest, highest)``, both included. Every entry says where it comes
from: ``sources`` are ids in sources.toml, and ``grade`` says how well the fact is known.
"""

from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

Id = Annotated[str, Meta(pattern="^[a-z][a-z0-9_]*$")]
Words = Annotated[str, Meta(min_length=1)]
Count = Annotated[int, Meta(ge=0)]
Pair = tuple[Count, Count]


class Grade(StrEnum):
    """How well a fact is known.

    read: seen in a listed source (mostly its abstract). memory_high, memory, memory_low:
    professional knowledge that was not looked up again, by confidence. design: our own
    judgement, no published threshold; needs a clinician's sign-off.
    """

    READ = "read"
    MEMORY_HIGH = "memory_high"
    MEMORY = "memory"
    MEMORY_LOW = "memory_low"
    DESIGN = "design"


class Tier(StrEnum):
    """How soon somebody must look at a person, calmest first. Comparable: a later tier is greater."""

    SELF_MANAGE = "self_manage"
    ROUTINE = "routine"
    WITHIN_DAYS = "within_days"
    SAME_DAY = "same_day"
    EMERGENCY_NOW = "emergency_now"

    @property
    def rank(self) -> int:
        """0 for self_manage up to 4 for emergency_now."""
        return _RANKS[self]

    def __lt__(self, other: str) -> bool:
        return _RANKS[self] < _RANKS[other]

    def __le__(self, other: str) -> bool:
        return _RANKS[self] <= _RANKS[other]

    def __gt__(self, other: str) -> bool:
        return _RANKS[self] > _RANKS[other]

    def __ge__(self, other: str) -> bool:
        return _RANKS[self] >= _RANKS[other]


_RANKS: dict[str, int] = {tier: rank for rank, tier in enumerate(Tier)}


class Graded(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Anything that a clinician could dispute: how well it is known, and its sources."""

    grade: Grade
    sources: tuple[Id, ...] = ()


class Entry(Graded, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What every entry has: an id, its sources, and how well it is known."""

    id: Id


class Source(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One citation. ``read`` says what of it was actually read: most were read as an abstract."""

    id: Id
    citation: Words
    where: str = ""
    read: str = "abstract or opening"


class Release(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which knowledge this is, and which named clinician reviewed it (empty: nobody yet)."""

    version: Words
    date: Words
    reviewed_by: tuple[str, ...] = ()
    note: str = ""
