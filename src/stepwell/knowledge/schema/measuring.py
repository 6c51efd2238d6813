"""Measures: what is asked on a date, how it is scored, and how much must change before it says anything."""

from enum import StrEnum
from typing import Annotated, Literal

from msgspec import Meta, Struct

from stepwell.knowledge.schema.basis import Count, Entry, Graded, Id, Words

Missing = Literal["no_score", "zero", "left_out"]
Better = Literal["lower", "higher"]
Help = Literal["offer_talk", "tell_therapist"]
Role = Literal["", "pain", "function", "own_view"]


class Method(StrEnum):
    """How a score is made of its items.

    sum; mean; count: the sum of items that are 0 or 1; percent: of the most that the answered items could give;
    item: the one item itself. week_mean: the mean of a week's check-ins. entered: only typed in, never worked out here.
    """

    SUM = "sum"
    MEAN = "mean"
    COUNT = "count"
    PERCENT = "percent"
    ITEM = "item"
    WEEK_MEAN = "week_mean"
    ENTERED = "entered"


class MeasureItem(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One thing that is asked. Its answer is a whole number.

    Attributes:
        values: the answers it may have, in the order in which they are shown; empty: those of the measure.
        points: what each answer counts, in the order of ``values``; empty: the answer itself.
        text: our own words; always empty in an instrument of somebody else. "{activity}" stands for the person's own
            words, "{since}" for the day on which the programme began.
        labels: words for each value; empty where the numbers speak for themselves. ends: words for the first and the last.
        page: items that name the same page stand together; empty: a page of its own.
        activity: the evaluation question that holds the person's words; without them the item is not asked.
        same_as: the evaluation question that asks the same: its answers belong to this item's history.
        not_at_start: asked only when the measure was answered before.
    """

    id: Id
    values: tuple[int, ...] = ()
    points: tuple[float, ...] = ()
    text: str = ""
    help: str = ""
    labels: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    page: str = ""
    activity: Id | None = None
    same_as: Id | None = None
    not_at_start: bool = False


class PageTitle(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The heading of the page on which some items stand together."""

    id: Id
    title: Words


class Clear(Graded, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How much must change before it is called a clear change: the smallest change that people notice as important (MIC).

    Attributes:
        points: on the score's own scale. percent: of the earlier value; undefined, and then left out of account, where that was 0.
        needs: whether one of the two is enough.
        band: the band must change as well.
    """

    points: Annotated[float, Meta(gt=0)]
    percent: Annotated[float, Meta(ge=0, le=100)] = 0
    needs: Literal["either", "both"] = "both"
    band: bool = False
    note: str = ""


class NoiseLimit(Graded, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What chance alone may change (MDC, the smallest change that the measure can tell from noise), in points."""

    points: Annotated[float, Meta(gt=0)]
    note: str = ""


class Band(Graded, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A named range of a score, both ends included; ``name`` is in the field's own word."""

    name: Words
    lowest: float
    highest: float


class Heed(Graded, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A value of a score at which the person is offered somebody to talk to. It is never called a diagnosis.

    do: offer_talk, or tell_therapist: also advise to tell a doctor or physical therapist soon.
    """

    at_least: float | None = None
    at_most: float | None = None
    do: Help


class MeasureScore(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One number that a measure gives.

    Attributes:
        name: for a table; "{activity}" stands for the person's own words.
        items: what it is made of; for ``week_mean`` the one check-in question; none for ``entered``.
        missing: what a missing answer means. most_missing: with more missing answers there is no score.
        fewest: for ``week_mean``: days of the week that must be told.
        clear, variant: thresholds; ``variant`` is a second published one, named beside the first.
        role: what it stands for when it is asked whether things are better on the whole; empty: not looked at for that.
        says_change: the score itself says how much changed, so it is held against the thresholds, and not a difference.
        asks_safety: a clear change for the worse leads to the safety questions.
        little_better_below, little_worse_above: values from which the measure can hardly show a further change that way.
    """

    name: Words
    method: Method
    items: tuple[Id, ...] = ()
    lowest: float
    highest: float
    better: Better
    missing: Missing = "no_score"
    most_missing: Count = 0
    fewest: Count = 0
    clear: Clear | None = None
    variant: Clear | None = None
    noise: NoiseLimit | None = None
    role: Role = ""
    says_change: bool = False
    asks_safety: bool = False
    little_better_below: float | None = None
    little_worse_above: float | None = None
    bands: tuple[Band, ...] = ()
    heed: tuple[Heed, ...] = ()


class Cadence(Graded, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When it is due: every so many days from the first day of the programme, for some days, and then not before the next time.

    first_after: days after the first day of the programme.
    """

    every: Annotated[int, Meta(ge=1)]
    first_after: Count = 0
    open_for: Annotated[int, Meta(ge=1)]


class Holder(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whose words a measure is asked in, and what is known of the licence."""

    name: Words
    licence: Words
    sources: tuple[Id, ...] = ()


class Risk(Graded, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A named group by two scores: the first one (the total) at least ``total_from``, and ``part`` at least ``part_from``."""

    name: Words
    part: Id
    total_from: float
    part_from: float


class MeasureKind(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A measure: our own, or one whose wording belongs to somebody else and is not here.

    Attributes:
        name: short, for a list. intro, recall: for its first page; empty where the wording is not ours.
        minutes: about how long it takes.
        holder: None for our own.
        values: the answers of items that name none.
        ticks: items are statements to tick: ticked 1, not ticked 0.
        pages: headings, of our own; others are asked a few items at a time.
        scores: the first one is the score that may be typed in; none where nothing is to be scored.
        groups: named groups by two scores; the last one that holds is meant.
        cadence: None: never asked by itself.
        codes: LOINC codes of the whole.
    """

    name: Words
    intro: str = ""
    recall: str = ""
    minutes: Count = 0
    holder: Holder | None = None
    values: tuple[int, ...] = ()
    ticks: bool = False
    items: tuple[MeasureItem, ...] = ()
    pages: tuple[PageTitle, ...] = ()
    scores: tuple[MeasureScore, ...] = ()
    groups: tuple[Risk, ...] = ()
    cadence: Cadence | None = None
    codes: tuple[str, ...] = ()
    note: str = ""

    def values_of(self, item: MeasureItem) -> tuple[int, ...]:
        """The answers that one of its items may have."""
        return item.values or self.values

    @property
    def is_own(self) -> bool:
        """Whether its words are ours and stand here."""
        return self.holder is None
