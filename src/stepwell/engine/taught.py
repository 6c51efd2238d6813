"""What is remembered for the lesson of the day: which were offered or read, what may have set pain off, what suits."""

from datetime import date

from msgspec import Struct


class Offered(Struct, frozen=True, kw_only=True):
    """The lesson of one day. ``rule``: why that one; ``about``: what of the rule's own (an exposure, a number of days)."""

    on: date
    lesson: str
    rule: str
    about: str = ""


class Found(Struct, frozen=True, kw_only=True):
    """What the check-ins say of one exposure, and the day on which they were first found to say so."""

    verdict: str
    since: date


class Taught(Struct, frozen=True, kw_only=True):
    """What the lesson of a day is chosen from. Each part has at most one entry a lesson, or an exposure and day of two weeks.

    Attributes:
        offered: the lesson of the latest day that is known of; it stays the same all that day.
        seen: lesson -> the latest day it was offered or read. read: lesson -> the latest day it was read.
        called: lesson -> the latest day on which something that happened lately brought it.
        ticked: exposure -> the days in the last week on which it was told.
        suspected: exposure -> the latest day it was thought to have set off a flare-up, in the last two weeks.
        found: exposure -> what the check-ins were last found to say of it.
        suits: lesson -> which of its ``when`` is the first to hold for the standing answers.
        kept_back: lessons that the standing answers speak against, or may speak against.
    """

    offered: Offered | None = None
    seen: dict[str, date] = {}
    read: dict[str, date] = {}
    called: dict[str, date] = {}
    ticked: dict[str, tuple[date, ...]] = {}
    suspected: dict[str, date] = {}
    found: dict[str, Found] = {}
    suits: dict[str, int] = {}
    kept_back: tuple[str, ...] = ()
