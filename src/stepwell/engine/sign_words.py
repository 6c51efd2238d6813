"""The words for the person that fit their own signs: what they are told, and what to say where they go (advice.toml and signs.toml)."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from stepwell.engine.decision import Reason
from stepwell.knowledge.once import once
from stepwell.knowledge.schema import Knowledge, OwnAdvice, SignWords, Tier
from stepwell.knowledge.sign_checks import tiers

CRISIS = "mental_crisis"
REFERRED = "clinician_referred"
"""A clinician's wish that somebody looks, as urgent as they said; nobody's answer."""


class Advice(Struct, frozen=True, kw_only=True):
    """What the person is told: an order, a reason, the words to say there, what not to wait for, and what may be done meanwhile.

    is_crisis: the crisis line comes first.
    """

    heading: str
    reason: str
    say_there: str
    do_not_wait_for: str
    meanwhile: str
    is_crisis: bool = False


class Told(Advice, frozen=True, kw_only=True):
    """What a person is told about a tier and the signs behind it.

    is_only_crisis: nothing else is as urgent, so that a short card of its own is shown.
    """

    is_only_crisis: bool = False


def told(tier: Tier, reasons: Iterable[Reason], knowledge: Knowledge) -> Told:
    """Return the words for a tier and what led to it.

    Only the signs as urgent as the tier are named and asked about; lesser ones stand among the reasons. What a clinician
    found, or wants looked at, is said to be theirs, and never to be the person's own answer.
    """
    reasons = tuple(reasons)
    families = _families(knowledge)
    is_crisis = any(_is_of(CRISIS, reason, families) for reason in reasons)
    top = [reason for reason in reasons if reason.id in families and tiers(knowledge).get(reason.id, Tier.WITHIN_DAYS) is tier]
    referred = next((reason for reason in reasons if reason.id == REFERRED and reason.numbers.get("tier") == tier.value), None)
    own = _own_advice(tier, top, families, knowledge)
    if own is not None and referred is None:
        return Told(
            heading=own.heading,
            reason=own.reason,
            say_there=own.say_there,
            do_not_wait_for=own.do_not_wait_for,
            meanwhile=own.meanwhile,
            is_crisis=is_crisis,
            is_only_crisis=own.family == CRISIS,
        )
    advice = knowledge.advice[tier]
    return Told(
        heading=advice.heading,
        reason=_reason(tier, top, referred, families, knowledge),
        say_there=advice.say_there if advice.may_exercise else _say_there(advice.say_there, top, referred, families, knowledge),
        do_not_wait_for=advice.do_not_wait_for,
        meanwhile=advice.meanwhile,
        is_crisis=is_crisis,
    )


def found_by_clinician(reason_id: str, knowledge: Knowledge) -> bool:
    """Whether a reason is what a clinician found or named, and not an answer of the person."""
    return reason_id in knowledge.findings or any(code.id == reason_id for code in knowledge.codes.values())


@once
def _families(knowledge: Knowledge) -> dict[str, SignWords]:
    return {sign: family for family in knowledge.sign_words.values() for sign in family.signs}


def _is_of(family: str, reason: Reason, families: dict[str, SignWords]) -> bool:
    return reason.id in families and families[reason.id].id == family


def _own_advice(tier: Tier, top: Sequence[Reason], families: dict[str, SignWords], knowledge: Knowledge) -> OwnAdvice | None:
    of_tier = (own for own in knowledge.own_advice.values() if own.tier is tier)
    return next((own for own in of_tier if top and all(_is_of(own.family, reason, families) for reason in top)), None)


def _reason(tier: Tier, top: Sequence[Reason], referred: Reason | None, families: dict[str, SignWords], knowledge: Knowledge) -> str:
    """Return why, in a sentence or two; calm words only where every sign's family has them."""
    advice = knowledge.advice[tier]
    found = [reason for reason in top if found_by_clinician(reason.id, knowledge)]
    said = [advice.reason] if len(found) < len(top) or not (top or referred) else []
    told_of_found = [advice.found] if found else []
    asked = [f"Your {referred.numbers['by']} asked for this."] if referred else []
    calms = dict.fromkeys(families[reason.id].calms for reason in top) if tier >= Tier.SAME_DAY and not referred else {}
    return " ".join((*said, *told_of_found, *asked, *(calms if all(calms) else ())))


def _say_there(opening: str, top: Sequence[Reason], referred: Reason | None, families: dict[str, SignWords], knowledge: Knowledge) -> str:
    """Return what to say there: the person's own signs in plain words, what a clinician found or wants, and what to ask for."""
    found = [reason for reason in top if found_by_clinician(reason.id, knowledge)]
    noticed = [reason for reason in top if reason not in found]
    parts = [opening]
    if noticed:
        parts.append(f"I noticed this: {_listed(noticed, families)}.")
    if found:
        parts.append(f"My therapist examined me{_day(found[0])} and found this: {_listed(found, families)}.")
    if referred:
        parts.append(f"My {referred.numbers['by']} wants this to be looked at.")
    parts += dict.fromkeys(families[reason.id].asks for reason in top)
    return " ".join(parts)


def _listed(reasons: Iterable[Reason], families: dict[str, SignWords]) -> str:
    return "; ".join(dict.fromkeys(families[reason.id].signs[reason.id] for reason in reasons))


def _day(found: Reason) -> str:
    return f" on {found.on:%B} {found.on.day}" if found.on is not None else ""
