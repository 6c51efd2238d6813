"""Red flags, counts, what is said at each tier, and whom to call."""

from typing import Annotated

from msgspec import Meta

from stepwell.knowledge.condition import Condition
from stepwell.knowledge.schema.basis import Count, Entry, Graded, Tier, Words


class RedFlag(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What raises a concern, and how far.

    Attributes:
        item: the number of the clinical rule, such as "C3", or a name for a combination.
        when: what must be answered; may name other flags as "@id".
        tier: the least tier this flag gives; None for a soft sign that only counts.
        soft_points, fracture_points: what it adds to the two counts in ``Score``.
        grouping: names a family of signs for combinations; told only when nothing more particular is.
        text: the plain reason, second person, without frightening words.
    """

    item: Words
    when: Condition
    text: Words
    tier: Tier | None = None
    soft_points: Count = 0
    fracture_points: Count = 0
    grouping: bool = False


class Score(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A count of soft or fracture points that gives a tier by itself. Never above same_day."""

    counts: Annotated[str, Meta(pattern="^(soft_points|fracture_points)$")]
    at_least: Count
    tier: Tier
    text: Words


class TierAdvice(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a person is told at one tier. ``id`` is the tier. "{emergency}" stands for the country's number.

    Attributes:
        rule: what the tier means, as the rule that is shown beside each sign of it.
    """

    heading: Words
    rule: Words
    reason: Words
    say_there: str = ""
    do_not_wait_for: str = ""
    meanwhile: Words
    may_exercise: bool


class SafetyRules(Graded, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The numbers around the flags: how a tier falls, and when questions are asked again."""

    clean_days: Count
    reask_after_days: Count


class Country(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whom to call in one country. ``id`` is its two-letter code in lower case."""

    name: Words
    emergency: Words
    advice_line: str = ""
    crisis_line: Words
