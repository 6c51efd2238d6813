"""A triage with the words for the person: how soon somebody must look, why, what to do, and whom to call."""

from msgspec import Struct

from stepwell.engine import sign_words
from stepwell.engine.decision import Reason
from stepwell.engine.screening import Triage
from stepwell.engine.sign_words import Advice
from stepwell.knowledge.schema import Country, Knowledge, Tier


class Call(Struct, frozen=True, kw_only=True):
    """Whom to call. advice_line is "" where there is none for the whole country."""

    country: str
    emergency: str
    advice_line: str
    crisis_line: str


class Verdict(Struct, frozen=True, kw_only=True):
    """How soon somebody must look, and why.

    Attributes:
        tier: what the given answers alone say. While questions are open it can still rise.
        may_exercise: never true while a question that must be answered is open, or the tier says no.
        reasons: most urgent first.
        unanswered: ids of the questions that must still be answered, in the order in which they are asked.
        flags: ids of the warning signs behind the reasons.
        advice, call: words and numbers for the person.
        release, reviewed_by: which knowledge this is, and which clinicians reviewed it; empty when none has.
    """

    tier: Tier
    may_exercise: bool
    reasons: tuple[Reason, ...]
    unanswered: tuple[str, ...]
    flags: tuple[str, ...]
    advice: Advice
    call: Call
    release: str
    reviewed_by: tuple[str, ...]


def judged(found: Triage, country: Country, known: Knowledge) -> Verdict:
    """Return a triage with the words for the person."""
    return Verdict(
        tier=found.tier,
        may_exercise=found.may_exercise,
        reasons=found.reasons,
        unanswered=found.unanswered,
        flags=found.flags,
        advice=_advice(found, known),
        call=Call(country=country.id, emergency=country.emergency, advice_line=country.advice_line, crisis_line=country.crisis_line),
        release=known.release.version,
        reviewed_by=known.release.reviewed_by,
    )


def _advice(found: Triage, known: Knowledge) -> Advice:
    """Return the tier's advice; nothing in it allows exercise, or says that nothing was found, while a question is open."""
    words = sign_words.told(found.tier, found.reasons, known)
    of_tier = known.advice[found.tier]
    is_open = of_tier.may_exercise and bool(found.unanswered)
    nothing_yet = is_open and found.tier is Tier.SELF_MANAGE
    return Advice(
        heading=known.reasons["ask_heading"].text if nothing_yet else words.heading,
        reason=known.reasons["ask_first_time"].text if nothing_yet else words.reason,
        say_there=words.say_there,
        do_not_wait_for=words.do_not_wait_for,
        meanwhile=known.reasons["ask_paused"].text if is_open else words.meanwhile,
        is_crisis=words.is_crisis,
    )
