"""How leg pain usually goes: shown beside a person's own line, and never used to decide."""

from typing import Annotated

from msgspec import Meta, Struct

from stepwell.knowledge.schema.basis import Count, Entry, Graded, Words

Pain = Annotated[float, Meta(ge=0, le=10)]


class CoursePoint(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Leg pain (0-10) in the middle of many people, so many weeks after they were first seen."""

    week: Count
    middle: Pain


class Way(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What became of ``share`` in a hundred people. ``says`` goes on a sentence that began with them."""

    share: Annotated[int, Meta(ge=1, le=100)]
    says: Words


class Ways(Graded, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How differently it went in one study of so many people."""

    people: Annotated[int, Meta(ge=1)]
    way: tuple[Way, ...]


class Course(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The usual course: its middle week by week, and how far people lie around it.

    Attributes:
        spread: standard deviation between people, in points of 0-10.
        points: by week, the first at week 0.
    """

    spread: Pain
    points: Annotated[tuple[CoursePoint, ...], Meta(min_length=2)]
    ways: Ways
