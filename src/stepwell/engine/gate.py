"""The safety gate: what stands before any exercise. Nothing is learned here and nothing passes by default."""

from datetime import date

from stepwell.engine import exercising, safety, sign_words
from stepwell.engine.because import because
from stepwell.engine.decision import Reason, Referral
from stepwell.engine.known import Understanding
from stepwell.knowledge.schema import Knowledge

ASKS_AGAIN = {
    "anything_new": "ask_anything_new",
    "rests_red_nerve": "ask_anything_new",
    "hurt_check": "ask_after_hurt",
    "probe_worse": "ask_anything_new",
    "flare_said": "ask_after_flare",
    "flare_rise": "ask_after_rise",
}
"""What makes the safety questions come back at once -> the words for it."""
RISEN = ("flare_said", "flare_rise")
"""What tells of more of the same. A new sign that was told on that day stands before it."""


def referral(known: Understanding, knowledge: Knowledge, today: date) -> Referral | None:
    """Return the referral that stands in the place of a plan, or None when the way is clear.

    A tier that pauses exercise stands first; then every hard question that was never answered, or
    must be asked again today.
    """
    advice = knowledge.advice[known.safety.held]
    ask = safety.due(known.safety, known.answers, today, knowledge, whole=exercising.is_long_away(known, today, knowledge))
    if advice.may_exercise and not ask:
        return None
    if advice.may_exercise:
        return _ask_first(known, knowledge, today, ask)
    words = sign_words.told(known.safety.held, known.safety.reasons, knowledge)
    return Referral(
        on=today,
        release=knowledge.release.version,
        tier=known.safety.held,
        heading=words.heading,
        what_to_do=words.reason,
        say_there=words.say_there,
        do_not_wait_for=words.do_not_wait_for,
        reasons=known.safety.reasons or (because(knowledge, "tier_held", tier=known.safety.held.value),),
        ask=ask,
        paused=words.meanwhile,
        since=known.safety.held_on,
        clean_days=len(known.safety.clean),
        clean_days_needed=0 if known.safety.floor >= known.safety.held else knowledge.safety_rules.clean_days,
        reviewed_by=knowledge.release.reviewed_by,
        told_clear_on=known.told_clear.on if known.told_clear is not None else None,
        is_crisis=words.is_crisis,
        is_only_crisis=words.is_only_crisis,
    )


def _ask_first(known: Understanding, knowledge: Knowledge, today: date, ask: tuple[str, ...]) -> Referral:
    reason = _why_ask(known, knowledge, today)
    return Referral(
        on=today,
        release=knowledge.release.version,
        tier=known.safety.held,
        heading=knowledge.reasons["ask_heading"].text,
        what_to_do=reason.text,
        reasons=(reason,),
        ask=ask,
        paused=knowledge.reasons["ask_paused"].text,
        reviewed_by=knowledge.release.reviewed_by,
    )


def _why_ask(known: Understanding, knowledge: Knowledge, today: date) -> Reason:
    if not known.sessions and (known.safety.held_on is None or known.safety.missing):
        return because(knowledge, "ask_first_time")
    asking = [event for event in known.events if event.id in ASKS_AGAIN]
    if asking and known.safety.asked_again:
        on = asking[-1].on
        is_new = asking[-1].id in RISEN and any(event.id == "anything_new" and event.on == on for event in asking)
        return because(knowledge, ASKS_AGAIN["anything_new" if is_new else asking[-1].id])
    if exercising.is_long_away(known, today, knowledge):
        back, days = exercising.back_from(known, today, knowledge)
        return because(knowledge, "ask_after_pause" if back == "after_pause" else "ask_after_gap", days=days)
    return because(knowledge, "ask_weekly", days=knowledge.safety_rules.reask_after_days)
