"""What the log itself shows that a clinician should look at: strong pain for days, step backs and falls that come too close together."""

from datetime import date

from msgspec.structs import replace

from stepwell.engine import flare, pain, safety
from stepwell.engine.because import told
from stepwell.engine.known import Understanding
from stepwell.knowledge.schema import Knowledge, Tier


def raised(known: Understanding, on: date, knowledge: Knowledge) -> Understanding:
    """Return what is understood with the tier raised for what the days up to this one show."""
    rules = knowledge.response
    within = [day for day in known.step_backs if (on - day).days < rules["refer_step_backs_days"].value]
    falls = [day for day in known.standing.fell_on if (on - day).days < rules["refer_fall_backs_days"].value]
    strong = pain.days_in_a_row_at_least(known.pain, rules["refer_leg_at_least"].value)
    before = known.level_before_step_back
    worse = pain.days_in_a_row_at_least(known.pain, before + rules["refer_worse_points"].value, waking=True) if before is not None else 0
    found = {
        "refer_strong": strong >= rules["refer_leg_days"].value,
        "refer_step_backs": len(within) >= rules["refer_step_backs"].value,
        "refer_fall_backs": len(falls) >= rules["refer_fall_backs"].value,
        "refer_worse": worse >= rules["refer_worse_days"].value and not _is_softer(known, on, knowledge),
    }
    for reason, is_so in found.items():
        if is_so:
            known = replace(known, safety=safety.concern(known.safety, told(knowledge, reason, {}, on=on), Tier.WITHIN_DAYS, on))
            known = _told_once(known, reason)
    return known


def _is_softer(known: Understanding, on: date, knowledge: Knowledge) -> bool:
    """Whether this is one of a flare-up's softer days: more pain is expected on them, and already answered."""
    return flare.is_easy(flare.day_of(known.flare, on, knowledge), on)


def _told_once(known: Understanding, reason: str) -> Understanding:
    """Forget what led to a concern: the same days raise it once, or the clean days after it could never begin."""
    match reason:
        case "refer_step_backs":
            return replace(known, step_backs=())
        case "refer_fall_backs":
            return replace(known, standing=replace(known.standing, fell_on=()))
        case "refer_worse":
            return replace(known, level_before_step_back=None)
    return known
