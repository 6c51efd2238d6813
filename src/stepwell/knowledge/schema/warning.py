"""Red flags, counts, what is said at each tier, and whom to call."""

from typing import Annotated

from msgspec import Meta

from stepwell.knowledge.condition import Condition
from stepwell.knowledge.schema.basis import Count, Entry, Graded, Id, Tier, Words


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
        found: the same as ``reason`` where a clinician found it, and the person answered nothing.
        say_there: how what is said there begins; the signs and what to ask follow (``SignWords``).
    """

    heading: Words
    rule: Words
    reason: Words
    found: str = ""
    say_there: str = ""
    do_not_wait_for: str = ""
    meanwhile: Words
    may_exercise: bool


class SignWords(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The words for a family of signs that pause exercise: how each is named where the person goes, and what to ask for there.

    Attributes:
        signs: id of a red flag, score, finding, code or reason -> how the person says it, after "I noticed this:".
        asks: what to ask for there, as a sentence.
        calms: a sentence that a source allows, for a check today or now.
    """

    signs: dict[Id, Words]
    asks: Words
    calms: str = ""


class OwnAdvice(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What takes the place of a tier's advice where all that is as urgent belongs to one family."""

    family: Id
    tier: Tier
    heading: Words
    reason: Words
    say_there: Words
    do_not_wait_for: Words
    meanwhile: Words


class HelpSign(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One line of the two lists on Help: when to call at once (emergency_now), and when to be seen today (same_day).

    Attributes:
        text: goes on after "now if" or "today if".
        signs: the red flags it stands for; never less urgent here than there.
    """

    tier: Tier
    text: Words
    signs: tuple[Id, ...]


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
